// What every stage is given.
namespace Milieu.Engine;

/// <summary>The kernels that do the arithmetic: plain, or wide.</summary>
public enum KernelKind
{
    Reference = 0,
    Vectorized = 1,
}

/// <summary>How to run, not what: no result depends on <paramref name="Threads"/> or <paramref name="Chunk"/>.</summary>
/// <param name="Chunk">Rows per block of ownership.</param>
public sealed record SimulationOptions(
    ulong Seed = 0,
    int Threads = 1,
    KernelKind Kernel = KernelKind.Vectorized,
    int Chunk = 256
);

/// <summary>Model, state, chance and threads: what a stage works with.</summary>
public sealed record StepContext(CompiledModel Model, Tissue Tissue, Chance Chance, WorkerPool Pool, KernelKind Kernel)
{
    public Cells Cells => Tissue.Cells;

    /// <summary>Puts rows into canonical order and finds neighbors in it.</summary>
    public Sorter Sorter { get; } = new(Model, Tissue, Pool);

    /// <summary>The lists that Forces makes, for those who look for neighbors after it; none with the plain kernel.</summary>
    internal NeighborLists? Lists { get; set; }

    /// <summary>What cells want of each other in the step being run.</summary>
    internal Claims Claims { get; } = new(Model, Tissue.Cells, Pool.Workers);

    /// <summary>What cells gather from others, as Sense found it.</summary>
    internal TouchColumns Touches { get; } = new(Model, Tissue.Cells);

    /// <summary>Super-time-stepping counts its stages as for a step so many times as long: an estimate of errors compares schemes of equal stages.</summary>
    internal double StageFactor { get; init; } = 1;

    /// <summary>The tick being run, as chance counts it.</summary>
    public uint Tick => (uint)Tissue.Tick;

    /// <summary>Minutes at the tick being run.</summary>
    public double Minutes => Model.Timing.MinutesAt(Tissue.Tick);
}

/// <summary>One entry of the plan at work.</summary>
public interface IStage
{
    /// <summary>Runs the stage for the current tick.</summary>
    void Run();
}

/// <summary>Looks on while a simulation runs: for profiles.</summary>
public interface IStageWatch
{
    void Begin(StageKind stage);

    /// <param name="steps">Steps that the stage took: those of a window for the fields, else 1.</param>
    void End(StageKind stage, int steps);
}
