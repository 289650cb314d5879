// What may happen to a cell all at once.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>When an event of a type is asked about.</summary>
public enum EventMoment
{
    /// <summary>In each phenotype step of a live cell, after its rules and equations.</summary>
    Step = 0,

    /// <summary>Of each of the two cells that a division leaves.</summary>
    Division = 1,
}

/// <summary>Something that happens to a cell by chance or by condition, and what it changes (docs/science/events.md).</summary>
/// <remarks>Formulas are indices among those of the model; all are read before anything changes.</remarks>
public sealed record CompiledEvent(string Name, EventMoment At)
{
    /// <summary>The formula that must be above one half; null for always.</summary>
    public int? When { get; init; }

    /// <summary>The formula of the probability each time that it may happen; null for 1.</summary>
    public int? Probability { get; init; }

    /// <summary>The formula of its rate, 1/min, which makes the probability 1 - exp(-rate dt); null where it has none.</summary>
    public int? Rate { get; init; }

    /// <summary>Custom variables and the formulas of their new values.</summary>
    public ImmutableArray<EventValue> Sets { get; init; } = [];

    /// <summary>The model of death that the cell enters; null where it lives on.</summary>
    public int? Death { get; init; }

    /// <summary>The type that it becomes; null for its own.</summary>
    public int? Becomes { get; init; }

    /// <summary>The cell divides, whatever its cycle says.</summary>
    public bool Divides { get; init; }

    /// <summary>All formulas that it reads.</summary>
    public IEnumerable<int> Formulas() =>
        new[] { When, Probability, Rate }.OfType<int>().Concat(Sets.Select(s => s.Formula));
}

/// <param name="Custom">Index of the variable.</param>
public sealed record EventValue(int Custom, int Formula);
