// Where cells were at the last few looks, by their ids.
using System.Collections.Immutable;

namespace Milieu.Studies;

/// <summary>Positions are wanted over a window before a moment, a step apart; min.</summary>
internal sealed record TrackWish(CellChoice Cells, double Window, double Step)
{
    /// <summary>When to look before a moment, min since the start, ascending; the moment itself is the last look.</summary>
    public IEnumerable<double> LooksBefore(double minutes)
    {
        var count = (int)Math.Floor((Window / Step) + 1e-9);
        return Enumerable.Range(0, count).Select(k => minutes - Window + (k * Step)).Where(m => m >= 0);
    }
}

/// <summary>Where a cell is, um.</summary>
public readonly record struct CellPlace(double X, double Y, double Z);

/// <summary>The places of cells, by id, at one time.</summary>
public sealed record CellLook(double Minutes, ImmutableDictionary<ulong, CellPlace> Places);

/// <summary>Places of the cells that are followed, at past times. It is kept by whoever runs, and is part of what a pause keeps.</summary>
public sealed class CellTracks
{
    private readonly List<CellLook> _looks = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<CellLook> Looks => _looks;

    /// <summary>Takes a look in, and forgets those that are older than <paramref name="keepMinutes"/>.</summary>
    public void Add(CellLook look, double keepMinutes)
    {
        if (_looks.Count > 0 && _looks[^1].Minutes >= look.Minutes)
            return;
        _looks.Add(look);
        _looks.RemoveAll(l => l.Minutes < look.Minutes - keepMinutes - 1e-6);
    }

    /// <summary>The places of a cell at the looks since a time, oldest first; null unless it was seen at all of them, one at least.</summary>
    internal List<(double Minutes, double X, double Y, double Z)>? Of(ulong id, double since)
    {
        var track = new List<(double, double, double, double)>();
        foreach (var look in _looks)
        {
            if (look.Minutes < since - 1e-6)
                continue;
            if (!look.Places.TryGetValue(id, out var p))
                return null;
            track.Add((look.Minutes, p.X, p.Y, p.Z));
        }
        return track.Count > 0 ? track : null;
    }
}
