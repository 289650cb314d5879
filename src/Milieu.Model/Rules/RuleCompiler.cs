// From what sentences say to one rule a behavior (contract 5.2).
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model;

internal sealed class RuleCompiler(CompileContext context)
{
    /// <summary>One compiled rule per behavior, in order of first appearance.</summary>
    /// <remarks>
    /// B = U + (min - U) H(down) with U = base + (max - base) H(up), H = S / (1 + S), S = sum of (signal / half-max)^hill;
    /// max is the largest value of an up-rule, min the least of a down-rule, base where there is none; where a behavior has
    /// both, each side also counts the base (contract 5.2). A variable that relaxes and has no rule nears the type's own value.
    /// </remarks>
    public ImmutableArray<CompiledRule> Compile(IReadOnlyList<ReadRule> rules, double[] constants)
    {
        foreach (var rule in rules)
            if (rule.From is { } from && !IsSame(from, constants[rule.Behavior.Index]))
                context.Problems.Error(
                    rule.Path,
                    "'from' differs from the type's own value",
                    Text(from),
                    Text(constants[rule.Behavior.Index])
                );
        var written = rules.Select(r => r.Behavior.Index).ToHashSet();
        return
        [
            .. rules.GroupBy(r => r.Behavior).Select(g => One(g.Key, [.. g], constants[g.Key.Index])),
            .. CustomCompiler
                .Relaxing(context)
                .Where(i => !written.Contains(i))
                .Select(i => new CompiledRule(i, constants[i], constants[i], constants[i], [], [])),
        ];
    }

    private CompiledRule One(BehaviorWord behavior, IReadOnlyList<ReadRule> rules, double own)
    {
        var hills = rules.Where(r => r.Kind == RuleKind.Hill).ToList();
        var start = rules.FirstOrDefault(r => r.Kind == RuleKind.Is)?.Use;
        var rule = new CompiledRule(
            behavior.Index,
            own,
            Responses(hills, true, own, start is null).Max(),
            Responses(hills, false, own, start is null).Min(),
            [.. hills.Where(r => r.IsUp).Select(r => r.Term!)],
            [.. hills.Where(r => !r.IsUp).Select(r => r.Term!)]
        );
        return hills.Count == rules.Count
            ? rule
            : rule with
            {
                Start = start,
                Factors = [.. Weighed(rules, RuleKind.Multiplies)],
                FormulaFactors = [.. rules.Where(r => r.Kind == RuleKind.IsMultiplied).Select(r => r.Use!)],
                Hazards = [.. Weighed(rules, RuleKind.Adds)],
                Limits = LimitsOf(behavior),
            };
    }

    private static IEnumerable<WeighedTerm> Weighed(IEnumerable<ReadRule> rules, RuleKind kind) =>
        rules.Where(r => r.Kind == kind).Select(r => new WeighedTerm(r.Term!, r.To));

    private RuleLimits? LimitsOf(BehaviorWord behavior)
    {
        if (behavior.Measure == Measure.Fraction)
            return new RuleLimits(0, 1);
        return RuleReader.IsSigned(context.Index, behavior) ? null : new RuleLimits(0, double.MaxValue);
    }

    /// <summary>The values that one side may reach, with the base where the other side has rules.</summary>
    /// <param name="countsOwn">The base is the type's own value, known now.</param>
    private static IEnumerable<double> Responses(List<ReadRule> rules, bool isUp, double own, bool countsOwn) =>
        rules.Where(r => countsOwn || r.IsUp == isUp).Select(r => r.IsUp == isUp ? r.To : own).DefaultIfEmpty(own);

    private static bool IsSame(double a, double b) => Math.Abs(a - b) <= 1e-12 * Math.Max(Math.Abs(a), Math.Abs(b));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
