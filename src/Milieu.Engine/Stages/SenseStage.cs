// What cells gather from the cells around them.
namespace Milieu.Engine;

/// <summary>Fills the gathered signals from the state as it stands; nothing of it is state.</summary>
public sealed unsafe class SenseStage : IStage, IDisposable
{
    private readonly StepContext _context;
    private readonly TouchGroups _groups;
    private readonly TargetTouches _targets;
    private readonly ReferenceTouches? _reference;
    private readonly GatherTouches? _wide;

    public SenseStage(StepContext context)
    {
        _context = context;
        var states = new CellStates(context.Model, context.Cells);
        _groups = new TouchGroups(context, states);
        _targets = new TargetTouches(context, states);
        if (context.Kernel == KernelKind.Reference)
            _reference = new ReferenceTouches(context, states, _groups);
        else
            _wide = new GatherTouches(context, _groups);
        // Of a restored tissue the bins must be counted before rows arrive.
        _ = context.Sorter.Bins;
    }

    public void Run() => Run(all: false);

    /// <param name="all">Also what no rule of a cell's type reads: for people who look.</param>
    internal void Run(bool all)
    {
        _groups.All = all;
        var (pool, rows, bins) = (_context.Pool, _context.Cells.Count, _context.Sorter.Bins);
        _groups.Rows = bins.Grid.Count == 0 ? 0 : bins.Starts[bins.Grid.Count];
        if (_targets.IsNeeded)
            pool.Run(_targets, rows);
        if (_reference is not null)
            pool.Run(_reference, rows);
        if (_wide is null || _groups.Count == 0)
            return;
        _wide.Slack = BinBox.Slack(_context.Tissue);
        if (_groups.Rows > 0)
            for (var g = 0; g < _groups.Count; g++)
                Gather(_groups[g], bins, pool);
        pool.Run(_wide, rows);
    }

    public void Dispose() => _groups.Dispose();

    private static void Gather(Bearers bearers, BinIndex bins, WorkerPool pool)
    {
        bearers.Gather(bins);
        if (!bearers.IsCounting)
            pool.Run(bearers, bearers.Count);
    }
}
