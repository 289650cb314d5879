// One cell becomes two.
namespace Milieu.Engine;

/// <summary>Divides the rows whose fate is to divide; daughters are appended in the order of their mothers.</summary>
internal sealed class Division
{
    private const double MotherShift = 0.5;
    private readonly StepContext _context;
    private readonly Cells _cells;
    private readonly RowMaker _maker;
    private readonly Transformation _transformation;
    private readonly BehaviorReader _read;
    private readonly Column<double>[] _halved;
    private readonly Drift _drift;
    private readonly OwnEvents? _events;
    private readonly bool _isAsymmetric;

    public Division(StepContext context)
    {
        var model = context.Model;
        var b = model.Behaviors;
        _context = context;
        _cells = context.Cells;
        _maker = new RowMaker(context);
        _read = new BehaviorReader(model, _cells);
        _transformation = new Transformation(model, _cells, _read, context.Chance);
        _drift = new Drift(context);
        var events = new OwnEvents(context, EventMoment.Division);
        _events = events.IsEmpty ? null : events;
        _isAsymmetric = CellLayout.CanHappen(model, Enumerable.Range(0, b.Types).Select(b.AsymmetricDivision));
        var conserved = Enumerable.Range(0, b.Customs).Where(c => model.Customs[c].Conserved);
        _halved = [.. _cells.Internalized, .. conserved.Select(c => _cells.ColumnOf(b.Custom(c))!)];
    }

    /// <summary>Runs over all rows.</summary>
    /// <param name="mothers">How many rows have the fate.</param>
    public void Run(int mothers)
    {
        var tissue = _context.Tissue;
        tissue.Links.RemoveOf(_cells.Fate, (byte)Fate.Divide);
        var before = _cells.Count;
        _cells.SetCount(before + mothers);
        var daughter = before;
        for (var mother = 0; mother < before; mother++)
            if ((_cells.Fate[mother] & (byte)Fate.Divide) != 0)
                Divide(mother, daughter++);
        tissue.Tally.Add(EventKind.Birth, mothers);
        tissue.SortDue = true;
    }

    /// <summary>Contract 10.4: halves, shifts and copies the mother; then the daughter may take another type.</summary>
    private void Divide(int mother, int daughter)
    {
        var lineage = _cells.Lineage[mother];
        RowMaker.ScaleVolumes(_cells, mother, 0.5);
        foreach (var column in _halved)
            column[mother] *= 0.5;
        var radius = _cells.Radius[mother];
        _cells.Radius[mother] = CellGeometry.Radius(_cells.Volume(mother));
        if (_cells.AttackTime is not null)
            _cells.AttackTime[mother] = 0;
        var columns = _cells.StateColumns;
        for (var k = 0; k < columns.Count; k++)
            columns[k].CopyRow(mother, daughter);
        _cells.Fate[daughter] = 0;
        Name(mother, daughter);
        Part(mother, daughter, lineage, radius);
        _drift.Run(mother);
        _drift.Run(daughter);
        if (_isAsymmetric && NewType(mother, lineage) is >= 0 and var type)
            _transformation.Convert(daughter, type);
        if (_events is null)
            return;
        foreach (var row in (ReadOnlySpan<int>)[mother, daughter])
            if ((_events.Run(row, _context.Tick) & EventOutcome.Became) != EventOutcome.None)
                _context.Tissue.Tally.Add(EventKind.Transformation, 1);
    }

    /// <summary>What is the daughter's own: identity, luck, and no past of her own.</summary>
    private void Name(int mother, int daughter)
    {
        _cells.Id[daughter] = _context.Tissue.NextId++;
        _cells.Divisions[mother]++;
        _cells.Lineage[daughter] = Chance.Mix(_cells.Lineage[mother], _cells.Divisions[mother]);
        _cells.Divisions[daughter] = 0;
        _maker.Orient(daughter, _cells.Lineage[daughter]);
        (_cells.PreviousVx[daughter], _cells.PreviousVy[daughter], _cells.PreviousVz[daughter]) = (0, 0, 0);
        _cells.Pressure[daughter] = 0;
        foreach (var contacts in _cells.Contacts)
            contacts[daughter] = 0;
        if (_cells.Nuclei is not null)
            _cells.Nuclei[daughter] = 1;
    }

    /// <summary>
    /// d is uniform on the sphere, less its part along the axis of a flat tissue, times the mother's radius before
    /// division; the daughter goes to +d, the mother to -d/2.
    /// </summary>
    private void Part(int mother, int daughter, ulong lineage, double radius)
    {
        var grid = _context.Model.Grid;
        var (u, v) = _context.Chance.Pair(lineage, _context.Tick, Purpose.DivisionDirection);
        var (x, y, z) = Sphere.Point(u, v);
        // In 2-D the axis is z and the polarity 1; in 3-D the polarity is 0.
        var (dx, dy, dz) = (radius * x, radius * y, grid.Is2D ? 0 : radius * z);
        Shift(daughter, dx, dy, dz);
        Shift(mother, -MotherShift * dx, -MotherShift * dy, -MotherShift * dz);
    }

    private void Shift(int row, double dx, double dy, double dz)
    {
        var grid = _context.Model.Grid;
        _cells.X[row] += dx;
        _cells.Y[row] += dy;
        _cells.Z[row] += dz;
        if (!_context.Model.Conventions.MirrorAtWall)
            return;
        _cells.X[row] = Walls.Mirror(_cells.X[row], grid.OriginX, grid.EndX);
        _cells.Y[row] = Walls.Mirror(_cells.Y[row], grid.OriginY, grid.EndY);
        _cells.Z[row] = Walls.Mirror(_cells.Z[row], grid.OriginZ, grid.EndZ);
    }

    /// <summary>The type that asymmetric division gives the daughter, or -1 for her mother's.</summary>
    /// <remarks>Where the probabilities add up to more than 1, the mother's own type gives way.</remarks>
    private int NewType(int mother, ulong lineage)
    {
        var b = _context.Model.Behaviors;
        var own = _cells.Type[mother];
        var total = 0.0;
        for (var type = 0; type < b.Types; type++)
            total += _read[mother, b.AsymmetricDivision(type)];
        var excess = Math.Max(0, total - 1);
        var r = _context.Chance.Uniform(lineage, _context.Tick, Purpose.AsymmetricDivision);
        for (var type = 0; type < b.Types; type++)
        {
            var p = _read[mother, b.AsymmetricDivision(type)] - (type == own ? excess : 0);
            if (r < p)
                return type == own ? -1 : type;
            r -= Math.Max(0, p);
        }
        return -1;
    }
}
