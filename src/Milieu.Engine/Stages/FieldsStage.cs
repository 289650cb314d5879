// Diffusion, decay and exchange with cells.
namespace Milieu.Engine;

/// <summary>Advances every substrate, with the cells' exchange.</summary>
public sealed class FieldsStage : IStage, IDisposable
{
    private readonly FieldSolver[] _solvers = [];
    private readonly FieldScratch? _scratch;
    private readonly VoxelTable? _table;
    private readonly bool _exchanges;

    public FieldsStage(StepContext context)
    {
        var fields = context.Tissue.Fields;
        if (fields.IsEmpty)
            return;
        var rates = Enumerable.Range(0, fields.Length).Select(s => new ExchangeRates(context.Model, context.Cells, s));
        _exchanges = rates.Any(r => r.CanExchange);
        var scratch = new FieldScratch(fields[0].Length, fields.Max(f => f.Block.ElementSize), _exchanges);
        _table = new VoxelTable(context, fields[0]);
        var columns = new ExchangeColumns(context, _table);
        _scratch = scratch;
        _solvers =
        [
            .. Enumerable.Range(0, fields.Length).Select(s => FieldSolvers.Create(context, s, scratch, columns)),
        ];
    }

    /// <summary>Bytes of working memory that grow with the grid.</summary>
    public long ScratchBytes => _scratch?.Bytes ?? 0;

    /// <summary>One field step, at a tick that other stages share.</summary>
    public void Run() => Advance(1);

    /// <summary>A window of <paramref name="steps"/> field steps in which no cell moves or changes.</summary>
    public unsafe void Advance(int steps)
    {
        if (_exchanges)
            _table!.Build((int*)_scratch!.Stage);
        foreach (var solver in _solvers)
            solver.Advance(steps);
    }

    public void Dispose() => _scratch?.Dispose();
}
