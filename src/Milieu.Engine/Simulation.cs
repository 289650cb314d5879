// Runs the plan over a tissue, tick by tick.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>One tissue under one model and seed. Same bits for any number of threads and any pauses.</summary>
public sealed class Simulation : IDisposable
{
    /// <summary>Stages of a voxel for the estimate of errors: less than a tenth of a second on one core.</summary>
    private const double WorkOfEstimate = 1e8;

    /// <summary>Where a single step takes more, there is no estimate.</summary>
    private const double WorkOfFirstStep = 3e9;

    private readonly StepContext _context;
    private readonly FieldsStage _fields;
    private readonly (PlannedStage Plan, IStage Stage)[] _stages;

    /// <summary>A new tissue: places the cells of tick 0 and sorts them.</summary>
    public Simulation(CompiledModel model, SimulationOptions options)
        : this(model, options, new Tissue(model))
    {
        new Founding(_context).Run();
        if (model.Conventions.PrimeContacts)
            Prime();
    }

    /// <summary>Goes on with a tissue that was restored from a checkpoint; the simulation owns it.</summary>
    public Simulation(CompiledModel model, SimulationOptions options, Tissue tissue)
    {
        Options = options;
        _context = new StepContext(
            model,
            tissue,
            new Chance(options.Seed),
            new WorkerPool(options.Threads, options.Chunk),
            options.Kernel
        );
        _fields = new FieldsStage(_context);
        _stages = [.. Plan.Of(model).Select(p => (p, Create(p.Kind)))];
    }

    public CompiledModel Model => _context.Model;

    public SimulationOptions Options { get; }

    public Tissue Tissue => _context.Tissue;

    /// <summary>Workers, for tests and profiles.</summary>
    public WorkerPool Pool => _context.Pool;

    public double Minutes => _context.Minutes;

    /// <summary>Is told of every stage that runs; null costs nothing. No result depends on it.</summary>
    public IStageWatch? Watch { get; set; }

    internal StepContext Context => _context;

    /// <summary>Bytes that stages keep beside columns: what grows with the grid or with the number of neighbors.</summary>
    internal long KeptBytes =>
        _fields.ScratchBytes + _stages.Select(s => s.Stage).OfType<ForcesStage>().Sum(f => f.ListBytes);

    /// <summary>Runs the current tick, then the field steps of the quiet ticks up to the next tick with other work.</summary>
    /// <param name="isUntouched">The caller has written nothing to the tissue since the last step: what that step found out
    /// about cells still holds.</param>
    public void Step(bool isUntouched = false)
    {
        if (!isUntouched)
            _fields.Forget();
        GoOn();
    }

    /// <summary>Steps until the clock stands at the first pause at or after <paramref name="tick"/>.</summary>
    /// <returns>False when cancelled first; the state is whole either way.</returns>
    public bool RunTo(long tick, CancellationToken cancellation = default)
    {
        _fields.Forget();
        while (Tissue.Tick < tick)
        {
            if (cancellation.IsCancellationRequested)
                return false;
            GoOn();
        }
        return true;
    }

    /// <summary>The first tick at or after <paramref name="tick"/> at which a run can pause without changing its bits.</summary>
    public long NextBusyTick(long tick)
    {
        var t = Model.Timing;
        var next = Math.Min(NextMultiple(tick, t.MechanicsPeriod), NextMultiple(tick, t.PhenotypePeriod));
        if (Model.Matrix is { } matrix)
            next = Math.Min(next, NextMultiple(tick, matrix.Period));
        if (Model.Body is { } body)
            next = Math.Min(next, NextMultiple(tick, body.Period));
        foreach (var placement in Model.Placements)
            if (placement.Tick >= tick)
                next = Math.Min(next, placement.Tick);
        foreach (var change in Model.BoundaryChanges)
            if (change.Tick >= tick)
                next = Math.Min(next, change.Tick);
        return next;
    }

    /// <summary>Gathers every signal of <see cref="CompiledModel.Touches"/> from the state as it is, for those who read signals
    /// at a pause; the state stays.</summary>
    public void Sense()
    {
        foreach (var (_, stage) in _stages)
            (stage as SenseStage)?.Run(all: true);
    }

    /// <summary>Estimates what the length of the field step costs in accuracy, from the state as it is; the state stays.</summary>
    /// <returns>One a substrate; none where a grid is so large that it would take long.</returns>
    public ImmutableArray<FieldError> EstimateFieldErrors()
    {
        // It takes its turn with the memory in which the last window noted who shares a voxel.
        _fields.Forget();
        using var estimate = new ErrorEstimate(_context);
        return estimate.Run(WorkOfEstimate, WorkOfFirstStep);
    }

    /// <summary>What reads a signal of a row as the state is; gathered signals are those of the last <see cref="Sense"/>.</summary>
    /// <param name="kind">One whose columns the model has: contacts only where something reads them.</param>
    public Func<int, double> SignalOf(SignalKind kind, int index) =>
        new SignalReader(_context, new CellStates(Model, Tissue.Cells), kind, index).At;

    public void Dispose()
    {
        _context.Pool.Dispose();
        _context.Sorter.Dispose();
        _context.Claims.Dispose();
        foreach (var (_, stage) in _stages)
            (stage as IDisposable)?.Dispose();
        Tissue.Dispose();
    }

    /// <summary>Pressure and contacts of the state as it is, before any step.</summary>
    internal void Prime() => Stage<ForcesStage>().Prime();

    /// <summary>Puts another stage in a stage's place: tests break laws on purpose with it.</summary>
    internal void Replace(StageKind kind, Func<StepContext, IStage, IStage> replacement)
    {
        var index = Array.FindIndex(_stages, s => s.Plan.Kind == kind);
        _stages[index].Stage = replacement(_context, _stages[index].Stage);
    }

    private void GoOn()
    {
        var tick = Tissue.Tick;
        foreach (var (plan, stage) in _stages)
            if (plan.IsDue(tick))
            {
                Watch?.Begin(plan.Kind);
                stage.Run();
                Watch?.End(plan.Kind, 1);
            }
        var next = NextBusyTick(tick + 1);
        var quiet = ((next - 1) / Model.Timing.FieldPeriod) - (tick / Model.Timing.FieldPeriod);
        if (quiet > 0)
        {
            Watch?.Begin(StageKind.Fields);
            _fields.Advance((int)quiet);
            Watch?.End(StageKind.Fields, (int)quiet);
        }
        _fields.Keep(quiet > 0);
        Tissue.Tick = next;
    }

    private static long NextMultiple(long tick, int period) => (tick + period - 1) / period * period;

    private T Stage<T>()
        where T : IStage => (T)_stages.First(s => s.Stage is T).Stage;

    private IStage Create(StageKind kind) =>
        kind switch
        {
            StageKind.Schedule => new ScheduleStage(_context),
            StageKind.Body => new BodyStage(_context),
            StageKind.Fields => _fields,
            StageKind.Phenotype => new PhenotypeStage(_context),
            StageKind.Commit => new CommitStage(_context),
            StageKind.Forces => new ForcesStage(_context),
            StageKind.Claim => new ClaimStage(_context),
            StageKind.Settle => new SettleStage(_context),
            StageKind.Merge => new MergeStage(_context),
            StageKind.Move => new MoveStage(_context),
            StageKind.Sense => new SenseStage(_context),
            StageKind.Matrix => new MatrixStage(_context),
            StageKind.Vessels => new VesselsStage(_context),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
