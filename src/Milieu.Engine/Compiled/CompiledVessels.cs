// What a model says about vessels: which types are pieces of them, how they grow, how they were laid out.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>Vessels are chains of cells that do not move, linked by <see cref="LinkKind.Vessel"/>. Lengths in um.</summary>
public sealed record CompiledVessels
{
    /// <summary>The types that are pieces of vessels.</summary>
    public required ImmutableArray<int> Segments { get; init; }

    /// <summary>The custom variable that is 1 where blood can flow and 0 elsewhere; -1 for none.</summary>
    public int Lumen { get; init; } = -1;

    /// <summary>How long a piece lies between open ends before it opens, ticks.</summary>
    public int LumenTicks { get; init; }

    /// <summary>The type that leads a sprout; -1 where nothing sprouts.</summary>
    public int Tip { get; init; } = -1;

    /// <summary>The type that a tip leaves behind it, and becomes where it stops.</summary>
    public int Leaves { get; init; } = -1;

    /// <summary>The substrate that tips climb; -1 for none.</summary>
    public int Guide { get; init; } = -1;

    /// <summary>A tip stops where the substrate is below this density.</summary>
    public double StopBelow { get; init; }

    /// <summary>The distance from one piece that a tip leaves to the next.</summary>
    public double Length { get; init; } = 20;

    /// <summary>A tip joins a piece that is nearer than this.</summary>
    public double JoinsWithin { get; init; } = 20;

    /// <summary>No sprout starts nearer than this to a tip or to a piece that is not open.</summary>
    public double Spacing { get; init; }

    /// <summary>Values of custom variables that pieces left by a tip start with.</summary>
    public ImmutableArray<StartValue> StartsWith { get; init; } = [];
}

/// <param name="Custom">The custom variable.</param>
public sealed record StartValue(int Custom, double Value);

/// <summary>How the cells of a placement are laid out and linked as vessels. Lengths in um.</summary>
public sealed record VesselLayout
{
    /// <summary>Distance of neighbors in a hexagonal lattice; 0 where the points are given.</summary>
    public double Spacing { get; init; }

    /// <summary>Each place of the lattice is displaced by up to this, by chance.</summary>
    public double Jitter { get; init; }

    /// <summary>The axis along which vessels run in 3-D.</summary>
    public int Axis { get; init; } = 2;

    /// <summary>From one piece of a vessel to the next, along a line.</summary>
    public double Length { get; init; } = 20;

    /// <summary>Pairs of given points that are linked.</summary>
    public ImmutableArray<int> Links { get; init; } = [];

    /// <summary>Given points that are inlets.</summary>
    public ImmutableArray<int> Inlets { get; init; } = [];

    /// <summary>The type of each given point; empty where all are of the placement's.</summary>
    public ImmutableArray<int> Types { get; init; } = [];

    /// <summary>How the vessels grow before the run; null where they do not.</summary>
    public VesselGrowth? Growth { get; init; }
}

/// <summary>A network that grows from inlets until it is as dense as wished. Lengths in um.</summary>
public sealed record VesselGrowth
{
    /// <summary>How many inlets are chosen at the border of the shape; 0 where they are given.</summary>
    public required int Inlets { get; init; }

    /// <summary>x, y, z of each inlet that is given.</summary>
    public ImmutableArray<double> Points { get; init; } = [];

    /// <summary>How many pieces the network is to have; 0 where the reach is given.</summary>
    public int Pieces { get; init; }

    /// <summary>How near a vessel comes to each place of the shape.</summary>
    public double Reach { get; init; }
}
