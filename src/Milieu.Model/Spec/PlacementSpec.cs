// Where cells start, as an author writes it.
namespace Milieu.Model;

/// <summary>One shape filled with cells of one type, at the start or later.</summary>
public sealed class PlacementSpec
{
    [Key("cells", "The type placed; a CSV file may name types itself.", Naming = Naming.CellType)]
    public string? Cells { get; set; }

    [Key(
        "where",
        "Only where this function of x, y, z, r and regions is above 0.5, such as: nest, or 1 - nest; without a shape, anywhere in the domain."
    )]
    public string? Where { get; set; }

    [Key("at", "When they arrive (default 0 min).", Measure = Measure.Time)]
    public Quantity? At { get; set; }

    [Key(
        "points",
        "Positions: x, y and (in 3-D) z.",
        Measure = Measure.Length,
        Span = Span.Any,
        Replaces = [
            "file",
            "disc",
            "ball",
            "shell",
            "annulus",
            "box",
            "count",
            "density",
            "packing",
            "spacing",
            "vessels",
        ]
    )]
    public List<List<Quantity>> Points { get; set; } = [];

    [Key(
        "file",
        "CSV with the header x,y,z,type and further columns volume or behaviors; lengths in um.",
        Naming = Naming.File,
        Replaces = [
            "points",
            "disc",
            "ball",
            "shell",
            "annulus",
            "box",
            "count",
            "density",
            "packing",
            "spacing",
            "vessels",
        ]
    )]
    public string? File { get; set; }

    [Key("disc", "A disc in the x-y plane.", Replaces = ["points", "file", "ball", "shell", "annulus", "box"])]
    public RoundSpec? Disc { get; set; }

    [Key("ball", "A ball.", Replaces = ["points", "file", "disc", "shell", "annulus", "box"])]
    public RoundSpec? Ball { get; set; }

    [Key("shell", "Between two radii, 3-D.", Replaces = ["points", "file", "disc", "ball", "annulus", "box"])]
    public RingSpec? Shell { get; set; }

    [Key(
        "annulus",
        "Between two radii in the x-y plane.",
        Replaces = ["points", "file", "disc", "ball", "shell", "box"]
    )]
    public RingSpec? Annulus { get; set; }

    [Key("box", "A box.", Replaces = ["points", "file", "disc", "ball", "shell", "annulus"])]
    public BoxSpec? Box { get; set; }

    [Key(
        "vessels",
        "The cells are pieces of vessels: a lattice, a network that grows, or a graph from two tables.",
        Replaces = ["points", "file", "count", "packing"]
    )]
    public VesselLayoutSpec? Vessels { get; set; }

    [Key("count", "How many cells.", Measure = Measure.Count, Replaces = ["density"])]
    public Quantity? Count { get; set; }

    [Key(
        "density",
        "Cells per volume (of a slab, in 2-D) or per area (2-D), in place of a count.",
        Measure = Measure.Crowd,
        Replaces = ["count"]
    )]
    public Quantity? Density { get; set; }

    [Key(
        "packing",
        "How the shape is filled (default random).",
        Naming = Naming.Word,
        Words = ["random", "no overlap", "hexagonal"]
    )]
    public string? Packing { get; set; }

    [Key(
        "spacing",
        "Distance of neighbors in hexagonal packing (default: two cells just touch).",
        Measure = Measure.Length,
        Span = Span.Positive
    )]
    public Quantity? Spacing { get; set; }
}

public sealed class RingSpec
{
    [Key("inner", "Inner radius.", Measure = Measure.Length)]
    public Quantity? Inner { get; set; }

    [Key("outer", "Outer radius.", Measure = Measure.Length, Span = Span.Positive)]
    public Quantity? Outer { get; set; }

    [Key("center", "Its center (default the origin).", Measure = Measure.Length, Span = Span.Any)]
    public List<Quantity> Center { get; set; } = [];
}
