// The state has left the numbers: a run stops rather than write nonsense.
namespace Milieu.Runs;

/// <summary>A column holds an infinity or no number at all.</summary>
public sealed class NonFiniteStateException : Exception
{
    public NonFiniteStateException(long tick, double minutes, string column, ulong? cell)
        : base(
            FormattableString.Invariant($"column '{column}' is not finite at tick {tick} ({minutes} min)")
                + (cell is { } id ? FormattableString.Invariant($", first in cell {id}") : "")
        )
    {
        Tick = tick;
        Minutes = minutes;
        Column = column;
        Cell = cell;
    }

    public long Tick { get; }

    public double Minutes { get; }

    /// <summary>As named in checkpoints and hashes; fields are field_NAME.</summary>
    public string Column { get; }

    /// <summary>Id of the first cell at fault; null when a field is.</summary>
    public ulong? Cell { get; }
}
