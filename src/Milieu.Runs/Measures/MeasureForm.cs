// One thing that is measured: a number of a tissue at a time.
using Milieu.Model;

namespace Milieu.Runs;

/// <summary>What a form is given at a sample: the moment, other measures, and what it remembers of earlier samples.</summary>
internal abstract class MeasureSight
{
    public abstract TissueMoment Moment { get; }

    /// <summary>The value of another measure at this sample.</summary>
    public abstract double Value(int measure);

    /// <summary>What a form keeps from sample to sample of one run.</summary>
    public abstract T Memory<T>(MeasureForm form, Func<T> make)
        where T : class;

    /// <summary>Where cells were: filled at the times that tracking forms ask for.</summary>
    public abstract CellTracks Tracks { get; }
}

/// <summary>Immutable, so that the runs of a study share it; not a number where there is nothing to measure.</summary>
/// <param name="unit">Of the numbers that <see cref="Of"/> returns.</param>
/// <param name="label">The unit as text; empty for plain numbers.</param>
internal abstract class MeasureForm(Unit unit, string label)
{
    public Unit Unit { get; } = unit;

    public string Label { get; } = label;

    public abstract double Of(MeasureSight sight);

    /// <summary>The tracks that it needs before a sample, if any.</summary>
    public virtual IEnumerable<TrackWish> Tracks => [];
}
