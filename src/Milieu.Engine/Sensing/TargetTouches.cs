// What an attacker senses of the cell that it attacks.
namespace Milieu.Engine;

/// <summary>Each row's signals of its live target; 0 without one.</summary>
internal sealed class TargetTouches : IRangeJob
{
    private readonly StepContext _context;
    private readonly Cells _cells;
    private readonly int[] _signals;
    private readonly BornValue[] _values;
    private readonly bool[][] _counts;

    public TargetTouches(StepContext context, CellStates states)
    {
        var model = context.Model;
        (_context, _cells) = (context, context.Cells);
        _signals = [.. Enumerable.Range(0, model.Touches.Length).Where(s => model.Touches[s].Kind == TouchKind.Target)];
        _values = [.. _signals.Select(s => new BornValue(context, states, model.Touches[s]))];
        _counts =
        [
            .. _signals.Select(s =>
                Enumerable
                    .Range(0, model.Types.Length)
                    .Select(t => model.Touches[s].Types.IsEmpty || model.Touches[s].Types.Contains(t))
                    .ToArray()
            ),
        ];
    }

    public bool IsNeeded => _signals.Length > 0;

    public void Run(int begin, int end, int worker)
    {
        for (var row = begin; row < end; row++)
        {
            var target = _cells.AttackTarget is { } targets ? targets[row] : -1;
            for (var k = 0; k < _signals.Length; k++)
                _context.Touches[_signals[k]][row] =
                    target >= 0 && _cells.IsLive(target) && _counts[k][_cells.Type[target]] ? _values[k].At(target) : 0;
        }
    }
}
