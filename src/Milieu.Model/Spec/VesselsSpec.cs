// Vessels, as an author writes them.
namespace Milieu.Model;

/// <summary>Which types are pieces of vessels, and how vessels open and grow.</summary>
public sealed class VesselsSpec
{
    [Key("segments", "The cell types that are pieces of vessels.", Naming = Naming.CellType)]
    public List<string> Segments { get; set; } = [];

    [Key("lumen", "The custom variable that is 1 where blood can flow and 0 where not.", Naming = Naming.Custom)]
    public string? Lumen { get; set; }

    [Key("opens after", "Time from joining two open ends to a lumen (default 24 h).", Measure = Measure.Time)]
    public Quantity? OpensAfter { get; set; }

    [Key("tip", "The cell type that leads a sprout.", Naming = Naming.CellType)]
    public string? Tip { get; set; }

    [Key("leaves", "The type that a tip leaves behind it (default: the first segment).", Naming = Naming.CellType)]
    public string? Leaves { get; set; }

    [Key(
        "stops below",
        "The substrate that sprouts climb, and the density below which a tip stops.",
        Naming = Naming.Substrate,
        Measure = Measure.Density
    )]
    public OrderedDictionary<string, Quantity> StopsBelow { get; } = [];

    [Key(
        "length",
        "From one piece that a tip leaves to the next (default 20 um).",
        Measure = Measure.Length,
        Span = Span.Positive
    )]
    public Quantity? Length { get; set; }

    [Key("joins within", "A tip joins a piece nearer than this (default 20 um).", Measure = Measure.Length)]
    public Quantity? JoinsWithin { get; set; }

    [Key(
        "spacing",
        "No sprout starts nearer than this to a tip or an unfinished sprout (default 200 um).",
        Measure = Measure.Length
    )]
    public Quantity? Spacing { get; set; }

    [Key(
        "starts with",
        "Values of custom variables of the pieces that tips leave.",
        Naming = Naming.Custom,
        Measure = Measure.Custom,
        Span = Span.Any
    )]
    public OrderedDictionary<string, Quantity> StartsWith { get; } = [];
}

/// <summary>Pieces of vessels laid out as a lattice, grown, or from a graph in two tables.</summary>
public sealed class VesselLayoutSpec
{
    [Key(
        "spacing",
        "Distance of neighbors in a hexagonal lattice; for grown vessels twice the farthest that a place lies from one.",
        Measure = Measure.Length,
        Span = Span.Positive,
        Replaces = ["density", "nodes", "edges"]
    )]
    public Quantity? Spacing { get; set; }

    [Key(
        "density",
        "Vessels per area across their direction, in place of a spacing; for grown vessels their length per volume, or pieces per area in 2-D.",
        Measure = Measure.Crowd,
        Span = Span.Positive,
        Replaces = ["spacing", "nodes", "edges"]
    )]
    public Quantity? Density { get; set; }

    [Key(
        "jitter",
        "How far a vessel may stand off its place, as a share of the spacing (default 0).",
        Measure = Measure.Fraction
    )]
    public Quantity? Jitter { get; set; }

    [Key(
        "along",
        "The axis along which vessels run in 3-D (default z).",
        Naming = Naming.Word,
        Words = ["x", "y", "z"]
    )]
    public string? Along { get; set; }

    [Key(
        "nodes",
        "CSV with the header node,x,y,z,radius and, if wanted, type; lengths in um.",
        Naming = Naming.File,
        Replaces = ["spacing", "density", "jitter", "along", "grown"]
    )]
    public string? Nodes { get; set; }

    [Key(
        "edges",
        "CSV with the header a,b: which nodes a vessel joins.",
        Naming = Naming.File,
        Replaces = ["spacing", "density", "jitter", "along", "grown"]
    )]
    public string? Edges { get; set; }

    [Key(
        "length",
        "From one piece of a vessel to the next (default 20 um).",
        Measure = Measure.Length,
        Span = Span.Positive
    )]
    public Quantity? Length { get; set; }

    [Key("grown", "A network that grows from inlets before the run.", Replaces = ["nodes", "edges", "jitter", "along"])]
    public GrownSpec? Grown { get; set; }
}

/// <summary>Where a network of vessels grows from.</summary>
public sealed class GrownSpec
{
    [Key(
        "inlets",
        "How many inlets are chosen, by chance, at the border of the shape (default 4).",
        Measure = Measure.Count,
        Span = Span.Positive,
        Replaces = ["points"]
    )]
    public Quantity? Inlets { get; set; }

    [Key(
        "points",
        "Inlets at these places: x, y and (in 3-D) z.",
        Measure = Measure.Length,
        Span = Span.Any,
        Replaces = ["inlets"]
    )]
    public List<List<Quantity>> Points { get; set; } = [];
}
