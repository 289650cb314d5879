// What a worker is told, and what it answers: lines of JSON.
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Milieu.Studies;

/// <summary>One run of a study: all that a worker needs to know of it.</summary>
/// <param name="ModelFile">A compiled model as JSON.</param>
/// <param name="Unfinished">Where its checkpoints go: a path to which ticks and extensions are added.</param>
/// <param name="Pictures">Where a picture of the end goes, as often as it is asked for.</param>
/// <param name="Asked">What is measured: a set for each study that asks for this run.</param>
public sealed record RunTask(
    string ModelFile,
    string ModelHash,
    long Seed,
    double EndMinutes,
    int Threads,
    double CheckpointSeconds,
    string Unfinished,
    ImmutableArray<string> Pictures,
    ImmutableArray<Questions> Asked
)
{
    /// <summary>Of a trunk: where it stops and leaves its state; null for a run to its end.</summary>
    public double? StopMinutes { get; init; }

    /// <summary>The trunk from whose state an arm goes on; null for a run that starts by itself.</summary>
    public TrunkLeft? From { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Lines.Json);

    /// <exception cref="JsonException">The line is no task.</exception>
    public static RunTask Parse(string line) =>
        JsonSerializer.Deserialize<RunTask>(line, Lines.Json) ?? throw new JsonException("no task");
}

/// <summary>What one study asks of a run.</summary>
/// <param name="Regions">Names that its measures use for places.</param>
/// <param name="Elsewhere">Names that some models of the study have, this one perhaps not.</param>
public sealed record Questions(
    ImmutableArray<StudyMeasure> Measures,
    ImmutableArray<KeyValuePair<string, string>> Regions,
    ImmutableArray<NameElsewhere> Elsewhere
);

/// <summary>What a trunk left.</summary>
/// <param name="Stem">Where its state lies: a path to which its tick and an extension are added.</param>
/// <param name="Minutes">When it branched.</param>
public sealed record TrunkLeft(string Stem, string ModelHash, double Minutes);

public enum RunEndKind
{
    /// <summary>At work: not an end.</summary>
    Progress = 0,
    Done = 1,

    /// <summary>Broke; the reason is given.</summary>
    Failed = 2,

    /// <summary>Asked to stop; a checkpoint is saved.</summary>
    Stopped = 3,
}

/// <summary>A measurement; <paramref name="Measure"/> counts the measures of all that is asked, one set after another.</summary>
public readonly record struct MeasuredValue(int Measure, double Minutes, double Value);

/// <summary>How a run ended, or how far it is.</summary>
public sealed record RunEnd(RunEndKind Kind)
{
    public string Reason { get; init; } = "";

    public ImmutableArray<MeasuredValue> Values { get; init; } = [];

    public double Minutes { get; init; }

    public double EndMinutes { get; init; }

    public int Cells { get; init; }

    public double WallSeconds { get; init; }

    public string StateHash { get; init; } = "";

    /// <summary>Minutes of the checkpoint that the run went on from; 0 for one from its start.</summary>
    public double ResumedMinutes { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Lines.Json);

    /// <exception cref="JsonException">The line is no answer.</exception>
    public static RunEnd Parse(string line) =>
        JsonSerializer.Deserialize<RunEnd>(line, Lines.Json) ?? throw new JsonException("no answer");
}

internal static class Lines
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        // Places of cells are tuples.
        IncludeFields = true,
    };
}
