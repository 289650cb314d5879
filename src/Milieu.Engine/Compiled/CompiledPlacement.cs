// Where cells start, or arrive later.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>The region that a placement fills. Lengths in um; 2-D domains ignore z.</summary>
public enum PlacementShape
{
    /// <summary>Exactly the given points.</summary>
    Points = 0,

    /// <summary>Radius R2 around the center, in the plane.</summary>
    Disc = 1,
    Ball = 2,

    /// <summary>Between radii R1 and R2, 3-D.</summary>
    Shell = 3,

    /// <summary>Center plus or minus half the size.</summary>
    Box = 4,

    /// <summary>Between radii R1 and R2, in the plane.</summary>
    Annulus = 5,
}

/// <summary>How the region is filled.</summary>
public enum PlacementFill
{
    Uniform = 0,

    /// <summary>Uniform, but no two cells of the placement (nor earlier ones) overlap.</summary>
    NoOverlap = 1,

    /// <summary>Hexagonal packing (2-D) or hexagonal close packing (3-D) at the given spacing.</summary>
    Hexagonal = 2,
}

/// <summary>Cells of one type that appear at one tick.</summary>
public sealed record CompiledPlacement
{
    /// <summary>Named in lineages: mix(name, ordinal).</summary>
    public required string Name { get; init; }

    public required int Type { get; init; }

    /// <summary>0 for the initial tissue.</summary>
    public required long Tick { get; init; }

    public required PlacementShape Shape { get; init; }

    public required PlacementFill Fill { get; init; }

    /// <summary>Number of cells; for <see cref="PlacementFill.Hexagonal"/> the packing decides and 0 stands here.</summary>
    public required int Count { get; init; }

    public double CenterX { get; init; }

    public double CenterY { get; init; }

    public double CenterZ { get; init; }

    public double R1 { get; init; }

    public double R2 { get; init; }

    public double SizeX { get; init; }

    public double SizeY { get; init; }

    public double SizeZ { get; init; }

    /// <summary>Center distance of neighbors in hexagonal packing, um.</summary>
    public double Spacing { get; init; }

    /// <summary>Of x, y, z and the distance from the origin, um: cells lie where it is above 0.5. Null for the whole shape.</summary>
    public Formula? Where { get; init; }

    /// <summary>x, y, z of each point for <see cref="PlacementShape.Points"/>.</summary>
    public ImmutableArray<double> Points { get; init; } = [];

    /// <summary>Per-cell values from a CSV: behavior index (or -1 for volume) and one value per point, NaN to skip.</summary>
    public ImmutableArray<PointValues> Values { get; init; } = [];

    /// <summary>How the cells hang together as vessels; null where they are none.</summary>
    public VesselLayout? Vessels { get; init; }
}

/// <param name="Behavior">Behavior index; -1 for total volume.</param>
public sealed record PointValues(int Behavior, ImmutableArray<double> Values);
