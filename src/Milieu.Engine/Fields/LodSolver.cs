// The locally one-dimensional scheme, in the order that PhysiCell's models were made with.
namespace Milieu.Engine;

/// <summary>Implicit Euler axis by axis, Dirichlet voxels reset around each sweep, then the exchange of cells.</summary>
/// <remarks>Per step: fix, x, fix, y, fix, (z, fix), exchange (contract 8.1, 8.3). Decay is shared among the axes. Each
/// axis uses its own voxel edge. The sweeps treat Dirichlet voxels as free; resetting them is part of the scheme, and
/// so is its error at the walls.</remarks>
internal sealed class LodSolver<T> : FieldSolver
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private readonly WorkerPool _pool;
    private readonly SequentialExchange<T> _exchange;
    private readonly LodRows<T> _rows;
    private readonly LodPlane<T>? _plane;
    private readonly LodVolume<T>? _volume;
    private readonly StillJob? _still;

    public LodSolver(
        StepContext context,
        Field<T> field,
        int substrate,
        SweepKernel<T> kernel,
        FieldScratch scratch,
        ExchangeColumns columns
    )
    {
        if (field.Substrate.Varies)
            throw new ArgumentException(
                $"{field.Substrate.Name}: the compatible scheme has one diffusion coefficient for all voxels."
            );
        _pool = context.Pool;
        _exchange = new SequentialExchange<T>(context, field, substrate, scratch, columns);
        _rows = new LodRows<T>(field, kernel, _exchange);
        var grid = field.Grid;
        var spec = field.Substrate;
        var dt = context.Model.Timing.FieldMinutes;
        var decay = spec.Decay * dt / grid.Axes;
        ThomasLine<T> Line(int count, double h) => new(count, count == 1 ? 0 : spec.Diffusion * dt / (h * h), decay);
        var (x, y) = (Line(grid.Nx, grid.Dx), Line(grid.Ny, grid.Dy));
        if (spec.Diffusion == 0 && spec.Decay == 0)
            _still = new StillJob(_rows);
        else if (grid.Is2D)
            _plane = new LodPlane<T>(_pool, _rows, x, y);
        else
            _volume = new LodVolume<T>(_pool, _rows, scratch, x, y, Line(grid.Nz, grid.Dz));
    }

    public override void Advance(int steps)
    {
        var field = _rows.Field;
        _rows.Held.Refresh();
        _rows.Held.Fix(0, field.Lines, ends: true);
        _rows.Exchanges = _exchange.IsActive;
        if (_rows.Exchanges)
            _exchange.Refresh();
        _plane?.Advance(steps);
        _volume?.Advance(steps);
        if (!_rows.Exchanges)
            return;
        for (var step = 0; _still is not null && step < steps; step++)
            _pool.Run(_still, field.Lines, field.LineGrain);
        _exchange.Credit(steps);
    }

    /// <summary>Where nothing diffuses or decays, cells may still exchange.</summary>
    private sealed class StillJob(LodRows<T> rows) : IRangeJob
    {
        public void Run(int begin, int end, int worker) => rows.Settle(begin, end, isLast: true);
    }
}
