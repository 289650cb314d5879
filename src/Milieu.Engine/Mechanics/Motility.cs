// A cell's own crawling: when it turns, and where to.
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Motility vector of each motile cell, kept from turn to turn (docs/science/mechanics.md).</summary>
/// <remarks>
/// A cell turns with probability dt / persistence, always where persistence is below dt. At a turn its vector becomes
/// speed n, n along bias b + (1 - bias) u, u uniform on the sphere (the circle in 2-D), b the direction of its taxis; fibers may take a part of what leads across them (docs/science/matrix.md).
/// </remarks>
internal sealed class Motility : IRangeJob
{
    private const int Lanes = 8;
    private readonly StepContext _context;
    private readonly Cells _cells;
    private readonly Taxes _taxes;
    private readonly Guidance? _guidance;
    private readonly bool[] _isMotile;
    private readonly bool[] _inPlane;
    private readonly BehaviorValues _movable;
    private readonly BehaviorValues _persistence;
    private readonly BehaviorValues _bias;
    private readonly BehaviorValues _speed;
    private readonly double _dt;
    private readonly bool _isWide;

    public Motility(StepContext context)
    {
        var (model, b) = (context.Model, context.Model.Behaviors);
        _context = context;
        _cells = context.Cells;
        _taxes = new Taxes(model, context.Tissue);
        _guidance = Guidance.Of(model, context.Tissue);
        _isMotile = [.. model.Types.Select(t => t.IsMotile)];
        _inPlane = [.. model.Types.Select(t => t.MotilityInPlane || model.Grid.Is2D)];
        _movable = new BehaviorValues(model, _cells, b.Movable);
        _persistence = new BehaviorValues(model, _cells, b.Persistence);
        _bias = new BehaviorValues(model, _cells, b.Bias);
        _speed = new BehaviorValues(model, _cells, b.Speed);
        _isWide = context.Kernel == KernelKind.Vectorized;
        _dt = model.Timing.MechanicsMinutes;
    }

    public void Run(int begin, int end, int worker)
    {
        Span<double> draws = stackalloc double[Lanes];
        for (var first = begin; first < end; first += Lanes)
        {
            var count = Math.Min(Lanes, end - first);
            var waiting = Waiting(first, count);
            if (waiting == 0)
                continue;
            Draw(first, count, draws);
            for (; waiting != 0; waiting &= waiting - 1)
            {
                var k = BitOperations.TrailingZeroCount(waiting);
                if (draws[k] < _dt / _persistence.At(first + k))
                    Turn(first + k);
            }
        }
    }

    /// <summary>Stops rows that cannot crawl and turns those that always turn.</summary>
    /// <returns>Bit k: row first + k turns if its draw says so.</returns>
    private uint Waiting(int first, int count)
    {
        var waiting = 0u;
        for (var k = 0; k < count; k++)
        {
            var row = first + k;
            if (!_isMotile[_cells.Type[row]] || !_cells.IsLive(row) || _cells.Is(row, CellFlags.Escaped))
                Set(row, 0, 0, 0);
            else if (_movable.At(row) <= 0.5)
                continue;
            else if (_persistence.At(row) < _dt)
                Turn(row);
            else
                waiting |= 1u << k;
        }
        return waiting;
    }

    private unsafe void Draw(int first, int count, Span<double> draws)
    {
        var lineages = _cells.Lineage.Pointer + first;
        if (count == Lanes && _isWide)
            _context.Chance.Uniform(Vector512.Load(lineages), _context.Tick, Purpose.MotilityTurn).CopyTo(draws);
        else
            for (var k = 0; k < count; k++)
                draws[k] = _context.Chance.Uniform(lineages[k], _context.Tick, Purpose.MotilityTurn);
    }

    private void Turn(int row)
    {
        var lineage = _cells.Lineage[row];
        var plane = _inPlane[_cells.Type[row]];
        var (u, v) = _context.Chance.Pair(lineage, _context.Tick, Purpose.MotilityDirection);
        var (x, y, z) = Sphere.Point(plane ? 0.5 : u, v);
        var bias = _bias.At(row);
        var (bx, by, bz) = bias == 0 ? (0, 0, 0) : _taxes.Direction(row);
        x = (bias * bx) + ((1 - bias) * x);
        y = (bias * by) + ((1 - bias) * y);
        // Only the random part keeps to the plane: a gradient leads out of it, as in PhysiCell.
        z = (bias * bz) + ((1 - bias) * z);
        _guidance?.Lead(row, ref x, ref y, ref z);
        var length = Math.Sqrt((x * x) + (y * y) + (z * z));
        var scale = length > Taxes.LeastLength ? _speed.At(row) / length : 0;
        Set(row, scale * x, scale * y, scale * z);
    }

    private void Set(int row, double x, double y, double z)
    {
        _cells.MotilityX![row] = (float)x;
        _cells.MotilityY![row] = (float)y;
        _cells.MotilityZ![row] = (float)z;
    }
}
