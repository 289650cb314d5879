// Which vessels can carry blood, and when they open and close.
namespace Milieu.Engine;

/// <summary>Blood flows through what lies between inlets; dead ends carry none.</summary>
/// <remarks>
/// Pieces that are no inlet and have fewer than two partners are taken away until none is left; what remains and hangs
/// together with an inlet is joined. A joined piece opens after the delay; a piece that is not joined closes at once.
/// See docs/science/vessels.md.
/// </remarks>
internal sealed class LumenFlow : IDisposable
{
    private const byte Kept = 1;
    private const byte Joined = 2;
    private readonly StepContext _context;
    private readonly VesselGraph _graph;
    private readonly Column<double> _lumen;
    private readonly Column<byte> _marks = new("vessel_marks");
    private readonly Column<int> _degrees = new("vessel_degrees");
    private readonly Column<int> _queue = new("vessel_queue");

    public LumenFlow(StepContext context, VesselGraph graph)
    {
        var model = context.Model;
        (_context, _graph) = (context, graph);
        _lumen = context.Cells.ColumnOf(model.Behaviors.Custom(model.Vessels!.Lumen))!;
    }

    public void Run()
    {
        Reserve();
        Peel();
        Join();
        var (cells, vessels) = (_context.Cells, _context.Model.Vessels!);
        var period = _context.Model.Timing.PhenotypePeriod;
        for (var node = 0; node < _graph.Count; node++)
        {
            var row = _graph.RowOf(node);
            if (_graph.IsTip(node))
                continue;
            if (_marks[node] != Joined)
                (_lumen[row], cells.LumenTicks![row]) = (0, 0);
            else if (_lumen[row] < 0.5 && (cells.LumenTicks![row] += period) >= vessels.LumenTicks)
                (_lumen[row], cells.LumenTicks[row]) = (1, 0);
        }
    }

    public void Dispose()
    {
        _marks.Dispose();
        _degrees.Dispose();
        _queue.Dispose();
    }

    private void Reserve()
    {
        if (_graph.Count <= _marks.Capacity)
            return;
        var room = (2 * _graph.Count) + 64;
        _marks.Reserve(room, 0);
        _degrees.Reserve(room, 0);
        _queue.Reserve(room, 0);
    }

    private bool IsInlet(int node) => _context.Cells.Is(_graph.RowOf(node), CellFlags.Inlet);

    private void Peel()
    {
        var waiting = 0;
        for (var node = 0; node < _graph.Count; node++)
        {
            _marks[node] = _graph.IsTip(node) ? (byte)0 : Kept;
            _degrees[node] = 0;
            for (var k = _graph.First(node); k < _graph.First(node + 1); k++)
                _degrees[node] += _graph.IsTip(_graph.Other(k)) ? 0 : 1;
        }
        for (var node = 0; node < _graph.Count; node++)
            waiting = TakeAway(node, waiting);
        while (waiting > 0)
        {
            var gone = _queue[--waiting];
            for (var k = _graph.First(gone); k < _graph.First(gone + 1); k++)
            {
                _degrees[_graph.Other(k)]--;
                waiting = TakeAway(_graph.Other(k), waiting);
            }
        }
    }

    /// <summary>Takes a dead end away and remembers it for the sake of its partner.</summary>
    private int TakeAway(int node, int waiting)
    {
        if (_marks[node] != Kept || _degrees[node] >= 2 || IsInlet(node))
            return waiting;
        _marks[node] = 0;
        _queue[waiting] = node;
        return waiting + 1;
    }

    private void Join()
    {
        var waiting = 0;
        for (var node = 0; node < _graph.Count; node++)
            if (_marks[node] == Kept && IsInlet(node))
                waiting = Reach(node, waiting);
        while (waiting > 0)
        {
            var node = _queue[--waiting];
            for (var k = _graph.First(node); k < _graph.First(node + 1); k++)
                if (_marks[_graph.Other(k)] == Kept)
                    waiting = Reach(_graph.Other(k), waiting);
        }
    }

    private int Reach(int node, int waiting)
    {
        _marks[node] = Joined;
        _queue[waiting] = node;
        return waiting + 1;
    }
}
