// Which cells a measure looks at, by type and by being alive.
using System.Collections.Immutable;

namespace Milieu.Studies;

/// <summary>Which states of cells count.</summary>
internal enum LifeChoice
{
    Live = 0,
    Dead,
    Apoptotic,
    Necrotic,
    All,
}

/// <param name="Types">Names of types; every type where it is empty.</param>
/// <param name="Text">As written, which is also what tells one choice from another.</param>
internal sealed record CellChoice(ImmutableArray<string> Types, LifeChoice Life, string Text)
{
    public string Key => $"{Life} of {(Types.IsEmpty ? "all" : string.Join('+', Types))}";
}
