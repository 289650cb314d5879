// Unsplit integration: diffusion, decay and exchange in one operator.
namespace Milieu.Engine;

/// <summary>Runge-Kutta-Legendre super-time-stepping, or forward Euler as its one-stage case.</summary>
/// <remarks>The stages fall on two copies of the field in turn: Y(j) overwrites Y(j-2). Its fixed point is L(Y) = 0 for
/// any step. Dirichlet voxels are fixed in every stage.</remarks>
internal sealed unsafe class RklSolver<T> : FieldSolver
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private readonly StepContext _context;
    private readonly Field<T> _field;
    private readonly FieldScratch _scratch;
    private readonly UnsplitExchange<T> _exchange;
    private readonly RklWeights _weights = new();
    private readonly StageJob _stage;
    private readonly CopyJob _copy;
    private readonly double _diffusionRadius;
    private readonly bool _isStill;

    public RklSolver(
        StepContext context,
        Field<T> field,
        int substrate,
        StageKernel<T> kernel,
        FieldScratch scratch,
        ExchangeColumns columns
    )
    {
        _context = context;
        _field = field;
        _scratch = scratch;
        var spec = field.Substrate;
        _isStill = spec.Diffusion == 0 && spec.Decay == 0;
        _diffusionRadius = StageBounds.DiffusionRadius(field.Grid, spec.Diffusion);
        if (spec.Integrator == Integrator.Explicit && Minutes * (_diffusionRadius + spec.Decay) > 2)
            throw new ArgumentException(
                $"{spec.Name}: the explicit integrator needs dt (4 D sum(1/h2) + decay) of at most 2."
            );
        var cap = StageBounds.Cap(_diffusionRadius);
        if (spec.Integrator == Integrator.Explicit)
            cap = Math.Max(0.01 / Minutes, Math.Min(cap, (1 / Minutes) - (0.5 * _diffusionRadius) - spec.Decay));
        _exchange = new UnsplitExchange<T>(context, field, substrate, scratch, columns, cap);
        _stage = new StageJob(kernel, field, _exchange);
        _copy = new CopyJob(field);
    }

    private double Minutes => _context.Model.Timing.FieldMinutes;

    public override void Advance(int steps)
    {
        _field.FixBoundary();
        var exchanges = _exchange.IsActive;
        if (_isStill && !exchanges)
            return;
        if (exchanges)
            _exchange.Refresh();
        _weights.Prepare(StageCount(exchanges));
        var splits = exchanges && _exchange.HasExcess;
        for (var step = 0; step < steps; step++)
        {
            if (splits)
                _exchange.HalfStep();
            RunStages(exchanges);
            if (splits)
                _exchange.HalfStep();
        }
        if (exchanges)
            _exchange.Credit(steps);
    }

    private int StageCount(bool exchanges)
    {
        if (_field.Substrate.Integrator == Integrator.Explicit)
            return 1;
        var rate = exchanges ? _exchange.LargestRate : 0;
        return RklWeights.StagesFor(Minutes * (_diffusionRadius + _field.Substrate.Decay + rate));
    }

    private void RunStages(bool exchanges)
    {
        var lines = _field.Grid.Ny * _field.Grid.Nz;
        fixed (int* starts = _exchange.Table.Lines)
        {
            for (var j = 1; j <= _weights.Stages; j++)
            {
                _stage.Weight = exchanges && _exchange.Tracks ? Minutes * _weights.Integral(j) : 0;
                _stage.Task = TaskOf(j, exchanges ? starts : null);
                _context.Pool.Run(_stage, lines, _field.LineGrain);
            }
        }
        // The number of stages is odd, so the result lies in the other copy.
        _copy.From = (T*)_scratch.Stage;
        _context.Pool.Run(_copy, lines, _field.LineGrain);
    }

    private StageTask<T> TaskOf(int j, int* lines)
    {
        var (spec, grid) = (_field.Substrate, _field.Grid);
        var tau = Minutes * _weights.Share(j);
        var isOdd = j % 2 == 1;
        var newer = isOdd ? _field.Values.Pointer : (T*)_scratch.Stage;
        var other = isOdd ? (T*)_scratch.Stage : _field.Values.Pointer;
        return new StageTask<T>
        {
            Newer = newer,
            Older = j == 1 ? newer : other,
            Out = other,
            Rate = _exchange.Rate,
            Source = _exchange.Source,
            Lines = lines,
            Ax = Stored.As<T>(tau * spec.Diffusion * StageBounds.Inverse2(grid.Dx, grid.Nx)),
            Ay = Stored.As<T>(tau * spec.Diffusion * StageBounds.Inverse2(grid.Dy, grid.Ny)),
            Az = Stored.As<T>(tau * spec.Diffusion * StageBounds.Inverse2(grid.Dz, grid.Nz)),
            Decay = Stored.As<T>(tau * spec.Decay),
            Follow = Stored.As<T>(RklWeights.Follow(j)),
            Scale = Stored.As<T>(tau),
        };
    }

    private sealed class StageJob(StageKernel<T> kernel, Field<T> field, UnsplitExchange<T> exchange) : IRangeJob
    {
        public StageTask<T> Task { get; set; }

        /// <summary>Minutes that Y(j-1) counts for in the integral; 0 where nobody asks for it.</summary>
        public double Weight { get; set; }

        public void Run(int begin, int end, int worker)
        {
            kernel.Run(Task, begin, end);
            field.Boundary.Fix(Task.Out, begin, end);
            if (Weight != 0)
                exchange.Accumulate(Task.Newer, Weight, begin, end);
        }
    }

    private sealed class CopyJob(Field<T> field) : IRangeJob
    {
        public T* From { get; set; }

        public void Run(int begin, int end, int worker)
        {
            for (var at = begin * field.Stride; at < end * field.Stride; at += field.Stride)
                new ReadOnlySpan<T>(From + at, field.Grid.Nx).CopyTo(
                    new Span<T>(field.Values.Pointer + at, field.Grid.Nx)
                );
        }
    }
}
