// Domain, time and output as an author writes them.
namespace Milieu.Model;

/// <summary>Give size and voxel (the origin is the center), or ranges and voxel.</summary>
public sealed class DomainSpec
{
    [Key(
        "size",
        "Lengths along x, y and z around the origin; z equal to one voxel makes a 2-D model.",
        Measure = Measure.Length,
        Span = Span.Positive,
        Replaces = ["x", "y", "z"]
    )]
    public List<Quantity> Size { get; set; } = [];

    [Key("x", "Lower and upper end along x.", Measure = Measure.Length, Span = Span.Any, Replaces = ["size"])]
    public List<Quantity> X { get; set; } = [];

    [Key("y", "Lower and upper end along y.", Measure = Measure.Length, Span = Span.Any, Replaces = ["size"])]
    public List<Quantity> Y { get; set; } = [];

    [Key("z", "Lower and upper end along z.", Measure = Measure.Length, Span = Span.Any, Replaces = ["size"])]
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

    [Key(
        "body",
        "Step of the amounts beyond the tissue (default 1 min).",
        Measure = Measure.Time,
        Span = Span.Positive
    )]
    public Quantity? Body { get; set; }

    [Key("matrix", "Step of structures and fibers (default 6 min).", Measure = Measure.Time, Span = Span.Positive)]
    public Quantity? Matrix { get; set; }
}

public sealed class FramesSpec
{
    [Key("frames", "Time from one frame to the next (default 60 min).", Measure = Measure.Time, Span = Span.Positive)]
    public Quantity? Frames { get; set; }

    [Key("picture", "The substrate or structure that pictures show behind the cells (default the first substrate).")]
    public string? Picture { get; set; }
}
