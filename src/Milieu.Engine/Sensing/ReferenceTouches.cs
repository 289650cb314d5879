// Signals gathered from neighbors in plain loops: the oracle of the wide kernel.
namespace Milieu.Engine;

/// <summary>Each row asks every other row, without bins, as the definition reads.</summary>
/// <remarks>Cells touch when d &lt; A_i r_i + A_j r_j, and are within a range when d &lt;= range.</remarks>
internal sealed unsafe class ReferenceTouches : IRangeJob
{
    private readonly StepContext _context;
    private readonly Cells _cells;
    private readonly TouchGroups _groups;
    private readonly BehaviorValues _reach;
    private readonly BornValue?[] _values;

    public ReferenceTouches(StepContext context, CellStates states, TouchGroups groups)
    {
        var model = context.Model;
        (_context, _cells, _groups) = (context, context.Cells, groups);
        _reach = new BehaviorValues(model, _cells, model.Behaviors.Reach);
        _values = [.. model.Touches.Select(t => t.Value is null ? null : new BornValue(context, states, t))];
    }

    public void Run(int begin, int end, int worker)
    {
        for (var g = 0; g < _groups.Count; g++)
        for (var row = begin; row < end; row++)
        for (var k = 0; k < _groups[g].Signals.Length; k++)
        {
            var signal = _groups[g].Signals[k];
            _context.Touches[signal][row] = _groups.Needs(g, row) ? Gather(signal, row) : 0;
        }
    }

    private double Gather(int signal, int row)
    {
        var touch = _context.Model.Touches[signal];
        var (count, sum, largest) = (0, 0.0, double.NegativeInfinity);
        for (var other = 0; other < _groups.Rows; other++)
        {
            if (other == row || !Bears(touch, other) || !IsNear(row, other, touch.Range))
                continue;
            var value = _values[signal]?.At(other) ?? 0;
            count++;
            sum += value;
            largest = Math.Max(largest, value);
        }
        return touch.Kind switch
        {
            TouchKind.Count => count,
            TouchKind.Sum => sum,
            _ when count == 0 => 0,
            TouchKind.Mean => sum / count,
            _ => largest,
        };
    }

    private bool Bears(TouchSignal touch, int row) =>
        _cells.IsLive(row) && !_cells.Is(row, CellFlags.Escaped) && touch.Types.Contains(_cells.Type[row]);

    private bool IsNear(int i, int j, double range)
    {
        var dx = _cells.X[i] - _cells.X[j];
        var dy = _cells.Y[i] - _cells.Y[j];
        var dz = _cells.Z[i] - _cells.Z[j];
        var square = (dx * dx) + (dy * dy) + (dz * dz);
        if (range > 0)
            return square <= range * range;
        var reach = (_reach.At(i) * _cells.Radius[i]) + (_reach.At(j) * _cells.Radius[j]);
        return square < reach * reach;
    }
}
