// The plain measures: cells by type and state, events since the start, time.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>Simulated minutes.</summary>
internal sealed class ElapsedTime : IMeasure
{
    public Unit Unit => Unit.Minute;

    public double At(Moment moment) => moment.Minutes;
}

/// <summary>Events of a kind since the start of the run.</summary>
internal sealed class EventCount(EventKind kind) : IMeasure
{
    public Unit Unit => Unit.One;

    public double At(Moment moment) => moment.Tissue.Tally[kind];
}

/// <summary>Live or dead cells of one type, or of all where the type is below zero.</summary>
internal sealed class CellCount(int type, bool isDead) : IMeasure
{
    public Unit Unit => Unit.One;

    public double At(Moment moment)
    {
        var cells = moment.Tissue.Cells;
        var count = 0;
        for (var row = 0; row < cells.Count; row++)
            if (
                !cells.Is(row, CellFlags.Tombstone)
                && (type < 0 || cells.Type[row] == type)
                && cells.Is(row, CellFlags.Dead) == isDead
            )
                count++;
        return count;
    }
}
