// A stage of super-time-stepping, as many voxels at a time as the machine's vectors hold.
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Milieu.Engine;

/// <summary>The operations of the plain kernel on vectors, in the same order for each voxel: equal bits.</summary>
/// <remarks>Rows are padded, so there is no scalar tail; lanes beyond the last voxel are kept at zero. What flows between
/// two voxels of a row is subtracted once and serves both.</remarks>
internal sealed unsafe class VectorizedStageKernel<T, TLanes> : StageKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLanes : struct, IStageLanes<TLanes, T>
{
    private readonly int _lastBlock;
    private readonly TLanes _sloping;
    private readonly TLanes _inside;

    public VectorizedStageKernel(Field shape)
        : base(shape)
    {
        var last = (Nx - 1) % TLanes.Count;
        _lastBlock = Nx - 1 - last;
        _sloping = Lanes(lane => lane < last);
        _inside = Lanes(lane => lane <= last);
    }

    public override void Run(in StageTask<T> task, int begin, int end)
    {
        // Lines that exchange and lines that do not, each in one go: what the compiler takes into one method has a limit, beyond
        // which every operation on vectors is a call.
        for (var line = begin; line < end; )
        {
            var exchanges = task.Exchanges(line);
            var first = line++;
            while (line < end && task.Exchanges(line) == exchanges)
                line++;
            if (exchanges)
                Run<On>(task, first, line);
            else
                Run<Off>(task, first, line);
        }
    }

    private void Run<TExchange>(in StageTask<T> task, int begin, int end)
        where TExchange : struct, ISwitch
    {
        if (task.Varies && Nz > 1)
            RunLines<On, TExchange, On>(task, begin, end);
        else if (task.Varies)
            RunLines<Off, TExchange, On>(task, begin, end);
        else if (Nz > 1)
            RunLines<On, TExchange, Off>(task, begin, end);
        else
            RunLines<Off, TExchange, Off>(task, begin, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void RunLines<TDepth, TExchange, TVaries>(in StageTask<T> task, int begin, int end)
        where TDepth : struct, ISwitch
        where TExchange : struct, ISwitch
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
            RunLine<TDepth, TExchange, TVaries>(numbers, here, factors, task.Out + start);
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
        var center = TLanes.Load(here.Center);
        var before = TLanes.All(T.Zero);
        for (var i = 0; i < last; i += TLanes.Count)
        {
            var next = TLanes.Load(here.Center + i + TLanes.Count);
            var slope = TLanes.After(here.Center + i, center, next) - center;
            if (TVaries.IsOn)
                slope *= TLanes.Load(factors.Right + i);
            var alongX =
                slope - TLanes.Shifted(here.Center, TVaries.IsOn ? factors.Right : null, i, center, before, slope);
            Value<TDepth, TExchange, TVaries>(numbers, here, factors, i, center, alongX).Store(result + i);
            (center, before) = (next, slope);
        }
        // The row's end: no flux from its last voxel on, and whatever stands beyond.
        var end = (TLanes.After(here.Center + last, center, center) - center) & _sloping;
        if (TVaries.IsOn)
            end *= TLanes.Load(factors.Right + last);
        var alongEnd =
            end - TLanes.Shifted(here.Center, TVaries.IsOn ? factors.Right : null, last, center, before, end);
        var value = Value<TDepth, TExchange, TVaries>(numbers, here, factors, last, center, alongEnd);
        (value & _inside).Store(result + last);
        for (var i = last + TLanes.Count; i < Stride; i += TLanes.Count)
            TLanes.All(T.Zero).Store(result + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Value<TDepth, TExchange, TVaries>(
        Numbers n,
        Surroundings here,
        LineFactors factors,
        int i,
        TLanes c,
        TLanes alongX
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
            change += n.Scale * (TLanes.Load(here.Source + i) - (TLanes.Load(here.Rate + i) * c));
        change += n.Follow * (c - TLanes.Load(here.Older + i));
        return c + change;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Inflow<TVaries>(T* before, T* after, T* factor, T* next, int i, TLanes c)
        where TVaries : struct, ISwitch
    {
        var (down, up) = (TLanes.Load(before + i) - c, TLanes.Load(after + i) - c);
        return TVaries.IsOn ? (down * TLanes.Load(factor + i)) + (up * TLanes.Load(next + i)) : down + up;
    }

    private static TLanes Lanes(Func<int, bool> isOn)
    {
        var mask = stackalloc T[TLanes.Count];
        new Span<byte>(mask, TLanes.Count * sizeof(T)).Clear();
        for (var lane = 0; lane < TLanes.Count; lane++)
            if (isOn(lane))
                new Span<byte>(mask + lane, sizeof(T)).Fill(0xFF);
        return TLanes.Load(mask);
    }

    /// <summary>The numbers of a stage in all lanes.</summary>
    private readonly struct Numbers(in StageTask<T> task)
    {
        public readonly TLanes Ax = TLanes.All(task.Ax);
        public readonly TLanes Ay = TLanes.All(task.Ay);
        public readonly TLanes Az = TLanes.All(task.Az);
        public readonly TLanes Decay = TLanes.All(task.Decay);
        public readonly TLanes Follow = TLanes.All(task.Follow);
        public readonly TLanes Scale = TLanes.All(task.Scale);
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
