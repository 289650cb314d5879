// Cycle, death, volume, mechanics and motility as an author writes them.
namespace Milieu.Model;

/// <summary>A known model with rates or durations, or a graph of phases.</summary>
public sealed class CycleSpec
{
    [Key(
        "model",
        "A known cycle model.",
        IsShort = true,
        Naming = Naming.Word,
        Words = [
            "none",
            "live",
            "ki67 advanced",
            "ki67 basic",
            "flow cytometry basic",
            "flow cytometry separated",
            "cycling quiescent",
        ],
        Replaces = ["phases", "rates", "durations", "fixed"]
    )]
    public string? Model { get; set; }

    [Key("rates", "Exit rate of each phase, in order.", Measure = Measure.Rate, Replaces = ["durations", "phases"])]
    public List<Quantity> Rates { get; set; } = [];

    [Key("durations", "Duration of each phase, in order.", Measure = Measure.Time, Replaces = ["rates", "phases"])]
    public List<Quantity> Durations { get; set; } = [];

    [Key("fixed", "Whether each phase lasts exactly its duration.")]
    public List<bool> Fixed { get; set; } = [];

    [Key(
        "phases",
        "Phases of one's own, by name; the first is where a cell starts.",
        Replaces = ["model", "rates", "durations", "fixed"]
    )]
    public OrderedDictionary<string, PhaseSpec> Phases { get; } = [];

    public static implicit operator CycleSpec(string model) => new() { Model = model };
}

public sealed class PhaseSpec
{
    [Key("code", "The field's number of the phase (default 9999).", Measure = Measure.Count)]
    public Quantity? Code { get; set; }

    [Key("to", "The phases that follow, by name, each with its rate.")]
    public OrderedDictionary<string, LinkSpec> To { get; } = [];

    [Key("doubles targets", "Entering it doubles the solid targets (default false).")]
    public bool? DoublesTargets { get; set; }

    [Key("divides", "The cell divides when it leaves (default false).")]
    public bool? Divides { get; set; }

    [Key("removes", "The cell is removed when it leaves (default false).")]
    public bool? Removes { get; set; }
}

public sealed class LinkSpec
{
    [Key("rate", "Rate of leaving.", IsShort = true, Measure = Measure.Rate, Replaces = ["duration"])]
    public Quantity? Rate { get; set; }

    [Key("duration", "Mean time before leaving, in place of a rate.", Measure = Measure.Time, Replaces = ["rate"])]
    public Quantity? Duration { get; set; }

    [Key("fixed", "Leaves after exactly that time (default false).")]
    public bool? Fixed { get; set; }

    public static implicit operator LinkSpec(string rate) => new() { Rate = rate };
}

public sealed class DeathsSpec
{
    [Key("apoptosis", "Programmed death: shrinks, then is removed.")]
    public DeathSpec? Apoptosis { get; set; }

    [Key("necrosis", "Death by starvation: swells, bursts, then shrinks.")]
    public DeathSpec? Necrosis { get; set; }
}

public sealed class DeathSpec
{
    [Key("rate", "Death rate.", IsShort = true, Measure = Measure.Rate)]
    public Quantity? Rate { get; set; }

    [Key(
        "duration",
        "How long the dead cell stays (8.6 h apoptotic; 60 days after bursting).",
        Measure = Measure.Time,
        Span = Span.Positive
    )]
    public Quantity? Duration { get; set; }

    [Key("fixed", "It stays exactly that long (default true).")]
    public bool? Fixed { get; set; }

    [Key("unlysed fluid change rate", "Before bursting.", Measure = Measure.Rate)]
    public Quantity? UnlysedFluidRate { get; set; }

    [Key("lysed fluid change rate", "After bursting.", Measure = Measure.Rate)]
    public Quantity? LysedFluidRate { get; set; }

    [Key("cytoplasm change rate", "Loss of cytoplasmic solids.", Measure = Measure.Rate)]
    public Quantity? CytoplasmRate { get; set; }

    [Key("nucleus change rate", "Loss of nuclear solids.", Measure = Measure.Rate)]
    public Quantity? NucleusRate { get; set; }

    [Key("calcification rate", "Calcification.", Measure = Measure.Rate)]
    public Quantity? CalcificationRate { get; set; }

    [Key("relative rupture volume", "Volume at which it bursts, over the volume at death.", Measure = Measure.Number)]
    public Quantity? RelativeRupture { get; set; }

    public static implicit operator DeathSpec(string rate) => new() { Rate = rate };
}

public sealed class VolumeSpec
{
    [Key("total", "Total volume.", IsShort = true, Measure = Measure.Volume, Span = Span.Positive)]
    public Quantity? Total { get; set; }

    [Key("fluid fraction", "Fluid share.", Measure = Measure.Fraction)]
    public Quantity? FluidFraction { get; set; }

    [Key("nuclear", "Volume of the nucleus.", Measure = Measure.Volume)]
    public Quantity? Nuclear { get; set; }

    [Key("fluid change rate", "Relaxation of the fluid.", Measure = Measure.Rate)]
    public Quantity? FluidRate { get; set; }

    [Key("cytoplasm change rate", "Relaxation of cytoplasmic solids.", Measure = Measure.Rate)]
    public Quantity? CytoplasmRate { get; set; }

    [Key("nucleus change rate", "Relaxation of nuclear solids.", Measure = Measure.Rate)]
    public Quantity? NucleusRate { get; set; }

    [Key("calcified fraction", "Calcified share at the start.", Measure = Measure.Fraction)]
    public Quantity? CalcifiedFraction { get; set; }

    [Key("calcification rate", "Calcification.", Measure = Measure.Rate)]
    public Quantity? CalcificationRate { get; set; }

    [Key("relative rupture volume", "Volume at which the cell bursts, over its volume.", Measure = Measure.Number)]
    public Quantity? RelativeRupture { get; set; }

    public static implicit operator VolumeSpec(string total) => new() { Total = total };
}

public sealed class MechanicsSpec
{
    [Key("adhesion", "Strength of cell-cell adhesion.", Measure = Measure.Speed)]
    public Quantity? Adhesion { get; set; }

    [Key("repulsion", "Strength of cell-cell repulsion.", Measure = Measure.Speed)]
    public Quantity? Repulsion { get; set; }

    [Key("membrane adhesion", "Strength of adhesion to basement membrane.", Measure = Measure.Speed)]
    public Quantity? MembraneAdhesion { get; set; }

    [Key("membrane repulsion", "Strength of repulsion from walls and basement membrane.", Measure = Measure.Speed)]
    public Quantity? MembraneRepulsion { get; set; }

    [Key(
        "adhesion distance",
        "Largest distance of adhesion, in radii.",
        Measure = Measure.Number,
        Span = Span.Positive
    )]
    public Quantity? Reach { get; set; }

    [Key("affinity", "Adhesive affinity to each type (default 1).", Naming = Naming.CellType, Measure = Measure.Number)]
    public OrderedDictionary<string, Quantity> Affinity { get; } = [];

    [Key(
        "equilibrium distance",
        "Distance of two cells at rest, as a length or in radii; sets the adhesion.",
        Measure = Measure.LengthOrNumber,
        Span = Span.Positive
    )]
    public Quantity? Equilibrium { get; set; }

    [Key("spring constant", "Of attachments.", Measure = Measure.Rate)]
    public Quantity? Elasticity { get; set; }

    [Key(
        "spring slack",
        "Distance of centers up to which attachments do not pull (default 0 um).",
        Measure = Measure.Length
    )]
    public Quantity? SpringSlack { get; set; }

    [Key("pulled by springs", "False: attachments move the other cell alone (default true).")]
    public bool? IsPulled { get; set; }

    [Key("attachment rate", "Rate of attaching to each neighbor.", Measure = Measure.Rate)]
    public Quantity? AttachRate { get; set; }

    [Key("detachment rate", "Rate of losing each attachment.", Measure = Measure.Rate)]
    public Quantity? DetachRate { get; set; }

    [Key("maximum attachments", "How many attachments a cell holds.", Measure = Measure.Count)]
    public Quantity? MaxAttachments { get; set; }

    [Key("movable", "False pins the cell (default true).")]
    public bool? Movable { get; set; }
}

public sealed class MotilitySpec
{
    [Key("speed", "Crawling speed (default 1 um/min).", Measure = Measure.Speed)]
    public Quantity? Speed { get; set; }

    [Key("persistence", "Mean time between turns; 0 turns at every step (default 1 min).", Measure = Measure.Time)]
    public Quantity? Persistence { get; set; }

    [Key("bias", "0 walks at random, 1 follows the gradient (default 0).", Measure = Measure.Fraction)]
    public Quantity? Bias { get; set; }

    [Key("chemotaxis", "Which gradients bias the walk.")]
    public ChemotaxisSpec? Chemotaxis { get; set; }

    [Key(
        "in plane",
        "Random turns stay in the x-y plane although the domain is 3-D; a gradient still leads out of it (default false)."
    )]
    public bool? InPlane { get; set; }

    [Key(
        "guidance",
        "0 walks as without fibers, 1 keeps to fibers of anisotropy 1 (default 0).",
        Measure = Measure.Fraction
    )]
    public Quantity? Guidance { get; set; }

    [Key("fiber barrier", "Strongly aligned fibers keep the cell from crossing them (default: no barrier).")]
    public BarrierSpec? Barrier { get; set; }

    [Key("enabled", "False keeps the numbers but stops crawling (default true).")]
    public bool? Enabled { get; set; }
}

public sealed class ChemotaxisSpec
{
    [Key(
        "towards",
        "Up the gradient of this substrate.",
        IsShort = true,
        Naming = Naming.Substrate,
        Replaces = ["away from", "sensitivities"]
    )]
    public string? Towards { get; set; }

    [Key(
        "away from",
        "Down the gradient of this substrate.",
        Naming = Naming.Substrate,
        Replaces = ["towards", "sensitivities"]
    )]
    public string? AwayFrom { get; set; }

    [Key(
        "sensitivities",
        "Weight of each substrate's gradient.",
        Naming = Naming.Substrate,
        Measure = Measure.Number,
        Span = Span.Any,
        Replaces = ["towards", "away from"]
    )]
    public OrderedDictionary<string, Quantity> Sensitivities { get; } = [];

    [Key("normalize", "Each gradient counts by its direction only (default false).")]
    public bool? Normalize { get; set; }

    public static implicit operator ChemotaxisSpec(string towards) => new() { Towards = towards };
}
