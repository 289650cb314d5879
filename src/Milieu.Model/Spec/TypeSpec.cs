// What an author says about a cell type.
namespace Milieu.Model;

/// <summary>One cell type: no cycle, no death, no motion and no exchange unless it says so.</summary>
public sealed class TypeSpec
{
    [Key("like", "Another type whose values this one starts from.", Naming = Naming.CellType)]
    public string? Like { get; set; }

    [Key("cycle", "The cell cycle: a known model, or phases of one's own.")]
    public CycleSpec? Cycle { get; set; }

    [Key("death", "How cells of this type die.")]
    public DeathsSpec? Death { get; set; }

    [Key("volume", "Volumes and the rates of their change (default: MCF-7).")]
    public VolumeSpec? Volume { get; set; }

    [Key("mechanics", "Adhesion, repulsion, springs.")]
    public MechanicsSpec? Mechanics { get; set; }

    [Key("motility", "How cells crawl; without it they do not.")]
    public MotilitySpec? Motility { get; set; }

    [Key("secretion", "Secretion by substrate.", Naming = Naming.Substrate)]
    public OrderedDictionary<string, SecretionSpec> Secretion { get; } = [];

    [Key("uptake", "Uptake by substrate.", Naming = Naming.Substrate)]
    public OrderedDictionary<string, UptakeSpec> Uptake { get; } = [];

    [Key(
        "export",
        "Constant release (or, below zero, removal) by substrate.",
        Naming = Naming.Substrate,
        Measure = Measure.Flow,
        Span = Span.Any
    )]
    public OrderedDictionary<string, Quantity> Export { get; } = [];

    [Key("deposition", "Building of structures.", Naming = Naming.Structure)]
    public OrderedDictionary<string, DepositionSpec> Deposition { get; } = [];

    [Key(
        "degradation",
        "Rates at which a cell takes down structures where it is.",
        Naming = Naming.Structure,
        Measure = Measure.Rate
    )]
    public OrderedDictionary<string, Quantity> Degradation { get; } = [];

    [Key("aligns", "How cells of this type turn fibers as they move.")]
    public AlignsSpec? Aligns { get; set; }

    [Key(
        "phagocytose",
        "Rates of ingesting: apoptotic, necrotic, other dead, dead (all three), or a live type.",
        Naming = Naming.Prey,
        Measure = Measure.Rate
    )]
    public OrderedDictionary<string, Quantity> Phagocytose { get; } = [];

    [Key("attack", "Which types are attacked, and how.")]
    public AttackSpec? Attack { get; set; }

    [Key("fuse", "Rates of fusion by type.", Naming = Naming.CellType, Measure = Measure.Rate)]
    public OrderedDictionary<string, Quantity> Fuse { get; } = [];

    [Key("transform", "Rates of becoming another type.", Naming = Naming.CellType, Measure = Measure.Rate)]
    public OrderedDictionary<string, Quantity> Transform { get; } = [];

    [Key(
        "asymmetric division",
        "Probability that a daughter is of another type.",
        Naming = Naming.CellType,
        Measure = Measure.Fraction
    )]
    public OrderedDictionary<string, Quantity> AsymmetricDivision { get; } = [];

    [Key(
        "immunogenicity",
        "How strongly each attacking type is drawn to this one (default 1).",
        Naming = Naming.CellType,
        Measure = Measure.Number
    )]
    public OrderedDictionary<string, Quantity> Immunogenicity { get; } = [];

    [Key("leave to lymph", "Rate at which live cells leave the tissue for the lymph.", Measure = Measure.Rate)]
    public Quantity? Leave { get; set; }

    [Key(
        "extravasate",
        "Rates at which cells of other types enter the tissue beside each cell of this one.",
        Naming = Naming.CellType,
        Measure = Measure.Rate
    )]
    public OrderedDictionary<string, Quantity> Extravasate { get; } = [];

    [Key("integrity", "Damage and its repair.")]
    public IntegritySpec? Integrity { get; set; }

    [Key("custom", "Values of custom variables.", Naming = Naming.Custom)]
    public OrderedDictionary<string, CustomSpec> Custom { get; } = [];

    [Key("events", "What may happen to a cell all at once, by condition or by chance, by name.")]
    public OrderedDictionary<string, EventSpec> Events { get; } = [];

    [Key("distributions", "Values drawn for each initial cell.")]
    public List<DistributionSpec> Distributions { get; set; } = [];

    [Key("rules", "Sentences, such as SIGNAL increases BEHAVIOR to VALUE, half-max VALUE, hill NUMBER.")]
    public List<RuleSpec> Rules { get; set; } = [];
}

public sealed class SecretionSpec
{
    [Key("rate", "Secretion rate.", IsShort = true, Measure = Measure.Rate)]
    public Quantity? Rate { get; set; }

    [Key("target", "Density towards which the cell secretes.", Measure = Measure.Density)]
    public Quantity? Target { get; set; }

    public static implicit operator SecretionSpec(string rate) => new() { Rate = rate };
}

public sealed class UptakeSpec
{
    [Key("rate", "Uptake rate (at low density, where it saturates).", IsShort = true, Measure = Measure.Rate)]
    public Quantity? Rate { get; set; }

    [Key(
        "half saturation",
        "Density at which uptake is half saturated; without it uptake is linear.",
        Measure = Measure.Density,
        Span = Span.Positive
    )]
    public Quantity? HalfSaturation { get; set; }

    public static implicit operator UptakeSpec(string rate) => new() { Rate = rate };
}

public sealed class AttackSpec
{
    [Key("targets", "Rates of starting an attack by type.", Naming = Naming.CellType, Measure = Measure.Rate)]
    public OrderedDictionary<string, Quantity> Targets { get; } = [];

    [Key(
        "damage",
        "How damage is done: steadily (the default), or by whole hits at chance times, each 1.",
        Naming = Naming.Word,
        Words = ["steady", "hits"]
    )]
    public string? Damage { get; set; }

    [Key("damage rate", "Damage, or hits, done per time (default 1 /min).", Measure = Measure.Rate)]
    public Quantity? DamageRate { get; set; }

    [Key("duration", "Mean duration of an attack (default 30 min).", Measure = Measure.Time)]
    public Quantity? Duration { get; set; }

    [Key(
        "reach",
        "Distance of centers at which attacks begin no more (default: as far as cells touch).",
        Measure = Measure.Length,
        Span = Span.Positive
    )]
    public Quantity? Reach { get; set; }

    [Key(
        "full reach",
        "Distance up to which the rate is whole; from there it falls linearly to 0 at the reach (default: the reach).",
        Measure = Measure.Length
    )]
    public Quantity? FullReach { get; set; }

    [Key("alone", "A target that another cell attacks is left alone (default false).")]
    public bool? Alone { get; set; }
}

public sealed class IntegritySpec
{
    [Key("damage rate", "Damage that comes by itself.", Measure = Measure.Rate)]
    public Quantity? DamageRate { get; set; }

    [Key("repair rate", "Repair of damage.", Measure = Measure.Rate)]
    public Quantity? RepairRate { get; set; }
}

/// <summary>A behavior (or volume) drawn once for each initial cell.</summary>
public sealed class DistributionSpec
{
    [Key("of", "The behavior that is drawn, or volume.")]
    public string? Of { get; set; }

    [Key(
        "kind",
        "The family.",
        Naming = Naming.Word,
        Words = ["uniform", "log uniform", "normal", "log normal", "log10 normal"]
    )]
    public string? Kind { get; set; }

    [Key("min", "Lower end.", Measure = Measure.Open, Span = Span.Any)]
    public Quantity? Min { get; set; }

    [Key("max", "Upper end.", Measure = Measure.Open, Span = Span.Any)]
    public Quantity? Max { get; set; }

    [Key("mean", "Mean of a normal distribution.", Measure = Measure.Open, Span = Span.Any)]
    public Quantity? Mean { get; set; }

    [Key("sd", "Standard deviation of a normal distribution.", Measure = Measure.Open, Span = Span.Positive)]
    public Quantity? Sd { get; set; }

    [Key(
        "mu",
        "Mean of the logarithm, in base units (um, min, the substrate's own).",
        Measure = Measure.Number,
        Span = Span.Any
    )]
    public Quantity? Mu { get; set; }

    [Key("sigma", "Standard deviation of the logarithm.", Measure = Measure.Number, Span = Span.Positive)]
    public Quantity? Sigma { get; set; }

    [Key("check base", "The type's own value must lie between the ends (default true).")]
    public bool? CheckBase { get; set; }
}
