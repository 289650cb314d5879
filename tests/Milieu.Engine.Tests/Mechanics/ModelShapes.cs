// Turns of phrase for the models of these tests.
using System.Collections.Immutable;

namespace Milieu.Engine.Tests;

internal static class ModelShapes
{
    /// <summary>Adds rules without effect, so that the contact columns of these signals exist.</summary>
    public static CompiledModel CountingContacts(this CompiledModel model, params SignalKind[] kinds) =>
        model.WithRules([.. kinds.Select(k => new SignalTerm(k, 0, 1, 1, false))]);

    public static CompiledModel WithRules(this CompiledModel model, ImmutableArray<SignalTerm> terms) =>
        model with
        {
            Types =
            [
                model.Types[0] with
                {
                    Rules = [new CompiledRule(model.Behaviors.RepairRate, 0, 0, 0, terms, [])],
                },
                .. model.Types.Skip(1),
            ],
        };

    /// <summary>Declares behaviors as written by a draw, so that they get columns.</summary>
    public static CompiledModel Varying(this CompiledModel model, params int[] behaviors) =>
        model with
        {
            Types =
            [
                model.Types[0] with
                {
                    Distributions =
                    [
                        .. behaviors.Select(b => new InitialDistribution(b, DistributionKind.Uniform, 0, 1, 0, 1)),
                    ],
                },
                .. model.Types.Skip(1),
            ],
        };

    public static CompiledModel EachType(this CompiledModel model, Func<CompiledType, CompiledType> change) =>
        model with
        {
            Types = [.. model.Types.Select(change)],
        };
}
