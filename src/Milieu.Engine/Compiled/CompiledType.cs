// A cell type after compilation.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>All that is constant for the cells of a type.</summary>
public sealed record CompiledType
{
    public required string Name { get; init; }

    /// <summary>The base value of every behavior, indexed by <see cref="BehaviorIndex"/>.</summary>
    public required ImmutableArray<double> Constants { get; init; }

    public required VolumeLaw Volume { get; init; }

    /// <summary>The cycle of live cells; a graph without phases' links never divides.</summary>
    public required PhaseGraph Cycle { get; init; }

    /// <summary>Apoptosis (0) and necrosis (1).</summary>
    public required ImmutableArray<DeathModel> Deaths { get; init; }

    public required bool IsMotile { get; init; }

    /// <summary>Motility stays in the plane although the domain is 3-D.</summary>
    public bool MotilityInPlane { get; init; }

    public required Taxis Taxis { get; init; }

    /// <summary>The substrate of <see cref="Taxis.Single"/>.</summary>
    public int TaxisSubstrate { get; init; }

    /// <summary>+1 towards, -1 away from the substrate of <see cref="Taxis.Single"/>.</summary>
    public int TaxisSign { get; init; } = 1;

    /// <summary>Density at which uptake is half saturated, per substrate; 0 for linear uptake.</summary>
    public ImmutableArray<double> UptakeHalfSaturation { get; init; } = [];

    /// <summary>Null where cells of this type neither align fibers nor follow them.</summary>
    public FiberHabit? Fibers { get; init; }

    /// <summary>An attack does its damage in whole hits at chance times, not steadily.</summary>
    public bool StrikesByHits { get; init; }

    /// <summary>How near attacks begin, and beside whom; null where any touching target will do.</summary>
    public AttackGrip? Grip { get; init; }

    /// <summary>Distance of centers, um, up to which springs of this type do not pull.</summary>
    public double SpringSlack { get; init; }

    /// <summary>False where springs move the other cell alone, which crawls along them.</summary>
    public bool IsPulled { get; init; } = true;

    public ImmutableArray<CompiledRule> Rules { get; init; } = [];

    public ImmutableArray<InitialDistribution> Distributions { get; init; } = [];

    /// <summary>In the order in which they are asked.</summary>
    public ImmutableArray<CompiledEvent> Events { get; init; } = [];
}

/// <summary>Which touching targets a cell begins to attack, and how readily.</summary>
/// <param name="Farthest">Distance of centers, um, at which no attack begins any more; infinite for all that touch.</param>
/// <param name="WholeUntil">Distance up to which the rate is whole; between the two it falls linearly.</param>
/// <param name="IsAlone">A target that somebody attacks already is left alone.</param>
public sealed record AttackGrip(double Farthest, double WholeUntil, bool IsAlone)
{
    /// <summary>What is left of the rate at a distance.</summary>
    public double ShareAt(double distance) =>
        distance <= WholeUntil ? 1
        : distance >= Farthest ? 0
        : (Farthest - distance) / (Farthest - WholeUntil);
}

/// <summary>Which gradient biases motility.</summary>
public enum Taxis
{
    None = 0,
    Single = 1,

    /// <summary>Sum of sensitivity times gradient over substrates.</summary>
    Advanced = 2,

    /// <summary>As Advanced, each gradient normalized first.</summary>
    AdvancedNormalized = 3,
}

/// <summary>Volumes in um3, rates in 1/min (contract 3.4 and 10.1).</summary>
public sealed record VolumeLaw(
    double Total,
    double FluidFraction,
    double Nuclear,
    double FluidRate,
    double CytoplasmicRate,
    double NuclearRate,
    double CalcifiedFraction,
    double CalcificationRate,
    double RelativeRupture
)
{
    /// <summary>Cytoplasmic over nuclear volume, used for the solid target too.</summary>
    public double CytoplasmToNucleus => (Total - Nuclear) / (1e-16 + Nuclear);

    public double NuclearSolid => Nuclear * (1 - FluidFraction);

    public double CytoplasmicSolid => (Total - Nuclear) * (1 - FluidFraction);
}

/// <summary>Phases and the links between them (contract 3.2, 10.2).</summary>
/// <param name="Code">The field's number of the model (5 = live, 100 = apoptosis ...).</param>
public sealed record PhaseGraph(string Name, int Code, ImmutableArray<Phase> Phases);

/// <param name="Code">The field's number of the phase (14 = live, 100 = apoptotic, 101 = swelling ...).</param>
/// <param name="DoublesTargets">On entry the solid targets double.</param>
/// <param name="Lyses">On entry the cell bursts: fluid target 0, lysed fluid rate.</param>
public sealed record Phase(
    string Name,
    int Code,
    bool DoublesTargets,
    bool DividesAtExit,
    bool RemovesAtExit,
    bool Lyses,
    ImmutableArray<PhaseLink> Links
);

/// <param name="Rate">1/min; link 0 of phases 0-5 of a cycle is overridden by the behavior PhaseExit.</param>
/// <param name="IsFixed">Leaves after exactly 1/rate instead of at random.</param>
/// <param name="WaitsForRupture">Arrested while the volume is below the rupture volume.</param>
public sealed record PhaseLink(int To, double Rate, bool IsFixed, bool WaitsForRupture = false);

/// <summary>How a cell dies; its rate is the behavior Death(k). Rates in 1/min.</summary>
public sealed record DeathModel(
    PhaseGraph Graph,
    double FluidTarget,
    double UnlysedFluidRate,
    double LysedFluidRate,
    double CytoplasmicRate,
    double NuclearRate,
    double CalcificationRate,
    double RelativeRupture
);

/// <summary>Families of initial distributions (contract 3.13).</summary>
public enum DistributionKind
{
    Uniform = 0,
    LogUniform = 1,
    Normal = 2,
    LogNormal = 3,
    Log10Normal = 4,
}

/// <param name="Behavior">Index of the behavior; -1 for total volume.</param>
/// <param name="A">Minimum or mu.</param>
/// <param name="B">Maximum or sigma.</param>
public sealed record InitialDistribution(
    int Behavior,
    DistributionKind Kind,
    double A,
    double B,
    double Lower,
    double Upper
);
