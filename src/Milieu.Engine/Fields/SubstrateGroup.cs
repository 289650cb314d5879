// Substrates that share working memory and are advanced one after another.
namespace Milieu.Engine;

/// <summary>A worker's share of the substrates of a small grid, or all substrates of a large one.</summary>
internal sealed class SubstrateGroup : IDisposable
{
    private readonly FieldScratch _scratch;
    private readonly List<FieldSolver> _solvers = [];
    private readonly WorkerPool? _alone;
    private readonly StepContext _context;
    private readonly ExchangeColumns _columns;

    /// <param name="isShare">One worker advances the group, so its solvers run their jobs alone.</param>
    public SubstrateGroup(StepContext context, VoxelTable table, Reactions? reactions, bool isShare)
    {
        var fields = context.Tissue.Fields;
        _alone = isShare ? new WorkerPool(1) : null;
        _context = _alone is null ? context : context with { Pool = _alone };
        _scratch = new FieldScratch(fields[0].Length, fields.Max(f => f.Block.ElementSize));
        _columns = new ExchangeColumns(context, table, reactions);
    }

    /// <summary>What a step of the group costs, in passes over the grid.</summary>
    public int Passes { get; private set; }

    /// <summary>Bytes of working memory that grow with the grid.</summary>
    public long ScratchBytes => _scratch.Bytes;

    /// <summary>One int for each element of a field; free between windows.</summary>
    public unsafe int* Counters => (int*)_scratch.Stage;

    public void Add(int substrate)
    {
        _solvers.Add(FieldSolvers.Create(_context, substrate, _scratch, _columns));
        Passes += PassesOf(_context.Model, substrate);
    }

    /// <summary>Passes over the grid in a step of a substrate: its stages, and one for the exchange.</summary>
    public static int PassesOf(CompiledModel model, int substrate) =>
        StageBounds.Of(model, model.Substrates[substrate]).Bare + 1;

    public void Advance(int steps)
    {
        foreach (var solver in _solvers)
            solver.Advance(steps);
    }

    public void Dispose()
    {
        _alone?.Dispose();
        _scratch.Dispose();
    }
}
