// Reads the text of a measure: a form, or an expression over measures.
using System.Collections.Immutable;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Runs;

/// <summary>Finds another measure of the list by the start of a text; reading it may read others first.</summary>
internal delegate (int Index, MeasureForm Form)? MeasureFinder(string name);

/// <summary>One text at a time; what is wrong is thrown as <see cref="MeasureException"/>.</summary>
/// <param name="siblings">Names of the measures of the list.</param>
internal sealed class MeasureText(MeasureNames names, IReadOnlyList<string> siblings, MeasureFinder find)
{
    private static readonly string[] Heads =
    [
        "count of",
        "density of",
        "fraction of",
        "share of",
        "area of",
        "volume of",
        "radius of",
        "mean",
        "median",
        "quantile",
        "sum",
        "lowest",
        "highest",
        "standard deviation",
        "distance from",
        "infiltration depth of",
        "core to margin ratio of",
        "cross K of",
        "cross L of",
        "relative cross K of",
        "pair correlation of",
        "mixing of",
        "relative mixing of",
        "largest cluster of",
        "clusters of",
        "correlation of",
        "half-range of",
        "range of",
        "speed of",
        "displacement of",
        "straightness of",
        "forward index of",
        "births",
        "deaths",
        "time until",
        "mean over time of",
        "highest over time of",
        "lowest over time of",
        "change over time of",
    ];

    private static readonly (string Head, CourseKind Kind)[] Courses =
    [
        ("mean over time of", CourseKind.Mean),
        ("highest over time of", CourseKind.Maximum),
        ("lowest over time of", CourseKind.Minimum),
        ("change over time of", CourseKind.Change),
    ];

    public MeasureForm Read(string text)
    {
        var (main, unit) = Split(text);
        var form = Unconverted(main);
        if (unit is null)
            return form;
        if (!UnitText.TryParse(unit, out var wanted, out var unknown))
            throw new MeasureException("unknown unit", unknown, null, Nearest.To(unknown, UnitText.Known));
        if (form.Unit.Dimension == wanted.Dimension)
            return new ConvertedForm(form, wanted, unit);
        throw new MeasureException($"is {form.Unit.Dimension}", main, $"{wanted.Dimension}, as {unit} says", null);
    }

    private static (string Main, string? Unit) Split(string text)
    {
        var at = text.LastIndexOf(" as ", StringComparison.Ordinal);
        return at < 0 ? (text.Trim(), null) : (text[..at].Trim(), text[(at + 4)..].Trim());
    }

    private MeasureForm Unconverted(string text)
    {
        var cursor = new MeasureCursor(text);
        if (cursor.TakeOne(siblings) is { } same && cursor.IsAtEnd)
            return Sibling(same);
        cursor.Place = 0;
        foreach (var (head, kind) in Courses)
            if (cursor.Take(head))
                return new CourseForm(Unconverted(cursor.Rest), kind);
        if (cursor.Take("time until"))
            return FirstTime(cursor);
        var groups = new GroupText(cursor, names);
        var regions = new RegionText(cursor, groups);
        var forms = new FormText(cursor, groups, regions);
        var form =
            forms.Read()
            ?? new SpatialFormText(cursor, groups, regions, names.IsPlane).Read()
            ?? new TimeFormText(cursor, forms).Read();
        if (form is null)
            return Expression(cursor);
        return cursor.IsAtEnd
            ? form
            : throw cursor.Unknown("the end of the measure", [.. GroupText.Stops, "where", "and", "or", "except", "width"]);
    }

    private FirstTimeForm FirstTime(MeasureCursor cursor)
    {
        var condition = cursor.Until("lasting");
        var lasting = cursor.Take("lasting") ? cursor.Quantity(Unit.Minute, "a time, such as 12 h") : 0;
        if (!cursor.IsAtEnd)
            throw cursor.Unknown("lasting TIME", ["lasting"]);
        var (left, sign, right) = GroupText.Sides(condition);
        // A form may stand on the left as it is: time until count of tumor < 10.
        var written = IsForm(left) ? $"[{left}] {sign} {right}" : condition;
        var (text, known, inputs) = Inputs(written);
        var formula = GroupText.Compared(text, known);
        return new FirstTimeForm(new ExpressionForm(formula, inputs, Unit.One, ""), lasting);
    }

    private bool IsForm(string text) =>
        Array.Exists(Heads, h => text.StartsWith(h + " ", StringComparison.OrdinalIgnoreCase) || text == h);

    private MeasureForm Expression(MeasureCursor cursor)
    {
        var (text, known, inputs) = Inputs(cursor.Text);
        if (known.Count == 0)
            throw cursor.Unknown("a form of measure, or an expression over measures", [.. Heads, .. siblings]);
        FormulaProblem? problem = null;
        foreach (var (unit, label) in inputs.Select(i => (i!.Unit, i.Label)).Prepend((Unit.One, "")).Distinct())
            if (FormulaText.Parse(text, known, unit, "", out var found) is { } formula)
                return new ExpressionForm(formula, inputs, unit, label);
            else
                problem ??= found;
        throw GroupText.Problem(problem!);
    }

    /// <summary>The measures that an expression names, and those that it holds in brackets.</summary>
    private (string Text, List<FormulaName> Known, ImmutableArray<MeasureForm?> Inputs) Inputs(string text)
    {
        var (known, inputs) = (new List<FormulaName>(), ImmutableArray.CreateBuilder<MeasureForm?>());
        for (var open = text.IndexOf('[', StringComparison.Ordinal); open >= 0; )
        {
            var close = text.IndexOf(']', open);
            if (close < 0)
                throw new MeasureException("']' is missing", text[open..], null, null);
            var inner = Read(text[(open + 1)..close]);
            var name = FormattableString.Invariant($"{{{inputs.Count}}}");
            known.Add(new FormulaName(name, inputs.Count, inner.Unit));
            inputs.Add(inner);
            text = text[..open] + name + text[(close + 1)..];
            open = text.IndexOf('[', StringComparison.Ordinal);
        }
        foreach (var sibling in siblings.Where(s => text.Contains(s, StringComparison.OrdinalIgnoreCase)))
        {
            var form = Sibling(sibling);
            known.Add(new FormulaName(sibling, inputs.Count, form.Unit));
            inputs.Add(form);
        }
        return (text, known, inputs.ToImmutable());
    }

    private MeasureForm Sibling(string name)
    {
        var (index, form) = find(name) ?? throw new MeasureException("is defined by itself", name, null, null);
        return new SameForm(index, form.Unit, form.Label);
    }
}
