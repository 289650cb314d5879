// Puts the cells of one placement into the tissue.
namespace Milieu.Engine;

/// <summary>Appends the rows of placements, at the start or later.</summary>
internal sealed class Placer
{
    // Two Philox blocks a try, 16 bits of draw number.
    private const int MaxTries = 32_768;
    private readonly StepContext _context;
    private readonly Cells _cells;
    private readonly RowMaker _maker;
    private readonly InitialDraws _draws;

    public Placer(StepContext context)
    {
        _context = context;
        _cells = context.Cells;
        _maker = new RowMaker(context);
        _draws = new InitialDraws(context, _maker);
    }

    /// <summary>Appends one placement's cells, all but their ids.</summary>
    /// <param name="index">Index of the placement in the model.</param>
    /// <returns>The number of cells placed.</returns>
    /// <exception cref="StartException">The region does not hold them.</exception>
    public int Place(int index)
    {
        var placement = _context.Model.Placements[index];
        if (placement.Vessels is not null)
            return PlaceVessels(index, placement);
        var region = new Region(_context.Model.Grid, placement);
        var first = _cells.Count;
        var lattice = placement.Fill == PlacementFill.Hexagonal ? region.Lattice(SpacingOf(placement)) : null;
        var count = lattice?.Count ?? placement.Count;
        _cells.SetCount(first + count);
        // A piece of vessel that is placed by itself crosses the tissue there.
        var isVessel = _context.Model.Vessels is { } vessels && vessels.Segments.Contains(placement.Type);
        for (var k = 0; k < count; k++)
        {
            Make(placement, SourceOf(index), first + k, k, placement.Type);
            if (isVessel)
                _cells.Flags[first + k] |= (byte)CellFlags.Inlet;
        }
        if (lattice is not null)
            for (var k = 0; k < count; k++)
                MoveTo(first + k, lattice[k]);
        else if (placement.Shape == PlacementShape.Points)
            for (var k = 0; k < count; k++)
                MoveTo(first + k, PointOf(placement, k));
        else
            Scatter(placement, region, first, count);
        return count;
    }

    private int PlaceVessels(int index, CompiledPlacement placement)
    {
        var source = SourceOf(index);
        var plan = new VesselPlan(_context.Model.Grid, placement, _context.Chance, source);
        var (first, count, types) = (_cells.Count, plan.Points.Count, placement.Vessels!.Types);
        _cells.SetCount(first + count);
        for (var k = 0; k < count; k++)
        {
            Make(placement, source, first + k, k, types.IsEmpty ? placement.Type : types[k]);
            MoveTo(first + k, plan.Points[k]);
        }
        foreach (var inlet in plan.Inlets)
            _cells.Flags[first + inlet] |= (byte)CellFlags.Inlet;
        var links = _context.Tissue.Links;
        foreach (var (a, b) in plan.Links)
            links.Add(first + a, first + b, LinkKind.Vessel);
        links.Tidy();
        return count;
    }

    /// <summary>The source's part of a lineage; placements that share a name and a tick do not share luck.</summary>
    private ulong SourceOf(int index)
    {
        var placements = _context.Model.Placements;
        var placement = placements[index];
        var source = Chance.NameHash(placement.Name);
        var twins = 0UL;
        for (var k = 0; k < index; k++)
            if (
                placements[k].Tick == placement.Tick
                && string.Equals(placements[k].Name, placement.Name, StringComparison.Ordinal)
            )
                twins++;
        return twins == 0 ? source : Chance.Mix(source, twins);
    }

    private void Make(CompiledPlacement placement, ulong source, int row, int ordinal, int type)
    {
        var own = (ulong)ordinal;
        var lineage = Chance.Mix(source, placement.Tick == 0 ? own : Chance.Mix((ulong)placement.Tick, own));
        _maker.Make(row, type, lineage);
        foreach (var values in placement.Values)
        {
            var value = values.Values[ordinal];
            if (double.IsNaN(value))
                continue;
            if (values.Behavior < 0)
                _maker.SetVolume(row, value);
            else
                _cells.ColumnOf(values.Behavior)![row] = value;
        }
        _draws.Run(row);
    }

    private void Scatter(CompiledPlacement placement, Region region, int first, int count)
    {
        var overlaps = placement.Fill == PlacementFill.NoOverlap ? OverlapsBefore(first) : null;
        for (var row = first; row < first + count; row++)
        {
            if (!TryPlace(region, row, overlaps))
                throw new StartException(
                    $"Placement '{placement.Name}': only {row - first} of {count} cells found a free place in {MaxTries} tries each."
                );
            overlaps?.Add(row);
        }
    }

    private OverlapGrid OverlapsBefore(int first)
    {
        var largest = 0.0;
        for (var row = 0; row < _cells.Count; row++)
            largest = Math.Max(largest, _cells.Radius[row]);
        return new OverlapGrid(_cells, first, largest);
    }

    private bool TryPlace(Region region, int row, OverlapGrid? overlaps)
    {
        var lineage = _cells.Lineage[row];
        for (var draw = 0; draw < MaxTries; draw++)
        {
            var point = region.Point(Draw(lineage, 2 * draw), Draw(lineage, (2 * draw) + 1));
            if (!region.IsInDomain(point.X, point.Y, point.Z))
                continue;
            if (overlaps is not null && overlaps.Overlaps(point.X, point.Y, point.Z, _cells.Radius[row]))
                continue;
            MoveTo(row, point);
            return true;
        }
        return false;
    }

    private (double A, double B) Draw(ulong lineage, int draw) =>
        _context.Chance.Pair(lineage, _context.Tick, Purpose.PlacePosition, draw);

    private void MoveTo(int row, (double X, double Y, double Z) point) =>
        (_cells.X[row], _cells.Y[row], _cells.Z[row]) = point;

    private (double X, double Y, double Z) PointOf(CompiledPlacement placement, int k)
    {
        var p = placement.Points;
        return (p[3 * k], p[(3 * k) + 1], _context.Model.Grid.Is2D ? _context.Model.Grid.MiddleZ : p[(3 * k) + 2]);
    }

    /// <summary>Cells of the type just touch unless a spacing is given.</summary>
    private double SpacingOf(CompiledPlacement placement) =>
        placement.Spacing > 0
            ? placement.Spacing
            : 2 * (double)CellGeometry.Radius(_context.Model.Types[placement.Type].Volume.Total);
}
