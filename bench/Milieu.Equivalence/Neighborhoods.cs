// Who lies near whom: nearest distances, contacts and clusters of a moment.
namespace Milieu.Equivalence;

/// <summary>Pairs of cells nearer than a multiple of the sum of their radii, and each cell's nearest other.</summary>
internal sealed class Neighborhoods
{
    private readonly List<int>[] _neighbors;
    private readonly double[] _nearest;

    /// <remarks>All pairs are looked at: moments hold some thousand cells.</remarks>
    public Neighborhoods(IReadOnlyList<CellView> cells, double reach)
    {
        _neighbors = [.. cells.Select(_ => new List<int>())];
        _nearest = [.. cells.Select(_ => double.PositiveInfinity)];
        var radii = cells.Select(c => c.Radius).ToArray();
        for (var i = 0; i < cells.Count; i++)
        for (var j = i + 1; j < cells.Count; j++)
        {
            var distance = cells[i].DistanceTo(cells[j]);
            _nearest[i] = Math.Min(_nearest[i], distance);
            _nearest[j] = Math.Min(_nearest[j], distance);
            if (distance >= reach * (radii[i] + radii[j]))
                continue;
            _neighbors[i].Add(j);
            _neighbors[j].Add(i);
        }
    }

    /// <summary>Mean distance to the nearest cell, mean neighbors of any kind, and what clusters the group itself forms.</summary>
    public void Add(Dictionary<string, double> measures, IReadOnlyList<int> group, string of)
    {
        var members = group.ToHashSet();
        if (_nearest.Length > 1)
            measures["nearest" + of] = group.Average(i => _nearest[i]);
        measures["contacts" + of] = group.Average(i => (double)_neighbors[i].Count);
        measures["own_contacts" + of] = group.Average(i => (double)_neighbors[i].Count(members.Contains));
        var sizes = ClusterSizes(members);
        measures["clusters" + of] = sizes.Count;
        measures["largest_cluster" + of] = sizes.Max();
    }

    private List<int> ClusterSizes(HashSet<int> members)
    {
        var left = new HashSet<int>(members);
        var sizes = new List<int>();
        while (left.Count > 0)
        {
            var open = new Stack<int>([left.First()]);
            left.Remove(open.Peek());
            var size = 0;
            while (open.TryPop(out var at))
            {
                size++;
                foreach (var next in _neighbors[at])
                    if (left.Remove(next))
                        open.Push(next);
            }
            sizes.Add(size);
        }
        return sizes;
    }
}
