// All that one run of the benchmarks found.
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Milieu.Runs;

namespace Milieu.Speed;

/// <summary>What can be asked for.</summary>
[Flags]
public enum SpeedParts
{
    None = 0,
    Fields = 1,
    Mechanics = 2,
    Whole = 4,
    Accuracy = 8,
    All = Fields | Mechanics | Whole | Accuracy,
}

/// <summary>Ceilings of the machine and kernels, measured in one run; parts that were not asked for are empty.</summary>
public sealed record SpeedReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string Version { get; init; }

    public required string Processor { get; init; }

    public required string Runtime { get; init; }

    /// <summary>Cores that this process may use.</summary>
    public required int Processors { get; init; }

    /// <summary>Width of the widest vectors that the processor has and the runtime uses.</summary>
    public required int VectorBits { get; init; }

    /// <summary>Sizes were tiny: no figure says anything about speed.</summary>
    public required bool Quick { get; init; }

    public required ImmutableArray<Ceiling> Ceilings { get; init; }

    public ImmutableArray<SpeedRow> Fields { get; init; } = [];

    public ImmutableArray<SpeedRow> Mechanics { get; init; } = [];

    public ImmutableArray<WholeRow> Whole { get; init; } = [];

    public ImmutableArray<AccuracyRow> Accuracy { get; init; } = [];

    /// <summary>Measures what is asked for; ceilings always.</summary>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public static SpeedReport Measure(SpeedParts parts, SpeedWishes wishes)
    {
        var machine = Machine.Here();
        var report = new SpeedReport
        {
            Version = RunRecord.PlainVersion,
            Processor = Memory.Processor,
            Runtime = machine.Runtime,
            Processors = machine.Processors,
            VectorBits = machine.VectorBits,
            Quick = wishes.Quick,
            Ceilings = [.. wishes.Threads.SelectMany(t => CeilingsOf(t, wishes))],
        };
        if (parts.HasFlag(SpeedParts.Fields))
            report = report with { Fields = FieldSpeed.Measure(wishes) };
        if (parts.HasFlag(SpeedParts.Mechanics))
            report = report with { Mechanics = MechanicsSpeed.Measure(wishes) };
        if (parts.HasFlag(SpeedParts.Whole))
            report = report with { Whole = WholeSpeed.Measure(wishes) };
        if (parts.HasFlag(SpeedParts.Accuracy))
            report = report with { Accuracy = FieldAccuracy.Measure(wishes) };
        return report;
    }

    /// <summary>One line; bench/README.md lists the keys.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    private static ImmutableArray<Ceiling> CeilingsOf(int threads, SpeedWishes wishes)
    {
        wishes.Announce($"ceilings of the machine, {threads} threads");
        return Speed.Ceilings.Measure(threads, wishes);
    }
}
