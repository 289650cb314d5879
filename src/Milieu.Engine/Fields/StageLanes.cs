// The vectors of a stage: wide ones, and halves for machines without them.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Milieu.Engine;

/// <summary>Neighboring voxels of a line of x in one vector.</summary>
/// <typeparam name="TSelf">The vector itself.</typeparam>
/// <typeparam name="T">What a field stores.</typeparam>
internal unsafe interface IStageLanes<TSelf, T>
    : IAdditionOperators<TSelf, TSelf, TSelf>,
        ISubtractionOperators<TSelf, TSelf, TSelf>,
        IMultiplyOperators<TSelf, TSelf, TSelf>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSelf : struct, IStageLanes<TSelf, T>
{
    static abstract int Count { get; }

    static abstract TSelf All(T value);

    static abstract TSelf Load(T* from);

    static abstract TSelf operator &(TSelf left, TSelf right);

    void Store(T* to);

    /// <summary>The voxels after those of a block.</summary>
    /// <param name="next">The block behind it, as far as it is needed.</param>
    static abstract TSelf After(T* block, TSelf center, TSelf next);

    /// <summary>The slope that ends at each voxel of a block; <paramref name="slope"/> begins there, <paramref name="before"/> belongs to the block before.</summary>
    /// <param name="factors">What multiplies slopes; null for nothing.</param>
    static abstract TSelf Shifted(T* line, T* factors, int i, TSelf center, TSelf before, TSelf slope);
}

/// <summary>Sixteen floats or eight doubles, shifted in registers: a load across a cache line costs two.</summary>
internal readonly unsafe struct WideLanes<T>(Vector512<T> all) : IStageLanes<WideLanes<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector512<T> _all = all;

    public static int Count => Vector512<T>.Count;

    /// <summary>True where the machine has such vectors.</summary>
    public static bool AreThere => Avx512F.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes<T> All(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes<T> Load(T* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes<T> operator +(WideLanes<T> left, WideLanes<T> right) => new(left._all + right._all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes<T> operator -(WideLanes<T> left, WideLanes<T> right) => new(left._all - right._all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes<T> operator *(WideLanes<T> left, WideLanes<T> right) => new(left._all * right._all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes<T> operator &(WideLanes<T> left, WideLanes<T> right) => new(left._all & right._all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* to) => _all.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes<T> After(T* block, WideLanes<T> center, WideLanes<T> next) =>
        typeof(T) == typeof(float)
            ? new(Avx512F.AlignRight32(next._all.AsInt32(), center._all.AsInt32(), 1).As<int, T>())
            : new(Avx512F.AlignRight64(next._all.AsInt64(), center._all.AsInt64(), 1).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes<T> Shifted(
        T* line,
        T* factors,
        int i,
        WideLanes<T> center,
        WideLanes<T> before,
        WideLanes<T> slope
    ) =>
        typeof(T) == typeof(float)
            ? new(Avx512F.AlignRight32(slope._all.AsInt32(), before._all.AsInt32(), 15).As<int, T>())
            : new(Avx512F.AlignRight64(slope._all.AsInt64(), before._all.AsInt64(), 7).As<long, T>());
}

/// <summary>Eight floats or four doubles, each neighbor loaded: no shuffle across halves, which is slow where vectors hold no more.</summary>
internal readonly unsafe struct HalfLanes<T>(Vector256<T> all) : IStageLanes<HalfLanes<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector256<T> _all = all;

    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> All(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> Load(T* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> operator +(HalfLanes<T> left, HalfLanes<T> right) => new(left._all + right._all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> operator -(HalfLanes<T> left, HalfLanes<T> right) => new(left._all - right._all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> operator *(HalfLanes<T> left, HalfLanes<T> right) => new(left._all * right._all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> operator &(HalfLanes<T> left, HalfLanes<T> right) => new(left._all & right._all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* to) => _all.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> After(T* block, HalfLanes<T> center, HalfLanes<T> next) => Load(block + 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HalfLanes<T> Shifted(
        T* line,
        T* factors,
        int i,
        HalfLanes<T> center,
        HalfLanes<T> before,
        HalfLanes<T> slope
    )
    {
        var fromLeft = center - (i == 0 ? FromLeft(line) : Load(line + i - 1));
        if (factors != null)
            fromLeft *= i == 0 ? FromLeft(factors) : Load(factors + i - 1);
        return fromLeft;
    }

    /// <summary>The left neighbors of a line's first block; the first lane's is itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static HalfLanes<T> FromLeft(T* line) =>
        typeof(T) == typeof(float)
            ? new(
                Vector256.Shuffle(Vector256.Load((float*)line), Vector256.Create(0, 0, 1, 2, 3, 4, 5, 6)).As<float, T>()
            )
            : new(Vector256.Shuffle(Vector256.Load((double*)line), Vector256.Create(0L, 0, 1, 2)).As<double, T>());
}
