// Turns lines into lanes: the transpose of a square tile as wide as a vector.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Milieu.Engine;

/// <summary>Moves bits only, so that the way it is done cannot show in a result.</summary>
internal static unsafe class LaneTranspose<T>
    where T : unmanaged
{
    private static int Count => Vector512<T>.Count;

    /// <summary>Elements in a quarter of a vector: 4 floats, 2 doubles.</summary>
    private static int Quarter => Vector512<T>.Count / 4;

    /// <summary>Transposes a tile from one place to another, by way of a third of the size of a tile.</summary>
    /// <remarks>Where there are 512-bit unpacks: first small squares within each quarter of the vectors, then a
    /// transpose of the quarters. Two-source permutes over whole vectors took twice as long.</remarks>
    public static void Apply(T* source, long sourceStride, T* middle, T* target, long targetStride)
    {
        if (!Avx512F.IsSupported)
        {
            Plain(source, sourceStride, target, targetStride);
            return;
        }
        for (var group = 0; group < 4; group++)
            Squares(source + (group * Quarter * sourceStride), sourceStride, middle + (group * Quarter * Count));
        for (var q = 0; q < Quarter; q++)
            Quarters(middle + (q * Count), target + (q * targetStride), Quarter * targetStride);
    }

    public static void Plain(T* source, long sourceStride, T* target, long targetStride)
    {
        for (var i = 0; i < Count; i++)
        for (var j = 0; j < Count; j++)
            target[(j * targetStride) + i] = source[(i * sourceStride) + j];
    }

    /// <summary>Within each quarter, row q of the result is column q of the rows given.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Squares(T* source, long stride, T* target)
    {
        if (typeof(T) == typeof(double))
        {
            var (a, b) = (Wide(source), Wide(source + stride));
            Avx512F.UnpackLow(a, b).Store((double*)target);
            Avx512F.UnpackHigh(a, b).Store((double*)(target + Count));
            return;
        }
        var r0 = Vector512.Load((float*)source);
        var r1 = Vector512.Load((float*)(source + stride));
        var r2 = Vector512.Load((float*)(source + (2 * stride)));
        var r3 = Vector512.Load((float*)(source + (3 * stride)));
        var low01 = Avx512F.UnpackLow(r0, r1).AsDouble();
        var low23 = Avx512F.UnpackLow(r2, r3).AsDouble();
        var high01 = Avx512F.UnpackHigh(r0, r1).AsDouble();
        var high23 = Avx512F.UnpackHigh(r2, r3).AsDouble();
        Avx512F.UnpackLow(low01, low23).Store((double*)target);
        Avx512F.UnpackHigh(low01, low23).Store((double*)(target + Count));
        Avx512F.UnpackLow(high01, high23).Store((double*)(target + (2 * Count)));
        Avx512F.UnpackHigh(high01, high23).Store((double*)(target + (3 * Count)));
    }

    /// <summary>Result n is quarter n of the four rows, which lie a square apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(T* source, T* target, long stride)
    {
        var square = Quarter * Count;
        var (r0, r1) = (Wide(source), Wide(source + square));
        var (r2, r3) = (Wide(source + (2 * square)), Wide(source + (3 * square)));
        const byte even = 0x88;
        const byte odd = 0xDD;
        var even01 = Avx512F.Shuffle4x128(r0, r1, even);
        var even23 = Avx512F.Shuffle4x128(r2, r3, even);
        var odd01 = Avx512F.Shuffle4x128(r0, r1, odd);
        var odd23 = Avx512F.Shuffle4x128(r2, r3, odd);
        Avx512F.Shuffle4x128(even01, even23, even).Store((double*)target);
        Avx512F.Shuffle4x128(odd01, odd23, even).Store((double*)(target + stride));
        Avx512F.Shuffle4x128(even01, even23, odd).Store((double*)(target + (2 * stride)));
        Avx512F.Shuffle4x128(odd01, odd23, odd).Store((double*)(target + (3 * stride)));
    }

    private static Vector512<double> Wide(T* source) => Vector512.Load((double*)source);
}
