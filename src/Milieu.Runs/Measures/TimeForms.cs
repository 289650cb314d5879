// Measures that need more than one moment: tracks, times to an event, events counted, courses over time.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Runs;

internal enum TrackKind
{
    /// <summary>Length of the path over its time.</summary>
    Speed = 0,

    /// <summary>From the first to the last place.</summary>
    Displacement,

    /// <summary>Displacement over the length of the path.</summary>
    Straightness,

    /// <summary>Displacement along an axis over the length of the path (forward migration index).</summary>
    Forward,
}

/// <summary>The mean over the cells of a group that were there during the whole window before the sample.</summary>
/// <param name="axis">0, 1, 2 for x, y, z.</param>
internal sealed class TrackForm(CellGroup group, TrackWish wish, TrackKind kind, int axis, int sign, Unit unit, string label)
    : MeasureForm(unit, label)
{
    public override IEnumerable<TrackWish> Tracks => [wish];

    public override double Of(MeasureSight sight)
    {
        var cells = sight.Moment.Cells;
        var values = new List<double>();
        foreach (var row in group.Rows(sight.Moment))
            if (sight.Tracks.Of(cells.Id[row], wish.Window) is { } track && Value(track) is var value && double.IsFinite(value))
                values.Add(value);
        return new Statistic(StatisticKind.Mean).Of([.. values]);
    }

    private double Value(List<(double Minutes, double X, double Y, double Z)> track)
    {
        var (first, last) = (track[0], track[^1]);
        var path = 0.0;
        for (var k = 1; k < track.Count; k++)
            path += Length(track[k].X - track[k - 1].X, track[k].Y - track[k - 1].Y, track[k].Z - track[k - 1].Z);
        var (dx, dy, dz) = (last.X - first.X, last.Y - first.Y, last.Z - first.Z);
        var along = sign * (axis == 0 ? dx : axis == 1 ? dy : dz);
        return kind switch
        {
            TrackKind.Speed => path / (last.Minutes - first.Minutes),
            TrackKind.Displacement => Length(dx, dy, dz),
            TrackKind.Straightness => Length(dx, dy, dz) / path,
            _ => along / path,
        };
    }

    private static double Length(double x, double y, double z) => Math.Sqrt((x * x) + (y * y) + (z * z));
}

/// <summary>Events of a kind since the start.</summary>
internal sealed class EventForm(EventKind kind) : MeasureForm(Unit.One, "events")
{
    public override double Of(MeasureSight sight) => sight.Moment.Simulation.Tissue.Tally[kind];
}

/// <summary>The first sample from which a condition held, at every sample, for a while; not a number before.</summary>
/// <param name="holds">Above 0.5 where the condition holds.</param>
/// <param name="lasting">min.</param>
internal sealed class FirstTimeForm(MeasureForm holds, double lasting) : MeasureForm(Unit.Minute, "min")
{
    private sealed class Course
    {
        public double Since { get; set; } = double.NaN;

        public double Found { get; set; } = double.NaN;
    }

    public override double Of(MeasureSight sight)
    {
        var (course, now) = (sight.Memory(this, () => new Course()), sight.Moment.Minutes);
        if (!double.IsNaN(course.Found))
            return course.Found;
        if (!(holds.Of(sight) > 0.5))
            course.Since = double.NaN;
        else if (double.IsNaN(course.Since))
            course.Since = now;
        if (now - course.Since >= lasting)
            course.Found = course.Since;
        return course.Found;
    }

    public override IEnumerable<TrackWish> Tracks => holds.Tracks;
}

internal enum CourseKind
{
    Maximum = 0,
    Minimum,

    /// <summary>Weighted by time, straight between samples.</summary>
    Mean,

    /// <summary>Value now less the first one.</summary>
    Change,
}

/// <summary>One number for the samples up to now; samples that are not a number are passed over.</summary>
internal sealed class CourseForm(MeasureForm of, CourseKind kind) : MeasureForm(of.Unit, of.Label)
{
    private sealed class Course
    {
        public List<(double Minutes, double Value)> Samples { get; } = [];
    }

    public override IEnumerable<TrackWish> Tracks => of.Tracks;

    public override double Of(MeasureSight sight)
    {
        var samples = sight.Memory(this, () => new Course()).Samples;
        var value = of.Of(sight);
        if (!double.IsNaN(value))
            samples.Add((sight.Moment.Minutes, value));
        if (samples.Count == 0)
            return double.NaN;
        return kind switch
        {
            CourseKind.Maximum => samples.Max(s => s.Value),
            CourseKind.Minimum => samples.Min(s => s.Value),
            CourseKind.Change => samples[^1].Value - samples[0].Value,
            _ => Mean(samples),
        };
    }

    private static double Mean(List<(double Minutes, double Value)> samples)
    {
        if (samples.Count == 1)
            return samples[0].Value;
        var area = 0.0;
        for (var k = 1; k < samples.Count; k++)
            area +=
                0.5
                * (samples[k].Value + samples[k - 1].Value)
                * (samples[k].Minutes - samples[k - 1].Minutes);
        return area / (samples[^1].Minutes - samples[0].Minutes);
    }
}
