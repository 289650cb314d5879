// From rule sentences to what they say of which behavior.
using Milieu.Engine;

namespace Milieu.Model;

internal sealed class RuleReader(CompileContext context)
{
    private readonly Vocabulary _words = context.Words;
    private readonly Problems _problems = context.Problems;
    private readonly Hearing _hearing = new(context);

    /// <summary>Reads the sentences of a type; one that says again what an earlier file said replaces it.</summary>
    /// <param name="path">The type.</param>
    public List<ReadRule> Read(
        IEnumerable<(string Path, RuleSpec Rule)> rules,
        ChemotaxisSpec? taxis = null,
        string path = ""
    )
    {
        var read = new List<ReadRule>();
        foreach (var (place, rule) in rules)
        {
            if (rule.Text is { } text && context.Spec.Absent.LeavesOut(Owner(place), text))
                continue;
            SourceTable.Check(context.Sources, rule, place, context.Problems);
            if (Read(place, rule) is not { } one)
                continue;
            var earlier = read.FindIndex(r => r.SaysWhat(one) || (one.Id.Length > 0 && r.Id == one.Id));
            if (earlier < 0)
                read.Add(one);
            else if (IsLaterLayer(place, read[earlier].Path))
                read[earlier] = one;
            else
                _problems.Error(place, Twice(one, read[earlier]), rule.Text);
        }
        return _hearing.Heard(read, taxis, path);
    }

    /// <summary>Values below zero mean something for flows, custom variables and chemotactic sensitivities.</summary>
    public static bool IsSigned(BehaviorIndex index, BehaviorWord behavior) =>
        behavior.Measure is Measure.Flow or Measure.Custom
        || (
            behavior.Index >= index.ChemotacticSensitivity(0)
            && behavior.Index < index.ChemotacticSensitivity(index.Substrates)
        );

    private static string Twice(ReadRule one, ReadRule other)
    {
        if (!one.SaysWhat(other))
            return $"the rule {one.Id} is said twice";
        return one.Kind switch
        {
            RuleKind.Is or RuleKind.IsMultiplied => $"what {one.Behavior.Name} is is said twice",
            RuleKind.Multiplies => $"{one.Signal!.Name} multiplies {one.Behavior.Name} is said twice",
            RuleKind.Adds => $"{one.Signal!.Name} adds to {one.Behavior.Name} is said twice",
            _ => $"{one.Signal!.Name} {(one.IsUp ? "increases" : "decreases")} {one.Behavior.Name} is said twice",
        };
    }

    private ReadRule? Read(string path, RuleSpec rule)
    {
        if (rule.Text is null)
        {
            _problems.Error(path, "the rule is empty", null, RuleText.Forms);
            return null;
        }
        var text = RuleText.Parse(
            rule.Text,
            s => _words.Behavior(s) is not null || Hearing.Is(s),
            (message, value, expected, nearest) => _problems.Error(path, message, value, expected, nearest)
        );
        if (text is null)
            return null;
        if (Hearing.Is(text.Behavior))
        {
            _hearing.Add(path, text, rule.Id ?? "");
            return null;
        }
        var behavior = BehaviorOf(path, text);
        var read = text.Kind is RuleKind.Is or RuleKind.IsMultiplied
            ? Expression(path, text, behavior)
            : Term(path, text, behavior);
        return read is null ? null : read with { Id = rule.Id ?? "" };
    }

    private BehaviorWord? BehaviorOf(string path, RuleText text)
    {
        var behavior = _words.Behavior(text.Behavior);
        if (behavior is null)
            _problems.Error(
                path,
                "unknown behavior",
                text.Behavior,
                "cycle entry, apoptosis, migration speed ...",
                _words.NearestBehavior(text.Behavior)
            );
        else if (behavior.Index >= _words.Index.Custom(0))
            CustomCompiler.RefuseRule(context, behavior, path);
        return behavior;
    }

    private ReadRule? Expression(string path, RuleText text, BehaviorWord? behavior)
    {
        if (behavior is null)
            return null;
        var isFactor = text.Kind == RuleKind.IsMultiplied;
        var formula = context.Derived.Expression(
            path,
            text.Expression,
            isFactor ? Unit.One : behavior.Unit,
            isFactor ? "a plain number" : behavior.Expected
        );
        return formula < 0
            ? null
            : new ReadRule(
                path,
                text.Kind,
                null,
                true,
                behavior,
                null,
                0,
                null,
                new FormulaUse(formula, text.AppliesToDead)
            );
    }

    private ReadRule? Term(string path, RuleText text, BehaviorWord? behavior)
    {
        var signal = context.Derived.Find(text.Signal);
        if (signal is null)
            _problems.Error(
                path,
                "unknown signal",
                text.Signal,
                "a substrate, pressure, contact with TYPE or GROUP ...",
                context.Derived.NearestSignal(text.Signal)
            );
        var to = ValueOf(path, text, behavior);
        var from =
            behavior is null || text.From is null
                ? null
                : Number(path, "the value", text.From, behavior.Unit, behavior.Expected);
        var half = signal is null ? 1 : Number(path, "the half-max", text.HalfMax, signal.Unit, signal.Expected);
        var hill = Number(path, "the Hill power", text.Hill, Unit.One, "a plain number");
        Positive(path, "the half-max", half, text.HalfMax);
        Positive(path, "the Hill power", hill, text.Hill);
        if (signal is null || behavior is null || to is null || half is not > 0 || hill is not > 0)
            return null;
        var term = new SignalTerm(signal.Kind, signal.Index, half.Value, hill.Value, text.AppliesToDead);
        return new ReadRule(path, text.Kind, signal, text.IsUp, behavior, from, to.Value, term, null);
    }

    private double? ValueOf(string path, RuleText text, BehaviorWord? behavior)
    {
        if (text.Kind == RuleKind.Multiplies)
        {
            var factor = Number(path, "the factor", text.To!, Unit.One, "a plain number");
            if (factor < 0)
                _problems.Error(path, "a factor cannot be negative", text.To!.Text);
            return factor;
        }
        if (behavior is null)
            return 0;
        var value = Number(path, "the value", text.To!, behavior.Unit, behavior.Expected);
        if (value is { } target)
            InRange(path, behavior, target, text.To!);
        return value;
    }

    private double? Number(string path, string what, Quantity q, Unit unit, string expected)
    {
        if (q.Problem is not null || q.IsNone)
            _problems.Error(path, $"{what}: {q.Problem ?? "none cannot stand here"}", q.Text, expected);
        else if (!double.IsFinite(q.Number))
            _problems.Error(path, what + " must be finite", q.Text, expected);
        else if (q.In(unit) is { } value)
            return value;
        else
            _problems.Error(
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
            _problems.Error(path, what + " must be above zero", q.Text);
    }

    private void InRange(string path, BehaviorWord behavior, double value, Quantity q)
    {
        if (value < 0 && !IsSigned(_words.Index, behavior))
            _problems.Error(path, $"{behavior.Name} cannot be negative", q.Text);
        else if (value > 1 && behavior.Measure == Measure.Fraction)
            _problems.Error(path, $"{behavior.Name} is at most 1", q.Text);
    }

    private bool IsLaterLayer(string path, string earlier)
    {
        // A type that is like another says its own rules after those it takes over.
        if (Owner(path) != Owner(earlier))
            return true;
        return _problems.FileOf(path) is { } file && file != _problems.FileOf(earlier);
    }

    private static string Owner(string path) => path[..path.LastIndexOf(".rules", StringComparison.Ordinal)];
}
