// Positions after a mechanics step.
namespace Milieu.Engine;

/// <summary>Second-order Adams-Bashforth: x += dt (1.5 v - 0.5 v_prev), um (contract 9.3).</summary>
internal sealed unsafe class MoveRows(CompiledModel model, Cells cells, int workers) : IRangeJob
{
    private const int Stride = 16;
    private readonly GridSpec _box = model.Grid;
    private readonly bool _mirrors = model.Conventions.MirrorAtWall;
    private readonly double _dt = model.Timing.MechanicsMinutes;
    private readonly BehaviorValues _movable = new(model, cells, model.Behaviors.Movable);
    private readonly double[] _farthest = new double[workers * Stride];
    private readonly long[] _escaped = new long[workers * Stride];

    /// <summary>Square of the largest displacement of the step; a maximum does not depend on who took it.</summary>
    public double FarthestSquare()
    {
        var farthest = 0.0;
        for (var worker = 0; worker < workers; worker++)
            farthest = Math.Max(farthest, _farthest[worker * Stride]);
        return farthest;
    }

    public long Escaped()
    {
        var escaped = 0L;
        for (var worker = 0; worker < workers; worker++)
            escaped += _escaped[worker * Stride];
        return escaped;
    }

    public void Reset()
    {
        Array.Clear(_farthest);
        Array.Clear(_escaped);
    }

    public void Run(int begin, int end, int worker)
    {
        var farthest = _farthest[worker * Stride];
        for (var row = begin; row < end; row++)
        {
            if (cells.Is(row, CellFlags.Tombstone) || cells.Is(row, CellFlags.Escaped))
                continue;
            if (_movable.At(row) <= 0.5)
            {
                (cells.PreviousVx[row], cells.PreviousVy[row], cells.PreviousVz[row]) = (0, 0, 0);
                continue;
            }
            var dx = Advance(cells.Vx.Pointer, cells.PreviousVx.Pointer, row);
            var dy = Advance(cells.Vy.Pointer, cells.PreviousVy.Pointer, row);
            var dz = _box.Is2D ? 0 : Advance(cells.Vz.Pointer, cells.PreviousVz.Pointer, row);
            farthest = Math.Max(farthest, (dx * dx) + (dy * dy) + (dz * dz));
            Place(row, cells.X[row] + dx, cells.Y[row] + dy, _box.Is2D ? _box.MiddleZ : cells.Z[row] + dz, worker);
        }
        _farthest[worker * Stride] = farthest;
    }

    private double Advance(float* velocity, float* previous, int row)
    {
        var step = _dt * ((1.5 * velocity[row]) - (0.5 * previous[row]));
        previous[row] = velocity[row];
        return step;
    }

    private void Place(int row, double x, double y, double z, int worker)
    {
        if (_mirrors)
        {
            x = Walls.Mirror(x, _box.OriginX, _box.EndX);
            y = Walls.Mirror(y, _box.OriginY, _box.EndY);
            z = Walls.Mirror(z, _box.OriginZ, _box.EndZ);
        }
        else if (!IsInside(x, y, z))
        {
            cells.Flags[row] |= (byte)CellFlags.Escaped;
            _escaped[worker * Stride]++;
        }
        (cells.X[row], cells.Y[row], cells.Z[row]) = (x, y, z);
    }

    private bool IsInside(double x, double y, double z) =>
        x >= _box.OriginX
        && x <= _box.EndX
        && y >= _box.OriginY
        && y <= _box.EndY
        && z >= _box.OriginZ
        && z <= _box.EndZ;
}
