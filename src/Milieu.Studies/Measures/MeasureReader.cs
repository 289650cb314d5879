// Reads texts of measures: forms, and expressions over forms.
using System.Text;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>One scope with its named regions read; what is wrong is thrown as <see cref="MeasureException"/>.</summary>
internal sealed class MeasureReader
{
    private readonly MeasureScope _scope;
    private readonly MeasureNames _names;
    private readonly Dictionary<string, TissueRegion> _regions = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _open = new(StringComparer.OrdinalIgnoreCase);

    public MeasureReader(MeasureScope scope)
    {
        _scope = scope;
        _names = MeasureNames.Of(scope);
        foreach (var (name, text) in scope.Regions)
        {
            var cursor = new MeasureCursor(text);
            var region = Regions(cursor).Region();
            if (!cursor.IsAtEnd)
                throw cursor.Unknown($"the end of the region '{name}'", ["and", "or", "except", "where"]);
            _regions[name] = region;
            // What the study calls its nest is also what stroma, core, rim and depth refer to.
            if (region is NestRegion nest && name.Equals("nest", StringComparison.OrdinalIgnoreCase))
                _names = _names with { Nest = nest.Law };
        }
    }

    /// <summary>The measure; an expression has the unit of one of its parts that measures the same, or none.</summary>
    public MeasureForm Read(string text) => Read(text, null, "");

    /// <summary>The measure in a unit.</summary>
    /// <param name="label">The unit as text.</param>
    public MeasureForm Read(string text, Unit? unit, string label)
    {
        var (rest, parts) = Parts(new MeasureCursor(text));
        if (rest.Trim() == "{0}")
            return In(parts[0], unit, text, label);
        if (parts.Count == 0)
            throw new MeasureCursor(text).Unknown(
                "a measure, such as count of cells",
                MeasureHeads.All.Concat(_scope.Measures.Select(m => m.Key))
            );
        return Expression(text, rest, parts, unit, label);
    }

    private static MeasureForm In(MeasureForm form, Unit? unit, string text, string label)
    {
        if (unit is not { } wanted || wanted == form.Unit)
            return form;
        if (wanted.Dimension == form.Unit.Dimension)
            return new ConvertedForm(form, wanted);
        throw new MeasureException(
            $"the expression is {form.Unit.Dimension}",
            text,
            label.Length == 0 ? "a plain number" : "a quantity in " + label,
            null
        );
    }

    private static ExpressionForm Expression(
        string text,
        string rest,
        List<MeasureForm> parts,
        Unit? wanted,
        string label
    )
    {
        var names = parts.Select((p, k) => new FormulaName(Place(k), k, p.Unit)).ToDictionary(n => n.Name);
        var unit = wanted ?? Unit.One;
        var formula = FormulaText.Parse(
            rest,
            names.Keys,
            name => names[name],
            dimension => UnitOf(dimension) is { } found ? unit = found : null,
            wanted is null ? "a plain number; give the unit where it is none" : "a quantity in " + label,
            out var problem
        );
        if (formula is not null)
            return new ExpressionForm(formula, [.. parts], unit);
        var isWhole = problem!.Value == rest;
        throw new MeasureException(problem.Message, isWhole ? text : problem.Value, problem.Expected, problem.Nearest);

        Unit? UnitOf(Dimension? dimension)
        {
            if (wanted is { } given)
                return dimension is null || dimension == given.Dimension ? given : null;
            if (dimension is not { } own || own == default)
                return Unit.One;
            return parts.Find(p => p.Unit.Dimension == own)?.Unit;
        }
    }

    /// <summary>The text with every form in it replaced by its place in a list.</summary>
    private (string Text, List<MeasureForm> Parts) Parts(MeasureCursor cursor)
    {
        var (rest, parts) = (new StringBuilder(), new List<MeasureForm>());
        while (!cursor.IsAtEnd)
        {
            if (cursor.TakeChar('['))
            {
                parts.Add(Read(cursor.Bracketed()));
                rest.Append(Place(parts.Count - 1)).Append(' ');
            }
            else if (cursor.IsAtWord && Part(cursor) is { } form)
            {
                parts.Add(form);
                rest.Append(Place(parts.Count - 1)).Append(' ');
            }
            else
                rest.Append(cursor.Step());
        }
        return (rest.ToString(), parts);
    }

    private MeasureForm? Part(MeasureCursor cursor)
    {
        if (cursor.TakeOne(_scope.Measures.Select(m => m.Key)) is { } name)
            return Other(name);
        if (cursor.StandsOne(MeasureHeads.All) is null)
            return null;
        var groups = new GroupText(cursor, _names);
        var regions = Regions(cursor);
        var forms = new FormText(cursor, groups, regions);
        return forms.Read()
            ?? new SpatialFormText(cursor, groups, regions, _names.IsPlane).Read()
            ?? new TimeFormText(cursor, groups, forms).Read();
    }

    /// <summary>Another measure of the study.</summary>
    private MeasureForm Other(string name)
    {
        if (!_open.Add(name))
            throw new MeasureException("is defined by itself", name, null, null);
        try
        {
            return Read(_scope.Measures.First(m => m.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value);
        }
        finally
        {
            _open.Remove(name);
        }
    }

    private RegionText Regions(MeasureCursor cursor) => new(cursor, new GroupText(cursor, _names), _regions);

    private static string Place(int part) => FormattableString.Invariant($"{{{part}}}");
}
