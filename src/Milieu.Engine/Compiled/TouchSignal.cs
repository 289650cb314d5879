// What a cell gathers from the cells around it, after compilation.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>How what others bear becomes one number.</summary>
public enum TouchKind
{
    Sum = 0,

    /// <summary>0 where there is no such cell.</summary>
    Mean = 1,

    /// <summary>0 where there is no such cell.</summary>
    Maximum = 2,
    Count = 3,

    /// <summary>Of the live cell that this one attacks; 0 without one.</summary>
    Target = 4,
}

/// <summary>A signal gathered from live neighbors, or from the target of an attack.</summary>
/// <param name="Units">Label of the number, such as mmHg.</param>
/// <param name="Value">What a cell bears, over its own signals; null for a count.</param>
/// <param name="Inputs">What each input of <paramref name="Value"/> is, of the cell that bears it; none is gathered itself.</param>
/// <param name="Types">Cells of these types bear it; of a target, empty for any type.</param>
/// <param name="Range">Largest distance between centers, um; 0 for cells that touch.</param>
public sealed record TouchSignal(
    string Name,
    string Units,
    TouchKind Kind,
    Formula? Value,
    ImmutableArray<SignalInput> Inputs,
    ImmutableArray<int> Types,
    double Range
);
