// Measures made of other measures.
using System.Collections.Immutable;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Runs;

/// <summary>Another measure, by its number in the list.</summary>
internal sealed class SameForm(int measure, Unit unit, string label) : MeasureForm(unit, label)
{
    public override double Of(MeasureSight sight) => sight.Value(measure);
}

/// <summary>An expression over measures.</summary>
/// <param name="inputs">In the order of the formula's inputs; null for those that it does not read.</param>
internal sealed class ExpressionForm(Formula formula, ImmutableArray<MeasureForm?> inputs, Unit unit, string label)
    : MeasureForm(unit, label)
{
    public override IEnumerable<TrackWish> Tracks => inputs.SelectMany(i => i?.Tracks ?? []);

    public override double Of(MeasureSight sight) =>
        formula.Evaluate([.. inputs.Select(i => i?.Of(sight) ?? double.NaN)]);
}

/// <summary>A measure in another unit of the same kind.</summary>
internal sealed class ConvertedForm(MeasureForm of, Unit unit, string label) : MeasureForm(unit, label)
{
    public override IEnumerable<TrackWish> Tracks => of.Tracks;

    public override double Of(MeasureSight sight) => of.Unit.Convert(of.Of(sight), Unit) ?? double.NaN;
}
