// What a checked model becomes: numbers and indices, no units, no names looked up in a loop.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>An immutable, checked model. Shareable between threads; equal models have equal hashes.</summary>
public sealed record CompiledModel
{
    public required string Name { get; init; }

    public required GridSpec Grid { get; init; }

    public required Timing Timing { get; init; }

    public required Conventions Conventions { get; init; }

    public required ImmutableArray<CompiledSubstrate> Substrates { get; init; }

    public required ImmutableArray<CompiledType> Types { get; init; }

    /// <summary>Custom variables, in order; every type has all of them.</summary>
    public required ImmutableArray<CustomVariable> Customs { get; init; }

    public required ImmutableArray<CompiledPlacement> Placements { get; init; }

    /// <summary>Signals that cells gather from other cells.</summary>
    public ImmutableArray<TouchSignal> Touches { get; init; } = [];

    /// <summary>What does not diffuse; null where the model has neither structures nor fibers.</summary>
    public CompiledMatrix? Matrix { get; init; }

    /// <summary>Changes of Dirichlet values over time, sorted by tick.</summary>
    public ImmutableArray<BoundaryChange> BoundaryChanges { get; init; } = [];

    /// <summary>Amounts beyond the tissue; null where the model has none.</summary>
    public CompiledBody? Body { get; init; }

    /// <summary>Named signals and expressions of rules; each reads only formulas before it.</summary>
    public ImmutableArray<CompiledFormula> Formulas { get; init; } = [];

    /// <summary>How vessels sprout, join and open; null where none do.</summary>
    public CompiledVessels? Vessels { get; init; }

    /// <summary>No cell enters by a door where cells would fill more than this share of the space; null for <see cref="Crowding.UsualLimit"/>.</summary>
    public double? CrowdingLimit { get; init; }

    /// <summary>Springs form and break by themselves; false skips them (attack springs stay).</summary>
    public bool DynamicSprings { get; init; } = true;

    /// <summary>Cells are kept from the faces of the domain by a repulsive wall (contract 9.1).</summary>
    public bool Wall { get; init; } = true;

    /// <summary>Every signal that some rule or formula reads; one that is read twice comes twice.</summary>
    public IEnumerable<SignalInput> SignalsRead() =>
        Types
            .SelectMany(t => t.Rules)
            .SelectMany(r => r.Terms())
            .Select(t => new SignalInput(t.Kind, t.Index))
            .Concat(Formulas.SelectMany(f => f.Inputs))
            .Concat(Touches.SelectMany(t => t.Inputs));

    /// <summary>Where each behavior of this model sits in <see cref="CompiledType.Constants"/>.</summary>
    public BehaviorIndex Behaviors =>
        new(Substrates.Length, Types.Length, Customs.Length, Matrix?.Structures.Length ?? 0);
}

/// <summary>Where native Milieu and PhysiCell differ in meaning; everything else is one code path.</summary>
/// <param name="PrimeContacts">Pressure and contacts are computed before tick 0 (native); zero otherwise.</param>
/// <param name="MirrorAtWall">Positions are mirrored into the box (native); otherwise an escaped cell freezes.</param>
/// <param name="LiteralExport">Negative export may take more than is there.</param>
/// <param name="RunEndTick">The tick at the end time is run too, before the final frame.</param>
/// <param name="ImplicitRepair">Damage is mended once a phenotype step, implicitly; natively exactly, in each mechanics step.</param>
public sealed record Conventions(
    bool PrimeContacts,
    bool MirrorAtWall,
    bool LiteralExport,
    bool RunEndTick,
    bool ImplicitRepair
)
{
    public static Conventions Native { get; } = new(true, true, false, false, false);

    public static Conventions PhysiCell { get; } = new(false, false, true, true, true);
}

/// <param name="Conserved">Halved at division, added at ingestion, kept through transformation.</param>
public sealed record CustomVariable(string Name, string Units, bool Conserved)
{
    /// <summary>Kept through division and transformation; no rule writes it.</summary>
    public bool Heritable { get; init; }

    /// <summary>Kept through transformation.</summary>
    public bool Kept { get; init; }

    /// <summary>Transformation leaves it as it is.</summary>
    public bool IsKept => Conserved || Heritable || Kept;

    /// <summary>Standard deviation of what each of two daughters gains or loses at division.</summary>
    public double Drift { get; init; }

    /// <summary>Rate at which it nears what rules say, or the type's own value where none does, 1/min; 0 takes it at once.</summary>
    public double Relaxation { get; init; }

    /// <summary>The formula of its change per min; null where it has no equation of its own.</summary>
    public int? Change { get; init; }

    /// <summary>Its equation goes on in dead cells.</summary>
    public bool ChangesInDead { get; init; }

    /// <summary>What drift and change keep above.</summary>
    public double? Least { get; init; }

    /// <summary>What drift and change keep below.</summary>
    public double? Most { get; init; }
}

/// <summary>How a substrate is advanced in time.</summary>
public enum Integrator
{
    /// <summary>Unsplit Runge-Kutta-Legendre super-time-stepping, first order.</summary>
    Rkl1 = 0,

    /// <summary>Unsplit forward Euler, where D dt/dx2 allows.</summary>
    Explicit = 1,

    /// <summary>Locally one-dimensional implicit Euler in BioFVM's exact order.</summary>
    Lod = 2,
}

/// <summary>One diffusing signal.</summary>
public sealed record CompiledSubstrate
{
    public required string Name { get; init; }

    /// <summary>Label of the density, such as mmHg.</summary>
    public required string Units { get; init; }

    /// <summary>um2/min.</summary>
    public required double Diffusion { get; init; }

    /// <summary>Factor on <see cref="Diffusion"/> of each voxel, x fastest, unpadded, not negative; empty when it is 1 everywhere.</summary>
    public ImmutableArray<double> Diffusivity { get; init; } = [];

    /// <summary>Factor on <see cref="Diffusion"/> from the structures of each voxel; null where they do not change it.</summary>
    public DiffusivityLaw? DiffusivityLaw { get; init; }

    /// <summary>The diffusion coefficient is not the same everywhere.</summary>
    public bool Varies => !Diffusivity.IsEmpty || DiffusivityLaw is not null;

    /// <summary>The diffusion coefficient where it is, or may become, largest, um2/min.</summary>
    public double LargestDiffusion =>
        DiffusivityLaw is { } law ? Diffusion * law.Most
        : Diffusivity.IsEmpty ? Diffusion
        : Diffusion * Diffusivity.Max();

    /// <summary>1/min.</summary>
    public required double Decay { get; init; }

    /// <summary>What a voxel gains or loses by itself, density per min; null for nothing.</summary>
    public VoxelFormula? Reaction { get; init; }

    public required Integrator Integrator { get; init; }

    /// <summary>Stored in double because float would drift (smallest non-zero rate times dt below 1e-5), or may, where voxels react.</summary>
    public required bool IsDouble { get; init; }

    /// <summary>Density everywhere at the start, unless <see cref="InitialField"/> is given.</summary>
    public required double Initial { get; init; }

    /// <summary>Density of each voxel, x fastest, unpadded; empty when constant.</summary>
    public ImmutableArray<double> InitialField { get; init; } = [];

    /// <summary>Values at xmin, xmax, ymin, ymax, zmin, zmax; NaN for no flux.</summary>
    public required ImmutableArray<double> Faces { get; init; }

    public ImmutableArray<DirichletRegion> Regions { get; init; } = [];

    /// <summary>Each cell keeps the amount that it took up.</summary>
    public bool TracksInternalized { get; init; }
}

/// <summary>Voxels (indices x fastest, unpadded) held at a value; NaN while switched off.</summary>
public sealed record DirichletRegion(string Name, double Value, ImmutableArray<int> Voxels);

/// <summary>At a tick, a face (0..5) or a region (6 + index) of a substrate takes a new value; NaN switches it off.</summary>
public sealed record BoundaryChange(long Tick, int Substrate, int Target, double Value);
