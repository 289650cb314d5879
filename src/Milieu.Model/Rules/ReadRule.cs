// A rule sentence that was understood.
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>A sentence that was understood, with its place.</summary>
/// <param name="Signal">Null for expressions.</param>
/// <param name="To">The value that is reached or added, or the factor.</param>
/// <param name="Term">Null for expressions.</param>
/// <param name="Use">The expression; null for the others.</param>
internal sealed record ReadRule(
    string Path,
    RuleKind Kind,
    SignalWord? Signal,
    bool IsUp,
    BehaviorWord Behavior,
    double? From,
    double To,
    SignalTerm? Term,
    FormulaUse? Use
)
{
    public string Id { get; init; } = "";

    /// <summary>Two that say the same of one behavior.</summary>
    public bool SaysWhat(ReadRule other) =>
        (Behavior, Kind, Signal, IsUp) == (other.Behavior, other.Kind, other.Signal, other.IsUp)
        && (Kind != RuleKind.IsMultiplied || Use == other.Use);
}
