// From measured values to verdicts.
using System.Collections.Immutable;
using System.Globalization;

namespace Milieu.Studies;

/// <summary>Judges every comparison of a study over the seeds that have values on both sides.</summary>
internal static class Judge
{
    public static ImmutableArray<ExpectationResult> Of(
        Study study,
        Func<string, string, long, ImmutableArray<TimedValue>> values
    ) => [.. study.Expectations.SelectMany(e => e.Comparisons.Select(c => Compare(e, c, study.Seeds, values)))];

    private static ExpectationResult Compare(
        Expectation expectation,
        Comparison comparison,
        ImmutableArray<long> seeds,
        Func<string, string, long, ImmutableArray<TimedValue>> values
    )
    {
        var (left, right) = (new List<double>(), new List<double>());
        foreach (var seed in seeds)
        {
            var inputs = comparison.Terms.Select(t => ValueOf(t, arm => values(t.Measure, arm, seed))).ToArray();
            var (a, b) = (comparison.Left.Evaluate(inputs), comparison.Right?.Evaluate(inputs) ?? 0);
            if (double.IsNaN(a) || double.IsNaN(b))
                continue;
            left.Add(a);
            if (comparison.Right is not null)
                right.Add(b);
        }
        var note = left.Count == seeds.Length ? "" : $"{Text(left.Count)} of {Text(seeds.Length)} seeds have values";
        return comparison.Right is null
            ? InBand(expectation, comparison, left, note)
            : More(expectation, comparison, left, right, note);
    }

    private static ExpectationResult InBand(Expectation expectation, Comparison band, List<double> left, string note)
    {
        var median = Spread.Median(left);
        var verdict =
            left.Count == 0 ? Verdict.Undecided
            : median >= band.Low && median <= band.High ? Verdict.Met
            : Verdict.Missed;
        return new ExpectationResult(
            band.Text,
            "median in band",
            expectation.About,
            verdict,
            [.. left],
            [],
            median,
            "median",
            null,
            null,
            note
        );
    }

    private static ExpectationResult More(
        Expectation expectation,
        Comparison comparison,
        List<double> left,
        List<double> right,
        string note
    )
    {
        var differences = left.Zip(right, (a, b) => a == b ? 0 : a - b).ToList();
        var (effect, name) = Effect(comparison, left, right, differences);
        double? p = null;
        Verdict verdict;
        if (expectation.Test == ExpectationTest.Median)
        {
            verdict =
                left.Count == 0 ? Verdict.Undecided
                : Spread.Median(differences) is var median && (median > 0 || (median == 0 && comparison.AllowsEqual))
                    ? Verdict.Met
                : Verdict.Missed;
        }
        else
        {
            p = SignFlip.P(differences);
            verdict =
                p < expectation.Level ? Verdict.Met
                : SignFlip.Least(left.Count) >= expectation.Level ? Verdict.Undecided
                : Verdict.Missed;
            if (verdict == Verdict.Undecided)
                note = (note.Length > 0 ? note + "; " : "") + "too few pairs for the level of the test";
        }
        return new ExpectationResult(
            comparison.Text,
            expectation.Test == ExpectationTest.Median ? "median" : "paired sign flip",
            expectation.About,
            verdict,
            [.. left],
            [.. right],
            effect,
            name,
            p,
            comparison.IsBetweenArms ? Spread.LeftByPairing(left, right) : null,
            note
        );
    }

    private static (double Effect, string Name) Effect(
        Comparison comparison,
        List<double> left,
        List<double> right,
        List<double> differences
    )
    {
        var isConstant = comparison.Right!.Constant is not null;
        if (isConstant)
            return (Spread.Median(left), "median");
        // An effect is told with its own sign.
        if (comparison.Left.Constant is not null && comparison.Terms.Any(t => t.Effect is not null))
            return (Spread.Median(right), "median");
        // A ratio says something where both sides are amounts.
        return left.TrueForAll(v => v >= 0) && right.TrueForAll(v => v > 0) && !left.Exists(double.IsInfinity)
            ? (Spread.Median(left.Zip(right, (a, b) => comparison.Factor * a / b)), "median ratio")
            : (Spread.Median(differences), "median difference");
    }

    private static double ValueOf(Term term, Func<string, ImmutableArray<TimedValue>> values) =>
        term.Effect is { } effect
            ? effect.Of(arm => ValueOf(values(arm), term.AtMinutes))
            : ValueOf(values(term.Arm), term.AtMinutes);

    private static double ValueOf(ImmutableArray<TimedValue> values, double? at)
    {
        if (values.IsEmpty)
            return double.NaN;
        if (at is not { } minutes)
            return values[^1].Value;
        foreach (var value in values)
            if (Math.Abs(value.Minutes - minutes) < 1e-6)
                return value.Value;
        return double.NaN;
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
