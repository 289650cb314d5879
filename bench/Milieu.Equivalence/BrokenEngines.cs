// Models changed on purpose: what the comparison must tell from the reference, or it proves nothing.
using Milieu.Engine;

namespace Milieu.Equivalence;

internal static class BrokenEngines
{
    /// <summary>Cells die of apoptosis more often by a factor, whatever sets their rate.</summary>
    public static CompiledModel WithMoreApoptosis(CompiledModel model, double factor) =>
        WithScaled(model, [model.Behaviors.Death(0)], factor);

    /// <summary>True where some cell can attack another.</summary>
    public static bool HasAttacks(CompiledModel model) => CellLayout.CanHappen(model, Attacks(model));

    /// <summary>No cell attacks another.</summary>
    public static CompiledModel WithoutAttacks(CompiledModel model) => WithScaled(model, [.. Attacks(model)], 0);

    private static IEnumerable<int> Attacks(CompiledModel model) =>
        Enumerable.Range(0, model.Types.Length).Select(t => model.Behaviors.Attack(t));

    private static CompiledModel WithScaled(CompiledModel model, HashSet<int> behaviors, double factor) =>
        model with
        {
            Types =
            [
                .. model.Types.Select(t =>
                    t with
                    {
                        Constants = [.. t.Constants.Select((v, i) => behaviors.Contains(i) ? factor * v : v)],
                        Rules =
                        [
                            .. t.Rules.Select(r =>
                                behaviors.Contains(r.Behavior)
                                    ? r with
                                    {
                                        Base = factor * r.Base,
                                        Max = factor * r.Max,
                                        Min = factor * r.Min,
                                    }
                                    : r
                            ),
                        ],
                    }
                ),
            ],
        };
}
