// The gathered signals of a model, those of one range together, and who needs which.
namespace Milieu.Engine;

/// <summary>Groups of signals that are gathered in one look around.</summary>
internal sealed class TouchGroups : IDisposable
{
    private const byte Hidden = (byte)CellFlags.Absent;
    private readonly Cells _cells;
    private readonly Bearers[] _groups;
    private readonly bool[][] _needs;

    public TouchGroups(StepContext context, CellStates states)
    {
        var model = context.Model;
        _cells = context.Cells;
        var signals = Enumerable.Range(0, model.Touches.Length).Where(s => model.Touches[s].Kind != TouchKind.Target);
        _groups =
        [
            .. signals
                .GroupBy(s => model.Touches[s].Range)
                .SelectMany(g => g.Chunk(Bearers.MostSignals).Select(c => new Bearers(context, states, g.Key, c))),
        ];
        var needs = TouchNeeds.Of(model);
        _needs = [.. _groups.Select(g => needs.Select(n => g.Signals.Any(s => n[s])).ToArray())];
    }

    public int Count => _groups.Length;

    /// <summary>Rows that stand in bins; those behind them came at this tick and have met nobody.</summary>
    public int Rows { get; set; }

    /// <summary>Rows get what no rule of their type reads, too.</summary>
    public bool All { get; set; }

    public Bearers this[int group] => _groups[group];

    /// <summary>Whether a row asks for any signal of a group.</summary>
    public bool Needs(int group, int row) =>
        row < Rows && (_cells.Flags[row] & Hidden) == 0 && (All || _needs[group][_cells.Type[row]]);

    public void Dispose()
    {
        foreach (var group in _groups)
            group.Dispose();
    }
}
