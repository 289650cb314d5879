// Cells that enter the tissue beside a cell: through the wall of a vessel, for one.
namespace Milieu.Engine;

/// <summary>Each live row lets in at most one cell of each type a phenotype step, in the order of rows, then types.</summary>
/// <remarks>
/// With probability 1 - exp(-k dt), k the row's rate for the type, 1/min; the cell stands at a distance of both radii in a
/// chance direction, if that is in the domain and not too crowded (docs/science/doors.md).
/// </remarks>
internal sealed class Doors
{
    private readonly StepContext _context;
    private readonly Cells _cells;
    private readonly RowMaker _maker;
    private readonly InitialDraws _draws;
    private readonly Crowding _crowding;
    private readonly int[] _entering;
    private readonly BehaviorValues[] _rates;
    private readonly bool[] _mayOpen;
    private readonly double _limit;
    private readonly double _dt;

    public Doors(StepContext context)
    {
        var (model, b) = (context.Model, context.Model.Behaviors);
        (_context, _cells) = (context, context.Cells);
        _maker = new RowMaker(context);
        _draws = new InitialDraws(context, _maker);
        _crowding = new Crowding(context.Tissue, context.Sorter);
        _entering = [.. Enumerable.Range(0, b.Types).Where(t => CellLayout.CanHappen(model, [b.Extravasate(t)]))];
        _rates = [.. _entering.Select(t => new BehaviorValues(model, _cells, b.Extravasate(t)))];
        _mayOpen = [.. Enumerable.Range(0, b.Types).Select(t => MayOpen(model, t))];
        _limit = model.CrowdingLimit ?? Crowding.UsualLimit;
        _dt = model.Timing.PhenotypeMinutes;
    }

    /// <summary>Appends whoever enters at this tick; a Sort is then due.</summary>
    public void Open()
    {
        var rows = _cells.Count;
        var isMeasured = false;
        for (var row = 0; row < rows; row++)
        {
            if (!_mayOpen[_cells.Type[row]] || !IsOpen(row))
                continue;
            for (var k = 0; k < _entering.Length; k++)
            {
                if (!Lets(row, k))
                    continue;
                if (!isMeasured)
                    _crowding.Measure();
                isMeasured = true;
                Enter(row, _entering[k]);
            }
        }
    }

    private bool IsOpen(int row) =>
        _cells.IsLive(row) && !_cells.Is(row, CellFlags.Escaped) && (_cells.Fate[row] & (byte)Fate.Remove) == 0;

    private bool Lets(int row, int k) =>
        _rates[k].At(row) is > 0 and var rate
        && _context.Chance.Uniform(_cells.Lineage[row], _context.Tick, Purpose.Extravasate, _entering[k])
            < 1 - ExactMath.Exp(-rate * _dt);

    private void Enter(int door, int type)
    {
        var tissue = _context.Tissue;
        var row = _cells.Count;
        _cells.SetCount(row + 1);
        _maker.Make(row, type, Chance.Mix(Chance.Mix(_cells.Lineage[door], _context.Tick), (ulong)type));
        _draws.Run(row);
        Place(row, door);
        if (!IsInDomain(row) || _crowding.Around(row, door) >= _limit)
        {
            _cells.SetCount(row);
            return;
        }
        _cells.Id[row] = tissue.NextId++;
        tissue.ByType.Add(TypeEvent.Entered, type);
        tissue.Tally.Add(EventKind.Arrival);
        tissue.SortDue = true;
    }

    private void Place(int row, int door)
    {
        var (u, v) = _context.Chance.Pair(_cells.Lineage[row], _context.Tick, Purpose.PlacePosition);
        var (x, y, z) = _context.Model.Grid.Is2D ? Flat(u) : Sphere.Point(u, v);
        var distance = (double)_cells.Radius[door] + _cells.Radius[row];
        _cells.X[row] = _cells.X[door] + (distance * x);
        _cells.Y[row] = _cells.Y[door] + (distance * y);
        _cells.Z[row] = _cells.Z[door] + (distance * z);
    }

    private static (double X, double Y, double Z) Flat(double u)
    {
        var (x, y) = Sphere.Circle(u);
        return (x, y, 0);
    }

    private bool IsInDomain(int row)
    {
        var grid = _context.Model.Grid;
        return _cells.X[row] >= grid.OriginX
            && _cells.X[row] <= grid.EndX
            && _cells.Y[row] >= grid.OriginY
            && _cells.Y[row] <= grid.EndY
            && _cells.Z[row] >= grid.OriginZ
            && _cells.Z[row] <= grid.EndZ;
    }

    /// <summary>False for types whose cells can never let anybody in: they cost one look.</summary>
    private static bool MayOpen(CompiledModel model, int type)
    {
        var (b, own) = (model.Behaviors, model.Types[type]);
        bool Opens(int behavior) => behavior >= b.Extravasate(0) && behavior < b.Extravasate(b.Types);
        return Enumerable.Range(0, b.Types).Any(t => own.Constants[b.Extravasate(t)] > 0)
            || own.Rules.Any(r => Opens(r.Behavior))
            || own.Distributions.Any(d => Opens(d.Behavior))
            || model.Placements.Any(p => p.Type == type && p.Values.Any(v => Opens(v.Behavior)));
    }
}
