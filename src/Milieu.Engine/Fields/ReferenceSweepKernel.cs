// The sweeps of the compatible scheme as plain loops.
using System.Numerics;

namespace Milieu.Engine;

/// <summary>The oracle of the wide kernel: one voxel at a time.</summary>
internal sealed unsafe class ReferenceSweepKernel<T>(Field shape) : SweepKernel<T>(shape)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override int ScratchLength => 0;

    public override void Along(T* source, T* rows, int count, ThomasLine<T> line, HeldEnds<T> ends, T* scratch)
    {
        for (var row = 0; row < count; row++)
        {
            var d = rows + ((long)row * Stride);
            for (var i = 0; i < Nx; i++)
                d[i] = source[((long)row * Stride) + i];
            Fix(d, ends, row);
            d[0] *= line.Inverse[0];
            for (var i = 1; i < Nx; i++)
                d[i] = (line.Inverse[i] * d[i]) + (line.Carry[i] * d[i - 1]);
            for (var i = Nx - 2; i >= 0; i--)
                d[i] += line.Back[i] * d[i + 1];
            Fix(d, ends, row);
        }
    }

    public override void Eliminate(T* plane, ThomasLine<T> line, int begin, int end, int from, int to)
    {
        for (var row = begin; row < end; row++)
        for (var i = from; i < Math.Min(to, Nx); i++)
        {
            var d = plane + ((long)row * Stride) + i;
            *d *= line.Inverse[row];
            if (row > 0)
                *d += line.Carry[row] * d[-Stride];
        }
    }

    public override void Substitute(T* plane, ThomasLine<T> line, int begin, int end, int from, int to, T* after)
    {
        for (var row = end - 1; row >= begin; row--)
        for (var i = from; i < Math.Min(to, Nx); i++)
        {
            var d = plane + ((long)row * Stride) + i;
            if (row < line.Count - 1)
                *d += line.Back[row] * after[i];
            after[i] = *d;
        }
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
        for (var row = end - 1; row >= begin; row--)
        {
            Substitute(plane, line, row, row + 1, 0, Nx, after);
            var start = (long)row * Stride;
            Fix(plane + start, layer.Ends, row);
            for (var i = 0; i < Nx; i++)
                plane[start + i] = (layer.Inverse * plane[start + i]) + (layer.Carry * layer.Before[start + i]);
        }
    }

    public override void Finish(T* rows, T* after, T back, int count)
    {
        for (var row = 0; row < count; row++)
        for (var i = 0; i < Nx; i++)
        {
            var at = ((long)row * Stride) + i;
            after[at] = rows[at] + (back * after[at]);
        }
    }

    public override void Relax(T* row, T* rate, T* source)
    {
        for (var i = 0; i < Nx; i++)
            row[i] += source[i] - (rate[i] * row[i]);
    }

    private void Fix(T* d, HeldEnds<T> ends, int row)
    {
        if (ends.Left == null)
            return;
        if (!T.IsNaN(ends.Left[row]))
            d[0] = ends.Left[row];
        if (!T.IsNaN(ends.Right[row]))
            d[Nx - 1] = ends.Right[row];
    }
}
