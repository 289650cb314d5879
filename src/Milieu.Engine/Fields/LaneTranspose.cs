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

    /// <summary>Transposes the tile at <paramref name="source"/>; the result lies in one of the two given tiles.</summary>
    /// <remarks>Where there are two-source permutes: log2(count) rounds, each of which interleaves row i with row
    /// i + count / 2.</remarks>
    public static T* Apply(T* source, long stride, T* a, T* b)
    {
        if (!Avx512F.IsSupported)
            return Plain(source, stride, a);
        Round(source, stride, a);
        Round(a, Count, b);
        Round(b, Count, a);
        if (Count == 8)
            return a;
        Round(a, Count, b);
        return b;
    }

    public static T* Plain(T* source, long stride, T* target)
    {
        for (var i = 0; i < Count; i++)
        for (var j = 0; j < Count; j++)
            target[(j * Count) + i] = source[(i * stride) + j];
        return target;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(T* source, long stride, T* target)
    {
        for (var i = 0; i < Count / 2; i++)
        {
            var top = Vector512.Load(source + (i * stride));
            var bottom = Vector512.Load(source + ((i + (Count / 2)) * stride));
            Zip(top, bottom, isHigh: false).Store(target + (2 * i * Count));
            Zip(top, bottom, isHigh: true).Store(target + (((2 * i) + 1) * Count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Zip(Vector512<T> a, Vector512<T> b, bool isHigh) =>
        typeof(T) == typeof(float)
            ? Avx512F.PermuteVar16x32x2(a.AsInt32(), isHigh ? High32 : Low32, b.AsInt32()).As<int, T>()
            : Avx512F.PermuteVar8x64x2(a.AsInt64(), isHigh ? High64 : Low64, b.AsInt64()).As<long, T>();
}
