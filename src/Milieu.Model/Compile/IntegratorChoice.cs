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
            .SelectMany(r => r.Terms())
            .Select(t => new SignalInput(t.Kind, t.Index))
            .Concat(context.Derived.Formulas.SelectMany(f => f.Inputs))
            .Concat(context.Derived.Touches.SelectMany(t => t.Inputs))
            .Contains(new SignalInput(SignalKind.Internalized, index));
        var integrator = Integrator(substrate, context, grid, timing, rates.Any(r => r > 0));
        if (integrator == Engine.Integrator.Lod && substrate.Varies)
            context.Problems.Error(
                $"substrates.{substrate.Name}.diffusivity",
                "the compatible scheme (lod, which mode physicell takes) has one diffusion coefficient for all voxels",
                null,
                "integrator: rkl1, or no diffusivity"
            );
        if (integrator == Engine.Integrator.Lod && substrate.Reaction is not null)
            context.Problems.Error(
                $"substrates.{substrate.Name}.reaction",
                "the compatible scheme (lod, which mode physicell takes) knows cells and decay, no reactions",
                null,
                "integrator: rkl1, or no reaction"
            );
        return substrate with
        {
            Integrator = integrator,
            // How slow a reaction is cannot be told from its text.
            IsDouble = substrate.Reaction is not null || slowest * timing.FieldMinutes < SmallestFloatStep,
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
                if (((4 * substrate.LargestDiffusion * Spread(grid)) + substrate.Decay) * timing.FieldMinutes > 2)
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
                return Loss(substrate, grid, isExchanged) * timing.FieldMinutes <= 1
                    ? Engine.Integrator.Explicit
                    : Engine.Integrator.Rkl1;
        }
    }

    /// <summary>What leaves a voxel of density 1, 1/min: where a step takes more than is there, a density could turn negative.</summary>
    /// <remarks>2 D sum(1/dx2) + decay, and room for an exchange of half the largest rate that stays unsplit. Where this is at
    /// most 1 / dt, one plain step is stable too.</remarks>
    private static double Loss(CompiledSubstrate substrate, GridSpec grid, bool isExchanged)
    {
        var diffusion = 2 * substrate.LargestDiffusion * Spread(grid);
        return diffusion + substrate.Decay + (isExchanged ? Math.Max(diffusion, 5) : 0);
    }

    /// <summary>Sum of 1/dx2 over the axes.</summary>
    private static double Spread(GridSpec grid) =>
        (1 / (grid.Dx * grid.Dx)) + (1 / (grid.Dy * grid.Dy)) + (grid.Is2D ? 0 : 1 / (grid.Dz * grid.Dz));

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
                foreach (var hazard in rule.Hazards)
                    yield return hazard.Weight * share;
                // How large an expression is is known only as it runs; that it exchanges is known now.
                if (rule.Start is not null)
                    yield return double.PositiveInfinity;
            }
        }
    }
}
