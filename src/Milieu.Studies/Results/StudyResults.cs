// What a study found, whole: the one source of its tables, its report and its JSON.
using System.Collections.Immutable;

namespace Milieu.Studies;

/// <summary>One arm as it was run.</summary>
/// <param name="Changes">What sets it apart from the base model, one line each.</param>
public sealed record ArmResult(string Name, string About, ImmutableArray<string> Changes, string ModelHash);

/// <summary>What was measured, in the words of the study.</summary>
/// <param name="When">When it was measured: "at 7 d", "every 6 h", "at the end", "when first".</param>
/// <param name="IsSeries">Several times a run.</param>
public sealed record MeasureResult(string Name, string Of, string When, string Unit, string About, bool IsSeries);

/// <summary>A run that broke, and why.</summary>
public sealed record FailedRun(string Arm, long Seed, string Reason);

public enum Verdict
{
    Met = 0,
    Missed = 1,

    /// <summary>Too few pairs to say: runs failed, or nothing was there to measure.</summary>
    Undecided = 2,
}

/// <summary>One comparison of an expectation and what came of it.</summary>
/// <param name="Text">Such as <c>nest_cd8[soft] > 2 x nest_cd8[excluded]</c>.</param>
/// <param name="Left">Values of the left side, one a seed that counted.</param>
/// <param name="Right">Values of the right side, likewise; empty for bands.</param>
/// <param name="Effect">Median of left over right, or of left where there is no right side.</param>
/// <param name="EffectName">What the effect is, such as "median ratio".</param>
/// <param name="P">One-sided; null for bands.</param>
/// <param name="VarianceLeft">Variance of the paired difference over that of independent pairs; null where there are none.</param>
public sealed record ExpectationResult(
    string Text,
    string Test,
    string About,
    Verdict Verdict,
    ImmutableArray<double> Left,
    ImmutableArray<double> Right,
    double Effect,
    string EffectName,
    double? P,
    double? VarianceLeft,
    string Note
);

/// <summary>The mean over seeds of one coefficient of the regression, from the last value of each run.</summary>
/// <param name="Factor">Such as <c>dose</c>, or <c>dose x stroma</c>.</param>
/// <param name="IsLog">Value and interval are of natural logarithms.</param>
/// <param name="Low">Lower end of the 95 % interval, by bootstrap over seeds; NaN below two seeds.</param>
/// <param name="BySeed">One a seed of which every arm has a value.</param>
public sealed record EffectResult(
    string Measure,
    string Factor,
    string Unit,
    bool IsLog,
    double Value,
    double Low,
    double High,
    ImmutableArray<double> BySeed
);

/// <summary>The mean over seeds of a number of an endpoint in an arm, from its last value in each seed.</summary>
/// <param name="Low">Lower end of the 95 % interval, by bootstrap over seeds; NaN below two seeds.</param>
/// <param name="Seeds">Those that have a finite value.</param>
public sealed record EndpointResult(
    string Name,
    string Arm,
    string Unit,
    double Mean,
    double Low,
    double High,
    int Seeds
);

/// <summary>What the arms of a branched study grew from.</summary>
/// <param name="ArmMinutes">Where the arms end, one an arm.</param>
public sealed record TrunkResult(double AtMinutes, string ModelHash, ImmutableArray<double> ArmMinutes);

/// <summary>A study with all that is known of it so far.</summary>
public sealed record StudyResults
{
    public required string Name { get; init; }

    /// <summary>One sentence.</summary>
    public required string Claim { get; init; }

    public required string Source { get; init; }

    /// <summary>The text of the study file.</summary>
    public required string Text { get; init; }

    public required string Version { get; init; }

    public required ImmutableArray<ArmResult> Arms { get; init; }

    public required ImmutableArray<long> Seeds { get; init; }

    public required ImmutableArray<MeasureResult> Measures { get; init; }

    /// <summary>What is worked out from measures of whole runs; its values stand beside theirs.</summary>
    public ImmutableArray<MeasureResult> EndpointMeasures { get; init; } = [];

    /// <summary>Of every endpoint in every arm that has it.</summary>
    public ImmutableArray<EndpointResult> EndpointResults { get; init; } = [];

    /// <summary>The endpoints themselves.</summary>
    internal ImmutableArray<Endpoint> Endpoints { get; init; } = [];

    public required ImmutableArray<ExpectationResult> Expectations { get; init; }

    /// <summary>Null where every arm starts by itself.</summary>
    public TrunkResult? Trunk { get; init; }

    /// <summary>Of every factor and every pair of factors on every measure.</summary>
    public ImmutableArray<EffectResult> Effects { get; init; } = [];

    public required ImmutableArray<FailedRun> Failures { get; init; }

    /// <summary>Values by (measure, arm, seed), ascending in time; absent where the run is not done.</summary>
    public required ImmutableDictionary<
        (string Measure, string Arm, long Seed),
        ImmutableArray<TimedValue>
    > Values { get; init; }

    /// <summary>Wall seconds of all runs together, as they were run.</summary>
    public double WallSeconds { get; init; }

    public ImmutableArray<TimedValue> Of(string measure, string arm, long seed) =>
        Values.TryGetValue((measure, arm, seed), out var values) ? values : [];
}
