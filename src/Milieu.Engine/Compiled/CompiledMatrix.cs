// What does not diffuse, after compilation: structures and fibers.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>The extracellular matrix of a model that has one.</summary>
public sealed record CompiledMatrix
{
    /// <summary>Ticks from one step of the matrix to the next.</summary>
    public required int Period { get; init; }

    public required ImmutableArray<CompiledStructure> Structures { get; init; }

    /// <summary>Null where the model has no fibers.</summary>
    public CompiledFibers? Fibers { get; init; }
}

/// <summary>A variable that every voxel has and that does not diffuse.</summary>
public sealed record CompiledStructure
{
    public required string Name { get; init; }

    public required string Units { get; init; }

    /// <summary>Everywhere at the start, unless <see cref="InitialField"/> is given.</summary>
    public required double Initial { get; init; }

    /// <summary>One value a voxel, x fastest, unpadded; empty when constant.</summary>
    public ImmutableArray<double> InitialField { get; init; } = [];

    /// <summary>It never falls below.</summary>
    public required double Least { get; init; }

    /// <summary>It never rises above; may be infinite.</summary>
    public required double Most { get; init; }

    /// <summary>d/dt in its unit per min, besides what cells deposit and degrade; null where only they change it.</summary>
    public VoxelFormula? Change { get; init; }
}

/// <summary>Fibers: a unit vector and an anisotropy (0 random, 1 all parallel) in each voxel.</summary>
public sealed record CompiledFibers
{
    /// <summary>Three parts of a unit vector for each voxel, x fastest, unpadded.</summary>
    public required ImmutableArray<double> Directions { get; init; }

    /// <summary>One number a voxel, 0 to 1, likewise.</summary>
    public required ImmutableArray<double> Anisotropy { get; init; }

    /// <summary>Largest turn that one cell gives in a step, rad.</summary>
    public required double MostTurn { get; init; }
}

/// <summary>What cells of a type do to fibers, and fibers to them.</summary>
/// <param name="Turn">rad that fibers turn towards the cell's path, per um of path.</param>
/// <param name="Gain">What anisotropy gains, per um of path.</param>
/// <param name="Guidance">0 walks as without fibers, 1 keeps to fibers of anisotropy 1.</param>
/// <param name="BarrierAbove">Anisotropy above which fibers are a barrier; infinite for none.</param>
/// <param name="BarrierFactor">What is left there of a step across the fibers.</param>
public sealed record FiberHabit(double Turn, double Gain, double Guidance, double BarrierAbove, double BarrierFactor);
