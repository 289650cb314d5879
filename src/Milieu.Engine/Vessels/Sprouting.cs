// Vessels send out tips.
namespace Milieu.Engine;

/// <summary>An open piece sprouts with probability rate dt, unless a tip or an unfinished sprout is near.</summary>
/// <remarks>
/// p = sprouting dt per phenotype step, drawn by the lineage of the piece. The tip starts beside it, up the gradient of
/// the substrate that tips climb; in a direction by chance where that is flat.
/// </remarks>
internal sealed class Sprouting
{
    private readonly StepContext _context;
    private readonly Cells _cells;
    private readonly VesselGraph _graph;
    private readonly VesselRows _rows;
    private readonly CompiledVessels _vessels;
    private readonly BehaviorValues _rate;
    private readonly Column<double>? _lumen;
    private readonly Field? _guide;
    private readonly double _dt;
    private int _firstNew;

    public Sprouting(StepContext context, VesselGraph graph, VesselRows rows)
    {
        var (model, b) = (context.Model, context.Model.Behaviors);
        (_context, _cells, _graph, _rows) = (context, context.Cells, graph, rows);
        _vessels = model.Vessels!;
        _rate = new BehaviorValues(model, _cells, b.Sprout);
        _lumen = _vessels.Lumen >= 0 ? _cells.ColumnOf(b.Custom(_vessels.Lumen)) : null;
        _guide = _vessels.Guide >= 0 ? context.Tissue.Fields[_vessels.Guide] : null;
        _dt = model.Timing.PhenotypeMinutes;
    }

    /// <param name="firstNew">Rows from here on were added in this step and are not in the graph.</param>
    public void Run(int firstNew)
    {
        _firstNew = firstNew;
        for (var node = 0; node < _graph.Count; node++)
        {
            var row = _graph.RowOf(node);
            if (_graph.IsTip(node) || !IsOpen(row))
                continue;
            var p = _rate.At(row) * _dt;
            if (
                p > 0
                && _context.Chance.Uniform(_cells.Lineage[row], _context.Tick, Purpose.Sprout) < p
                && HasRoom(row)
            )
                Sprout(row);
        }
    }

    private bool IsOpen(int row) => _lumen is null || _lumen[row] >= 0.5;

    private bool HasRoom(int row)
    {
        var limit = _vessels.Spacing * _vessels.Spacing;
        for (var node = 0; node < _graph.Count; node++)
            if ((_graph.IsTip(node) || !IsOpen(_graph.RowOf(node))) && Squared(row, _graph.RowOf(node)) < limit)
                return false;
        for (var added = _firstNew; added < _cells.Count; added++)
            if (Squared(row, added) < limit)
                return false;
        return true;
    }

    private void Sprout(int row)
    {
        var (x, y, z) = Direction(row);
        var tip = _context.Model.Types[_vessels.Tip].Volume.Total;
        var distance = _cells.Radius[row] + CellGeometry.Radius(tip);
        (x, y, z) = (_cells.X[row] + (distance * x), _cells.Y[row] + (distance * y), _cells.Z[row] + (distance * z));
        var grid = _context.Model.Grid;
        var isInside = x >= grid.OriginX && x <= grid.EndX && y >= grid.OriginY && y <= grid.EndY;
        if (!isInside || z < grid.OriginZ || z > grid.EndZ)
            return;
        _rows.Link(row, _rows.Add(row, _vessels.Tip, x, y, z));
    }

    private (double X, double Y, double Z) Direction(int row)
    {
        if (_guide is not null)
        {
            var (x, y, z) = FieldGradient.At(_guide, _cells.X[row], _cells.Y[row], _cells.Z[row]);
            var slope = Math.Sqrt((x * x) + (y * y) + (z * z));
            if (slope > 0)
                return (x / slope, y / slope, z / slope);
        }
        var (u, v) = _context.Chance.Pair(_cells.Lineage[row], _context.Tick, Purpose.Sprout, 1);
        if (!_context.Model.Grid.Is2D)
            return Sphere.Point(u, v);
        var (cos, sin) = Sphere.Circle(v);
        return (cos, sin, 0);
    }

    private double Squared(int a, int b)
    {
        var x = _cells.X[a] - _cells.X[b];
        var y = _cells.Y[a] - _cells.Y[b];
        var z = _cells.Z[a] - _cells.Z[b];
        return (x * x) + (y * y) + (z * z);
    }
}
