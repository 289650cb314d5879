// Checks every quantity and name of a spec against its key.
using System.Collections;
using System.Globalization;

namespace Milieu.Model;

/// <summary>Walks a spec by its keys. What it passes has the right dimension, span and names.</summary>
internal sealed class Checker(AbsentNames absent, Vocabulary words, Problems problems)
{
    private static readonly string[] DeadPrey = ["apoptotic", "necrotic", "other dead", "dead"];

    private ModelSpec? _spec;

    public void Check(ModelSpec spec)
    {
        _spec = spec;
        Section(spec, "", null);
    }

    private void Section(object owner, string path, NamedUnit? own)
    {
        foreach (var key in Shape.Of(owner.GetType()))
            if (key.Get(owner) is { } value)
                Value(value, key.Kind, key.Key, path.Length == 0 ? key.Key.Name : $"{path}.{key.Key.Name}", own);
    }

    private void Value(object value, ShapeKind kind, KeyAttribute key, string path, NamedUnit? own)
    {
        switch (kind)
        {
            case ShapeKind.Quantity:
                Number((Quantity)value, key, path, own);
                break;
            case ShapeKind.Text:
                Name((string)value, key, path);
                break;
            case ShapeKind.List:
                var index = 0;
                foreach (var item in (IList)value)
                    Value(
                        item!,
                        Shape.KindOf(item!.GetType()),
                        key,
                        string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"),
                        own
                    );
                break;
            case ShapeKind.Map:
                foreach (DictionaryEntry entry in (IDictionary)value)
                    Entry((string)entry.Key, entry.Value!, key, path, own);
                break;
            case ShapeKind.Section:
                Section(value, path, own);
                break;
            default:
                break;
        }
    }

    private void Entry(string name, object value, KeyAttribute key, string path, NamedUnit? own)
    {
        var at = $"{path}.{name}";
        Name(name, key, at);
        var kind = Shape.KindOf(value.GetType());
        if (key.Naming == Naming.Substrate || value is SubstrateSpec)
            own = words.Substrates.FirstOrDefault(s => s.Name == name);
        else if (key.Naming == Naming.Structure || value is StructureSpec)
            own = words.Structures.FirstOrDefault(s => s.Name == name);
        else if (value is CustomSpec || key.Naming == Naming.Custom)
            own = words.Customs.FirstOrDefault(c => c.Name == name);
        Value(value, kind, key, at, own);
    }

    private void Name(string name, KeyAttribute key, string path)
    {
        if (absent.Contains(TypeGroups.Bare(name)))
            return;
        switch (key.Naming)
        {
            case Naming.Substrate when !words.Substrates.Any(s => s.Name == name):
                problems.Unknown(path, "substrate", name, [.. words.Substrates.Select(s => s.Name)]);
                break;
            case Naming.CellType when !words.Types.Contains(name):
                problems.Unknown(path, "cell type", name, [.. words.Types]);
                break;
            case Naming.Kin when !TypeGroups.Names(_spec!, words).Contains(TypeGroups.Bare(name)):
                problems.Unknown(path, "cell type or group", name, [.. TypeGroups.Names(_spec!, words)]);
                break;
            case Naming.Structure when !words.Structures.Any(s => s.Name == name):
                problems.Unknown(path, "structure", name, [.. words.Structures.Select(s => s.Name)]);
                break;
            case Naming.Prey when !words.Types.Contains(name) && !DeadPrey.Contains(name):
                problems.Unknown(path, "prey", name, [.. DeadPrey, .. words.Types]);
                break;
            case Naming.Word when !key.Words.Contains(name):
                problems.Unknown(path, key.Name, name, key.Words);
                break;
            default:
                break;
        }
    }

    private void Number(Quantity q, KeyAttribute key, string path, NamedUnit? own)
    {
        var expected = Measures.Expected(key.Measure, own?.Label ?? "") + (key.AllowsNone ? ", or none" : "");
        if (q.Problem is not null)
            problems.Error(path, q.Problem, q.Text, key.Measure == Measure.Open ? null : expected);
        else if (q.IsNone)
        {
            if (!key.AllowsNone)
                problems.Error(path, "none cannot stand here", q.Text, expected);
        }
        else if (!double.IsFinite(q.Number))
            problems.Error(path, "the number must be finite", q.Text, expected);
        else if (Base(q, key.Measure, own) is not { } value)
            problems.Error(path, WrongUnit(q), q.Text, expected);
        else if (key.Measure != Measure.Open)
            InSpan(value, q, key, path);
    }

    private static string WrongUnit(Quantity q) =>
        q.UnitLabel.Length == 0 ? "a unit is missing" : $"{q.Unit!.Value.Dimension} cannot stand here";

    /// <summary>The value in the unit of its place; null when it measures something else.</summary>
    private static double? Base(Quantity q, Measure measure, NamedUnit? own)
    {
        var dimension = q.Unit?.Dimension;
        switch (measure)
        {
            case Measure.Open:
                return q.Number;
            case Measure.Crowd when dimension == new Dimension(-2) || dimension == new Dimension(-3):
            case Measure.LengthOrNumber when dimension == new Dimension(1):
                return q.Number;
            case Measure.Crowd when dimension is not null:
                return null;
            default:
                return q.In(Measures.UnitOf(measure, own?.Unit ?? Unit.One));
        }
    }

    private void InSpan(double value, Quantity q, KeyAttribute key, string path)
    {
        var label = key.Measure is Measure.Number or Measure.Count or Measure.Fraction ? "number" : "value";
        if (!double.IsFinite(value))
            problems.Error(path, $"the {label} is too large", q.Text);
        else if (key.Measure == Measure.Fraction && value is < 0 or > 1)
            problems.Error(path, "out of range", q.Text, "a number from 0 to 1");
        else if (key.Measure == Measure.Count && (value != Math.Floor(value) || value is < 0 or > int.MaxValue))
            problems.Error(path, "not a whole number", q.Text, "a whole number from 0 to 2147483647");
        else if (key.Span == Span.Positive && value <= 0)
            problems.Error(path, $"the {label} must be above zero", q.Text);
        else if (key.Span == Span.NotNegative && value < 0)
            problems.Error(path, $"the {label} cannot be negative", q.Text);
    }
}
