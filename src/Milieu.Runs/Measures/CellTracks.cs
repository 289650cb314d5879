// Where cells were at the last few looks, by their ids.
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Positions are wanted over a window before a sample, a step apart; min.</summary>
internal sealed record TrackWish(CellChoice Cells, double Window, double Step);

/// <summary>Positions of the cells of some choices at past times.</summary>
internal sealed class CellTracks
{
    private readonly List<(double Minutes, Dictionary<ulong, (double X, double Y, double Z)> Places)> _looks = [];
    private double _keep;

    /// <summary>Remembers where live cells of these choices are now, and forgets what is older than the longest window.</summary>
    public void Look(TissueMoment moment, IEnumerable<TrackWish> wishes)
    {
        if (_looks.Count > 0 && _looks[^1].Minutes >= moment.Minutes)
            return;
        var (cells, places) = (moment.Cells, new Dictionary<ulong, (double X, double Y, double Z)>());
        foreach (var wish in wishes)
        {
            _keep = Math.Max(_keep, wish.Window);
            foreach (var row in moment.Rows(wish.Cells))
                places[cells.Id[row]] = (cells.X[row], cells.Y[row], cells.Z[row]);
        }
        _looks.Add((moment.Minutes, places));
        _looks.RemoveAll(l => l.Minutes < moment.Minutes - _keep - 1e-6);
    }

    /// <summary>The places of a cell over a window that ends now, oldest first; only whole tracks, of at least two looks.</summary>
    public List<(double Minutes, double X, double Y, double Z)>? Of(ulong id, double window)
    {
        if (_looks.Count == 0)
            return null;
        var start = _looks[^1].Minutes - window - 1e-6;
        var track = new List<(double, double, double, double)>();
        foreach (var (minutes, places) in _looks)
        {
            if (minutes < start)
                continue;
            if (!places.TryGetValue(id, out var p))
                return null;
            track.Add((minutes, p.X, p.Y, p.Z));
        }
        return track.Count > 1 ? track : null;
    }
}
