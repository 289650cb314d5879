// A study that was read and checked: arms compiled, measures bound to them.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Studies;

/// <summary>One arm with its compiled model.</summary>
/// <param name="Changes">What sets it apart from the base model, one line each.</param>
public sealed record Arm(
    string Name,
    string About,
    ImmutableArray<string> Changes,
    CompiledModel Model,
    string ModelHash,
    double EndMinutes
);

/// <summary>The run of a seed from whose state all its arms go on.</summary>
/// <param name="Arm">Its model; it ends where the arms branch off.</param>
public sealed record Trunk(Arm Arm)
{
    /// <summary>When the arms branch off.</summary>
    public double AtMinutes => Arm.EndMinutes;
}

/// <summary>A measure as the study says it.</summary>
/// <param name="UnitText">As written; null where the study leaves it to the measure.</param>
/// <param name="Unit">The unit of its numbers, as text.</param>
/// <param name="FromMinutes">Values are increases since then; null for values as they are.</param>
public sealed record StudyMeasure(
    string Name,
    string Of,
    MeasureTime Time,
    double? FromMinutes,
    string? UnitText,
    string Unit,
    string About
);

/// <summary>Everything that a study's runs and verdicts depend on.</summary>
public sealed record Study
{
    public required string Name { get; init; }

    public required string Claim { get; init; }

    public required string Source { get; init; }

    public required string About { get; init; }

    public required string File { get; init; }

    public required string Text { get; init; }

    public required ImmutableArray<Arm> Arms { get; init; }

    /// <summary>What the arms of a seed grow from; null where each starts by itself.</summary>
    public Trunk? Trunk { get; init; }

    public required ImmutableArray<long> Seeds { get; init; }

    public required ImmutableArray<KeyValuePair<string, string>> Regions { get; init; }

    /// <summary>Names that some arm has.</summary>
    public required ImmutableArray<NameElsewhere> Names { get; init; }

    public required ImmutableArray<StudyMeasure> Measures { get; init; }

    /// <summary>Of the factors that it varies, and of pairs of them.</summary>
    public ImmutableArray<FactorEffect> Effects { get; init; } = [];

    /// <summary>What is worked out from the measures of whole runs.</summary>
    internal ImmutableArray<Endpoint> Endpoints { get; init; } = [];

    public required ImmutableArray<Expectation> Expectations { get; init; }
}
