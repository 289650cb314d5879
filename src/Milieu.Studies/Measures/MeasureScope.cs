// What the words of a measure may refer to.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Studies;

/// <summary>A model, and what a study defines beside it.</summary>
public sealed record MeasureScope(CompiledModel Model)
{
    /// <summary>Named regions of the study, as it writes them.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Regions { get; init; } = [];

    /// <summary>Other measures of the study by name, as it writes them.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Measures { get; init; } = [];

    /// <summary>Names that other arms have and this model lacks: their cells count 0, their values are not a number.</summary>
    public ImmutableArray<NameElsewhere> Elsewhere { get; init; } = [];
}
