// Which of many places are near a place.
namespace Milieu.Engine;

/// <summary>A sparse hash of numbered places by position.</summary>
internal sealed class SpotBins(double edge)
{
    private readonly Dictionary<(int, int, int), List<(int Index, Spot At)>> _bins = [];

    public void Add(int index, Spot at)
    {
        var key = KeyOf(at);
        if (!_bins.TryGetValue(key, out var spots))
            _bins[key] = spots = [];
        spots.Add((index, at));
    }

    /// <summary>The numbers of the places nearer than a reach, in no order to rely on.</summary>
    public List<(int Index, double Square)> Near(Spot at, double reach)
    {
        var near = new List<(int, double)>();
        var (i0, j0, k0) = KeyOf(at - new Spot(reach, reach, reach));
        var (i1, j1, k1) = KeyOf(at + new Spot(reach, reach, reach));
        if ((i1 - i0 + 1.0) * (j1 - j0 + 1) * (k1 - k0 + 1) > _bins.Count)
        {
            foreach (var spots in _bins.Values)
                Add(near, spots, at, reach);
            return near;
        }
        for (var k = k0; k <= k1; k++)
        for (var j = j0; j <= j1; j++)
        for (var i = i0; i <= i1; i++)
            if (_bins.TryGetValue((i, j, k), out var spots))
                Add(near, spots, at, reach);
        return near;
    }

    private static void Add(List<(int, double)> near, List<(int Index, Spot At)> spots, Spot at, double reach)
    {
        foreach (var (index, other) in spots)
            if ((at - other).Square is var square && square < reach * reach)
                near.Add((index, square));
    }

    private (int, int, int) KeyOf(Spot at) =>
        ((int)Math.Floor(at.X / edge), (int)Math.Floor(at.Y / edge), (int)Math.Floor(at.Z / edge));
}
