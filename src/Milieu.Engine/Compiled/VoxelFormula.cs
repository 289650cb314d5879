// Arithmetic that is done voxel by voxel.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>A formula over substrates, structures and time of one voxel, and in reactions over the body.</summary>
/// <param name="Inputs">What each input is: <see cref="SignalKind.Substrate"/>, <see cref="SignalKind.Structure"/>,
/// <see cref="SignalKind.Time"/> or <see cref="SignalKind.Species"/>.</param>
public sealed record VoxelFormula(Formula Law, ImmutableArray<SignalInput> Inputs)
{
    public bool Equals(VoxelFormula? other) =>
        other is not null && Law.Equals(other.Law) && Inputs.AsSpan().SequenceEqual(other.Inputs.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Law, Inputs.Length);
}

/// <summary>A factor on a diffusion coefficient, taken anew at every step of the matrix.</summary>
/// <param name="Most">The factor counts as no more than this, and as no less than 0.</param>
public sealed record DiffusivityLaw(VoxelFormula Factor, double Most);
