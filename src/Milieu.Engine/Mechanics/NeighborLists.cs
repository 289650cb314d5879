// Who may touch whom, found once for many steps.
namespace Milieu.Engine;

/// <summary>
/// For each row the rows within both Fars and a margin, in row order. A list holds until two cells may have come nearer
/// by the margin, until rows are sorted, or until radii change; it decides how fast neighbors are found, never which.
/// </summary>
internal sealed unsafe class NeighborLists : IDisposable
{
    /// <summary>The least <see cref="Margin"/>, um.</summary>
    public const double LeastMargin = 2;

    // More than a float's rounding of a distance.
    private const double Doubt = 0.001;

    // A row costs a hundred times what it costs elsewhere, so even few rows are shared out finely.
    private const int Grain = 64;

    private readonly Tissue _tissue;
    private readonly Sorter _sorter;
    private readonly WorkerPool _pool;
    private readonly PairInputs _inputs;
    private readonly Column<int> _places;
    private readonly Candidates[] _lists;
    private double _displacement;
    private int _version = -1;

    public NeighborLists(CompiledModel model, Tissue tissue, Sorter sorter, WorkerPool pool, PairInputs inputs)
    {
        _tissue = tissue;
        _sorter = sorter;
        _pool = pool;
        _inputs = inputs;
        Margin = Math.Max(LeastMargin, sorter.Skin / 2);
        _places = tissue.Cells.Scratch<int>("candidates");
        var movable = new BehaviorValues(model, tissue.Cells, model.Behaviors.Movable);
        _lists = [.. Enumerable.Range(0, pool.Workers).Select(_ => new Candidates(inputs, movable))];
    }

    /// <summary>Two cells may come nearer by this much before lists are made anew, um: the more, the faster cells walk.</summary>
    public double Margin { get; }

    /// <summary>Bytes of all lists, as reserved.</summary>
    public long Bytes => _lists.Sum(l => l.Bytes);

    /// <summary>True when this step makes them anew.</summary>
    public bool IsDue { get; private set; }

    /// <summary>True when all that touch now are in each other's lists.</summary>
    public bool IsCurrent =>
        _sorter.Version == _version && 2 * (_tissue.Displacement - _displacement) <= Margin - Doubt;

    /// <summary>To be called before the workers of a step, once records are filled.</summary>
    public void Prepare()
    {
        IsDue = !IsCurrent;
        if (IsDue)
            (_version, _displacement) = (_sorter.Version, _tissue.Displacement);
    }

    /// <summary>Runs a job over all rows, those of a list by the worker who has it.</summary>
    public void Share(IRangeJob job) => _pool.Run(job, _tissue.Cells.Count, Math.Min(_pool.Chunk, Grain));

    /// <summary>Makes the lists of a worker's rows, where they are due.</summary>
    public void Make(int begin, int end, int worker)
    {
        if (IsDue)
            _lists[worker].Make(begin, end, _sorter.Bins, _tissue.Cells.Bin.Pointer, Units(Margin), _places.Pointer);
    }

    /// <summary>Rows among which all are that this one touches now, ascending, without itself.</summary>
    public int* Of(int row, int worker, out int count)
    {
        var place = _places[row];
        if (place >= 0)
            return _lists[worker].List(place, out count);
        var bins = _sorter.Bins;
        return _lists[worker].Search(bins, bins.GroupOf(_tissue.Cells.Bin.Pointer[row]), row, Units(Doubt), out count);
    }

    public void Dispose()
    {
        foreach (var lists in _lists)
            lists.Dispose();
    }

    private float Units(double length) => (float)(length * _inputs.Scale);
}
