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

    /// <summary>Transposes a tile from one place to another.</summary>
    /// <remarks>Where there are 512-bit unpacks: first small squares within each quarter of the vectors, then a
    /// transpose of the quarters, all in registers.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(T* source, long sourceStride, T* target, long targetStride)
    {
        if (!Avx512F.IsSupported)
            Plain(source, sourceStride, target, targetStride);
        else if (typeof(T) == typeof(float))
            Floats((float*)source, sourceStride, (float*)target, targetStride);
        else
            Doubles((double*)source, sourceStride, (double*)target, targetStride);
    }

    public static void Plain(T* source, long sourceStride, T* target, long targetStride)
    {
        for (var i = 0; i < Count; i++)
        for (var j = 0; j < Count; j++)
            target[(j * targetStride) + i] = source[(i * sourceStride) + j];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Floats(float* source, long sourceStride, float* target, long targetStride)
    {
        Squares(source, sourceStride, out var a0, out var a1, out var a2, out var a3);
        Squares(source + (4 * sourceStride), sourceStride, out var b0, out var b1, out var b2, out var b3);
        Squares(source + (8 * sourceStride), sourceStride, out var c0, out var c1, out var c2, out var c3);
        Squares(source + (12 * sourceStride), sourceStride, out var d0, out var d1, out var d2, out var d3);
        Quarters(a0, b0, c0, d0, (double*)target, 2 * targetStride);
        Quarters(a1, b1, c1, d1, (double*)(target + targetStride), 2 * targetStride);
        Quarters(a2, b2, c2, d2, (double*)(target + (2 * targetStride)), 2 * targetStride);
        Quarters(a3, b3, c3, d3, (double*)(target + (3 * targetStride)), 2 * targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Doubles(double* source, long sourceStride, double* target, long targetStride)
    {
        Squares(source, sourceStride, out var a0, out var a1);
        Squares(source + (2 * sourceStride), sourceStride, out var b0, out var b1);
        Squares(source + (4 * sourceStride), sourceStride, out var c0, out var c1);
        Squares(source + (6 * sourceStride), sourceStride, out var d0, out var d1);
        Quarters(a0, b0, c0, d0, target, 2 * targetStride);
        Quarters(a1, b1, c1, d1, target + targetStride, 2 * targetStride);
    }

    /// <summary>Within each quarter, result q is column q of four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Squares(
        float* source,
        long stride,
        out Vector512<double> v0,
        out Vector512<double> v1,
        out Vector512<double> v2,
        out Vector512<double> v3
    )
    {
        var r0 = Vector512.Load(source);
        var r1 = Vector512.Load(source + stride);
        var r2 = Vector512.Load(source + (2 * stride));
        var r3 = Vector512.Load(source + (3 * stride));
        var low01 = Avx512F.UnpackLow(r0, r1).AsDouble();
        var low23 = Avx512F.UnpackLow(r2, r3).AsDouble();
        var high01 = Avx512F.UnpackHigh(r0, r1).AsDouble();
        var high23 = Avx512F.UnpackHigh(r2, r3).AsDouble();
        v0 = Avx512F.UnpackLow(low01, low23);
        v1 = Avx512F.UnpackHigh(low01, low23);
        v2 = Avx512F.UnpackLow(high01, high23);
        v3 = Avx512F.UnpackHigh(high01, high23);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Squares(double* source, long stride, out Vector512<double> v0, out Vector512<double> v1)
    {
        var (r0, r1) = (Vector512.Load(source), Vector512.Load(source + stride));
        v0 = Avx512F.UnpackLow(r0, r1);
        v1 = Avx512F.UnpackHigh(r0, r1);
    }

    /// <summary>Result n is quarter n of the four vectors; <paramref name="stride"/> counts doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(
        Vector512<double> r0,
        Vector512<double> r1,
        Vector512<double> r2,
        Vector512<double> r3,
        double* target,
        long stride
    )
    {
        const byte even = 0x88;
        const byte odd = 0xDD;
        var even01 = Avx512F.Shuffle4x128(r0, r1, even);
        var even23 = Avx512F.Shuffle4x128(r2, r3, even);
        var odd01 = Avx512F.Shuffle4x128(r0, r1, odd);
        var odd23 = Avx512F.Shuffle4x128(r2, r3, odd);
        Avx512F.Shuffle4x128(even01, even23, even).Store(target);
        Avx512F.Shuffle4x128(odd01, odd23, even).Store(target + stride);
        Avx512F.Shuffle4x128(even01, even23, odd).Store(target + (2 * stride));
        Avx512F.Shuffle4x128(odd01, odd23, odd).Store(target + (3 * stride));
    }
}
