// What an author says about a substrate.
namespace Milieu.Model;

/// <summary>One diffusing signal.</summary>
public sealed class SubstrateSpec
{
    [Key("units", "The unit of its density; taken from the initial value or the boundary when not given.")]
    public string? Units { get; set; }

    [Key("diffusion", "Diffusion coefficient.", Measure = Measure.Diffusion)]
    public Quantity? Diffusion { get; set; }

    [Key(
        "diffusivity",
        "Factor on the diffusion coefficient at each place: a function of position, a file, or a formula of structures."
    )]
    public DiffusivitySpec? Diffusivity { get; set; }

    [Key("decay", "Decay rate.", Measure = Measure.Rate)]
    public Quantity? Decay { get; set; }

    [Key(
        "reaction",
        "What each voxel gains or loses by itself, density per time: an expression over substrates, structures, species of the body, parameters and time."
    )]
    public string? Reaction { get; set; }

    [Key("initial", "Density at the start: a value, a function of position or a file.")]
    public InitialSpec? Initial { get; set; }

    [Key("boundary", "Density held at the faces of the domain, or none for no flux (default none).")]
    public BoundarySpec? Boundary { get; set; }

    [Key("regions", "Named regions in which the density is held.")]
    public OrderedDictionary<string, RegionSpec> Regions { get; } = [];

    [Key("schedule", "Changes of the held densities over time.")]
    public List<ChangeSpec> Schedule { get; set; } = [];

    [Key(
        "integrator",
        "How it is advanced in time (default auto).",
        Naming = Naming.Word,
        Words = ["auto", "rkl1", "explicit", "lod"]
    )]
    public string? Integrator { get; set; }

    [Key("track internalized", "Each cell keeps the amount that it took up (default: where a rule reads it).")]
    public bool? TrackInternalized { get; set; }
}

public sealed class InitialSpec
{
    [Key(
        "value",
        "The same density everywhere.",
        IsShort = true,
        Measure = Measure.Density,
        Replaces = ["function", "file"]
    )]
    public Quantity? Value { get; set; }

    [Key(
        "function",
        "An expression of x, y, z and r (um, from the origin) in the substrate's unit.",
        Replaces = ["value", "file"]
    )]
    public string? Function { get; set; }

    [Key(
        "file",
        "CSV with the header x,y,z,NAME and one row per voxel.",
        Naming = Naming.File,
        Replaces = ["value", "function"]
    )]
    public string? File { get; set; }

    public static implicit operator InitialSpec(string value) => new() { Value = value };
}

/// <summary>A plain number, finite and not negative, for each voxel.</summary>
public sealed class DiffusivitySpec
{
    [Key("function", "An expression of x, y, z and r (um, from the origin).", Replaces = ["file", "formula"])]
    public string? Function { get; set; }

    [Key(
        "formula",
        "An expression over structures, taken anew at every step of the matrix.",
        Replaces = ["function", "file"]
    )]
    public string? Formula { get; set; }

    [Key(
        "most",
        "The formula counts as no more than this (default 1).",
        Measure = Measure.Number,
        Span = Span.Positive
    )]
    public Quantity? Most { get; set; }

    [Key(
        "file",
        "CSV with the header x,y,z,NAME and one row per voxel.",
        Naming = Naming.File,
        Replaces = ["function", "formula"]
    )]
    public string? File { get; set; }
}

public sealed class BoundarySpec
{
    [Key("all", "Every face that is not named.", IsShort = true, Measure = Measure.Density, AllowsNone = true)]
    public Quantity? All { get; set; }

    [Key("x min", "The face at the lower end of x.", Measure = Measure.Density, AllowsNone = true)]
    public Quantity? XMin { get; set; }

    [Key("x max", "The face at the upper end of x.", Measure = Measure.Density, AllowsNone = true)]
    public Quantity? XMax { get; set; }

    [Key("y min", "The face at the lower end of y.", Measure = Measure.Density, AllowsNone = true)]
    public Quantity? YMin { get; set; }

    [Key("y max", "The face at the upper end of y.", Measure = Measure.Density, AllowsNone = true)]
    public Quantity? YMax { get; set; }

    [Key("z min", "The face at the lower end of z.", Measure = Measure.Density, AllowsNone = true)]
    public Quantity? ZMin { get; set; }

    [Key("z max", "The face at the upper end of z.", Measure = Measure.Density, AllowsNone = true)]
    public Quantity? ZMax { get; set; }

    /// <summary>What is said of a face (0..5), in the engine's order.</summary>
    public Quantity? Face(int face) => new[] { XMin, XMax, YMin, YMax, ZMin, ZMax }[face];

    public static implicit operator BoundarySpec(string value) => new() { All = value };
}

/// <summary>A box or a ball of voxels whose density is held.</summary>
public sealed class RegionSpec
{
    [Key("box", "Voxels whose centers lie in a box.", Replaces = ["ball"])]
    public BoxSpec? Box { get; set; }

    [Key("ball", "Voxels whose centers lie in a ball (a disc in 2-D).", Replaces = ["box"])]
    public RoundSpec? Ball { get; set; }

    [Key(
        "value",
        "The density held, or none until the schedule gives one.",
        Measure = Measure.Density,
        AllowsNone = true
    )]
    public Quantity? Value { get; set; }
}

public sealed class BoxSpec
{
    [Key("size", "Lengths along x, y and z.", Measure = Measure.Length, Span = Span.Positive)]
    public List<Quantity> Size { get; set; } = [];

    [Key("center", "Its center (default the origin).", Measure = Measure.Length, Span = Span.Any)]
    public List<Quantity> Center { get; set; } = [];
}

public sealed class RoundSpec
{
    [Key("radius", "Its radius.", IsShort = true, Measure = Measure.Length, Span = Span.Positive)]
    public Quantity? Radius { get; set; }

    [Key("center", "Its center (default the origin).", Measure = Measure.Length, Span = Span.Any)]
    public List<Quantity> Center { get; set; } = [];

    public static implicit operator RoundSpec(string radius) => new() { Radius = radius };
}

/// <summary>At a time, faces or a region take new densities.</summary>
public sealed class ChangeSpec
{
    [Key("at", "When.", Measure = Measure.Time)]
    public Quantity? At { get; set; }

    [Key("boundary", "New densities of the faces; faces that are not named stay.")]
    public BoundarySpec? Boundary { get; set; }

    [Key("region", "The region that takes the value.")]
    public string? Region { get; set; }

    [Key("value", "The region's new density, or none.", Measure = Measure.Density, AllowsNone = true)]
    public Quantity? Value { get; set; }
}
