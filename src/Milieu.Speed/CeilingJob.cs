// The loops that no kernel can beat: memory read and written, and nothing else done.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Milieu.Engine;

namespace Milieu.Speed;

/// <summary>What a ceiling does with memory.</summary>
public enum CeilingKind
{
    /// <summary>a = s a: each element read and written once, in place. The "copy pass" that field steps are compared with.</summary>
    Pass = 0,

    /// <summary>b = a.</summary>
    Copy = 1,

    /// <summary>a = b + s c.</summary>
    Triad = 2,
}

/// <summary>Walks over floats, several times in one job, so that handing out work does not count.</summary>
internal sealed unsafe class CeilingJob(CeilingKind kind, float* a, float* b, float* c, int rounds) : IRangeJob
{
    /// <summary>Elements that a turn of the loops takes; sizes are multiples of it.</summary>
    public const int Grain = 64;

    public static int BytesPerElement(CeilingKind kind) => kind == CeilingKind.Triad ? 12 : 8;

    public void Run(int begin, int end, int worker)
    {
        for (var round = 0; round < rounds; round++)
        {
            if (kind == CeilingKind.Pass)
                Scale(a, begin, end);
            else if (kind == CeilingKind.Copy)
                Copy(a, b, begin, end);
            else
                Triad(a, b, c, begin, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(float* a, int begin, int end)
    {
        var factor = Vector512.Create(0.9999999f);
        for (var k = begin; k < end; k += Grain)
        {
            (Vector512.Load(a + k) * factor).Store(a + k);
            (Vector512.Load(a + k + 16) * factor).Store(a + k + 16);
            (Vector512.Load(a + k + 32) * factor).Store(a + k + 32);
            (Vector512.Load(a + k + 48) * factor).Store(a + k + 48);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(float* a, float* b, int begin, int end)
    {
        for (var k = begin; k < end; k += Grain)
        {
            Vector512.Load(a + k).Store(b + k);
            Vector512.Load(a + k + 16).Store(b + k + 16);
            Vector512.Load(a + k + 32).Store(b + k + 32);
            Vector512.Load(a + k + 48).Store(b + k + 48);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Triad(float* a, float* b, float* c, int begin, int end)
    {
        var factor = Vector512.Create(0.9999999f);
        for (var k = begin; k < end; k += Grain)
        {
            (Vector512.Load(b + k) + (Vector512.Load(c + k) * factor)).Store(a + k);
            (Vector512.Load(b + k + 16) + (Vector512.Load(c + k + 16) * factor)).Store(a + k + 16);
            (Vector512.Load(b + k + 32) + (Vector512.Load(c + k + 32) * factor)).Store(a + k + 32);
            (Vector512.Load(b + k + 48) + (Vector512.Load(c + k + 48) * factor)).Store(a + k + 48);
        }
    }
}
