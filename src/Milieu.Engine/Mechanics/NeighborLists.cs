// Who may touch whom, found once for many steps.
namespace Milieu.Engine;

/// <summary>
/// For each row the rows within both Fars and a margin, in row order. A list holds until two cells may have come nearer
/// by the margin, until rows are sorted, or until radii change; it decides how fast neighbors are found, never which.
/// </summary>
internal sealed unsafe class NeighborLists : IDisposable
{
    /// <summary>Two cells may come nearer by this much before lists are made anew, um.</summary>
    public const double Margin = 2;

    // More than a float's rounding of a distance.
    private const double Doubt = 0.001;

    private readonly StepContext _context;
    private readonly PairInputs _inputs;
    private readonly Column<int> _places;
    private readonly Candidates[] _lists;
    private float _margin;
    private double _displacement;
    private int _version = -1;

    public NeighborLists(StepContext context, PairInputs inputs)
    {
        _context = context;
        _inputs = inputs;
        _places = context.Cells.Scratch<int>("candidates");
        var movable = new BehaviorValues(context.Model, context.Cells, context.Model.Behaviors.Movable);
        _lists = [.. Enumerable.Range(0, context.Pool.Workers).Select(_ => new Candidates(inputs, movable))];
    }

    /// <summary>Bytes of all lists, as reserved.</summary>
    public long Bytes => _lists.Sum(l => l.Bytes);

    /// <summary>True when this step makes them anew.</summary>
    public bool IsDue { get; private set; }

    /// <summary>To be called before the workers of a step, once records are filled.</summary>
    public void Prepare()
    {
        var (sorter, displacement) = (_context.Sorter, _context.Tissue.Displacement);
        IsDue = sorter.Version != _version || 2 * (displacement - _displacement) > Margin - Doubt;
        if (!IsDue)
            return;
        (_version, _displacement) = (sorter.Version, displacement);
        _margin = (float)(Margin * _inputs.Scale);
    }

    /// <summary>Makes the lists of a worker's rows, where they are due; the same rows as in every step since.</summary>
    public void Make(int begin, int end, int worker)
    {
        if (IsDue)
            _lists[worker].Make(begin, end, _context.Sorter.Bins, _context.Cells.Bin.Pointer, _margin, _places.Pointer);
    }

    /// <summary>Rows among which all are that this one touches now, ascending, without itself.</summary>
    public int* Of(int row, int worker, out int count)
    {
        var place = _places[row];
        if (place >= 0)
            return _lists[worker].List(place, out count);
        var bins = _context.Sorter.Bins;
        return _lists[worker].Search(bins, bins.GroupOf(_context.Cells.Bin.Pointer[row]), row, out count);
    }

    public void Dispose()
    {
        foreach (var lists in _lists)
            lists.Dispose();
    }
}
