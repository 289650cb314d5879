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
                var (left, right) = (i > 0 ? at - 1 : at, i < Nx - 1 ? at + 1 : at);
                var change = task.Ax * Inflow(task.Newer, task.FactorX, left, at, right);
                change +=
                    task.Ay * Inflow(task.Newer, task.FactorY, Beside(line, 1, -1) + i, at, Beside(line, 1, 1) + i);
                if (Nz > 1)
                    change +=
                        task.Az * Inflow(task.Newer, task.FactorZ, Beside(line, 2, -1) + i, at, Beside(line, 2, 1) + i);
                change -= task.Decay * c;
                if (exchanges)
                    change += task.Scale * (task.Source[at] - (task.Rate[at] * c));
                change += task.Follow * (c - task.Older[at]);
                task.Out[at] = c + change;
            }
        }
    }

    /// <summary>What neighbors have more than a voxel, each times the factor of the face between; at a face the neighbor is the voxel.</summary>
    private static T Inflow(T* field, T* factor, int before, int at, int after)
    {
        var c = field[at];
        if (factor == null)
            return field[before] - c + (field[after] - c);
        return ((field[before] - c) * factor[before]) + ((field[after] - c) * factor[at]);
    }

    /// <summary>Offset of the line that differs by one in j or k, or of the line itself at a face.</summary>
    private int Beside(int line, int axis, int way)
    {
        var index = axis == 1 ? line % Ny : line / Ny;
        var count = axis == 1 ? Ny : Nz;
        var inside = index + way >= 0 && index + way < count;
        return (line + (inside ? way * (axis == 1 ? 1 : Ny) : 0)) * Stride;
    }
}
