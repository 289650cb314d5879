// Pair forces, springs, motility, walls.
namespace Milieu.Engine;

/// <summary>Velocity, pressure and contacts of every row.</summary>
public sealed class ForcesStage : IStage, IDisposable
{
    private readonly StepContext _context;
    private readonly LinkIndex _links = new();
    private readonly PairInputs? _inputs;
    private readonly NeighborLists? _lists;
    private readonly IPairJob _pairs;
    private readonly AloneJob _alone;

    public ForcesStage(StepContext context)
    {
        _context = context;
        _inputs = context.Kernel == KernelKind.Vectorized ? new PairInputs(context.Model, context.Tissue) : null;
        _lists = _inputs is null
            ? null
            : new NeighborLists(context.Model, context.Tissue, context.Sorter, context.Pool, _inputs);
        context.Lists = _lists;
        _pairs = _lists is null ? new ReferencePairs(context) : new VectorizedPairs(context, _inputs!, _lists);
        var motility = context.Cells.Layout.HasMotility ? new Motility(context) : null;
        _alone = new AloneJob(motility, new OwnForces(context, _links));
    }

    /// <summary>Bytes of the lists of neighbors, as reserved.</summary>
    internal long ListBytes => _lists?.Bytes ?? 0;

    public void Run()
    {
        var rows = _context.Cells.Count;
        Pairs(_context.Model.Timing.IsLastBeforePhenotype(_context.Tick));
        if (_context.Tissue.Links.Count > 0)
            _links.Build(_context.Tissue.Links, rows);
        if (_alone.IsNeeded)
            _context.Pool.Run(_alone, rows);
    }

    /// <summary>Pressure and contacts only, before tick 0.</summary>
    public void Prime() => Pairs(true);

    public void Dispose()
    {
        _links.Dispose();
        (_pairs as IDisposable)?.Dispose();
    }

    /// <param name="countsContacts">False where contacts would be counted anew before anybody reads them.</param>
    private void Pairs(bool countsContacts)
    {
        _pairs.CountsContacts = countsContacts;
        // The bins are counted here, before any worker asks for them.
        _ = _context.Sorter.Bins;
        if (_lists is null)
        {
            _context.Pool.Run(_pairs, _context.Cells.Count);
            return;
        }
        _context.Pool.Run(_inputs!, _context.Cells.Count);
        _lists.Prepare();
        _lists.Share(_pairs);
    }

    /// <summary>What moves a row besides its neighbors: its crawling first, for that is one of its own forces.</summary>
    private sealed class AloneJob(Motility? motility, OwnForces own) : IRangeJob
    {
        public bool IsNeeded => own.IsNeeded;

        public void Run(int begin, int end, int worker)
        {
            motility?.Run(begin, end, worker);
            own.Run(begin, end, worker);
        }
    }
}
