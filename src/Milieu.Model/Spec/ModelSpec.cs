// The mutable model that an author writes, in code or as text.
namespace Milieu.Model;

/// <summary>A model before it is checked and compiled. What is null takes its default.</summary>
public sealed class ModelSpec
{
    [Key("model", "The name of the model.")]
    public string? Name { get; set; }

    [Key("about", "What the model is about; free text.")]
    public string? About { get; set; }

    [Key("domain", "The box of the tissue and its voxels.")]
    public DomainSpec Domain { get; set; } = new();

    [Key("time", "Where a run ends, and the lengths of the steps.")]
    public TimeSpec Time { get; set; } = new();

    [Key("substrates", "What diffuses, by name.")]
    public OrderedDictionary<string, SubstrateSpec> Substrates { get; } = [];

    [Key("custom", "Custom variables that every cell has, by name.")]
    public OrderedDictionary<string, CustomSpec> Custom { get; } = [];

    [Key("cells", "The cell types, by name.")]
    public OrderedDictionary<string, TypeSpec> Cells { get; } = [];

    [Key("placements", "Where cells start, by name.")]
    public OrderedDictionary<string, PlacementSpec> Placements { get; } = [];

    [Key("walls", "Cells are pushed back from the faces of the domain (default true; false in physicell mode).")]
    public bool? Walls { get; set; }

    [Key("springs", "Cells attach to and detach from neighbors by their rates (default true).")]
    public bool? Springs { get; set; }

    [Key("output", "What a run writes; no part of the model's hash.")]
    public FramesSpec Output { get; set; } = new();
}

/// <summary>Give size and voxel (the origin is the center), or ranges and voxel.</summary>
public sealed class DomainSpec
{
    [Key(
        "size",
        "Lengths along x, y and z around the origin; z equal to one voxel makes a 2-D model.",
        Measure = Measure.Length,
        Span = Span.Positive
    )]
    public List<Quantity> Size { get; set; } = [];

    [Key("x", "Lower and upper end along x.", Measure = Measure.Length, Span = Span.Any)]
    public List<Quantity> X { get; set; } = [];

    [Key("y", "Lower and upper end along y.", Measure = Measure.Length, Span = Span.Any)]
    public List<Quantity> Y { get; set; } = [];

    [Key("z", "Lower and upper end along z.", Measure = Measure.Length, Span = Span.Any)]
    public List<Quantity> Z { get; set; } = [];

    [Key("voxel", "Edge of a voxel, or its edges along x, y and z.", Measure = Measure.Length, Span = Span.Positive)]
    public List<Quantity> Voxel { get; set; } = [];

    [Key("dimensions", "2 or 3; follows from the size along z unless given.", Measure = Measure.Count)]
    public Quantity? Dimensions { get; set; }
}

public sealed class TimeSpec
{
    [Key("end", "Where a run ends unless told otherwise.", Measure = Measure.Time)]
    public Quantity? End { get; set; }

    [Key(
        "mode",
        "native, or physicell for the order and numerics of PhysiCell.",
        Naming = Naming.Word,
        Words = ["native", "physicell"]
    )]
    public string? Mode { get; set; }

    [Key("steps", "How often each group of stages runs.")]
    public StepsSpec Steps { get; set; } = new();
}

public sealed class StepsSpec
{
    [Key(
        "field",
        "Step of the substrates (default 0.1 min; 0.01 min in physicell mode).",
        Measure = Measure.Time,
        Span = Span.Positive
    )]
    public Quantity? Field { get; set; }

    [Key(
        "mechanics",
        "Step of forces, motion and contacts (default 0.1 min).",
        Measure = Measure.Time,
        Span = Span.Positive
    )]
    public Quantity? Mechanics { get; set; }

    [Key(
        "phenotype",
        "Step of rules, volume, cycle and death (default 6 min).",
        Measure = Measure.Time,
        Span = Span.Positive
    )]
    public Quantity? Phenotype { get; set; }
}

public sealed class FramesSpec
{
    [Key("frames", "Time from one frame to the next (default 60 min).", Measure = Measure.Time, Span = Span.Positive)]
    public Quantity? Frames { get; set; }
}

/// <summary>A variable of each cell that rules read and write as <c>custom:NAME</c>.</summary>
public sealed class CustomSpec
{
    [Key(
        "value",
        "Value at birth of the type, or of every type where declared for the model.",
        IsShort = true,
        Measure = Measure.Custom,
        Span = Span.Any
    )]
    public Quantity? Value { get; set; }

    [Key("conserved", "Halved at division, added at ingestion, kept through transformation (default false).")]
    public bool? Conserved { get; set; }

    public static implicit operator CustomSpec(string value) => new() { Value = value };
}
