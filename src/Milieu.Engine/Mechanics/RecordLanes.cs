// Sixteen records turned into vectors, one field each.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Milieu.Engine;

/// <summary>Moves data without arithmetic, so that machines with and without wide shuffles get the same bits.</summary>
internal static unsafe class RecordLanes
{
    public const int Count = 16;

    private static bool IsWide => Avx512DQ.IsSupported;

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
        if (!IsWide)
        {
            x = Column(records, rows, 0).AsInt32();
            y = Column(records, rows, 1).AsInt32();
            z = Column(records, rows, 2).AsInt32();
            far = Column(records, rows, 3);
            return;
        }
        var a = Quarters(records, rows, 0);
        var b = Quarters(records, rows, 1);
        var c = Quarters(records, rows, 2);
        var d = Quarters(records, rows, 3);
        Turn(ref a, ref b, ref c, ref d);
        (x, y, z, far) = (a.AsInt32(), b.AsInt32(), c.AsInt32(), d);
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
        if (!IsWide)
        {
            x = Column(records, rows, 0).AsInt32();
            y = Column(records, rows, 1).AsInt32();
            z = Column(records, rows, 2).AsInt32();
            radius = Column(records, rows, 4);
            reach = Column(records, rows, 5);
            repulsion = Column(records, rows, 6);
            adhesion = Column(records, rows, 7);
            return;
        }
        var a = Halves(records, rows, 0);
        var b = Halves(records, rows, 1);
        var c = Halves(records, rows, 2);
        var d = Halves(records, rows, 3);
        Turn(ref a, ref b, ref c, ref d);
        var e = Halves(records, rows, 8);
        var f = Halves(records, rows, 9);
        var g = Halves(records, rows, 10);
        var h = Halves(records, rows, 11);
        Turn(ref e, ref f, ref g, ref h);
        const byte Even = 0b10_00_10_00;
        const byte Odd = 0b11_01_11_01;
        x = Avx512F.Shuffle4x128(a, e, Even).AsInt32();
        y = Avx512F.Shuffle4x128(b, f, Even).AsInt32();
        z = Avx512F.Shuffle4x128(c, g, Even).AsInt32();
        radius = Avx512F.Shuffle4x128(a, e, Odd);
        reach = Avx512F.Shuffle4x128(b, f, Odd);
        repulsion = Avx512F.Shuffle4x128(c, g, Odd);
        adhesion = Avx512F.Shuffle4x128(d, h, Odd);
    }

    /// <summary>Writes the lanes that a mask of whole lanes chooses, in order; lanes after them hold anything.</summary>
    /// <param name="to">Room for sixteen numbers.</param>
    /// <returns>How many were chosen.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Choose(Vector512<int> lanes, Vector512<float> mask, int* to)
    {
        var bits = mask.ExtractMostSignificantBits();
        if (IsWide)
        {
            Avx512F.Compress(Vector512<int>.Zero, mask.AsInt32(), lanes).Store(to);
            return System.Numerics.BitOperations.PopCount(bits);
        }
        var count = 0;
        for (var k = 0; k < Count; k++)
        {
            to[count] = lanes[k];
            count += (int)(bits >> k) & 1;
        }
        return count;
    }

    private static Vector512<float> Column(PairRecord* records, int* rows, int field)
    {
        var lanes = stackalloc float[Count];
        for (var k = 0; k < Count; k++)
            lanes[k] = ((float*)(records + rows[k]))[field];
        return Vector512.Load(lanes);
    }

    /// <summary>First halves of the records of rows k, k + 4, k + 8 and k + 12.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(PairRecord* records, int* rows, int k)
    {
        var v = Vector128.Load((float*)(records + rows[k])).ToVector256Unsafe().ToVector512Unsafe();
        v = Avx512F.InsertVector128(v, Vector128.Load((float*)(records + rows[k + 4])), 1);
        v = Avx512F.InsertVector128(v, Vector128.Load((float*)(records + rows[k + 8])), 2);
        return Avx512F.InsertVector128(v, Vector128.Load((float*)(records + rows[k + 12])), 3);
    }

    /// <summary>Records of rows k and k + 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Halves(PairRecord* records, int* rows, int k) =>
        Avx512DQ.InsertVector256(
            Vector256.Load((float*)(records + rows[k])).ToVector512Unsafe(),
            Vector256.Load((float*)(records + rows[k + 4])),
            1
        );

    /// <summary>Transposes four vectors within each quarter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(
        ref Vector512<float> a,
        ref Vector512<float> b,
        ref Vector512<float> c,
        ref Vector512<float> d
    )
    {
        var lowAB = Avx512F.UnpackLow(a, b).AsDouble();
        var highAB = Avx512F.UnpackHigh(a, b).AsDouble();
        var lowCD = Avx512F.UnpackLow(c, d).AsDouble();
        var highCD = Avx512F.UnpackHigh(c, d).AsDouble();
        a = Avx512F.UnpackLow(lowAB, lowCD).AsSingle();
        b = Avx512F.UnpackHigh(lowAB, lowCD).AsSingle();
        c = Avx512F.UnpackLow(highAB, highCD).AsSingle();
        d = Avx512F.UnpackHigh(highAB, highCD).AsSingle();
    }
}
