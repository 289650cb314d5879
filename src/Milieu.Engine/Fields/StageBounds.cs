// How many stages a field window takes, known from the model alone.
namespace Milieu.Engine;

/// <summary>Stages of a window of RKL1 or Euler, for explanations; the solver counts for itself at every window.</summary>
/// <param name="Bare">Where no cell exchanges: diffusion and decay alone.</param>
/// <param name="Most">Where cells exchange as much as the operator keeps (the rest acts as affine maps).</param>
public readonly record struct StageBounds(int Bare, int Most)
{
    /// <summary>Rates up to this stay in the operator even where diffusion is slow, 1/min.</summary>
    private const double SmallestCap = 10;

    public static StageBounds Of(CompiledModel model, CompiledSubstrate substrate)
    {
        if (substrate.Integrator != Integrator.Rkl1)
            return new StageBounds(1, 1);
        var g = model.Grid;
        var inverse = (1 / (g.Dx * g.Dx)) + (1 / (g.Dy * g.Dy)) + (g.Is2D ? 0 : 1 / (g.Dz * g.Dz));
        var radius = 4 * substrate.Diffusion * inverse;
        var minutes = model.Timing.FieldMinutes;
        return new StageBounds(
            RklWeights.StagesFor(minutes * (radius + substrate.Decay)),
            RklWeights.StagesFor(minutes * (radius + substrate.Decay + Math.Max(radius, SmallestCap)))
        );
    }
}
