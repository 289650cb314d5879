// All stages of a window in one parallel job that carries them through the cache.
namespace Milieu.Engine;

/// <summary>Stages as a wave front over slabs of the grid: stage j works on a plane once stage j-1 has done the next.</summary>
/// <remarks>Y(j) overwrites Y(j-2), which stage j-1 reads on the planes beside; so one condition covers both what is read
/// and what is overwritten: the operation before must be done on the plane itself and on its two neighbors. A slab has one worker,
/// which takes the stages in groups that fit the cache and sweeps each group once. Neighboring slabs sweep in
/// opposite directions, so that both come to their common border at the same time. A voxel's arithmetic does not
/// depend on any of this. In 2-D a plane is a line, or a few.</remarks>
internal sealed unsafe class StageWave<T> : IRangeJob
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    /// <summary>What the planes between the first and the last stage of a group may take, of both copies, in a near cache.</summary>
    private const int NearBytes = 512 * 1024;

    /// <summary>The same in the last cache, for planes of which the near one holds few.</summary>
    private const int FarBytes = 16 * 1024 * 1024;

    /// <summary>More stages together gain nothing there.</summary>
    private const int MostFar = 9;

    /// <summary>Smaller planes are taken together: an operation should outweigh its start.</summary>
    private const int SmallestUnit = 1024;

    private readonly Field<T> _field;
    private readonly StageKernel<T> _kernel;
    private readonly UnsplitExchange<T> _exchange;
    private readonly WorkerPool _pool;
    private readonly SlabProgress _progress;
    private readonly int _unitLines;
    private readonly int _units;
    private readonly int _largestGroup;
    private StageTask<T>[] _tasks = [];
    private double[] _weights = [];
    private int _stages;
    private int _operations;
    private int _operationsOfStep;
    private bool _splits;
    private T* _copy;

    public StageWave(StepContext context, Field<T> field, StageKernel<T> kernel, UnsplitExchange<T> exchange)
    {
        _field = field;
        _kernel = kernel;
        _exchange = exchange;
        _pool = context.Pool;
        var plane = field.Grid.Nz > 1 ? field.Grid.Ny : 1;
        _unitLines = plane * Math.Max(1, SmallestUnit / (plane * field.Stride));
        _units = (field.Lines + _unitLines - 1) / _unitLines;
        _largestGroup = Math.Max(Fitting(NearBytes), Math.Min(Fitting(FarBytes), MostFar));
        _progress = new SlabProgress(Math.Clamp(field.Lines / field.LineGrain, 1, Math.Min(_pool.Workers, _units)));
    }

    /// <summary>Carries the field through <paramref name="steps"/> steps; the result lies in the copy where steps times stages is odd.</summary>
    /// <param name="tasks">Stages that begin in the field, then the same stages beginning in the copy.</param>
    /// <param name="weights">What each stage's Y(j-1) counts for in the integral; empty where nobody asks for it.</param>
    public void Advance(int steps, StageTask<T>[] tasks, double[] weights, int stages, bool splits, T* copy)
    {
        _tasks = tasks;
        _weights = weights;
        _stages = stages;
        _splits = splits;
        _copy = copy;
        _operationsOfStep = stages + (splits ? 2 : 0);
        _operations = steps * _operationsOfStep;
        _progress.Reset();
        _pool.Run(this, _progress.Slabs, 1);
    }

    /// <summary>Carries neighboring slabs through all operations, as one.</summary>
    public void Run(int begin, int end, int worker)
    {
        var slab = new Slab(begin, end - 1, FirstUnit(begin), FirstUnit(end));
        PrepareCopy(slab.First * _unitLines, EndLine(slab.End - 1));
        _progress.PublishLowest(slab.Lowest, 0);
        _progress.PublishHighest(slab.Highest, 0);
        var groups = (_operations + _largestGroup - 1) / _largestGroup;
        for (var group = 0; group < groups; group++)
            Sweep(
                slab,
                (int)((long)_operations * group / groups),
                (int)((long)_operations * (group + 1) / groups),
                upwards: ((begin + group) & 1) == 0
            );
    }

    /// <summary>What no stage writes: held voxels, and the padding, which becomes the field's.</summary>
    private void PrepareCopy(int begin, int end)
    {
        var padding = _field.Stride - _field.Grid.Nx;
        if (padding > 0)
            for (var line = begin; line < end; line++)
                new Span<T>(_copy + ((long)line * _field.Stride) + _field.Grid.Nx, padding).Clear();
        _field.Boundary.Held.Fix(_copy, begin, end);
    }

    /// <summary>Operations [first, end), each one unit behind the one before.</summary>
    private void Sweep(in Slab slab, int first, int end, bool upwards)
    {
        var (units, depth) = (slab.End - slab.First, end - first);
        for (var front = 0; front < units + depth - 1; front++)
        {
            var deepest = Math.Min(depth - 1, front);
            for (var j = Math.Max(0, front - units + 1); j <= deepest; j++)
            {
                var unit = upwards ? slab.First + front - j : slab.End - 1 - (front - j);
                var operation = first + j;
                if (unit == slab.First)
                    _progress.AwaitBelow(slab.Lowest, operation);
                if (unit == slab.End - 1)
                    _progress.AwaitAbove(slab.Highest, operation);
                Operate(operation, unit * _unitLines, EndLine(unit));
                if (unit == slab.First)
                    _progress.PublishLowest(slab.Lowest, operation + 1);
                if (unit == slab.End - 1)
                    _progress.PublishHighest(slab.Highest, operation + 1);
            }
        }
    }

    private void Operate(int operation, int begin, int end)
    {
        var step = operation / _operationsOfStep;
        var stage = operation - (step * _operationsOfStep) - (_splits ? 1 : 0);
        // The number of stages is odd: every second step begins in the copy.
        var parity = step & 1;
        if (stage < 0 || stage == _stages)
        {
            var isInField = (parity == 0) == (stage < 0);
            _exchange.HalfStep(isInField ? _field.Values.Pointer : _copy, begin, end);
            return;
        }
        ref readonly var task = ref _tasks[(parity * _stages) + stage];
        for (var line = begin; line < end; )
        {
            var first = line;
            line = _field.Boundary.Held.EndOfAlike(first, end, out var areHeld);
            if (areHeld)
                continue;
            _kernel.Run(task, first, line);
            _field.Boundary.Held.Fix(task.Out, first, line);
        }
        if (_weights.Length > 0)
            _exchange.Accumulate(task.Newer, _weights[stage], begin, end);
    }

    private int Fitting(int bytes) => Math.Max(1, (bytes / (2 * _unitLines * _field.Stride * sizeof(T))) - 2);

    private int FirstUnit(int slab) => (int)((long)_units * slab / _progress.Slabs);

    private int EndLine(int unit) => Math.Min((unit + 1) * _unitLines, _field.Lines);

    /// <summary>Slabs [Lowest, Highest] that one worker takes, as one run of units [First, End).</summary>
    private readonly record struct Slab(int Lowest, int Highest, int First, int End);
}
