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
    private readonly StageWave<T> _wave;
    private readonly double _diffusionRadius;
    private readonly bool _isStill;
    private readonly int[] _everyLine;
    private StageTask<T>[] _tasks = [];
    private double[] _integral = [];

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
        _diffusionRadius = StageBounds.DiffusionRadius(field.Grid, spec.LargestDiffusion);
        if (spec.Integrator == Integrator.Explicit && Minutes * (_diffusionRadius + spec.Decay) > 2)
            throw new ArgumentException(
                $"{spec.Name}: the explicit integrator needs dt (4 D sum(1/h2) + decay) of at most 2."
            );
        var cap = StageBounds.Cap(_diffusionRadius);
        if (spec.Integrator == Integrator.Explicit)
            cap = Math.Max(0.01 / Minutes, Math.Min(cap, (1 / Minutes) - (0.5 * _diffusionRadius) - spec.Decay));
        _exchange = new UnsplitExchange<T>(context, field, substrate, scratch, columns, cap);
        _wave = new StageWave<T>(context, field, kernel, _exchange);
        _everyLine = _exchange.Reacts ? [.. Enumerable.Range(0, field.Lines + 1)] : [];
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
        Prepare(exchanges);
        fixed (int* starts = _exchange.Reacts ? _everyLine : _exchange.Table.Lines)
        {
            SetTasks(exchanges ? starts : null);
            var weights = exchanges && _exchange.Tracks ? _integral : [];
            var splits = exchanges && _exchange.HasExcess;
            _wave.Advance(steps, _tasks, weights, _weights.Stages, splits, (T*)_scratch.Stage);
        }
        if ((steps * _weights.Stages) % 2 != 0)
            _scratch.GiveStageTo(_field);
        if (exchanges)
            _exchange.Credit(steps);
    }

    private void Prepare(bool exchanges)
    {
        var rate = exchanges ? _exchange.LargestRate : 0;
        var stages =
            _field.Substrate.Integrator == Integrator.Explicit
                ? 1
                : RklWeights.StagesFor(
                    _context.StageFactor * Minutes * (_diffusionRadius + _field.Substrate.Decay + rate)
                );
        if (stages == _weights.Stages)
            return;
        _weights.Prepare(stages);
        if (_integral.Length < stages)
        {
            _integral = new double[stages];
            _tasks = new StageTask<T>[2 * stages];
        }
        for (var j = 1; j <= stages; j++)
            _integral[j - 1] = Minutes * _weights.Integral(j);
    }

    private void SetTasks(int* lines)
    {
        var stages = _weights.Stages;
        var field = _field.Values.Pointer;
        var copy = (T*)_scratch.Stage;
        for (var j = 1; j <= stages; j++)
        {
            var newer = j % 2 == 1 ? field : copy;
            var other = j % 2 == 1 ? copy : field;
            _tasks[j - 1] = TaskOf(j, lines, newer, other);
            _tasks[stages + j - 1] = TaskOf(j, lines, other, newer);
        }
    }

    private StageTask<T> TaskOf(int j, int* lines, T* newer, T* other)
    {
        var (spec, grid) = (_field.Substrate, _field.Grid);
        var tau = Minutes * _weights.Share(j);
        return new StageTask<T>
        {
            Newer = newer,
            Older = j == 1 ? newer : other,
            Out = other,
            Rate = _exchange.Rate,
            Source = _exchange.Source,
            Lines = lines,
            FactorX = _field.Factors is { } x ? x.X : null,
            FactorY = _field.Factors is { } y ? y.Y : null,
            FactorZ = _field.Factors is { } z ? z.Z : null,
            Ax = Stored.As<T>(tau * spec.Diffusion * StageBounds.Inverse2(grid.Dx, grid.Nx)),
            Ay = Stored.As<T>(tau * spec.Diffusion * StageBounds.Inverse2(grid.Dy, grid.Ny)),
            Az = Stored.As<T>(tau * spec.Diffusion * StageBounds.Inverse2(grid.Dz, grid.Nz)),
            Decay = Stored.As<T>(tau * spec.Decay),
            Follow = Stored.As<T>(RklWeights.Follow(j)),
            Scale = Stored.As<T>(tau),
        };
    }
}
