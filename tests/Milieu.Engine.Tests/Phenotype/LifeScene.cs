// A tissue in which cells live, die and divide but do not move: only Schedule, Phenotype and Commit run.
using System.Collections.Immutable;

namespace Milieu.Engine.Tests;

/// <summary>Many cells, many phenotype steps, no mechanics and no fields.</summary>
internal sealed class LifeScene : IDisposable
{
    private readonly IStage[] _stages;

    public LifeScene(
        CompiledModel model,
        ulong seed = 1,
        int threads = 1,
        int chunk = 256,
        KernelKind kernel = KernelKind.Vectorized
    )
    {
        Tissue = new Tissue(model);
        Context = new StepContext(model, Tissue, new Chance(seed), new WorkerPool(threads, chunk), kernel);
        _stages = [new ScheduleStage(Context), new PhenotypeStage(Context), new CommitStage(Context)];
        new Founding(Context).Run();
    }

    public StepContext Context { get; }

    public Tissue Tissue { get; }

    public Cells Cells => Tissue.Cells;

    public Tally Tally => Tissue.Tally;

    /// <summary>A model of one phenotype step a tick, 6 min, of <paramref name="count"/> cells a type, spread over a box.</summary>
    public static CompiledModel Model(
        int count,
        int types = 1,
        Action<int, BehaviorIndex, double[]>? set = null,
        PhaseGraph? cycle = null,
        ImmutableArray<CustomVariable> customs = default,
        bool is2D = true,
        int substrates = 0
    )
    {
        var model = Fixture.Model(
            is2D ? Fixture.Plane(2000) : Fixture.Cube(2000, 100),
            [.. Enumerable.Range(0, substrates).Select(s => Fixture.Substrate("s" + s))],
            types,
            set,
            customs
        );
        return model with
        {
            Timing = new Timing(6, 1, 1, 1, 10_000),
            Types = [.. model.Types.Select(t => t with { Cycle = cycle ?? t.Cycle })],
            Placements = [.. Enumerable.Range(0, types).Select(t => InBox("box" + t, t, count, 1900))],
        };
    }

    public static CompiledPlacement InBox(string name, int type, int count, double size, long tick = 0) =>
        new()
        {
            Name = name,
            Type = type,
            Tick = tick,
            Shape = PlacementShape.Box,
            Fill = PlacementFill.Uniform,
            Count = count,
            SizeX = size,
            SizeY = size,
            SizeZ = size,
        };

    /// <summary>A cycle of phases in a ring; each link as (rate, fixed).</summary>
    public static PhaseGraph Ring(bool divides, params (double Rate, bool IsFixed)[] links) =>
        new(
            "ring",
            9999,
            [
                .. links.Select(
                    (l, k) =>
                        new Phase(
                            "phase" + k,
                            k,
                            false,
                            divides && k == links.Length - 1,
                            false,
                            false,
                            [new PhaseLink((k + 1) % links.Length, l.Rate, l.IsFixed)]
                        )
                ),
            ]
        );

    public void Step()
    {
        foreach (var stage in _stages)
            stage.Run();
        Tissue.Tick++;
    }

    public void Steps(int count)
    {
        for (var k = 0; k < count; k++)
            Step();
    }

    public int RowOf(ulong id)
    {
        for (var row = 0; row < Cells.Count; row++)
            if (Cells.Id[row] == id)
                return row;
        return -1;
    }

    public int CountOf(Func<int, bool> matches) => Enumerable.Range(0, Cells.Count).Count(matches);

    public void Dispose()
    {
        Context.Claims.Dispose();
        Context.Sorter.Dispose();
        Context.Pool.Dispose();
        Tissue.Dispose();
    }
}
