// How each substrate is advanced, and in which precision (design decisions 6, 11 and 7).
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

internal static class IntegratorChoice
{
    /// <summary>Below this change per step, float rounds so much away that decay runs up to three times too fast.</summary>
    private const double SmallestFloatStep = 1e-5;

    public static CompiledSubstrate Choose(
        CompiledSubstrate substrate,
        int index,
        CompileContext context,
        GridSpec grid,
        Timing timing,
        ImmutableArray<CompiledType> types
    )
    {
        var rates = types.SelectMany(t => Rates(t, context.Index, index, grid)).ToList();
        var slowest = rates.Append(substrate.Decay).Where(r => r > 0).DefaultIfEmpty(double.PositiveInfinity).Min();
        var isRead = types
            .SelectMany(t => t.Rules)
            .SelectMany(r => r.Up.Concat(r.Down))
            .Any(s => s.Kind == SignalKind.Internalized && s.Index == index);
        return substrate with
        {
            Integrator = Integrator(substrate, context, grid, timing, rates.Any(r => r > 0)),
            IsDouble = slowest * timing.FieldMinutes < SmallestFloatStep,
            TracksInternalized = context.Spec.Substrates[substrate.Name].TrackInternalized ?? isRead,
        };
    }

    private static Integrator Integrator(
        CompiledSubstrate substrate,
        CompileContext context,
        GridSpec grid,
        Timing timing,
        bool isExchanged
    )
    {
        switch (context.Spec.Substrates[substrate.Name].Integrator)
        {
            case "rkl1":
                return Engine.Integrator.Rkl1;
            case "lod":
                return Engine.Integrator.Lod;
            case "explicit":
                if (Stiffness(substrate, grid, false) * timing.FieldMinutes > 2)
                    context.Problems.Error(
                        $"substrates.{substrate.Name}.integrator",
                        "the explicit integrator is not stable at this field step",
                        "explicit",
                        "rkl1, or a smaller time.steps.field"
                    );
                return Engine.Integrator.Explicit;
            default:
                if (context.IsPhysiCell)
                    return Engine.Integrator.Lod;
                return Stiffness(substrate, grid, isExchanged) * timing.FieldMinutes <= 2
                    ? Engine.Integrator.Explicit
                    : Engine.Integrator.Rkl1;
        }
    }

    /// <summary>4 D sum(1/dx2) + decay + the largest exchange that the integrator keeps unsplit, 1/min.</summary>
    private static double Stiffness(CompiledSubstrate substrate, GridSpec grid, bool isExchanged)
    {
        var spread = (1 / (grid.Dx * grid.Dx)) + (1 / (grid.Dy * grid.Dy));
        if (!grid.Is2D)
            spread += 1 / (grid.Dz * grid.Dz);
        var diffusion = 4 * substrate.Diffusion * spread;
        return diffusion + substrate.Decay + (isExchanged ? Math.Max(diffusion, 10) : 0);
    }

    /// <summary>What one cell of a type does to its voxel, as constant or by a rule, 1/min.</summary>
    private static IEnumerable<double> Rates(CompiledType type, BehaviorIndex b, int substrate, GridSpec grid)
    {
        var share = type.Volume.Total / grid.VoxelVolume;
        foreach (var behavior in new[] { b.Secretion(substrate), b.Uptake(substrate) })
        {
            yield return type.Constants[behavior] * share;
            foreach (var rule in type.Rules.Where(r => r.Behavior == behavior))
            {
                yield return rule.Max * share;
                yield return rule.Min * share;
            }
        }
    }
}
