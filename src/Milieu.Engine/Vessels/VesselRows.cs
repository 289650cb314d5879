// New pieces and tips, and links between them.
namespace Milieu.Engine;

/// <summary>Adds rows to the end of the tissue; the Commit that follows puts them in their places.</summary>
internal sealed class VesselRows
{
    private readonly StepContext _context;
    private readonly Cells _cells;
    private readonly CompiledVessels _vessels;
    private readonly RowMaker _maker;
    private readonly Transformation _transformation;
    private readonly (Column<double> Column, double Value)[] _startsWith;

    public VesselRows(StepContext context)
    {
        var model = context.Model;
        _context = context;
        _cells = context.Cells;
        _vessels = model.Vessels!;
        _maker = new RowMaker(context);
        _transformation = new Transformation(model, _cells, new BehaviorReader(model, _cells), context.Chance);
        _startsWith =
        [
            .. _vessels.StartsWith.Select(s => (_cells.ColumnOf(model.Behaviors.Custom(s.Custom))!, s.Value)),
        ];
    }

    /// <summary>Appends a child of a row, with a lineage of its own.</summary>
    /// <returns>Its row.</returns>
    public int Add(int parent, int type, double x, double y, double z)
    {
        var row = _cells.Count;
        _cells.SetCount(row + 1);
        _maker.Make(row, type, Chance.Mix(_cells.Lineage[parent], ++_cells.Divisions[parent]));
        (_cells.X[row], _cells.Y[row], _cells.Z[row]) = (x, y, z);
        _cells.Id[row] = _context.Tissue.NextId++;
        if (type != _vessels.Tip)
            Start(row);
        _context.Tissue.Tally.Add(EventKind.Birth);
        _context.Tissue.SortDue = true;
        return row;
    }

    /// <summary>The tip becomes a piece of what it built.</summary>
    public void Stop(int tip)
    {
        _transformation.Convert(tip, _vessels.Leaves);
        Start(tip);
        _context.Tissue.Tally.Add(EventKind.Transformation);
    }

    public void Link(int row, int other) => _context.Tissue.Links.Add(row, other, LinkKind.Vessel);

    public void Unlink(int row, int other)
    {
        var links = _context.Tissue.Links;
        var link = links.Find(row, other);
        links.Kind[link] &= (byte)(0xFF & ~(int)LinkKind.Vessel);
    }

    private void Start(int row)
    {
        foreach (var (column, value) in _startsWith)
            column[row] = value;
        if (_cells.LumenTicks is null)
            return;
        _cells.ColumnOf(_context.Model.Behaviors.Custom(_vessels.Lumen))![row] = 0;
        _cells.LumenTicks[row] = 0;
    }
}
