// Sixteen records turned into vectors where vectors hold eight numbers.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Milieu.Engine;

/// <summary>What <see cref="RecordLanes"/> does, for machines with AVX2 and no wider vectors: the same moves, eight rows at a time.</summary>
internal static unsafe class RecordOctets
{
    private const int Count = 8;

    // For each mask of eight lanes the chosen ones, in order; what follows is never read.
    private static readonly int[] Chosen = ChosenOfEachMask();

    /// <summary>Position and <see cref="PairRecord.Far"/> of sixteen rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadPlaces(
        PairRecord* records,
        int* rows,
        out Vector512<int> x,
        out Vector512<int> y,
        out Vector512<int> z,
        out Vector512<float> far
    )
    {
        Places(records, rows, out var x0, out var y0, out var z0, out var far0);
        Places(records, rows + Count, out var x1, out var y1, out var z1, out var far1);
        x = Vector512.Create(x0, x1).AsInt32();
        y = Vector512.Create(y0, y1).AsInt32();
        z = Vector512.Create(z0, z1).AsInt32();
        far = Vector512.Create(far0, far1);
    }

    /// <summary>All eight fields of sixteen rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(
        PairRecord* records,
        int* rows,
        out Vector512<int> x,
        out Vector512<int> y,
        out Vector512<int> z,
        out Vector512<float> radius,
        out Vector512<float> reach,
        out Vector512<float> repulsion,
        out Vector512<float> adhesion
    )
    {
        // The fourth field of a record is its Far, which forces do not need.
        Places(records, rows, out var x0, out var y0, out var z0, out _);
        Places(records, rows + Count, out var x1, out var y1, out var z1, out _);
        Strengths(records, rows, out var radius0, out var reach0, out var repulsion0, out var adhesion0);
        Strengths(records, rows + Count, out var radius1, out var reach1, out var repulsion1, out var adhesion1);
        x = Vector512.Create(x0, x1).AsInt32();
        y = Vector512.Create(y0, y1).AsInt32();
        z = Vector512.Create(z0, z1).AsInt32();
        radius = Vector512.Create(radius0, radius1);
        reach = Vector512.Create(reach0, reach1);
        repulsion = Vector512.Create(repulsion0, repulsion1);
        adhesion = Vector512.Create(adhesion0, adhesion1);
    }

    /// <summary>Writes the lanes whose bits are set, in order; lanes after them hold anything.</summary>
    /// <param name="to">Room for sixteen numbers.</param>
    /// <returns>How many were chosen.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Choose(Vector512<int> lanes, uint bits, int* to)
    {
        ref var chosen = ref MemoryMarshal.GetArrayDataReference(Chosen);
        var (low, high) = (bits & 0xFF, bits >> Count);
        var first = BitOperations.PopCount(low);
        Avx2.PermuteVar8x32(lanes.GetLower(), Vector256.LoadUnsafe(ref chosen, low * Count)).Store(to);
        Avx2.PermuteVar8x32(lanes.GetUpper(), Vector256.LoadUnsafe(ref chosen, high * Count)).Store(to + first);
        return first + BitOperations.PopCount(high);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Places(
        PairRecord* records,
        int* rows,
        out Vector256<float> x,
        out Vector256<float> y,
        out Vector256<float> z,
        out Vector256<float> far
    ) =>
        Turn(
            Halves(records, rows, 0),
            Halves(records, rows + 1, 0),
            Halves(records, rows + 2, 0),
            Halves(records, rows + 3, 0),
            out x,
            out y,
            out z,
            out far
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Strengths(
        PairRecord* records,
        int* rows,
        out Vector256<float> radius,
        out Vector256<float> reach,
        out Vector256<float> repulsion,
        out Vector256<float> adhesion
    ) =>
        Turn(
            Halves(records, rows, 4),
            Halves(records, rows + 1, 4),
            Halves(records, rows + 2, 4),
            Halves(records, rows + 3, 4),
            out radius,
            out reach,
            out repulsion,
            out adhesion
        );

    /// <summary>Four fields, from <paramref name="field"/> on, of the first row and of the fourth after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(PairRecord* records, int* rows, int field) =>
        Avx.InsertVector128(
            Vector128.Load((float*)(records + rows[0]) + field).ToVector256Unsafe(),
            Vector128.Load((float*)(records + rows[4]) + field),
            1
        );

    /// <summary>Transposes four vectors within each half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(
        Vector256<float> a,
        Vector256<float> b,
        Vector256<float> c,
        Vector256<float> d,
        out Vector256<float> first,
        out Vector256<float> second,
        out Vector256<float> third,
        out Vector256<float> fourth
    )
    {
        var lowAB = Avx.UnpackLow(a, b).AsDouble();
        var highAB = Avx.UnpackHigh(a, b).AsDouble();
        var lowCD = Avx.UnpackLow(c, d).AsDouble();
        var highCD = Avx.UnpackHigh(c, d).AsDouble();
        first = Avx.UnpackLow(lowAB, lowCD).AsSingle();
        second = Avx.UnpackHigh(lowAB, lowCD).AsSingle();
        third = Avx.UnpackLow(highAB, highCD).AsSingle();
        fourth = Avx.UnpackHigh(highAB, highCD).AsSingle();
    }
}
