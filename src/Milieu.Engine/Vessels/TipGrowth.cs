// Tips lay vessels behind them, and stop.
namespace Milieu.Engine;

/// <summary>What each tip does at a step, after it has crawled as every motile cell does.</summary>
/// <remarks>
/// In this order: without a trail, or where the substrate that it climbs is scarce, it stops; near a piece that is not
/// its own recent trail it joins that piece and stops; a length and its own radius away from the last piece of its trail
/// it leaves another, a length from that one towards itself. To stop is to become a piece.
/// </remarks>
internal sealed class TipGrowth : IDisposable
{
    // A tip follows its trail at a radius's distance: it would meet the piece before the last at every bend.
    private const int RecentTrail = 3;
    private readonly StepContext _context;
    private readonly Cells _cells;
    private readonly VesselGraph _graph;
    private readonly VesselRows _rows;
    private readonly CompiledVessels _vessels;
    private readonly Field? _guide;
    private readonly Column<int> _stamps = new("vessel_stamps");
    private int _stamp;

    public TipGrowth(StepContext context, VesselGraph graph, VesselRows rows)
    {
        (_context, _cells, _graph, _rows) = (context, context.Cells, graph, rows);
        _vessels = context.Model.Vessels!;
        _guide = _vessels.Guide >= 0 ? context.Tissue.Fields[_vessels.Guide] : null;
    }

    public void Run()
    {
        if (_graph.Count > _stamps.Capacity)
            _stamps.Reserve((2 * _graph.Count) + 64, _stamps.Capacity);
        for (var node = 0; node < _graph.Count; node++)
            // A tip that has stopped in this step is a piece by now, and others may join it.
            if (_graph.IsTip(node))
                Grow(node);
    }

    public void Dispose() => _stamps.Dispose();

    private void Grow(int tip)
    {
        var row = _graph.RowOf(tip);
        if (_graph.First(tip) == _graph.First(tip + 1) || IsStarved(row))
            _rows.Stop(row);
        else if (Nearest(tip) is >= 0 and var met)
        {
            _rows.Link(row, _graph.RowOf(met));
            _rows.Stop(row);
        }
        else
            Leave(row, _graph.RowOf(_graph.Other(_graph.First(tip))));
    }

    private bool IsStarved(int row) =>
        _guide is not null && _guide[_guide.OffsetAt(_cells.X[row], _cells.Y[row], _cells.Z[row])] < _vessels.StopBelow;

    /// <summary>The nearest piece within reach that is not recent trail; -1 for none.</summary>
    private int Nearest(int tip)
    {
        _stamp++;
        Mark(tip, RecentTrail);
        var (row, found) = (_graph.RowOf(tip), -1);
        var least = _vessels.JoinsWithin * _vessels.JoinsWithin;
        for (var node = 0; node < _graph.Count; node++)
        {
            if (_stamps[node] == _stamp || _graph.IsTip(node))
                continue;
            var distance = Squared(row, _graph.RowOf(node));
            if (distance < least)
                (found, least) = (node, distance);
        }
        return found;
    }

    private void Mark(int node, int steps)
    {
        _stamps[node] = _stamp;
        for (var k = _graph.First(node); steps > 0 && k < _graph.First(node + 1); k++)
            Mark(_graph.Other(k), steps - 1);
    }

    private void Leave(int tip, int last)
    {
        var distance = Math.Sqrt(Squared(tip, last));
        if (distance < _vessels.Length + _cells.Radius[tip])
            return;
        var share = _vessels.Length / distance;
        var piece = _rows.Add(
            tip,
            _vessels.Leaves,
            _cells.X[last] + (share * (_cells.X[tip] - _cells.X[last])),
            _cells.Y[last] + (share * (_cells.Y[tip] - _cells.Y[last])),
            _cells.Z[last] + (share * (_cells.Z[tip] - _cells.Z[last]))
        );
        _rows.Unlink(tip, last);
        _rows.Link(last, piece);
        _rows.Link(piece, tip);
    }

    private double Squared(int a, int b)
    {
        var x = _cells.X[a] - _cells.X[b];
        var y = _cells.Y[a] - _cells.Y[b];
        var z = _cells.Z[a] - _cells.Z[b];
        return (x * x) + (y * y) + (z * z);
    }
}
