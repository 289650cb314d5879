// Canonical order (law 3): rows sorted by bin, then by id.
namespace Milieu.Engine;

/// <summary>Sorts all rows by (bin, id), drops removed ones and keeps attack targets and links pointing at their cells.</summary>
public sealed unsafe class Sorter : IDisposable
{
    /// <summary>How much wider a bin is than the largest reach at least, um: cells may move half of it before the next Sort.</summary>
    public const double LeastSkin = 2;

    // Fast walkers with long steps would make every step sort; in this many of their steps they cross no more than the skin,
    // so that a Sort is due after half as many at the earliest. Wider bins cost by their square in the plane, by their cube in space.
    private const double StepsInPlane = 24;
    private const double StepsInSpace = 8;

    // Few rows are brought into order column by column at once, which costs each worker a column of its own.
    private const int FewRows = 1 << 16;

    // Cells far apart would otherwise spend time and memory on empty bins; wider bins cost where cells are dense.
    private const int LeastBinLimit = 1 << 20;
    private const long BinsPerCell = 16;
    private readonly Tissue _tissue;
    private readonly Cells _cells;
    private readonly WorkerPool _pool;
    private readonly Reach _reach;
    private readonly Extent _extent;
    private readonly bool _is2D;
    private readonly BinIndex _bins = new();
    private readonly Column<int> _order;
    private readonly Column<int> _inverse;
    private readonly Column<ulong> _spare;
    private readonly BinRows _binRows;
    private readonly OrderBins _orderBins;
    private readonly PermuteColumn _permute;
    private readonly PermuteColumns _permuteAll;
    private readonly RetargetRows _retarget;
    private readonly LinkRemap _links;
    private bool _indexed;
    private bool _isReachKnown;
    private double _largestReach;
    private long _escapes;

    public Sorter(CompiledModel model, Tissue tissue, WorkerPool pool)
    {
        _tissue = tissue;
        _cells = tissue.Cells;
        _pool = pool;
        _reach = new Reach(model, _cells, pool);
        _extent = new Extent(model.Grid, _cells, pool);
        _is2D = model.Grid.Is2D;
        _order = _cells.Scratch<int>("order", Turn.Sort);
        _inverse = _cells.Scratch<int>("inverse", Turn.Sort);
        _spare = _cells.Scratch<ulong>("spare", Turn.Sort);
        _binRows = new BinRows(_extent, _cells);
        _orderBins = new OrderBins(_cells, _bins, _order, _inverse, _spare);
        _permute = new PermuteColumn(_order, _spare);
        _permuteAll = new PermuteColumns(_order, pool.Workers);
        Skin =
            model.Conventions == Conventions.PhysiCell
                ? LeastSkin
                : Math.Max(LeastSkin, (_is2D ? StepsInPlane : StepsInSpace) * LongestStep(model));
        _retarget = new RetargetRows(_cells, _inverse);
        _links = new LinkRemap(tissue.Links, _inverse);
    }

    /// <summary>How much wider this model's bins are than the largest reach, um.</summary>
    public double Skin { get; }

    /// <summary>Bins of the last Sort; of a restored tissue, counted again from the rows' own bins.</summary>
    public BinIndex Bins
    {
        get
        {
            if (!_indexed)
                _bins.Build(_tissue.Bins, _cells.Bin.Pointer, _cells.Count);
            _indexed = true;
            return _bins;
        }
    }

    /// <summary>To be said when radii or behaviors may have changed without a change of rows.</summary>
    /// <remarks>Between two phenotype steps they cannot, so the largest reach is measured once for many mechanics steps.</remarks>
    internal void ReachChanged()
    {
        Revision++;
        Forget();
    }

    /// <summary>Changes when rows, radii or behaviors may have: what was found from them must be found again.</summary>
    internal int Version { get; private set; }

    /// <summary>Changes when cells came, went or changed: not where they only stand in other rows.</summary>
    internal int Revision { get; private set; }

    /// <summary>True when rows came or went, or when two cells may touch that are not in adjacent bins.</summary>
    public bool IsDue() => _tissue.SortDue || LargestReach() + (2 * _tissue.Displacement) > _tissue.Bins.Edge;

    /// <summary>Drops tombstones and rows whose fate is to be removed, sorts the rest, and clears all fates.</summary>
    public void Sort()
    {
        Forget();
        Revision += _tissue.SortDue ? 1 : 0;
        var grid = GridFor(LargestReach() + Skin);
        _binRows.Grid = grid;
        _pool.RunLight(_binRows, _cells.Count);
        _bins.Build(grid, _cells.Bin.Pointer, _cells.Count);
        _indexed = true;
        var kept = _bins.Starts[grid.Count];
        if (!Scatter(grid))
            Permute(grid, kept);
        _cells.SetCount(kept);
        _cells.Fate.Clear(0, kept);
        _tissue.Bins = grid;
        _tissue.Displacement = 0;
        _tissue.SortDue = false;
        // What was measured counted the rows that have just gone.
        Forget();
    }

    public void Dispose()
    {
        _bins.Dispose();
        _permuteAll.Dispose();
    }

    /// <summary>The farthest that a type's own speed takes a cell in a step of mechanics, um.</summary>
    private static double LongestStep(CompiledModel model)
    {
        var fastest = 0.0;
        foreach (var type in model.Types)
            fastest = Math.Max(fastest, type.IsMotile ? type.Constants[model.Behaviors.Speed] : 0);
        return fastest * model.Timing.MechanicsMinutes;
    }

    private void Forget()
    {
        _isReachKnown = false;
        Version++;
    }

    /// <summary>A function of state, whether measured now or remembered: cells that escape take their reach with them.</summary>
    private double LargestReach()
    {
        var escapes = _tissue.Tally[EventKind.Escape];
        if (!_isReachKnown || escapes != _escapes)
            _largestReach = _reach.Largest();
        (_isReachKnown, _escapes) = (true, escapes);
        return _largestReach;
    }

    private BinGrid GridFor(double edge)
    {
        _extent.Measure();
        var limit = Math.Max(LeastBinLimit, BinsPerCell * _cells.Count);
        while (true)
        {
            var nx = Bins1(_extent.SizeX, edge);
            var ny = Bins1(_extent.SizeY, edge);
            var nz = _is2D ? 1 : Bins1(_extent.SizeZ, edge);
            if (nx * ny * nz <= limit)
                return new BinGrid(edge, (int)nx, (int)ny, (int)nz);
            edge *= 2;
        }
    }

    private static double Bins1(double length, double edge) => Math.Max(1, Math.Ceiling(length / edge));

    /// <summary>Lists the kept rows bin by bin, in their present order.</summary>
    /// <returns>True when every row already stands where it belongs.</returns>
    private bool Scatter(BinGrid grid)
    {
        var bin = _cells.Bin.Pointer;
        var order = _order.Pointer;
        var starts = _bins.Starts;
        var id = _cells.Id.Pointer;
        var rows = _cells.Count;
        var inOrder = true;
        for (var row = 0; row < rows && inOrder; row++)
            inOrder =
                bin[row] >= 0
                && (row == 0 || bin[row] > bin[row - 1] || (bin[row] == bin[row - 1] && id[row] > id[row - 1]));
        if (inOrder)
            return true;
        for (var row = 0; row < rows; row++)
            if (bin[row] >= 0)
                order[starts[bin[row]]++] = row;
            else
                _inverse[row] = -1;
        // Each start stands now at its bin's end, which is the next bin's start.
        for (var b = grid.Count; b > 0; b--)
            starts[b] = starts[b - 1];
        starts[0] = 0;
        return false;
    }

    private void Permute(BinGrid grid, int kept)
    {
        _pool.RunLight(_orderBins, grid.Count);
        var columns = _cells.StateColumns;
        if (kept <= FewRows)
            _permuteAll.Apply(_pool, columns, kept);
        else
            for (var k = 0; k < columns.Count; k++)
                _permute.Apply(_pool, columns[k], kept);
        if (_cells.AttackTarget is not null)
            _pool.RunLight(_retarget, kept);
        _links.Run();
    }
}
