// The sweeps of the compatible scheme sixteen floats or eight doubles at a time.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>The operations of the reference kernel on 512-bit vectors, in the same order for each voxel: equal bits.</summary>
/// <remarks>Up to four vectors go down a recurrence side by side, which hides its latency. Rows are padded, so there is
/// no scalar tail; padding stays zero.</remarks>
internal sealed unsafe class VectorizedSweepKernel<T>(Field shape) : SweepKernel<T>(shape)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _width = (shape.Grid.Nx + Vector512<T>.Count - 1) / Vector512<T>.Count * Vector512<T>.Count;
    private readonly TileSweep<T> _tiles = new(shape);

    private static int Count => Vector512<T>.Count;

    public override int ScratchLength => _tiles.ScratchLength;

    public override void Along(T* rows, int count, ThomasLine<T> line, T* scratch) =>
        _tiles.Solve(rows, count, line, scratch);

    public override void Eliminate(T* plane, ThomasLine<T> line, int begin, int end, int from, int to)
    {
        to = Math.Min(to, _width);
        for (var i = from; i < to; i += 4 * Count)
        {
            var columns = plane + ((long)begin * Stride) + i;
            switch ((to - i) / Count)
            {
                case 1:
                    Eliminate<One>(columns, line, begin, end);
                    break;
                case 2:
                    Eliminate<Two>(columns, line, begin, end);
                    break;
                case 3:
                    Eliminate<Three>(columns, line, begin, end);
                    break;
                default:
                    Eliminate<Four>(columns, line, begin, end);
                    break;
            }
        }
    }

    public override void Substitute(T* plane, ThomasLine<T> line, int begin, int end, int from, int to, T* after) =>
        Substitute<Off>(plane, line, begin, end, from, Math.Min(to, _width), new Depth(after, null, default, default));

    public override void SubstituteInto(
        T* plane,
        ThomasLine<T> line,
        int begin,
        int end,
        T* after,
        T* before,
        ThomasLine<T> depth,
        int layer
    ) =>
        Substitute<On>(
            plane,
            line,
            begin,
            end,
            0,
            _width,
            new Depth(after, before, depth.Inverse[layer], depth.Carry[layer])
        );

    public override void Finish(T* rows, T* after, T back, int count)
    {
        var factor = Vector512.Create(back);
        for (var row = 0; row < count; row++)
        {
            var here = rows + ((long)row * Stride);
            var raw = after + ((long)row * Stride);
            for (var i = 0; i < _width; i += Count)
            {
                var value = Vector512.Load(here + i) + (factor * Vector512.Load(raw + i));
                value.Store(here + i);
                value.Store(raw + i);
            }
        }
    }

    public override void Relax(T* row, T* rate, T* source)
    {
        for (var i = 0; i < _width; i += Count)
        {
            var density = Vector512.Load(row + i);
            (density + (Vector512.Load(source + i) - (Vector512.Load(rate + i) * density))).Store(row + i);
        }
    }

    private void Eliminate<TWidth>(T* columns, ThomasLine<T> line, int begin, int end)
        where TWidth : struct, IWidth
    {
        var inverses = line.Inverse;
        var carries = line.Carry;
        var isFirst = begin == 0;
        var (a, b, c, d) = (Vector512<T>.Zero, Vector512<T>.Zero, Vector512<T>.Zero, Vector512<T>.Zero);
        if (!isFirst)
        {
            a = Vector512.Load(columns - Stride);
            if (TWidth.Vectors > 1)
                b = Vector512.Load(columns - Stride + Count);
            if (TWidth.Vectors > 2)
                c = Vector512.Load(columns - Stride + (2 * Count));
            if (TWidth.Vectors > 3)
                d = Vector512.Load(columns - Stride + (3 * Count));
        }
        for (var row = begin; row < end; row++)
        {
            var inverse = Vector512.Create(inverses[row]);
            var carry = Vector512.Create(carries[row]);
            a = Next(columns, inverse, carry, a);
            if (TWidth.Vectors > 1)
                b = Next(columns + Count, inverse, carry, b);
            if (TWidth.Vectors > 2)
                c = Next(columns + (2 * Count), inverse, carry, c);
            if (TWidth.Vectors > 3)
                d = Next(columns + (3 * Count), inverse, carry, d);
            columns += Stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Next(T* at, Vector512<T> inverse, Vector512<T> carry, Vector512<T> before)
    {
        var value = (inverse * Vector512.Load(at)) + (carry * before);
        value.Store(at);
        return value;
    }

    private void Substitute<TDepth>(T* plane, ThomasLine<T> line, int begin, int end, int from, int to, Depth depth)
        where TDepth : struct, ISwitch
    {
        for (var i = from; i < to; i += 4 * Count)
        {
            var columns = plane + i;
            var here = depth.At(i);
            switch ((to - i) / Count)
            {
                case 1:
                    Substitute<TDepth, One>(columns, line, begin, end, here);
                    break;
                case 2:
                    Substitute<TDepth, Two>(columns, line, begin, end, here);
                    break;
                case 3:
                    Substitute<TDepth, Three>(columns, line, begin, end, here);
                    break;
                default:
                    Substitute<TDepth, Four>(columns, line, begin, end, here);
                    break;
            }
        }
    }

    private void Substitute<TDepth, TWidth>(T* columns, ThomasLine<T> line, int begin, int end, Depth depth)
        where TDepth : struct, ISwitch
        where TWidth : struct, IWidth
    {
        var backs = line.Back;
        var after = depth.After;
        var (a, b, c, d) = (Vector512<T>.Zero, Vector512<T>.Zero, Vector512<T>.Zero, Vector512<T>.Zero);
        if (end < line.Count)
        {
            a = Vector512.Load(after);
            if (TWidth.Vectors > 1)
                b = Vector512.Load(after + Count);
            if (TWidth.Vectors > 2)
                c = Vector512.Load(after + (2 * Count));
            if (TWidth.Vectors > 3)
                d = Vector512.Load(after + (3 * Count));
        }
        for (var row = end - 1; row >= begin; row--)
        {
            var back = Vector512.Create(backs[row]);
            var at = (long)row * Stride;
            a = Previous<TDepth>(columns, at, back, a, depth);
            if (TWidth.Vectors > 1)
                b = Previous<TDepth>(columns, at + Count, back, b, depth);
            if (TWidth.Vectors > 2)
                c = Previous<TDepth>(columns, at + (2 * Count), back, c, depth);
            if (TWidth.Vectors > 3)
                d = Previous<TDepth>(columns, at + (3 * Count), back, d, depth);
        }
        a.Store(after);
        if (TWidth.Vectors > 1)
            b.Store(after + Count);
        if (TWidth.Vectors > 2)
            c.Store(after + (2 * Count));
        if (TWidth.Vectors > 3)
            d.Store(after + (3 * Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Previous<TDepth>(
        T* columns,
        long at,
        Vector512<T> back,
        Vector512<T> after,
        in Depth depth
    )
        where TDepth : struct, ISwitch
    {
        var value = Vector512.Load(columns + at) + (back * after);
        if (TDepth.IsOn)
            ((depth.Inverse * value) + (depth.Carry * Vector512.Load(depth.Before + at))).Store(columns + at);
        else
            value.Store(columns + at);
        return value;
    }

    /// <summary>Rows around a back substitution, and what eliminates along z.</summary>
    private readonly struct Depth(T* after, T* before, T inverse, T carry)
    {
        public readonly T* After = after;
        public readonly T* Before = before;
        public readonly Vector512<T> Inverse = Vector512.Create(inverse);
        public readonly Vector512<T> Carry = Vector512.Create(carry);
        private readonly T _inverse = inverse;
        private readonly T _carry = carry;

        public Depth At(int column) => new(After + column, Before + column, _inverse, _carry);
    }
}
