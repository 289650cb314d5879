// A study's measures bound to the model of an arm.
using System.Collections.Immutable;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>A measure that can be taken, with the condition that it waits for.</summary>
/// <param name="Left">Left side of the condition; null where there is none.</param>
internal sealed record BoundMeasure(StudyMeasure Measure, IMeasure Value, IMeasure? Left, IMeasure? Right)
{
    /// <summary>The condition holds at this moment.</summary>
    public bool Holds(Moment moment)
    {
        var (a, b) = (Left!.At(moment), Right!.At(moment));
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
        if (MeasureText.Parse(measure.Of, scope, measure.UnitText, out problem) is not { } value)
            return null;
        if (measure.Time.Kind != MeasureTimeKind.First)
            return new BoundMeasure(measure, value, null, null);
        return Sides(measure.Time, scope, out problem) is { } sides
            ? new BoundMeasure(measure, value, sides.Left, sides.Right)
            : null;
    }

    /// <summary>Both sides in one unit: that of either, where it is a single name, or none.</summary>
    private static (IMeasure Left, IMeasure Right)? Sides(
        MeasureTime time,
        MeasureScope scope,
        out FormulaProblem? problem
    )
    {
        string?[] units = [null, "min", "um"];
        problem = null;
        FormulaProblem? first = null;
        foreach (var unit in units)
        {
            var left = MeasureText.Parse(time.Left, scope, unit, out problem);
            first ??= problem;
            var right = left is null ? null : MeasureText.Parse(time.Right, scope, unit, out problem);
            first ??= problem;
            if (left is not null && right is not null && left.Unit.Dimension == right.Unit.Dimension)
                return (left, right);
            first ??= new FormulaProblem("the sides of the condition measure different things", time.Left);
        }
        problem = first;
        return null;
    }
}
