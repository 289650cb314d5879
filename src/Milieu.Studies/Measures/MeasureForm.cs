// One thing that is measured: a number of a tissue at a time.
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>A measure as its text says it; not a number where there is nothing to measure.</summary>
/// <param name="unit">Of the numbers that <see cref="Of"/> returns.</param>
internal abstract class MeasureForm(Unit unit) : IMeasure
{
    public Unit Unit { get; } = unit;

    /// <summary>The tracks that it needs up to a moment, if any.</summary>
    public virtual IEnumerable<TrackWish> Tracks => [];

    public double At(Moment moment) => Of(TissueMoment.Of(moment));

    public abstract double Of(TissueMoment moment);
}
