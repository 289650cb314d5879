// What the words of a measure may refer to.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Studies;

/// <summary>A model, and what a study defines beside it.</summary>
public sealed record MeasureScope(CompiledModel Model)
{
    /// <summary>Named regions of the study, as it writes them.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Regions { get; init; } = [];
}
