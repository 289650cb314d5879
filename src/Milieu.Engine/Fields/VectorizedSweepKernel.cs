// The sweeps of the compatible scheme sixteen floats or eight doubles at a time.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>The operations of the reference kernel on 512-bit vectors, in the same order for each voxel: equal bits.</summary>
/// <remarks>Up to four vectors go down a recurrence side by side, which hides its latency. Rows are padded, so there is
/// no scalar tail; padding stays zero. The loops are compiled once, in full and by themselves: inlined into callers by
/// profile they were left with calls for vector operations, and took twice as long.</remarks>
internal sealed unsafe class VectorizedSweepKernel<T>(Field shape) : SweepKernel<T>(shape)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _width = (shape.Grid.Nx + Vector512<T>.Count - 1) / Vector512<T>.Count * Vector512<T>.Count;
    private readonly TileSweep<T> _tiles = new(shape);
    private readonly Vector512<T> _first = Lane(0);
    private readonly Vector512<T> _last = Lane((shape.Grid.Nx - 1) % Vector512<T>.Count);

    private static int Count => Vector512<T>.Count;

    public override int ScratchLength => _tiles.ScratchLength;

    public override void Along(T* source, T* rows, int count, ThomasLine<T> line, HeldEnds<T> ends, T* scratch) =>
        _tiles.Solve(source, rows, count, line, ends, scratch);

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

    public override void Substitute(T* plane, ThomasLine<T> line, int begin, int end, int from, int to, T* after)
    {
        to = Math.Min(to, _width);
        for (var i = from; i < to; i += 4 * Count)
            Substitute<Off>(plane + i, line, begin, end, (to - i) / Count, new Columns { After = after + i });
    }

    public override void SubstituteInto(
        T* plane,
        ThomasLine<T> line,
        int begin,
        int end,
        T* after,
        in SweepLayer<T> layer
    )
    {
        for (var i = 0; i < _width; i += 4 * Count)
        {
            var columns = new Columns
            {
                After = after + i,
                Before = layer.Before + i,
                Left = i == 0 ? layer.Ends.Left : null,
                Right = i + (4 * Count) >= _width ? layer.Ends.Right : null,
                Inverse = Vector512.Create(layer.Inverse),
                Carry = Vector512.Create(layer.Carry),
            };
            Substitute<On>(plane + i, line, begin, end, (_width - i) / Count, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Finish(T* rows, T* after, T back, int count)
    {
        var factor = Vector512.Create(back);
        for (var row = 0; row < count; row++)
        {
            for (var i = (long)row * Stride; i < ((long)row * Stride) + _width; i += Count)
                (Vector512.Load(rows + i) + (factor * Vector512.Load(after + i))).Store(after + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Relax(T* row, T* rate, T* source)
    {
        for (var i = 0; i < _width; i += Count)
        {
            var density = Vector512.Load(row + i);
            (density + (Vector512.Load(source + i) - (Vector512.Load(rate + i) * density))).Store(row + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
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

    private void Substitute<TInto>(T* at, ThomasLine<T> line, int begin, int end, int vectors, in Columns columns)
        where TInto : struct, ISwitch
    {
        switch (vectors)
        {
            case 1:
                Substitute<TInto, One>(at, line, begin, end, columns);
                break;
            case 2:
                Substitute<TInto, Two>(at, line, begin, end, columns);
                break;
            case 3:
                Substitute<TInto, Three>(at, line, begin, end, columns);
                break;
            default:
                Substitute<TInto, Four>(at, line, begin, end, columns);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Substitute<TInto, TWidth>(T* first, ThomasLine<T> line, int begin, int end, in Columns columns)
        where TInto : struct, ISwitch
        where TWidth : struct, IWidth
    {
        var backs = line.Back;
        var after = columns.After;
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
        var before = columns.Before;
        var (inverse, carry) = (columns.Inverse, columns.Carry);
        var left = columns.Left;
        var right = columns.Right;
        for (var row = end - 1; row >= begin; row--)
        {
            var back = Vector512.Create(backs[row]);
            var start = (long)row * Stride;
            var at = first + start;
            a = Vector512.Load(at) + (back * a);
            var value = TInto.IsOn && left != null ? Hold(a, left[row], _first) : a;
            if (TWidth.Vectors == 1 && TInto.IsOn && right != null)
                value = Hold(value, right[row], _last);
            Put<TInto>(at, value, inverse, carry, before + start);
            if (TWidth.Vectors > 1)
            {
                b = Vector512.Load(at + Count) + (back * b);
                value = TWidth.Vectors == 2 && TInto.IsOn && right != null ? Hold(b, right[row], _last) : b;
                Put<TInto>(at + Count, value, inverse, carry, before + start + Count);
            }
            if (TWidth.Vectors > 2)
            {
                c = Vector512.Load(at + (2 * Count)) + (back * c);
                value = TWidth.Vectors == 3 && TInto.IsOn && right != null ? Hold(c, right[row], _last) : c;
                Put<TInto>(at + (2 * Count), value, inverse, carry, before + start + (2 * Count));
            }
            if (TWidth.Vectors > 3)
            {
                d = Vector512.Load(at + (3 * Count)) + (back * d);
                value = TInto.IsOn && right != null ? Hold(d, right[row], _last) : d;
                Put<TInto>(at + (3 * Count), value, inverse, carry, before + start + (3 * Count));
            }
        }
        a.Store(after);
        if (TWidth.Vectors > 1)
            b.Store(after + Count);
        if (TWidth.Vectors > 2)
            c.Store(after + (2 * Count));
        if (TWidth.Vectors > 3)
            d.Store(after + (3 * Count));
    }

    /// <summary>Stores what was substituted back, eliminated along z if there is a plane to eliminate into.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TInto>(T* at, Vector512<T> value, Vector512<T> inverse, Vector512<T> carry, T* before)
        where TInto : struct, ISwitch
    {
        if (TInto.IsOn)
            value = (inverse * value) + (carry * Vector512.Load(before));
        value.Store(at);
    }

    /// <summary>The held value in its lane, unless it is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Hold(Vector512<T> value, T held, Vector512<T> lane)
    {
        var wide = Vector512.Create(held);
        return Vector512.ConditionalSelect(Vector512.Equals(wide, wide) & lane, wide, value);
    }

    private static Vector512<T> Lane(int lane)
    {
        Span<byte> bytes = stackalloc byte[64];
        bytes.Slice(lane * sizeof(T), sizeof(T)).Fill(0xFF);
        return Vector512.Create<byte>(bytes).As<byte, T>();
    }

    /// <summary>What goes with up to four neighboring vectors of a plane.</summary>
    private readonly struct Columns
    {
        /// <summary>The row after the rows at hand.</summary>
        public T* After { get; init; }

        /// <summary>The plane before.</summary>
        public T* Before { get; init; }

        /// <summary>Held values at the left ends of the plane's rows, where these columns have them.</summary>
        public T* Left { get; init; }

        public T* Right { get; init; }

        public Vector512<T> Inverse { get; init; }

        public Vector512<T> Carry { get; init; }
    }
}
