// A stage of super-time-stepping as a plain loop.
using System.Numerics;

namespace Milieu.Engine;

/// <summary>The oracle of the wide kernel: one voxel at a time.</summary>
internal sealed unsafe class ReferenceStageKernel<T>(Field shape) : StageKernel<T>(shape)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override void Run(in StageTask<T> task, int begin, int end)
    {
        for (var line = begin; line < end; line++)
        {
            var exchanges = task.Exchanges(line);
            for (var i = 0; i < Nx; i++)
            {
                var at = (line * Stride) + i;
                var c = task.Newer[at];
                var left = task.Newer[i > 0 ? at - 1 : at];
                var right = task.Newer[i < Nx - 1 ? at + 1 : at];
                var change = task.Ax * (left - c + (right - c));
                change += task.Ay * Curvature(task.Newer, line, 1, i, c);
                if (Nz > 1)
                    change += task.Az * Curvature(task.Newer, line, 2, i, c);
                change -= task.Decay * c;
                if (exchanges)
                    change += task.Scale * (task.Source[at] - (task.Rate[at] * c));
                change += task.Follow * (c - task.Older[at]);
                task.Out[at] = c + change;
            }
        }
    }

    private T Curvature(T* field, int line, int axis, int i, T c) =>
        field[Neighbor(line, axis, -1) + i] - c + (field[Neighbor(line, axis, 1) + i] - c);

    /// <summary>Offset of the line that differs by one in j or k, or of the line itself at a face.</summary>
    private int Neighbor(int line, int axis, int way)
    {
        var index = axis == 1 ? line % Ny : line / Ny;
        var count = axis == 1 ? Ny : Nz;
        var inside = index + way >= 0 && index + way < count;
        return (line + (inside ? way * (axis == 1 ? 1 : Ny) : 0)) * Stride;
    }
}
