// The extracellular matrix as an author writes it.
namespace Milieu.Model;

/// <summary>A variable of every voxel that does not diffuse.</summary>
public sealed class StructureSpec
{
    [Key("units", "The unit of its density; taken from the initial value or the bounds when not given.")]
    public string? Units { get; set; }

    [Key("initial", "Density at the start: a value, a function of position or a file (default 0).")]
    public InitialSpec? Initial { get; set; }

    [Key("bounds", "Least and largest density; it stops there (default: 0, and none).", Measure = Measure.Density)]
    public List<Quantity> Bounds { get; set; } = [];

    [Key(
        "change",
        "d/dt besides what cells deposit and degrade: an expression over substrates, structures, parameters and time."
    )]
    public string? Change { get; set; }

    [Key("about", "What the structure is; free text.")]
    public string? About { get; set; }
}

/// <summary>How cells of a type build a structure in their voxel.</summary>
public sealed class DepositionSpec
{
    [Key("rate", "Rate of approaching the target.", IsShort = true, Measure = Measure.Rate)]
    public Quantity? Rate { get; set; }

    [Key("target", "Density that the cell builds up to; above it, it builds nothing.", Measure = Measure.Density)]
    public Quantity? Target { get; set; }

    public static implicit operator DepositionSpec(string rate) => new() { Rate = rate };
}

/// <summary>One direction and one anisotropy in each voxel.</summary>
public sealed class FibersSpec
{
    [Key("direction", "How they lie at the start (default along x).")]
    public DirectionSpec? Direction { get; set; }

    [Key(
        "anisotropy",
        "0 where they lie at random, 1 where all are parallel (default 0): a value, a function or a file."
    )]
    public InitialSpec? Anisotropy { get; set; }

    [Key(
        "largest turn",
        "Largest turn that one cell gives in a step of the matrix, in radians (default 0.4).",
        Measure = Measure.Number,
        Span = Span.Positive
    )]
    public Quantity? LargestTurn { get; set; }
}

/// <summary>Given in one way.</summary>
public sealed class DirectionSpec
{
    [Key(
        "along",
        "One direction everywhere: three plain numbers.",
        Measure = Measure.Number,
        Span = Span.Any,
        Replaces = ["around", "functions"]
    )]
    public List<Quantity> Along { get; set; } = [];

    [Key(
        "around",
        "Tangential around the axis along z through this point.",
        Measure = Measure.Length,
        Span = Span.Any,
        Replaces = ["along", "functions"]
    )]
    public List<Quantity> Around { get; set; } = [];

    [Key(
        "functions",
        "Its parts x, y and z, each an expression of x, y, z and r (um, from the origin).",
        Replaces = ["along", "around"]
    )]
    public OrderedDictionary<string, string> Functions { get; } = [];
}

/// <summary>How moving cells turn fibers towards their path.</summary>
public sealed class AlignsSpec
{
    [Key("turn", "Radians that fibers turn per length of path, where they are loose.", Measure = Measure.Slope)]
    public Quantity? Turn { get; set; }

    [Key("gain", "What anisotropy gains per length of path, where it is 0.", Measure = Measure.Slope)]
    public Quantity? Gain { get; set; }
}

/// <summary>Strongly aligned fibers keep cells from crossing.</summary>
public sealed class BarrierSpec
{
    [Key("above", "Anisotropy above which fibers are a barrier (default 0.6).", Measure = Measure.Fraction)]
    public Quantity? Above { get; set; }

    [Key(
        "factor",
        "What is left there of a step across the fibers (default 0.3).",
        IsShort = true,
        Measure = Measure.Fraction
    )]
    public Quantity? Factor { get; set; }

    public static implicit operator BarrierSpec(string factor) => new() { Factor = factor };
}
