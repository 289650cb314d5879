// Eight records turned into vectors, for machines whose vectors hold eight numbers.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Milieu.Engine;

/// <summary>What <see cref="RecordLanes"/> does with sixteen, with AVX2 alone.</summary>
internal static unsafe class RecordOctets
{
    public const int Count = 8;

    /// <summary>The first four fields of a record: its place and <see cref="PairRecord.Far"/>.</summary>
    public const int Places = 0;

    /// <summary>The last four: radius, reach, repulsion, adhesion.</summary>
    public const int Strengths = 4;

    // For each mask of eight lanes the chosen ones, in order; what follows is never read.
    private static readonly int[] Chosen = ChosenOfEachMask();

    /// <summary>True where the machine has vectors of eight and no wider ones.</summary>
    public static bool AreWidest => Avx2.IsSupported && !Avx512F.IsSupported;

    /// <summary>Four fields of eight rows, one vector a field.</summary>
    /// <param name="field"><see cref="Places"/> or <see cref="Strengths"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(
        PairRecord* records,
        int* rows,
        int field,
        out Vector256<float> first,
        out Vector256<float> second,
        out Vector256<float> third,
        out Vector256<float> fourth
    )
    {
        var a = Halves(records, rows, field);
        var b = Halves(records, rows + 1, field);
        var c = Halves(records, rows + 2, field);
        var d = Halves(records, rows + 3, field);
        var lowAB = Avx.UnpackLow(a, b).AsDouble();
        var highAB = Avx.UnpackHigh(a, b).AsDouble();
        var lowCD = Avx.UnpackLow(c, d).AsDouble();
        var highCD = Avx.UnpackHigh(c, d).AsDouble();
        first = Avx.UnpackLow(lowAB, lowCD).AsSingle();
        second = Avx.UnpackHigh(lowAB, lowCD).AsSingle();
        third = Avx.UnpackLow(highAB, highCD).AsSingle();
        fourth = Avx.UnpackHigh(highAB, highCD).AsSingle();
    }

    /// <summary>Writes the lanes that a mask of whole lanes chooses, in order; lanes after them hold anything.</summary>
    /// <param name="to">Room for eight numbers.</param>
    /// <returns>How many were chosen.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Choose(Vector256<int> lanes, Vector256<float> mask, int* to)
    {
        var bits = mask.ExtractMostSignificantBits();
        ref var chosen = ref MemoryMarshal.GetArrayDataReference(Chosen);
        Avx2.PermuteVar8x32(lanes, Vector256.LoadUnsafe(ref chosen, bits * Count)).Store(to);
        return BitOperations.PopCount(bits);
    }

    private static int[] ChosenOfEachMask()
    {
        var all = new int[(1 << Count) * Count];
        for (var mask = 0; mask < 1 << Count; mask++)
        {
            var at = mask * Count;
            for (var lane = 0; lane < Count; lane++)
                if ((mask >> lane & 1) != 0)
                    all[at++] = lane;
        }
        return all;
    }

    /// <summary>Four fields of the first row and of the fourth after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(PairRecord* records, int* rows, int field) =>
        Avx.InsertVector128(
            Vector128.Load((float*)(records + rows[0]) + field).ToVector256Unsafe(),
            Vector128.Load((float*)(records + rows[4]) + field),
            1
        );
}
