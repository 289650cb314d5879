// Measures made of other measures.
using System.Collections.Immutable;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>An expression over measures.</summary>
/// <param name="inputs">In the order of the formula's inputs.</param>
internal sealed class ExpressionForm(Formula formula, ImmutableArray<MeasureForm> inputs, Unit unit) : MeasureForm(unit)
{
    public override IEnumerable<TrackWish> Tracks => inputs.SelectMany(i => i.Tracks);

    public override double Of(TissueMoment moment) => formula.Evaluate([.. inputs.Select(i => i.Of(moment))]);
}

/// <summary>A measure in another unit of the same kind.</summary>
internal sealed class ConvertedForm(MeasureForm of, Unit unit) : MeasureForm(unit)
{
    public override IEnumerable<TrackWish> Tracks => of.Tracks;

    public override double Of(TissueMoment moment) => of.Unit.Convert(of.Of(moment), Unit) ?? double.NaN;
}
