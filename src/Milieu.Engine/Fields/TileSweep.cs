// Lines of x, a vector of lines at a time.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Solves along x with a line in each lane: tiles are transposed into scratch, solved there, and transposed back.</summary>
/// <remarks>A batch of up to four bands, each of as many rows as a vector has lanes, goes down the recurrence side by side.
/// The last band of a batch may overlap the one before: both read before either writes, and both get the same bits.</remarks>
internal sealed unsafe class TileSweep<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Bytes of scratch that a batch may take, so that rows and scratch fit in the first cache.</summary>
    private const int LargestBatch = 32768;
    private readonly int _nx;
    private readonly int _stride;
    private readonly int _bands;

    public TileSweep(Field shape)
    {
        _nx = shape.Grid.Nx;
        _stride = shape.Stride;
        _bands = Math.Clamp(LargestBatch / (Count * _stride * sizeof(T)), 2, 4);
    }

    public int ScratchLength => (_bands + 1) * Count * _stride;

    private static int Count => Vector512<T>.Count;

    private static int Tile => Vector512<T>.Count * Vector512<T>.Count;

    public void Solve(T* source, T* rows, int count, ThomasLine<T> line, HeldEnds<T> ends, T* scratch)
    {
        if (count < Count)
        {
            SolveFew(source, rows, count, line, ends, scratch);
            return;
        }
        var bands = (count + Count - 1) / Count;
        var batches = (bands + _bands - 1) / _bands;
        for (var batch = 0; batch < batches; batch++)
        {
            var first = bands * batch / batches;
            var last = bands * (batch + 1) / batches;
            var skipped = first * Count;
            var start = (long)skipped * _stride;
            var job = new Batch(source + start, rows + start, Math.Min(last * Count, count) - skipped, scratch)
            {
                Left = ends.Left == null ? null : ends.Left + skipped,
                Right = ends.Right == null ? null : ends.Right + skipped,
            };
            Solve(job, last - first, line);
        }
    }

    /// <summary>Fewer rows than lanes: in a copy among empty rows.</summary>
    private void SolveFew(T* source, T* rows, int count, ThomasLine<T> line, HeldEnds<T> ends, T* scratch)
    {
        var copy = scratch + (_bands * Count * _stride);
        var used = count * _stride;
        new ReadOnlySpan<T>(source, used).CopyTo(new Span<T>(copy, used));
        new Span<T>(copy + used, (Count * _stride) - used).Clear();
        Solve(new Batch(copy, copy, Count, scratch) { Left = ends.Left, Right = ends.Right }, 1, line);
        new ReadOnlySpan<T>(copy, used).CopyTo(new Span<T>(rows, used));
    }

    private void Solve(Batch batch, int bands, ThomasLine<T> line)
    {
        switch (bands)
        {
            case 1:
                Solve<One>(batch, line);
                break;
            case 2:
                Solve<Two>(batch, line);
                break;
            case 3:
                Solve<Three>(batch, line);
                break;
            default:
                Solve<Four>(batch, line);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Solve<TWidth>(Batch batch, ThomasLine<T> line)
        where TWidth : struct, IWidth
    {
        var tiles = batch.Scratch;
        var ends = new Ends();
        for (var start = 0; start < _nx; start += Count)
        {
            for (var band = 0; band < TWidth.Vectors; band++)
            {
                var corner = batch.Source + ((long)batch.Row(band) * _stride) + start;
                LaneTranspose<T>.Apply(corner, _stride, tiles + (band * Tile), Count);
            }
            Fix<TWidth>(batch, tiles, start);
            Eliminate<TWidth>(tiles, line, start, Math.Min(Count, _nx - start), ref ends);
            tiles += TWidth.Vectors * Tile;
        }
        ends = new Ends();
        for (var start = (_nx - 1) / Count * Count; start >= 0; start -= Count)
        {
            tiles -= TWidth.Vectors * Tile;
            Substitute<TWidth>(tiles, line, start, Math.Min(Count, _nx - start), ref ends);
            Fix<TWidth>(batch, tiles, start);
            for (var band = 0; band < TWidth.Vectors; band++)
            {
                var corner = batch.Rows + ((long)batch.Row(band) * _stride) + start;
                LaneTranspose<T>.Apply(tiles + (band * Tile), Count, corner, _stride);
            }
        }
    }

    /// <summary>Resets the held ends of lines in the columns that hold them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fix<TWidth>(in Batch batch, T* tiles, int start)
        where TWidth : struct, IWidth
    {
        if (batch.Left == null || (start > 0 && start + Count < _nx))
            return;
        for (var band = 0; band < TWidth.Vectors; band++)
        {
            if (start == 0)
                Fix(tiles + (band * Tile), batch.Left + batch.Row(band));
            if (start + Count >= _nx)
                Fix(tiles + (band * Tile) + ((_nx - 1 - start) * Count), batch.Right + batch.Row(band));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fix(T* column, T* held)
    {
        var values = Vector512.Load(held);
        Vector512.ConditionalSelect(Vector512.Equals(values, values), values, Vector512.Load(column)).Store(column);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Eliminate<TWidth>(T* tiles, ThomasLine<T> line, int start, int columns, ref Ends ends)
        where TWidth : struct, IWidth
    {
        var inverses = line.Inverse + start;
        var carries = line.Carry + start;
        var (a, b, c, d) = (ends.A, ends.B, ends.C, ends.D);
        for (var i = 0; i < columns; i++)
        {
            var inverse = Vector512.Create(inverses[i]);
            var carry = Vector512.Create(carries[i]);
            a = Next(tiles, inverse, carry, a);
            if (TWidth.Vectors > 1)
                b = Next(tiles + Tile, inverse, carry, b);
            if (TWidth.Vectors > 2)
                c = Next(tiles + (2 * Tile), inverse, carry, c);
            if (TWidth.Vectors > 3)
                d = Next(tiles + (3 * Tile), inverse, carry, d);
            tiles += Count;
        }
        (ends.A, ends.B, ends.C, ends.D) = (a, b, c, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Substitute<TWidth>(T* tiles, ThomasLine<T> line, int start, int columns, ref Ends ends)
        where TWidth : struct, IWidth
    {
        var backs = line.Back + start;
        var (a, b, c, d) = (ends.A, ends.B, ends.C, ends.D);
        tiles += columns * Count;
        for (var i = columns - 1; i >= 0; i--)
        {
            tiles -= Count;
            var back = Vector512.Create(backs[i]);
            a = Previous(tiles, back, a);
            if (TWidth.Vectors > 1)
                b = Previous(tiles + Tile, back, b);
            if (TWidth.Vectors > 2)
                c = Previous(tiles + (2 * Tile), back, c);
            if (TWidth.Vectors > 3)
                d = Previous(tiles + (3 * Tile), back, d);
        }
        (ends.A, ends.B, ends.C, ends.D) = (a, b, c, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Next(T* at, Vector512<T> inverse, Vector512<T> carry, Vector512<T> before)
    {
        var value = (inverse * Vector512.Load(at)) + (carry * before);
        value.Store(at);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Previous(T* at, Vector512<T> back, Vector512<T> after)
    {
        var value = Vector512.Load(at) + (back * after);
        value.Store(at);
        return value;
    }

    /// <summary>Rows that are solved together, and the held values at their ends.</summary>
    private readonly struct Batch(T* source, T* rows, int count, T* scratch)
    {
        public readonly T* Source = source;
        public readonly T* Rows = rows;
        public readonly T* Scratch = scratch;

        public T* Left { get; init; }

        public T* Right { get; init; }

        /// <summary>Where a band starts: the last ends with the batch.</summary>
        public int Row(int band) => Math.Min(band * Count, count - Count);
    }

    /// <summary>What the recurrences carry from tile to tile.</summary>
    private struct Ends
    {
        public Vector512<T> A;
        public Vector512<T> B;
        public Vector512<T> C;
        public Vector512<T> D;
    }
}
