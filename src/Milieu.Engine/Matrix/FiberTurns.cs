// Fibers turned by the cells that move through them.
namespace Milieu.Engine;

/// <summary>Each moving cell of a voxel, in the order of rows, turns the fibers towards its path and makes them more parallel.</summary>
/// <remarks>
/// With s = |v| dt the path of a step: f turns towards +v or -v, whichever is nearer, by min(r_f s (1 - a), cap) and not
/// beyond it; 1 - a falls by the factor exp(-r_a s), the exact course of da/ds = r_a (1 - a). The velocity is that of the step's
/// first moment.
/// </remarks>
internal sealed unsafe class FiberTurns : IRangeJob
{
    private const double LeastSine = 1e-9;
    private readonly Cells _cells;
    private readonly VoxelRows _rows;
    private readonly FiberHabit?[] _habits;
    private readonly Field<double> _x;
    private readonly Field<double> _y;
    private readonly Field<double> _z;
    private readonly Field<double> _anisotropy;
    private readonly double _minutes;
    private readonly double _cap;

    public FiberTurns(StepContext context, CompiledFibers fibers, VoxelRows rows)
    {
        var (model, matrix) = (context.Model, context.Tissue.Matrix);
        _cells = context.Cells;
        _rows = rows;
        _habits = [.. model.Types.Select(t => t.Fibers)];
        (_x, _y, _z) = (matrix.Directions[0], matrix.Directions[1], matrix.Directions[2]);
        _anisotropy = matrix.Anisotropy!;
        _minutes = model.Timing.MinutesAt(model.Matrix!.Period);
        _cap = fibers.MostTurn;
    }

    /// <summary>Which types turn fibers.</summary>
    public static bool[] Aligners(CompiledModel model) =>
        [.. model.Types.Select(t => t.Fibers is { } habit && (habit.Turn > 0 || habit.Gain > 0))];

    public void Run(int begin, int end, int worker)
    {
        var starts = _rows.Starts;
        for (var offset = begin * _x.Stride; offset < end * _x.Stride; offset++)
        for (var at = starts[offset]; at < starts[offset + 1]; at++)
            Turn(offset, _rows.Rows[at]);
    }

    private void Turn(int offset, int row)
    {
        if (_habits[_cells.Type[row]] is not { } habit)
            return;
        double x = _cells.PreviousVx[row];
        double y = _cells.PreviousVy[row];
        double z = _cells.PreviousVz[row];
        var speed = Math.Sqrt((x * x) + (y * y) + (z * z));
        if (!(speed > 0))
            return;
        var path = speed * _minutes;
        var loose = 1 - _anisotropy.Values[offset];
        Towards(offset, x / speed, y / speed, z / speed, Math.Min(habit.Turn * path * loose, _cap));
        _anisotropy.Values[offset] = 1 - (loose * ExactMath.Exp(-habit.Gain * path));
    }

    /// <summary>Turns the fibers of a voxel by an angle in the plane of their direction and a unit vector.</summary>
    private void Towards(int offset, double x, double y, double z, double angle)
    {
        ref var fx = ref _x.Values[offset];
        ref var fy = ref _y.Values[offset];
        ref var fz = ref _z.Values[offset];
        var cosine = (fx * x) + (fy * y) + (fz * z);
        if (cosine < 0)
            (x, y, z, cosine) = (-x, -y, -z, -cosine);
        // What the path has across the fibers.
        var (ax, ay, az) = (x - (cosine * fx), y - (cosine * fy), z - (cosine * fz));
        var sine = Math.Sqrt((ax * ax) + (ay * ay) + (az * az));
        if (sine < LeastSine)
            return;
        var (c, s) = (ExactMath.Cos(angle), ExactMath.Sin(angle));
        if (s * cosine >= c * sine)
        {
            (fx, fy, fz) = (x, y, z);
            return;
        }
        (x, y, z) = ((c * fx) + (s * ax / sine), (c * fy) + (s * ay / sine), (c * fz) + (s * az / sine));
        var length = Math.Sqrt((x * x) + (y * y) + (z * z));
        (fx, fy, fz) = (x / length, y / length, z / length);
    }
}
