// Measures of time: what was counted since the start, where cells went, the clock.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Studies;

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
internal sealed class TrackForm(CellGroup group, TrackWish wish, TrackKind kind, int axis, int sign, Unit unit)
    : MeasureForm(unit)
{
    public override IEnumerable<TrackWish> Tracks => [wish];

    public override double Of(TissueMoment moment)
    {
        var (cells, now) = (moment.Cells, moment.Minutes);
        var values = new List<double>();
        foreach (var row in group.Rows(moment))
        {
            if (moment.Tracks.Of(cells.Id[row], now - wish.Window) is not { } track || track[0].Minutes >= now)
                continue;
            if (track[^1].Minutes < now)
                track.Add((now, cells.X[row], cells.Y[row], cells.Z[row]));
            if (Value(track) is var value && double.IsFinite(value))
                values.Add(value);
        }
        return new Statistic(StatisticKind.Mean).Of([.. values]);
    }

    private double Value(List<(double Minutes, double X, double Y, double Z)> track)
    {
        var (first, last) = (track[0], track[^1]);
        var path = 0.0;
        for (var k = 1; k < track.Count; k++)
            path += Length(track[k].X - track[k - 1].X, track[k].Y - track[k - 1].Y, track[k].Z - track[k - 1].Z);
        var (dx, dy, dz) = (last.X - first.X, last.Y - first.Y, last.Z - first.Z);
        var along =
            sign
            * (
                axis == 0 ? dx
                : axis == 1 ? dy
                : dz
            );
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

/// <summary>Simulated minutes.</summary>
internal sealed class ClockForm() : MeasureForm(Unit.Minute)
{
    public override double Of(TissueMoment moment) => moment.Minutes;
}

/// <summary>How much there is of a species of the body.</summary>
internal sealed class AmountForm(string species, Unit unit) : MeasureForm(unit)
{
    public override double Of(TissueMoment moment)
    {
        var all = moment.Model.Body?.Species ?? [];
        for (var s = 0; s < all.Length; s++)
            if (all[s].Name == species)
                return moment.Simulation.Tissue.Body!.Amounts[s];
        return double.NaN;
    }
}

/// <summary>Events of a kind since the start.</summary>
internal sealed class EventForm(EventKind kind) : MeasureForm(Unit.One)
{
    public override double Of(TissueMoment moment) => moment.Simulation.Tissue.Tally[kind];
}

/// <summary>Cells of some types that died, or came or left through a door, since the start.</summary>
internal sealed class TypeEventForm(TypeEvent kind, CellChoice choice) : MeasureForm(Unit.One)
{
    public override double Of(TissueMoment moment)
    {
        var tally = moment.Simulation.Tissue.ByType;
        return Enumerable
            .Range(0, moment.Model.Types.Length)
            .Where(t => choice.Types.IsEmpty || choice.Types.Contains(moment.Model.Types[t].Name))
            .Sum(t => tally[kind, t]);
    }
}
