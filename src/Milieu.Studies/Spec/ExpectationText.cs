// Reads sentences such as nest_cd8[soft] > 2 x nest_cd8[excluded].
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>A measure that a sentence may name.</summary>
internal sealed record NamedMeasure(string Name, Unit Unit, MeasureTime Time)
{
    /// <summary>The arms that have it; empty for all.</summary>
    public ImmutableArray<string> Arms { get; init; } = [];
}

/// <summary>Sentences of one study.</summary>
internal sealed partial class ExpectationText(
    IReadOnlyList<NamedMeasure> measures,
    IReadOnlyList<string> arms,
    IReadOnlyList<FactorEffect> effects
)
{
    private readonly List<FormulaName> _names = [];
    private readonly List<Term> _terms = [];

    /// <returns>The comparisons of the sentence; empty with a problem.</returns>
    public ImmutableArray<Comparison> Parse(string say, out FormulaProblem? problem)
    {
        _names.Clear();
        _terms.Clear();
        if (arms.Count == 1)
            foreach (var measure in measures)
                Name(measure.Name, new Term(measure.Name, arms[0], null), measure.Unit);
        problem = FindEffects(say) ?? FindTerms(say);
        if (problem is not null)
            return [];
        var text = Times().Replace(say, " * ");
        var sides = Operators().Split(text);
        var operators = Operators().Matches(text).Select(m => m.Value).ToArray();
        if (operators.Length > 0)
            return Chain(sides, operators, out problem);
        if (Band().Match(text) is { Success: true } band)
            return InBand(say, band, out problem);
        problem = new FormulaProblem(
            "not an expectation",
            say,
            "an inequality, such as a[x] > 2 x a[y], or a band, such as a[x] in 90 um .. 150 um"
        );
        return [];
    }

    private ImmutableArray<Comparison> Chain(string[] sides, string[] operators, out FormulaProblem? problem)
    {
        problem = null;
        var comparisons = ImmutableArray.CreateBuilder<Comparison>();
        for (var i = 0; i < operators.Length; i++)
        {
            var isMore = operators[i].StartsWith('>');
            if (isMore != operators[0].StartsWith('>'))
            {
                problem = new FormulaProblem("a chain goes one way", string.Join(" ", operators));
                return [];
            }
            var (more, less) = isMore ? (sides[i], sides[i + 1]) : (sides[i + 1], sides[i]);
            if (Sides([more, less], out problem) is not { } formulas)
                return [];
            var factor = FactorOf(less);
            comparisons.Add(
                new Comparison(
                    $"{Spoken(sides[i])} {operators[i]} {Spoken(sides[i + 1])}",
                    [.. _terms],
                    formulas[0],
                    formulas[1],
                    factor,
                    double.NaN,
                    double.NaN
                )
                {
                    AllowsEqual = operators[i].EndsWith('='),
                    IsBetweenArms =
                        ArmsOf(formulas[0]) is { Count: > 0 } left
                        && ArmsOf(formulas[1]) is { Count: > 0 } right
                        && !left.SetEquals(right),
                }
            );
        }
        return comparisons.ToImmutable();
    }

    private ImmutableArray<Comparison> InBand(string say, Match band, out FormulaProblem? problem)
    {
        string[] sides = [band.Groups["what"].Value, band.Groups["low"].Value, band.Groups["high"].Value];
        if (Sides(sides, out problem) is not { } formulas)
            return [];
        if (formulas[1].Constant is not { } low || formulas[2].Constant is not { } high || low >= high)
        {
            problem = new FormulaProblem("a band goes from a lower to a higher number", say);
            return [];
        }
        return [new Comparison(say.Trim(), [.. _terms], formulas[0], null, 1, low, high)];
    }

    private HashSet<string> ArmsOf(Formula formula) =>
        [
            .. formula
                .Steps.Where(s => s.Operation == FormulaOperation.Input)
                .Select(s => _terms[s.Index].Arm)
                .Distinct(),
        ];

    /// <summary>All sides in one unit: that of some term, none, or that of one term over another.</summary>
    private List<Formula>? Sides(string[] sides, out FormulaProblem? problem)
    {
        problem = null;
        var units = _names.Select(n => n.Unit).ToList();
        var ratios = units.SelectMany(a => units.Select(b => a / b));
        foreach (var unit in units.Append(Unit.One).Concat(ratios).DistinctBy(u => u.Dimension))
        {
            var formulas = new List<Formula>();
            foreach (var side in sides)
            {
                if (
                    FormulaText.Parse(side.Trim(), _names, unit, "the same on both sides", out var found) is { } formula
                )
                    formulas.Add(formula);
                else if (problem is null || formulas.Count > 0)
                    problem = found;
                if (found is not null)
                    break;
            }
            if (formulas.Count == sides.Length)
            {
                problem = null;
                return formulas;
            }
        }
        return null;
    }

    private FormulaProblem? FindTerms(string say)
    {
        foreach (Match match in Brackets().Matches(say))
        {
            var before = say[..match.Index].TrimEnd();
            var measure = measures.Where(m => EndsWithWord(before, m.Name)).MaxBy(m => m.Name.Length);
            if (measure is null)
            {
                var word = LastWord().Match(before).Value;
                return new FormulaProblem(
                    "unknown measure",
                    word.Length == 0 ? say : word,
                    "one of " + string.Join(", ", measures.Select(m => m.Name)),
                    Nearest.To(word, measures.Select(m => m.Name))
                );
            }
            var arm = match.Groups["arm"].Value.Trim();
            if (!arms.Contains(arm))
                return new FormulaProblem(
                    "unknown arm",
                    arm,
                    "one of " + string.Join("; ", arms),
                    Nearest.To(arm, arms)
                );
            if (!measure.Arms.IsEmpty && !measure.Arms.Contains(arm))
                return new FormulaProblem(
                    $"'{measure.Name}' has no value in this arm",
                    arm,
                    "one of " + string.Join("; ", measure.Arms)
                );
            if (AtMinutes(measure, match.Groups["at"].Value, out var at) is { } problem)
                return problem;
            var start = before.Length - measure.Name.Length;
            Name(say[start..(match.Index + match.Length)].TrimEnd(), new Term(measure.Name, arm, at), measure.Unit);
        }
        return _terms.Count > 0 ? null : new FormulaProblem("names no measure of an arm", say, "such as a[x] > a[y]");
    }

    private FormulaProblem? FindEffects(string say)
    {
        foreach (Match match in Effects().Matches(say))
        {
            var factor = Spaces().Replace(match.Groups["factor"].Value.Trim(), " ");
            var effect = effects.FirstOrDefault(e =>
                e.Name == factor || string.Join(" x ", e.Factors.Reverse()) == factor
            );
            if (effect is null)
                return new FormulaProblem(
                    effects.Count == 0 ? "the study varies no factor" : "unknown factor",
                    factor,
                    "one of " + string.Join(", ", effects.Select(e => e.Name)),
                    Nearest.To(factor, effects.Select(e => e.Name))
                );
            var rest = say[(match.Index + match.Length)..];
            var measure = measures.Where(m => StartsWithWord(rest, m.Name)).MaxBy(m => m.Name.Length);
            if (measure is null)
            {
                var word = FirstWord().Match(rest).Value;
                return new FormulaProblem(
                    "unknown measure",
                    word,
                    "one of " + string.Join(", ", measures.Select(m => m.Name)),
                    Nearest.To(word, measures.Select(m => m.Name))
                );
            }
            var time = When().Match(rest[measure.Name.Length..]);
            if (AtMinutes(measure, time.Groups["at"].Value, out var at) is { } problem)
                return problem;
            var end = match.Index + match.Length + measure.Name.Length + time.Length;
            Name(
                Times().Replace(say[match.Index..end], " * "),
                new Term(measure.Name, "", at) { Effect = effect },
                effect.IsLog ? Unit.One : measure.Unit
            );
        }
        return null;
    }

    private static FormulaProblem? AtMinutes(NamedMeasure measure, string text, out double? at)
    {
        at = null;
        if (text.Length == 0)
            return null;
        at = Quantity.Parse(text).In(Unit.Minute);
        return at is { } minutes && measure.Time.Takes(minutes)
            ? null
            : new FormulaProblem($"'{measure.Name}' is not taken then, but {measure.Time}", text);
    }

    private void Name(string text, Term term, Unit unit)
    {
        if (_names.Exists(n => n.Name == text))
            return;
        _names.Add(new FormulaName(text, _terms.Count, unit));
        _terms.Add(term);
    }

    private double FactorOf(string less)
    {
        var match = Multiple().Match(less.Trim());
        return match.Success && _names.Exists(n => n.Name == match.Groups["term"].Value.Trim())
            ? double.Parse(match.Groups["factor"].Value, CultureInfo.InvariantCulture)
            : 1;
    }

    private static bool EndsWithWord(string text, string word) =>
        text.EndsWith(word, StringComparison.Ordinal)
        && (text.Length == word.Length || !char.IsLetterOrDigit(text[text.Length - word.Length - 1]));

    private static bool StartsWithWord(string text, string word) =>
        text.StartsWith(word, StringComparison.Ordinal)
        && (text.Length == word.Length || !char.IsLetterOrDigit(text[word.Length]));

    private static string Spoken(string side) => side.Trim().Replace(" * ", " x ", StringComparison.Ordinal);

    [GeneratedRegex(@"\[(?<arm>[^\]]*)\](?:\s+at\s+(?<at>[\d.]+\s*[A-Za-z]+))?", RegexOptions.CultureInvariant)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"\beffect of (?<factor>[^<>\[\]]+?) on (?=\S)", RegexOptions.CultureInvariant)]
    private static partial Regex Effects();

    [GeneratedRegex(@"^\s+at\s+(?<at>[\d.]+\s*[A-Za-z]+)", RegexOptions.CultureInvariant)]
    private static partial Regex When();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^[\w-]+", RegexOptions.CultureInvariant)]
    private static partial Regex FirstWord();

    // Not inside brackets: an arm may be called a x b.
    [GeneratedRegex(@"\s+x\s+(?![^\[]*\])", RegexOptions.CultureInvariant)]
    private static partial Regex Times();

    [GeneratedRegex(@"(?:<=|>=|<|>)(?![^\[]*\])", RegexOptions.CultureInvariant)]
    private static partial Regex Operators();

    [GeneratedRegex(@"^(?<what>.+)\s+in\s+(?<low>.+?)\s*\.\.\s*(?<high>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Band();

    [GeneratedRegex(@"[\w-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex LastWord();

    [GeneratedRegex(@"^(?<factor>[\d.]+(?:[eE][-+]?\d+)?)\s*\*\s*(?<term>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Multiple();
}
