// Arithmetic of a model together with what it reads.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>A signal as a formula reads it: the number that the cell senses, in the signal's own unit.</summary>
/// <param name="Index">Substrate, type, custom variable or formula, as the kind needs.</param>
public readonly record struct SignalInput(SignalKind Kind, int Index = 0);

/// <summary>A formula over signals of one cell.</summary>
/// <param name="Name">The name of the signal that it is; empty for the expression of a rule.</param>
/// <param name="Units">The unit of its value as text; empty for plain numbers.</param>
/// <param name="Text">As it was written.</param>
/// <param name="Inputs">What each input of <paramref name="Law"/> is; other formulas stand before this one in the model.</param>
public sealed record CompiledFormula(
    string Name,
    string Units,
    string Text,
    Formula Law,
    ImmutableArray<SignalInput> Inputs
);
