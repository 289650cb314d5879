// Diffusion, decay and exchange with cells.
namespace Milieu.Engine;

/// <summary>Advances every substrate, with the cells' exchange.</summary>
/// <remarks>A large grid is split among the workers, substrate by substrate. A small one is not worth splitting: there
/// each worker takes whole substrates, with working memory of its own.</remarks>
public sealed class FieldsStage : IStage, IRangeJob, IDisposable
{
    private readonly StepContext _context;
    private readonly SubstrateGroup[] _groups = [];
    private readonly VoxelTable? _table;
    private readonly Reactions? _reactions;
    private readonly bool _exchanges;
    private int _steps;
    private int _keptRows = -1;
    private int _rows = -1;
    private int _revision = -1;

    public FieldsStage(StepContext context)
    {
        _context = context;
        var fields = context.Tissue.Fields;
        if (fields.IsEmpty)
            return;
        var rates = Enumerable.Range(0, fields.Length).Select(s => new ExchangeRates(context.Model, context.Cells, s));
        _reactions = Reactions.Of(context);
        _exchanges = _reactions is not null || rates.Any(r => r.CanExchange);
        _table = new VoxelTable(context, fields[0]);
        var count = fields[0].Lines <= fields[0].LineGrain ? Math.Min(context.Pool.Workers, fields.Length) : 1;
        _groups =
        [
            .. Enumerable.Range(0, count).Select(_ => new SubstrateGroup(context, _table, _reactions, count > 1)),
        ];
        // The costliest first, each to the group that has least to do.
        var substrates = Enumerable.Range(0, fields.Length);
        foreach (var s in substrates.OrderByDescending(s => SubstrateGroup.PassesOf(context.Model, s)))
            _groups.MinBy(g => g.Passes)!.Add(s);
    }

    /// <summary>Bytes of working memory that grow with the grid.</summary>
    public long ScratchBytes => _groups.Sum(g => g.ScratchBytes) + _context.Tissue.Fields.Sum(f => f.FactorBytes);

    /// <summary>One field step, at a tick that other stages share.</summary>
    public void Run()
    {
        Advance(1, 0, _keptRows == _context.Cells.Count);
        Keep(false);
    }

    /// <summary>Whether the next <see cref="Run()"/> finds the cells as the window before it found them.</summary>
    /// <remarks>Cells that arrive by schedule before it show in their number.</remarks>
    internal void Keep(bool unchanged) => _keptRows = unchanged ? _context.Cells.Count : -1;

    /// <summary>Nothing of the last window holds: somebody else may have written to cells.</summary>
    internal void Forget() => (_keptRows, _revision) = (-1, -1);

    /// <summary>A window of <paramref name="steps"/> field steps in which no cell moves or changes.</summary>
    public void Advance(int steps) => Advance(steps, 1, sameCells: false);

    /// <summary>Advances the groups of a range.</summary>
    public void Run(int begin, int end, int worker)
    {
        for (var group = begin; group < end; group++)
            _groups[group].Advance(_steps);
    }

    public void Dispose()
    {
        foreach (var group in _groups)
            group.Dispose();
        _table?.Dispose();
        _reactions?.Dispose();
    }

    /// <param name="ahead">How many field steps the window begins after the last one due.</param>
    private unsafe void Advance(int steps, int ahead, bool sameCells)
    {
        if (_exchanges && sameCells)
            _table!.KeepAll();
        else if (_exchanges)
            _table!.Build(_groups[0].Counters, HaveOnlyMoved());
        if (_reactions is null)
            Groups(steps);
        else
            React(steps, ahead);
    }

    private void Groups(int steps)
    {
        _steps = steps;
        if (_groups.Length > 1)
            _context.Pool.Run(this, _groups.Length, 1);
        else
            Run(0, _groups.Length, 0);
    }

    /// <summary>Step by step, with reactions taken anew before each.</summary>
    private void React(int steps, int ahead)
    {
        var timing = _context.Model.Timing;
        var first = (_context.Tick / timing.FieldPeriod) + ahead;
        for (var step = first; step < first + steps; step++)
        {
            _reactions!.Refresh(step * timing.FieldMinutes);
            Groups(1);
        }
    }

    /// <summary>Whether cells, and what each exchanges, are those of the last window.</summary>
    /// <remarks>The phenotype changes them, and the Commit after it says so; so does a Sort that is due since cells came or went, and a
    /// cell that took in another makes one due.</remarks>
    private bool HaveOnlyMoved()
    {
        var (revision, rows) = (_context.Sorter.Revision, _context.Cells.Count);
        var same = revision == _revision && rows == _rows && !_context.Tissue.SortDue;
        (_revision, _rows) = (revision, rows);
        return same;
    }
}
