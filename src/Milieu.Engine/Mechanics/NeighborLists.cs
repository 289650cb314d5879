// Who may touch whom, found once for many steps.
namespace Milieu.Engine;

/// <summary>
/// For each row the rows within both Fars and both leeways, in row order. A list holds until a cell is out of its leeway,
/// until rows are sorted, or until radii change; it decides how fast neighbors are found, never which.
/// </summary>
internal sealed unsafe class NeighborLists : IDisposable
{
    // A row costs a hundred times what it costs elsewhere, so even few rows are shared out finely.
    private const int Grain = 64;

    private readonly Tissue _tissue;
    private readonly Sorter _sorter;
    private readonly WorkerPool _pool;
    private readonly Leeway _leeway;
    private readonly Column<int> _places;
    private readonly Candidates[] _lists;
    private double _displacement;
    private bool _holds;
    private int _version = -1;

    public NeighborLists(CompiledModel model, Tissue tissue, Sorter sorter, WorkerPool pool, PairInputs inputs)
    {
        _tissue = tissue;
        _sorter = sorter;
        _pool = pool;
        _leeway = new Leeway(model, tissue.Cells, pool, sorter.Skin);
        _places = tissue.Cells.Scratch<int>("candidates");
        var movable = new BehaviorValues(model, tissue.Cells, model.Behaviors.Movable);
        _lists = [.. Enumerable.Range(0, pool.Workers).Select(_ => new Candidates(inputs, _leeway, movable))];
    }

    /// <summary>Bytes of all lists, as reserved.</summary>
    public long Bytes => _lists.Sum(l => l.Bytes);

    /// <summary>True when this step makes them anew.</summary>
    public bool IsDue { get; private set; }

    /// <summary>True when all that touch now are in each other's lists.</summary>
    public bool IsCurrent
    {
        get
        {
            if (_sorter.Version != _version)
                return false;
            if (_displacement != _tissue.Displacement)
                (_displacement, _holds) = (_tissue.Displacement, _leeway.Holds());
            return _holds;
        }
    }

    /// <summary>To be called before the workers of a step, once records are filled.</summary>
    public void Prepare()
    {
        IsDue = !IsCurrent;
        if (!IsDue)
            return;
        (_version, _displacement, _holds) = (_sorter.Version, _tissue.Displacement, true);
        _leeway.Set();
    }

    /// <summary>Runs a job over all rows, those of a list by the worker who has it.</summary>
    public void Share(IRangeJob job) => _pool.Run(job, _tissue.Cells.Count, Math.Min(_pool.Chunk, Grain));

    /// <summary>Makes the lists of a worker's rows, where they are due.</summary>
    public void Make(int begin, int end, int worker)
    {
        if (IsDue)
            _lists[worker].Make(begin, end, _sorter.Bins, _tissue.Cells.Bin.Pointer, _places.Pointer);
    }

    /// <summary>Rows among which all are that this one touches now, ascending, without itself.</summary>
    public int* Of(int row, int worker, out int count)
    {
        var place = _places[row];
        if (place >= 0)
            return _lists[worker].List(place, out count);
        var bins = _sorter.Bins;
        return _lists[worker].Search(bins, bins.GroupOf(_tissue.Cells.Bin.Pointer[row]), row, out count);
    }

    public void Dispose()
    {
        foreach (var lists in _lists)
            lists.Dispose();
    }
}
