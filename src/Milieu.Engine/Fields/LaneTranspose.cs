// Turns lines into lanes: the transpose of a square tile as wide as a vector.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Milieu.Engine;

/// <summary>Moves bits only, so that the way it is done cannot show in a result.</summary>
internal static unsafe class LaneTranspose<T>
    where T : unmanaged
{
    private static readonly Vector512<int> Low32 = Vector512.Create(
        0,
        16,
        1,
        17,
        2,
        18,
        3,
        19,
        4,
        20,
        5,
        21,
        6,
        22,
        7,
        23
    );
    private static readonly Vector512<int> High32 = Low32 + Vector512.Create(8);
    private static readonly Vector512<long> Low64 = Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11);
    private static readonly Vector512<long> High64 = Low64 + Vector512.Create(4L);

    private static int Count => Vector512<T>.Count;

    /// <summary>Transposes a tile from one place to another, by way of a third of the size of a tile.</summary>
    /// <remarks>Where there are two-source permutes: log2(count) rounds, each of which interleaves row i with row
    /// i + count / 2, taken two at a time so that half of them stay in registers.</remarks>
    public static void Apply(T* source, long sourceStride, T* middle, T* target, long targetStride)
    {
        if (!Avx512F.IsSupported)
        {
            Plain(source, sourceStride, target, targetStride);
        }
        else if (Count == 16)
        {
            TwoRounds(source, sourceStride, middle, Count);
            TwoRounds(middle, Count, target, targetStride);
        }
        else
        {
            TwoRounds(source, sourceStride, middle, Count);
            LastRound(middle, Count, target, targetStride);
        }
    }

    public static void Plain(T* source, long sourceStride, T* target, long targetStride)
    {
        for (var i = 0; i < Count; i++)
        for (var j = 0; j < Count; j++)
            target[(j * targetStride) + i] = source[(i * sourceStride) + j];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoRounds(T* source, long sourceStride, T* target, long targetStride)
    {
        var quarter = Count / 4;
        for (var i = 0; i < quarter; i++)
        {
            var r0 = Vector512.Load(source + (i * sourceStride));
            var r1 = Vector512.Load(source + ((i + quarter) * sourceStride));
            var r2 = Vector512.Load(source + ((i + (2 * quarter)) * sourceStride));
            var r3 = Vector512.Load(source + ((i + (3 * quarter)) * sourceStride));
            var (low02, high02) = (Zip(r0, r2, isHigh: false), Zip(r0, r2, isHigh: true));
            var (low13, high13) = (Zip(r1, r3, isHigh: false), Zip(r1, r3, isHigh: true));
            var first = target + (4 * i * targetStride);
            Zip(low02, low13, isHigh: false).Store(first);
            Zip(low02, low13, isHigh: true).Store(first + targetStride);
            Zip(high02, high13, isHigh: false).Store(first + (2 * targetStride));
            Zip(high02, high13, isHigh: true).Store(first + (3 * targetStride));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LastRound(T* source, long sourceStride, T* target, long targetStride)
    {
        for (var i = 0; i < Count / 2; i++)
        {
            var top = Vector512.Load(source + (i * sourceStride));
            var bottom = Vector512.Load(source + ((i + (Count / 2)) * sourceStride));
            Zip(top, bottom, isHigh: false).Store(target + (2 * i * targetStride));
            Zip(top, bottom, isHigh: true).Store(target + (((2 * i) + 1) * targetStride));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Zip(Vector512<T> a, Vector512<T> b, bool isHigh) =>
        typeof(T) == typeof(float)
            ? Avx512F.PermuteVar16x32x2(a.AsInt32(), isHigh ? High32 : Low32, b.AsInt32()).As<int, T>()
            : Avx512F.PermuteVar8x64x2(a.AsInt64(), isHigh ? High64 : Low64, b.AsInt64()).As<long, T>();
}
