// From rule sentences to signal terms of behaviors (contract 5.2).
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>A sentence that was understood, with its place.</summary>
internal sealed record ReadRule(
    string Path,
    SignalWord Signal,
    bool IsUp,
    BehaviorWord Behavior,
    double? From,
    double To,
    SignalTerm Term
);

internal sealed class RuleCompiler(Vocabulary words, Problems problems)
{
    /// <summary>Reads the sentences of a type; one that says again what an earlier file said replaces it.</summary>
    public List<ReadRule> Read(IEnumerable<(string Path, RuleSpec Rule)> rules)
    {
        var read = new List<ReadRule>();
        foreach (var (path, rule) in rules)
        {
            if (Read(path, rule.Text) is not { } one)
                continue;
            var earlier = read.FindIndex(r =>
                r.Behavior == one.Behavior && r.Signal == one.Signal && r.IsUp == one.IsUp
            );
            if (earlier < 0)
                read.Add(one);
            else if (IsLaterLayer(path, read[earlier].Path))
                read[earlier] = one;
            else
                problems.Error(
                    path,
                    $"{one.Signal.Name} {(one.IsUp ? "increases" : "decreases")} {one.Behavior.Name} is said twice",
                    rule.Text
                );
        }
        return read;
    }

    /// <summary>One compiled rule per behavior, in order of first appearance.</summary>
    /// <remarks>
    /// B = U + (min - U) H(down) with U = base + (max - base) H(up), H = S / (1 + S), S = sum of (signal / half-max)^hill;
    /// max is the largest value of an up-rule, min the least of a down-rule, base where there is none; where a behavior has
    /// both, each side also counts the base (contract 5.2).
    /// </remarks>
    public ImmutableArray<CompiledRule> Compile(IReadOnlyList<ReadRule> rules, double[] constants)
    {
        foreach (var rule in rules)
            if (rule.From is { } from && !IsSame(from, constants[rule.Behavior.Index]))
                problems.Error(
                    rule.Path,
                    "'from' differs from the type's own value",
                    Text(from),
                    Text(constants[rule.Behavior.Index])
                );
        return
        [
            .. rules
                .GroupBy(r => r.Behavior.Index)
                .Select(g => new CompiledRule(
                    g.Key,
                    constants[g.Key],
                    Responses(g, true, constants[g.Key]).Max(),
                    Responses(g, false, constants[g.Key]).Min(),
                    [.. g.Where(r => r.IsUp).Select(r => r.Term)],
                    [.. g.Where(r => !r.IsUp).Select(r => r.Term)]
                )),
        ];
    }

    /// <summary>The values that one side may reach, with the base where the other side has rules.</summary>
    private static IEnumerable<double> Responses(IEnumerable<ReadRule> rules, bool isUp, double start) =>
        rules.Select(r => r.IsUp == isUp ? r.To : start);

    private ReadRule? Read(string path, string? sentence)
    {
        if (sentence is null)
        {
            problems.Error(path, "the rule is empty", null, RuleText.Form);
            return null;
        }
        var text = RuleText.Parse(
            sentence,
            s => words.Behavior(s) is not null,
            (message, value, expected, nearest) => problems.Error(path, message, value, expected, nearest)
        );
        if (text is null)
            return null;
        var signal = words.Signal(text.Signal);
        var behavior = words.Behavior(text.Behavior);
        if (signal is null)
            problems.Error(
                path,
                "unknown signal",
                text.Signal,
                "a substrate, pressure, contact with TYPE ...",
                words.NearestSignal(text.Signal)
            );
        if (behavior is null)
            problems.Error(
                path,
                "unknown behavior",
                text.Behavior,
                "cycle entry, apoptosis, migration speed ...",
                words.NearestBehavior(text.Behavior)
            );
        var to = behavior is null ? 0 : Number(path, "the value", text.To, behavior.Unit, behavior.Expected);
        var from =
            behavior is null || text.From is null
                ? null
                : Number(path, "the value", text.From, behavior.Unit, behavior.Expected);
        var half = signal is null ? 1 : Number(path, "the half-max", text.HalfMax, signal.Unit, signal.Expected);
        var hill = Number(path, "the Hill power", text.Hill, Unit.One, "a plain number");
        Positive(path, "the half-max", half, text.HalfMax);
        Positive(path, "the Hill power", hill, text.Hill);
        if (behavior is not null && to is { } target)
            InRange(path, behavior, target, text.To);
        if (signal is null || behavior is null || to is null || half is not > 0 || hill is not > 0)
            return null;
        var term = new SignalTerm(signal.Kind, signal.Index, half.Value, hill.Value, text.AppliesToDead);
        return new ReadRule(path, signal, text.IsUp, behavior, from, to.Value, term);
    }

    private double? Number(string path, string what, Quantity q, Unit unit, string expected)
    {
        if (q.Problem is not null || q.IsNone)
            problems.Error(path, $"{what}: {q.Problem ?? "none cannot stand here"}", q.Text, expected);
        else if (!double.IsFinite(q.Number))
            problems.Error(path, what + " must be finite", q.Text, expected);
        else if (q.In(unit) is { } value)
            return value;
        else
            problems.Error(
                path,
                q.UnitLabel.Length == 0
                    ? what + " has no unit"
                    : $"{what}: {q.Unit!.Value.Dimension} cannot stand here",
                q.Text,
                expected
            );
        return null;
    }

    private void Positive(string path, string what, double? value, Quantity q)
    {
        if (value is <= 0)
            problems.Error(path, what + " must be above zero", q.Text);
    }

    private void InRange(string path, BehaviorWord behavior, double value, Quantity q)
    {
        var index = words.Index;
        var isSigned =
            behavior.Measure is Measure.Flow or Measure.Custom
            || (
                behavior.Index >= index.ChemotacticSensitivity(0)
                && behavior.Index < index.ChemotacticSensitivity(index.Substrates)
            );
        if (value < 0 && !isSigned)
            problems.Error(path, $"{behavior.Name} cannot be negative", q.Text);
        else if (value > 1 && behavior.Measure == Measure.Fraction)
            problems.Error(path, $"{behavior.Name} is at most 1", q.Text);
    }

    private bool IsLaterLayer(string path, string earlier)
    {
        // A type that is like another says its own rules after those it takes over.
        if (Owner(path) != Owner(earlier))
            return true;
        return problems.FileOf(path) is { } file && file != problems.FileOf(earlier);
    }

    private static string Owner(string path) => path[..path.LastIndexOf(".rules", StringComparison.Ordinal)];

    private static bool IsSame(double a, double b) => Math.Abs(a - b) <= 1e-12 * Math.Max(Math.Abs(a), Math.Abs(b));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
