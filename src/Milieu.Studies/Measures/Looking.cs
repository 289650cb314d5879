// Follows cells for the measures that need to know where they were.
using System.Collections.Immutable;

namespace Milieu.Studies;

/// <summary>What whoever runs does so that speeds and displacements can be measured.</summary>
public static class Looking
{
    /// <summary>Times before a moment at which to call <see cref="Look"/>, min since the start, ascending.</summary>
    public static IReadOnlyList<double> Times(IMeasure measure, double minutes) =>
        [.. Wishes([measure]).SelectMany(w => w.LooksBefore(minutes)).Distinct().Order()];

    /// <summary>Remembers where the cells are that measures follow; nothing where there are none.</summary>
    public static void Look(Moment moment, IEnumerable<IMeasure> measures, CellTracks tracks)
    {
        var wishes = Wishes(measures).ToArray();
        if (wishes.Length == 0)
            return;
        var tissue = TissueMoment.Of(moment);
        var places = ImmutableDictionary.CreateBuilder<ulong, CellPlace>();
        foreach (var row in wishes.SelectMany(w => tissue.Rows(w.Cells)).Distinct())
            places[tissue.Cells.Id[row]] = new(tissue.Cells.X[row], tissue.Cells.Y[row], tissue.Cells.Z[row]);
        tracks.Add(new CellLook(moment.Minutes, places.ToImmutable()), wishes.Max(w => w.Window));
    }

    private static IEnumerable<TrackWish> Wishes(IEnumerable<IMeasure> measures) =>
        measures.OfType<MeasureForm>().SelectMany(m => m.Tracks);
}
