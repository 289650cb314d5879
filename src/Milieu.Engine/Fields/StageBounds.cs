// How many stages a field window takes, known from the model alone.
namespace Milieu.Engine;

/// <summary>Stages of a window of RKL1 or Euler, for explanations; the solver counts for itself at every window.</summary>
/// <param name="Bare">Where no cell exchanges: diffusion and decay alone.</param>
/// <param name="Most">Where cells exchange as much as the operator keeps (the rest acts as affine maps).</param>
public readonly record struct StageBounds(int Bare, int Most)
{
    /// <summary>Rates up to this stay in the operator even where diffusion is slow, 1/min.</summary>
    private const double SmallestCap = 10;

    /// <summary>Largest eigenvalue of diffusion on a grid, 1/min: 4 D times the sum of 1/h2 over axes of several voxels.</summary>
    internal static double DiffusionRadius(GridSpec grid, double diffusion) =>
        4 * (Inverse2(grid.Dx, grid.Nx) + Inverse2(grid.Dy, grid.Ny) + Inverse2(grid.Dz, grid.Nz)) * diffusion;

    /// <summary>1 / h2, 0 for an axis of one voxel.</summary>
    internal static double Inverse2(double h, int count) => count == 1 ? 0 : 1 / (h * h);

    /// <summary>The largest rate of exchange that stays in the operator of RKL1, 1/min.</summary>
    internal static double Cap(double diffusionRadius) => Math.Max(diffusionRadius, SmallestCap);

    public static StageBounds Of(CompiledModel model, CompiledSubstrate substrate)
    {
        if (substrate.Integrator != Integrator.Rkl1)
            return new StageBounds(1, 1);
        var radius = DiffusionRadius(model.Grid, substrate.LargestDiffusion);
        var minutes = model.Timing.FieldMinutes;
        return new StageBounds(
            RklWeights.StagesFor(minutes * (radius + substrate.Decay)),
            RklWeights.StagesFor(minutes * (radius + substrate.Decay + Cap(radius)))
        );
    }
}
