// A study's measures bound to the model of an arm.
using System.Collections.Immutable;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>A measure that can be taken, with the condition that it waits for.</summary>
/// <param name="Left">Left side of the condition; null where there is none.</param>
/// <param name="Scale">From the unit of the left side to that of the right.</param>
internal sealed record BoundMeasure(
    StudyMeasure Measure,
    IMeasure Value,
    IMeasure? Left = null,
    IMeasure? Right = null,
    double Scale = 1
)
{
    /// <summary>The condition holds at this moment.</summary>
    public bool Holds(Moment moment)
    {
        var (a, b) = (Left!.At(moment) * Scale, Right!.At(moment));
        return Measure.Time.Operator switch
        {
            "<" => a < b,
            "<=" => a <= b,
            ">" => a > b,
            _ => a >= b,
        };
    }
}

internal static class MeasureBinding
{
    /// <param name="elsewhere">Names that other arms have: a measure of all arms may use them.</param>
    public static MeasureScope Scope(
        CompiledModel model,
        ImmutableArray<StudyMeasure> measures,
        ImmutableArray<KeyValuePair<string, string>> regions,
        ImmutableArray<NameElsewhere> elsewhere
    ) =>
        new(model)
        {
            Regions = regions,
            Measures = [.. measures.Select(m => KeyValuePair.Create(m.Name, m.Of))],
            Elsewhere = elsewhere,
        };

    /// <summary>Null with a problem and the text that has it.</summary>
    public static BoundMeasure? Bind(StudyMeasure measure, MeasureScope scope, out FormulaProblem? problem)
    {
        // A measure that is called as what it measures, such as births, does not mean itself.
        scope = scope with
        {
            Measures = [.. scope.Measures.Where(m => m.Key != measure.Name)],
        };
        if (MeasureText.Parse(measure.Of, scope, measure.UnitText, out problem) is not { } value)
            return null;
        if (measure.Time.Kind != MeasureTimeKind.First)
            return new BoundMeasure(measure, value);
        if (Side(measure.Time.Left, scope, out problem) is not { } left)
            return null;
        if (Side(measure.Time.Right, scope, out problem) is not { } right)
            return null;
        if (left.Unit.Convert(1, right.Unit) is { } scale)
            return new BoundMeasure(measure, value, left, right, scale);
        problem = new FormulaProblem(
            $"the condition compares {left.Unit.Dimension} with {right.Unit.Dimension}",
            measure.Time.Left
        );
        return null;
    }

    /// <summary>A measure, or a quantity such as 75 or 3 d.</summary>
    private static IMeasure? Side(string text, MeasureScope scope, out FormulaProblem? problem)
    {
        problem = null;
        var quantity = Quantity.Parse(text);
        if (
            quantity.Problem is null
            && quantity is { IsNone: false, Unit: { } unit }
            && double.IsFinite(quantity.Number)
        )
            return new FixedNumber(quantity.Number, unit);
        return MeasureText.Parse(text, scope, null, out problem);
    }

    private sealed class FixedNumber(double number, Unit unit) : IMeasure
    {
        public Unit Unit => unit;

        public double At(Moment moment) => number;
    }
}
