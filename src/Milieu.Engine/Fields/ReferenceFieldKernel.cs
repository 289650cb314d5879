// Field arithmetic as plain loops.
using System.Numerics;

namespace Milieu.Engine;

/// <summary>The oracle of the wide kernel: one voxel at a time.</summary>
internal sealed unsafe class ReferenceFieldKernel<T>(Field shape) : FieldKernel<T>(shape)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override void SolveAlong(T* field, ThomasLine<T> line, int begin, int end)
    {
        for (var row = begin; row < end; row++)
            Solve(field + (row * Stride), 1, line);
    }

    public override void SolveAcross(T* first, int step, ThomasLine<T> line, int width)
    {
        for (var i = 0; i < width; i++)
            Solve(first + i, step, line);
    }

    public override void Relax(T* field, T* rate, T* source, int* lines, int begin, int end)
    {
        for (var line = begin; line < end; line++)
        {
            if (lines[line] == lines[line + 1])
                continue;
            for (var at = line * Stride; at < (line * Stride) + Nx; at++)
                field[at] += source[at] - (rate[at] * field[at]);
        }
    }

    /// <summary>One line, its elements <paramref name="step"/> apart.</summary>
    internal static void Solve(T* d, long step, ThomasLine<T> line)
    {
        var count = line.Inverse.Length;
        d[0] *= line.Inverse[0];
        for (var n = 1; n < count; n++)
            d[n * step] = (line.Inverse[n] * d[n * step]) + (line.Carry[n] * d[(n - 1) * step]);
        for (var n = count - 2; n >= 0; n--)
            d[n * step] += line.Back[n] * d[(n + 1) * step];
    }
}
