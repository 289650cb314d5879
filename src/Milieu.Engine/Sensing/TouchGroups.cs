// The gathered signals of a model, those of one range together, and who needs which.
namespace Milieu.Engine;

/// <summary>Groups of signals that are gathered in one look around.</summary>
internal sealed class TouchGroups : IDisposable
{
    private const byte Hidden = (byte)(CellFlags.Tombstone | CellFlags.Escaped);
    private readonly Cells _cells;
    private readonly Bearers[] _groups;
    private readonly uint[][] _needs;

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
        _needs = [.. _groups.Select(g => model.Types.Select(_ => uint.MaxValue >> (32 - g.Signals.Length)).ToArray())];
    }

    public int Count => _groups.Length;

    /// <summary>Rows that stand in bins; those behind them came at this tick and have met nobody.</summary>
    public int Rows { get; set; }

    public Bearers this[int group] => _groups[group];

    /// <summary>Signals of a group that a row asks for, one bit each.</summary>
    public uint NeedOf(int group, int row) =>
        row < Rows && (_cells.Flags[row] & Hidden) == 0 ? _needs[group][_cells.Type[row]] : 0;

    public void Dispose()
    {
        foreach (var group in _groups)
            group.Dispose();
    }
}
