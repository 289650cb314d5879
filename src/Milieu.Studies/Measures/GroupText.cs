// Reads which cells a measure is about, and expressions over what cells and places have.
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>The parts of a text that several forms share.</summary>
internal sealed partial class GroupText(MeasureCursor cursor, MeasureNames names)
{
    /// <summary>Words that end an expression.</summary>
    public static readonly string[] Stops =
    [
        "in",
        "within",
        "beyond",
        "per",
        "among",
        "at",
        "over",
        "around",
        "to",
        "every",
        "along",
        "of at least",
        "with margin",
    ];

    private static readonly (string Word, LifeChoice Life)[] Lives =
    [
        ("live", LifeChoice.Live),
        ("dead", LifeChoice.Dead),
        ("apoptotic", LifeChoice.Apoptotic),
        ("necrotic", LifeChoice.Necrotic),
        ("all", LifeChoice.All),
    ];

    public MeasureNames Names => names;

    /// <summary>CD8_effector + CD8_exhausted, dead cancer_cell, live cells, the name of a group.</summary>
    public CellChoice Choice()
    {
        var start = cursor.Place;
        var life = LifeChoice.Live;
        if (cursor.TakeOne(names.Types.Concat(names.Groups.Keys)) is { } first)
            return Types(first, life, start);
        foreach (var (word, of) in Lives)
            if (cursor.Take(word))
            {
                life = of;
                break;
            }
        if (cursor.Take("cells"))
            return new CellChoice([], life, Written(start));
        return cursor.TakeOne(names.Types.Concat(names.Groups.Keys)) is { } name
            ? Types(name, life, start)
            : throw UnknownType();
    }

    /// <summary>An expression in the unit of one of the names in it, or a plain number.</summary>
    public (NamedFormula Formula, Unit Unit, string Label) Value(string text, ImmutableArray<NamedValue> known)
    {
        FormulaProblem? problem = null;
        var mentioned = known.Where(k => text.Contains(k.Name, StringComparison.OrdinalIgnoreCase)).ToArray();
        var exact = mentioned.Where(k => k.Name.Equals(text, StringComparison.OrdinalIgnoreCase));
        var units = exact.Concat(mentioned).Select(k => (k.Unit, k.Label)).Append((Unit.One, "")).Distinct();
        foreach (var (unit, label) in units)
            if (FormulaText.Parse(text, Numbered(known), unit, "", out var found) is { } formula)
                return (NamedFormula.Of(formula, known, text), unit, label);
            else
                problem ??= found;
        throw Problem(problem!);
    }

    /// <summary>Comparisons joined by "and": a formula that is 1 where all hold and 0 elsewhere.</summary>
    public NamedFormula Condition(string text, ImmutableArray<NamedValue> known)
    {
        ImmutableArray<FormulaStep> steps = [];
        foreach (var part in text.Split(" and ", StringSplitOptions.TrimEntries))
        {
            var comparison = Comparison(part, known).Steps;
            steps = steps.IsEmpty ? comparison : [.. steps, .. comparison, new FormulaStep(FormulaOperation.Multiply)];
        }
        return NamedFormula.Of(new Formula(steps), known, text);
    }

    /// <summary>The problem of an expression as that of a measure.</summary>
    public static MeasureException Problem(FormulaProblem problem) =>
        new(
            problem.Message.Replace("taken from", "compared with", StringComparison.Ordinal),
            problem.Value,
            problem.Expected is { Length: > 0 } expected ? expected : null,
            problem.Nearest
        );

    public static bool IsComparison(string text) => Comparing().IsMatch(text);

    /// <summary>The two sides of A &lt; B and so on; a step of their difference, so that their units are compared.</summary>
    public static (string Left, string Sign, string Right) Sides(string text)
    {
        var match = Comparing().Match(text);
        return match.Success
            ? (match.Groups[1].Value.Trim(), match.Groups[2].Value, match.Groups[3].Value.Trim())
            : throw new MeasureException("not a comparison", text, "VALUE < VALUE, or with >, <=, >=", null);
    }

    /// <summary>1 where the comparison of two texts holds, by names that are numbered as given.</summary>
    public static Formula Compared(string text, IReadOnlyCollection<FormulaName> known)
    {
        var (left, sign, right) = Sides(text);
        // step(d) is 1 at and above 0, and 0 for what is not a number: then no comparison holds.
        var (low, high) = sign is "<" or "<=" ? (left, right) : (right, left);
        var orEqual = $"step(({high}) - ({low}))";
        var whole = sign is "<=" or ">=" ? orEqual : $"{orEqual} * (1 - step(({low}) - ({high})))";
        return FormulaText.Parse(whole, known, Unit.One, "", out var problem) ?? throw Problem(problem!);
    }

    private static Formula Comparison(string text, ImmutableArray<NamedValue> known) => Compared(text, Numbered(known));

    private static FormulaName[] Numbered(ImmutableArray<NamedValue> known) =>
        [.. known.Select((k, i) => new FormulaName(k.Name, i, k.Unit))];

    private CellChoice Types(string first, LifeChoice life, int start)
    {
        var types = new List<string>(Expanded(first));
        while (true)
        {
            var place = cursor.Place;
            if (!cursor.Take("+"))
                break;
            if (cursor.TakeOne(names.Types.Concat(names.Groups.Keys)) is { } name)
                types.AddRange(Expanded(name));
            else if (IsOperand())
            {
                // The sum goes on with something else than types: 1 + count of Treg + 1.
                cursor.Place = place;
                break;
            }
            else
                throw UnknownType();
        }
        return new CellChoice([.. types.Distinct(StringComparer.Ordinal)], life, Written(start));
    }

    private bool IsOperand() =>
        cursor.IsAtEnd
        || !char.IsLetter(cursor.Rest[0])
        || cursor.StandsOne(MeasureHeads.All.Concat(names.Measures)) is not null;

    private IEnumerable<string> Expanded(string name) =>
        names.Groups.FirstOrDefault(g => g.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value
            is { IsDefault: false } group
            ? group
            : names.Types.Where(t => t.Equals(name, StringComparison.OrdinalIgnoreCase));

    private string Written(int start) => cursor.Text[start..cursor.Place].Trim();

    private MeasureException UnknownType() =>
        cursor.Unknown(
            "a type of cell, such as " + (names.Types.IsEmpty ? "tumor" : names.Types[0]),
            names.Types.Concat(names.Groups.Keys).Concat(["live cells", "dead cells", "cells"])
        );

    [GeneratedRegex("^([^<>]+?)(<=|>=|<|>)([^<>]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Comparing();
}
