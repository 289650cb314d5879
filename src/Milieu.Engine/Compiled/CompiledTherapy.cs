// What is given from outside, as numbers: planned doses, what they wait for, what is watched.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>A plan of doses into the body. Nothing is planned where there are none.</summary>
/// <remarks>
/// Inputs of every formula: those of the body's formulas (species, time, what is read of the tissue), then the readouts.
/// </remarks>
public sealed record CompiledTherapy
{
    public static CompiledTherapy None { get; } =
        new()
        {
            StartTick = 0,
            Readouts = [],
            Doses = [],
            Stop = -1,
        };

    /// <summary>Day 0 of the plan; from here on lowest, highest and baseline values count.</summary>
    public required long StartTick { get; init; }

    /// <summary>Numbers that conditions read, in an order in which each may read those before it.</summary>
    public required ImmutableArray<Readout> Readouts { get; init; }

    /// <summary>In order of time.</summary>
    public required ImmutableArray<PlannedDose> Doses { get; init; }

    /// <summary>The readout that ends the plan once it holds; -1 for none.</summary>
    public required int Stop { get; init; }
}

/// <summary>What a readout keeps of its formula.</summary>
public enum ReadoutKind
{
    /// <summary>Its value now.</summary>
    Now = 0,

    /// <summary>Its value when the plan began.</summary>
    Baseline = 1,

    /// <summary>Its lowest value since the plan began.</summary>
    Lowest = 2,

    /// <summary>Its highest value since the plan began.</summary>
    Highest = 3,

    /// <summary>For how many minutes it has held (been 1) without a break; 0 while it does not.</summary>
    Since = 4,
}

/// <param name="Units">Label of its numbers; empty for plain ones.</param>
/// <param name="IsNamed">The author named it, so that it is written down.</param>
public sealed record Readout(string Name, string Units, ReadoutKind Kind, Formula Value, bool IsNamed);

/// <summary>What becomes of a dose whose condition does not hold.</summary>
public enum Otherwise
{
    /// <summary>It is left out.</summary>
    Skip = 0,

    /// <summary>It is asked about again later, until it is given or lapses.</summary>
    Delay = 1,

    /// <summary>It is given in another amount.</summary>
    Scale = 2,
}

/// <param name="Tick">When it is due.</param>
/// <param name="Ticks">How long it flows in evenly; 0 for all at once.</param>
/// <param name="Amount">In the unit of the species.</param>
public sealed record PlannedDose(long Tick, long Ticks, int Species, double Amount)
{
    /// <summary>The name of its line in the plan, and which dose of that line it is, from 1.</summary>
    public string Name { get; init; } = "";

    public int Number { get; init; } = 1;

    public string Agent { get; init; } = "";

    public string Route { get; init; } = "";

    /// <summary>The amount as it was written, such as 3 mg/kg.</summary>
    public string Text { get; init; } = "";

    /// <summary>The readout that says whether it is given; -1 where nothing is asked.</summary>
    public int Condition { get; init; } = -1;

    /// <summary>The condition as it was written.</summary>
    public string If { get; init; } = "";

    /// <summary>What the condition reads, for the log.</summary>
    public ImmutableArray<NamedInput> Reads { get; init; } = [];

    public Otherwise Otherwise { get; init; }

    /// <summary>How much later it is asked again.</summary>
    public long RetryTicks { get; init; }

    /// <summary>The last tick at which a delayed dose may still be given.</summary>
    public long LastTick { get; init; }

    /// <summary>What the amount is multiplied by where the condition does not hold.</summary>
    public double Factor { get; init; } = 1;
}

/// <summary>An input of the formulas of a therapy under its name.</summary>
public readonly record struct NamedInput(string Name, int Input);

/// <summary>Where a planned dose stands.</summary>
public enum DoseStatus
{
    Due = 0,
    Given = 1,

    /// <summary>Given in another amount, since its condition did not hold.</summary>
    Scaled = 2,
    Skipped = 3,

    /// <summary>Put off until it was too late.</summary>
    Lapsed = 4,

    /// <summary>The plan ended before it was due.</summary>
    Stopped = 5,
}
