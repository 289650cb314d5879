// Each law broken on purpose: the comparisons of LawsTests must see it.
namespace Milieu.Engine.Tests;

public class LawsBrokenTests
{
    private const int Ticks = 12;

    [Fact(
        DisplayName = "The harness itself leaves no trace: an honest extra stage gives equal hashes for 1, 2 and 3 threads"
    )]
    public void HonestStageHolds() => Assert.Null(Parting(StageKind.Settle, (c, s) => new Honest(c, s)));

    [Fact(DisplayName = "Law 1: a stage that writes a neighbor's row is found by comparing thread counts")]
    public void ForeignWrite() => Assert.NotNull(Parting(StageKind.Settle, (c, s) => new ForeignWriter(c, s)));

    [Fact(
        DisplayName = "Law 2: a stage that reads from neighbors the column that it writes is found by comparing thread counts"
    )]
    public void NeighborRead() => Assert.NotNull(Parting(StageKind.Forces, (c, s) => new NeighborReader(c, s)));

    [Fact(DisplayName = "Law 3: an order of rows that depends on who sorted them is found by comparing thread counts")]
    public void ThreadOrder() => Assert.NotNull(Parting(StageKind.Commit, (c, s) => new ThreadSorter(c, s)));

    [Fact(
        DisplayName = "Law 3: reversed rows that are not sorted run to other bits, so the hand-over test sees a sort that ignores ids"
    )]
    public void UnsortedHandOver()
    {
        var model = Scenes.Crowd(SceneKind.Plane);
        using var simulation = Start(model, 1);
        simulation.RunTo(Ticks);
        using var straight = new Simulation(model, simulation.Options, ScenesCopy.Of(model, simulation.Tissue));
        using var reversed = new Simulation(model, simulation.Options, ScenesCopy.Reversed(model, simulation.Tissue));
        Assert.NotNull(Scenes.Parting(Scenes.Trace(straight, Ticks + 3), Scenes.Trace(reversed, Ticks + 3)));
    }

    [Fact(DisplayName = "Law 4: chance that depends on the worker is found by comparing thread counts")]
    public void WorkerChance() => Assert.NotNull(Parting(StageKind.Settle, (c, s) => new WorkerGambler(c, s)));

    [Fact(
        DisplayName = "Law 4: cells that share no neighbor share no luck either: one cell more far away leaves every other cell's bits alone, unless chance depends on the row"
    )]
    public void LuckBelongsToLineages()
    {
        Assert.Equal(Islands(0, null), Islands(1, null));
        Assert.NotEqual(Islands(0, RowGambler), Islands(1, RowGambler));
        static IStage RowGambler(StepContext context, IStage stage) => new Gambler(context, stage, byRow: true);
    }

    [Fact(DisplayName = "Law 5: a sum of floating-point numbers in thread order is found by comparing thread counts")]
    public void ThreadSum() => Assert.NotNull(Parting(StageKind.Move, (c, s) => new ThreadSummer(c, s)));

    [Fact(DisplayName = "A stage that keeps state of its own is found by pausing: the copy does not have it")]
    public void HiddenState()
    {
        var model = Scenes.Crowd(SceneKind.Plane);
        using var simulation = Start(model, 1);
        simulation.Replace(StageKind.Move, (c, s) => new Forgetful(c, s));
        simulation.RunTo(Ticks);
        using var resumed = new Simulation(model, simulation.Options, ScenesCopy.Of(model, simulation.Tissue));
        resumed.Replace(StageKind.Move, (c, s) => new Forgetful(c, s));
        Assert.NotNull(Scenes.Parting(Scenes.Trace(simulation, Ticks + 3), Scenes.Trace(resumed, Ticks + 3)));
    }

    private static Simulation Start(CompiledModel model, int threads) =>
        new(model, new SimulationOptions(7, threads, KernelKind.Reference, 16));

    /// <summary>Where runs with 2 and 3 threads part from a run with 1, the stage replaced in all of them.</summary>
    private static string? Parting(StageKind kind, Func<StepContext, IStage, IStage> replacement)
    {
        var traces = new List<List<StateHash>>();
        foreach (var threads in new[] { 1, 2, 3 })
        {
            using var simulation = Start(Scenes.Crowd(SceneKind.Plane), threads);
            simulation.Replace(kind, replacement);
            traces.Add(Scenes.Trace(simulation, Ticks));
        }
        return Scenes.Parting(traces[0], traces[1]) ?? Scenes.Parting(traces[0], traces[2]);
    }

    /// <summary>Positions of the first island's cells, by lineage, after some steps next to a second island far away.</summary>
    private static string Islands(int extra, Func<StepContext, IStage, IStage>? replacement)
    {
        var model = Scenes.Islands(extra);
        using var simulation = Start(model, 2);
        if (replacement is not null)
            simulation.Replace(StageKind.Settle, replacement);
        simulation.RunTo(60);
        var cells = simulation.Tissue.Cells;
        Assert.Equal(80 + extra, cells.Count);
        var west = Enumerable.Range(0, cells.Count).Where(r => cells.X[r] < 0).OrderBy(r => cells.Lineage[r]);
        return string.Join(
            ";",
            west.Select(r =>
                $"{cells.Lineage[r]:X} {cells.X[r]:R} {cells.Y[r]:R} {cells.Flags[r]} {cells.Pressure[r]:R}"
            )
        );
    }

    /// <summary>Runs the stage, then itself over all rows; worker 0 starts late, as it may on any machine.</summary>
    private abstract class Extra(StepContext context, IStage stage) : IStage, IRangeJob
    {
        protected Cells Cells => context.Cells;

        protected StepContext Context => context;

        public virtual void Run()
        {
            stage.Run();
            context.Pool.Run(this, Cells.Count);
        }

        public void Run(int begin, int end, int worker)
        {
            if (worker == 0 && context.Pool.Workers > 1)
                Thread.Sleep(2);
            for (var row = begin; row < end; row++)
                Do(row, worker);
        }

        protected abstract void Do(int row, int worker);
    }

    private sealed class Honest(StepContext context, IStage stage) : Extra(context, stage)
    {
        protected override void Do(int row, int worker) =>
            Cells.Damage![row] += 0.001 * Context.Chance.Uniform(Cells.Lineage[row], Context.Tick, Purpose.PlaceJitter);
    }

    private sealed class ForeignWriter(StepContext context, IStage stage) : Extra(context, stage)
    {
        protected override void Do(int row, int worker) =>
            Cells.Damage![(row + 1) % Cells.Count] += 0.1 * Cells.Damage[row];
    }

    private sealed class NeighborReader(StepContext context, IStage stage) : Extra(context, stage)
    {
        protected override void Do(int row, int worker) =>
            Cells.Pressure[row] = 0.5f * (Cells.Pressure[row] + Cells.Pressure[Math.Max(row - 1, 0)]);
    }

    private sealed class ThreadSorter(StepContext context, IStage stage) : Extra(context, stage)
    {
        protected override void Do(int row, int worker)
        {
            // The first row of each worker's range but the first changes places with the row after it.
            if (worker == 0 || row + 1 >= Cells.Count || _last == worker)
                return;
            _last = worker;
            foreach (var column in Cells.StateColumns)
            {
                var bytes = column.Bytes(row + 2)[(row * column.ElementSize)..];
                var first = bytes[..column.ElementSize].ToArray();
                bytes[column.ElementSize..].CopyTo(bytes);
                first.CopyTo(bytes[column.ElementSize..]);
            }
        }

        private int _last;
    }

    private sealed class WorkerGambler(StepContext context, IStage stage) : Extra(context, stage)
    {
        protected override void Do(int row, int worker) =>
            Cells.Damage![row] += 0.001 * Context.Chance.Uniform((ulong)worker, Context.Tick, Purpose.PlaceJitter);
    }

    private sealed class Gambler(StepContext context, IStage stage, bool byRow) : Extra(context, stage)
    {
        protected override void Do(int row, int worker)
        {
            var subject = byRow ? (ulong)row : Cells.Lineage[row];
            Cells.Pressure[row] += (float)Context.Chance.Uniform(subject, Context.Tick, Purpose.PlaceJitter);
        }
    }

    private sealed class ThreadSummer(StepContext context, IStage stage) : Extra(context, stage)
    {
        private readonly double[] _sums = new double[context.Pool.Workers];

        public override void Run()
        {
            Array.Clear(_sums);
            base.Run();
            Context.Tissue.Cells.Damage![0] = _sums.Sum();
        }

        protected override void Do(int row, int worker) => _sums[worker] += Cells.X[row] / 3;
    }

    private sealed class Forgetful(StepContext context, IStage stage) : Extra(context, stage)
    {
        private int _steps;

        public override void Run()
        {
            _steps++;
            base.Run();
        }

        protected override void Do(int row, int worker) => Cells.Damage![row] += _steps * 1e-6;
    }
}
