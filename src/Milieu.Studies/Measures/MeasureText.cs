// Reads the text of a measure: an expression over names of measures.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>Binds texts such as <c>count of CD8 / (count of CD8 + count of tumor)</c> to a model.</summary>
public static class MeasureText
{
    /// <param name="unit">The unit of the result, as text; null for that of a single name, else a plain number.</param>
    /// <returns>Null with a problem where the text is no expression of what the model has.</returns>
    public static IMeasure? Parse(string text, MeasureScope scope, string? unit, out FormulaProblem? problem)
    {
        var words = MeasureWords.Of(scope);
        if (unit is null && words.FirstOrDefault(w => Same(w.Name, text)) is { } only)
        {
            problem = null;
            return only.Measure;
        }
        var wanted = Unit.One;
        if (unit is not null && !UnitText.TryParse(unit, out wanted, out var unknown))
        {
            problem = new FormulaProblem("unknown unit", unknown, null, Nearest.To(unknown, UnitText.Known));
            return null;
        }
        var names = words.Select((w, i) => new FormulaName(w.Name, i, w.Measure.Unit)).ToList();
        var expected = unit is null ? "a plain number; give the unit where it is none" : "a quantity in " + unit;
        return FormulaText.Parse(text, names, wanted, expected, out problem) is { } formula
            ? new Expression(formula, [.. words.Select(w => w.Measure)], wanted)
            : null;
    }

    private static bool Same(string name, string text) =>
        string.Equals(name, text.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Arithmetic over measures; what it does not name is not measured.</summary>
    private sealed class Expression : IMeasure
    {
        private readonly Formula _formula;
        private readonly IMeasure?[] _inputs;

        public Expression(Formula formula, IMeasure[] words, Unit unit)
        {
            (_formula, Unit) = (formula, unit);
            var used = formula.Steps.Where(s => s.Operation == FormulaOperation.Input).Select(s => s.Index).ToHashSet();
            _inputs = [.. words.Select((w, i) => used.Contains(i) ? w : null).Take(formula.Inputs)];
        }

        public Unit Unit { get; }

        public double At(Moment moment) => _formula.Evaluate([.. _inputs.Select(m => m?.At(moment) ?? 0)]);
    }
}
