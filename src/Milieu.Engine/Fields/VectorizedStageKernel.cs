// A stage of super-time-stepping, sixteen floats or eight doubles at a time.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Milieu.Engine;

/// <summary>The operations of the plain kernel on 512-bit vectors, in the same order for each voxel: equal bits.</summary>
/// <remarks>Rows are padded, so there is no scalar tail; lanes beyond the last voxel are kept at zero. What flows between
/// two voxels of a row is subtracted once and serves both.</remarks>
internal sealed unsafe class VectorizedStageKernel<T> : StageKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _lastBlock;
    private readonly Vector512<T> _sloping;
    private readonly Vector512<T> _inside;

    public VectorizedStageKernel(Field shape)
        : base(shape)
    {
        var last = (Nx - 1) % Count;
        _lastBlock = Nx - 1 - last;
        _sloping = Lanes(lane => lane < last ? -1 : 0);
        _inside = Lanes(lane => lane <= last ? -1 : 0);
    }

    private static int Count => Vector512<T>.Count;

    public override void Run(in StageTask<T> task, int begin, int end)
    {
        if (task.Varies && Nz > 1)
            RunLines<On, On>(task, begin, end);
        else if (task.Varies)
            RunLines<Off, On>(task, begin, end);
        else if (Nz > 1)
            RunLines<On, Off>(task, begin, end);
        else
            RunLines<Off, Off>(task, begin, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void RunLines<TDepth, TVaries>(in StageTask<T> task, int begin, int end)
        where TDepth : struct, ISwitch
        where TVaries : struct, ISwitch
    {
        var numbers = new Numbers(task);
        var (j, k) = (begin % Ny, begin / Ny);
        var plane = Ny * Stride;
        for (var line = begin; line < end; line++)
        {
            var start = (long)line * Stride;
            var center = task.Newer + start;
            var here = new Surroundings
            {
                Center = center,
                Down = j > 0 ? center - Stride : center,
                Up = j < Ny - 1 ? center + Stride : center,
                Back = k > 0 ? center - plane : center,
                Front = k < Nz - 1 ? center + plane : center,
                Older = task.Older + start,
                Rate = task.Rate + start,
                Source = task.Source + start,
            };
            var factors = default(LineFactors);
            if (TVaries.IsOn)
                factors = new LineFactors
                {
                    Right = task.FactorX + start,
                    Up = task.FactorY + start,
                    Down = task.FactorY + start - (j > 0 ? Stride : 0),
                    Front = task.FactorZ + start,
                    Back = task.FactorZ + start - (k > 0 ? plane : 0),
                };
            if (task.Exchanges(line))
                RunLine<TDepth, On, TVaries>(numbers, here, factors, task.Out + start);
            else
                RunLine<TDepth, Off, TVaries>(numbers, here, factors, task.Out + start);
            if (++j == Ny)
                (j, k) = (0, k + 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void RunLine<TDepth, TExchange, TVaries>(Numbers numbers, Surroundings here, LineFactors factors, T* result)
        where TDepth : struct, ISwitch
        where TExchange : struct, ISwitch
        where TVaries : struct, ISwitch
    {
        var last = _lastBlock;
        var center = Vector512.Load(here.Center);
        var before = Vector512<T>.Zero;
        for (var i = 0; i < last; i += Count)
        {
            var next = Vector512.Load(here.Center + i + Count);
            var slope = After(here.Center + i, center, next) - center;
            if (TVaries.IsOn)
                slope *= Vector512.Load(factors.Right + i);
            var alongX = slope - Shifted<TVaries>(here.Center, factors.Right, i, center, before, slope);
            Value<TDepth, TExchange, TVaries>(numbers, here, factors, i, center, alongX).Store(result + i);
            (center, before) = (next, slope);
        }
        // The row's end: no flux from its last voxel on, and whatever stands beyond.
        var end = (After(here.Center + last, center, center) - center) & _sloping;
        if (TVaries.IsOn)
            end *= Vector512.Load(factors.Right + last);
        var alongEnd = end - Shifted<TVaries>(here.Center, factors.Right, last, center, before, end);
        var value = Value<TDepth, TExchange, TVaries>(numbers, here, factors, last, center, alongEnd);
        (value & _inside).Store(result + last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Value<TDepth, TExchange, TVaries>(
        Numbers n,
        Surroundings here,
        LineFactors factors,
        int i,
        Vector512<T> c,
        Vector512<T> alongX
    )
        where TDepth : struct, ISwitch
        where TExchange : struct, ISwitch
        where TVaries : struct, ISwitch
    {
        var change = n.Ax * alongX;
        change += n.Ay * Inflow<TVaries>(here.Down, here.Up, factors.Down, factors.Up, i, c);
        if (TDepth.IsOn)
            change += n.Az * Inflow<TVaries>(here.Back, here.Front, factors.Back, factors.Front, i, c);
        change -= n.Decay * c;
        if (TExchange.IsOn)
            change += n.Scale * (Vector512.Load(here.Source + i) - (Vector512.Load(here.Rate + i) * c));
        change += n.Follow * (c - Vector512.Load(here.Older + i));
        return c + change;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Inflow<TVaries>(T* before, T* after, T* factor, T* next, int i, Vector512<T> c)
        where TVaries : struct, ISwitch
    {
        var (down, up) = (Vector512.Load(before + i) - c, Vector512.Load(after + i) - c);
        return TVaries.IsOn ? (down * Vector512.Load(factor + i)) + (up * Vector512.Load(next + i)) : down + up;
    }

    private static Vector512<T> Lanes(Func<int, int> value)
    {
        Span<T> lanes = stackalloc T[Count];
        for (var lane = 0; lane < Count; lane++)
            lanes[lane] =
                typeof(T) == typeof(float)
                    ? (T)(object)BitConverter.Int32BitsToSingle(value(lane))
                    : (T)(object)BitConverter.Int64BitsToDouble(value(lane));
        return Vector512.Create<T>(lanes);
    }

    /// <summary>The voxels after those of a block: from registers where the machine can, since a load across a cache line costs two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> After(T* block, Vector512<T> center, Vector512<T> next)
    {
        if (!Avx512F.IsSupported)
            return Vector512.Load(block + 1);
        return typeof(T) == typeof(float)
            ? Avx512F.AlignRight32(next.AsInt32(), center.AsInt32(), 1).As<int, T>()
            : Avx512F.AlignRight64(next.AsInt64(), center.AsInt64(), 1).As<long, T>();
    }

    /// <summary>The slope that ends at each voxel of a block; <paramref name="slope"/> begins there, <paramref name="before"/> belongs to the block before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Shifted<TVaries>(
        T* line,
        T* factors,
        int i,
        Vector512<T> center,
        Vector512<T> before,
        Vector512<T> slope
    )
        where TVaries : struct, ISwitch
    {
        if (!Avx512F.IsSupported)
        {
            var fromLeft = center - (i == 0 ? FromLeft(line) : Vector512.Load(line + i - 1));
            if (TVaries.IsOn)
                fromLeft *= i == 0 ? FromLeft(factors) : Vector512.Load(factors + i - 1);
            return fromLeft;
        }
        return typeof(T) == typeof(float)
            ? Avx512F.AlignRight32(slope.AsInt32(), before.AsInt32(), 15).As<int, T>()
            : Avx512F.AlignRight64(slope.AsInt64(), before.AsInt64(), 7).As<long, T>();
    }

    /// <summary>The left neighbors of a line's first block; the first lane's is itself. No shuffle across halves, which is slow where vectors hold eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> FromLeft(T* line) =>
        typeof(T) == typeof(float)
            ? Vector512
                .Create(
                    Vector256.Shuffle(Vector256.Load((float*)line), Vector256.Create(0, 0, 1, 2, 3, 4, 5, 6)),
                    Vector256.Load((float*)line + 7)
                )
                .As<float, T>()
            : Vector512
                .Create(
                    Vector256.Shuffle(Vector256.Load((double*)line), Vector256.Create(0L, 0, 1, 2)),
                    Vector256.Load((double*)line + 3)
                )
                .As<double, T>();

    /// <summary>The numbers of a stage in all lanes.</summary>
    private readonly struct Numbers(in StageTask<T> task)
    {
        public readonly Vector512<T> Ax = Vector512.Create(task.Ax);
        public readonly Vector512<T> Ay = Vector512.Create(task.Ay);
        public readonly Vector512<T> Az = Vector512.Create(task.Az);
        public readonly Vector512<T> Decay = Vector512.Create(task.Decay);
        public readonly Vector512<T> Follow = Vector512.Create(task.Follow);
        public readonly Vector512<T> Scale = Vector512.Create(task.Scale);
    }

    /// <summary>LineFactors of the faces around a line of x.</summary>
    private struct LineFactors
    {
        public T* Right;
        public T* Up;
        public T* Down;
        public T* Front;
        public T* Back;
    }

    /// <summary>A line of x, the lines around it and what acts on it.</summary>
    private struct Surroundings
    {
        public T* Center;
        public T* Down;
        public T* Up;
        public T* Back;
        public T* Front;
        public T* Older;
        public T* Rate;
        public T* Source;
    }
}
