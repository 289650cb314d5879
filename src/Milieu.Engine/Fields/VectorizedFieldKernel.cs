// Field arithmetic sixteen floats or eight doubles at a time.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>The operations of the reference kernel on 512-bit vectors, in the same order for each voxel: equal bits.</summary>
/// <remarks>Rows are padded, so there is no scalar tail; lanes beyond the last voxel are kept at zero.</remarks>
internal sealed unsafe class VectorizedFieldKernel<T> : FieldKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Fewer lines than this are solved one by one.</summary>
    private const int FewestLines = 4;

    /// <summary>Bytes of lines that may be copied to the stack.</summary>
    private const int LargestCopy = 32768;
    private readonly int _lastBlock;

    public VectorizedFieldKernel(Field shape)
        : base(shape)
    {
        _lastBlock = Nx - 1 - ((Nx - 1) % Count);
    }

    private static int Count => Vector512<T>.Count;

    public override void SolveAlong(T* field, ThomasLine<T> line, int begin, int end)
    {
        var row = begin;
        for (; row + (2 * Count) <= end; row += 2 * Count)
            SolveTiles<On>(field + ((long)row * Stride), line);
        for (; row + Count <= end; row += Count)
            SolveTiles<Off>(field + ((long)row * Stride), line);
        if (end - row >= FewestLines && Count * Stride * sizeof(T) <= LargestCopy)
            SolveRest(field + ((long)row * Stride), line, end - row);
        else
            for (; row < end; row++)
                ReferenceFieldKernel<T>.Solve(field + ((long)row * Stride), 1, line);
    }

    public override void SolveAcross(T* first, int step, ThomasLine<T> line, int width)
    {
        var count = line.Inverse.Length;
        Scale(first, Vector512.Create(line.Inverse[0]), width);
        for (var n = 1; n < count; n++)
        {
            var here = first + ((long)n * step);
            var before = here - step;
            var inverse = Vector512.Create(line.Inverse[n]);
            var carry = Vector512.Create(line.Carry[n]);
            for (var i = 0; i < width; i += Count)
                ((inverse * Vector512.Load(here + i)) + (carry * Vector512.Load(before + i))).Store(here + i);
        }
        for (var n = count - 2; n >= 0; n--)
        {
            var here = first + ((long)n * step);
            var after = here + step;
            var back = Vector512.Create(line.Back[n]);
            for (var i = 0; i < width; i += Count)
                (Vector512.Load(here + i) + (back * Vector512.Load(after + i))).Store(here + i);
        }
    }

    public override void Relax(T* field, T* rate, T* source, int* lines, int begin, int end)
    {
        for (var line = begin; line < end; line++)
        {
            if (lines[line] == lines[line + 1])
                continue;
            var start = (long)line * Stride;
            for (var at = start; at < start + Stride; at += Count)
            {
                var density = Vector512.Load(field + at);
                (density + (Vector512.Load(source + at) - (Vector512.Load(rate + at) * density))).Store(field + at);
            }
        }
    }

    private static void Scale(T* first, Vector512<T> factor, int width)
    {
        for (var i = 0; i < width; i += Count)
            (Vector512.Load(first + i) * factor).Store(first + i);
    }

    /// <summary>Solves fewer lines than a vector has lanes, in a copy among empty lines.</summary>
    [SkipLocalsInit]
    private void SolveRest(T* lines, ThomasLine<T> line, int count)
    {
        var copy = stackalloc T[(Count * Stride) + 16];
        var aligned = (T*)(((nuint)copy + 63) & ~(nuint)63);
        var used = count * Stride;
        new ReadOnlySpan<T>(lines, used).CopyTo(new Span<T>(aligned, used));
        new Span<T>(aligned + used, (Count * Stride) - used).Clear();
        SolveTiles<Off>(aligned, line);
        new ReadOnlySpan<T>(aligned, used).CopyTo(new Span<T>(lines, used));
    }

    /// <summary>Solves as many lines as a vector has lanes, or twice as many to hide the latency of the recurrence.</summary>
    /// <remarks>Each tile is transposed in place, so that a lane is a line, and transposed back on the way home.</remarks>
    [SkipLocalsInit]
    private void SolveTiles<TTwo>(T* lines, ThomasLine<T> line)
        where TTwo : struct, ISwitch
    {
        var tile = stackalloc T[3 * Count * Count];
        var other = tile + (Count * Count);
        var middle = other + (Count * Count);
        var second = lines + ((long)Count * Stride);
        for (var start = 0; start <= _lastBlock; start += Count)
        {
            LaneTranspose<T>.Apply(lines + start, Stride, middle, tile, Count);
            if (TTwo.IsOn)
                LaneTranspose<T>.Apply(second + start, Stride, middle, other, Count);
            Forward<TTwo>(lines, line, start, tile);
        }
        for (var start = _lastBlock; start >= 0; start -= Count)
        {
            Backward<TTwo>(lines, line, start, tile);
            LaneTranspose<T>.Apply(tile, Count, middle, lines + start, Stride);
            if (TTwo.IsOn)
                LaneTranspose<T>.Apply(other, Count, middle, second + start, Stride);
        }
    }

    /// <summary>Eliminates through one tile; the lines' memory takes the transposed values.</summary>
    private void Forward<TTwo>(T* lines, ThomasLine<T> line, int start, T* tile)
        where TTwo : struct, ISwitch
    {
        var second = (long)Count * Stride;
        var stop = Math.Min(Count, Nx - start);
        // The last row of the tile before holds what the recurrence carries on.
        var carried = lines + start - Count + ((long)(Count - 1) * Stride);
        var a = start == 0 ? Vector512<T>.Zero : Vector512.Load(carried);
        var b = TTwo.IsOn && start > 0 ? Vector512.Load(carried + second) : Vector512<T>.Zero;
        for (var i = 0; i < stop; i++)
        {
            var inverse = Vector512.Create(line.Inverse[start + i]);
            var carry = Vector512.Create(line.Carry[start + i]);
            var at = lines + start + ((long)i * Stride);
            a = (inverse * Vector512.Load(tile + (i * Count))) + (carry * a);
            a.Store(at);
            if (!TTwo.IsOn)
                continue;
            b = (inverse * Vector512.Load(tile + ((Count + i) * Count))) + (carry * b);
            b.Store(at + second);
        }
    }

    /// <summary>Substitutes back through one tile, whose first row still holds the result of the tile after it.</summary>
    private void Backward<TTwo>(T* lines, ThomasLine<T> line, int start, T* tile)
        where TTwo : struct, ISwitch
    {
        var second = (long)Count * Stride;
        var stop = Math.Min(Count, Nx - start);
        var isLast = start == _lastBlock;
        var a = isLast ? Vector512<T>.Zero : Vector512.Load(tile);
        var b = TTwo.IsOn && !isLast ? Vector512.Load(tile + (Count * Count)) : Vector512<T>.Zero;
        for (var i = stop; i < Count; i++)
        {
            Vector512<T>.Zero.Store(tile + (i * Count));
            Vector512<T>.Zero.Store(tile + ((Count + i) * Count));
        }
        for (var i = stop - 1; i >= 0; i--)
        {
            var back = Vector512.Create(line.Back[start + i]);
            var at = lines + start + ((long)i * Stride);
            a = Vector512.Load(at) + (back * a);
            a.Store(tile + (i * Count));
            if (!TTwo.IsOn)
                continue;
            b = Vector512.Load(at + second) + (back * b);
            b.Store(tile + ((Count + i) * Count));
        }
    }
}
