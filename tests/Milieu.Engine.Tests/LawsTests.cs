// The five laws in crowded scenes: same bits for any threads, chunks, hand-over, pause and restart.
using System.Collections.Concurrent;

namespace Milieu.Engine.Tests;

public class LawsTests
{
    private static readonly ConcurrentDictionary<(SceneKind, KernelKind), List<StateHash>> Plain = new();

    public static TheoryData<SceneKind, KernelKind> Scenarios =>
        new()
        {
            { SceneKind.Plane, KernelKind.Reference },
            { SceneKind.Plane, KernelKind.Vectorized },
            { SceneKind.Cube, KernelKind.Reference },
            { SceneKind.Cube, KernelKind.Vectorized },
            { SceneKind.Compatible, KernelKind.Reference },
            { SceneKind.Compatible, KernelKind.Vectorized },
        };

    [Theory(
        DisplayName = "The scenes are crowded: every kind of event happens at least 20 times, so that the laws are tested on all of them"
    )]
    [MemberData(nameof(Scenarios))]
    public void EveryEventHappens(SceneKind scene, KernelKind kernel)
    {
        using var simulation = new Simulation(Scenes.Crowd(scene), new SimulationOptions(7, 1, kernel));
        simulation.RunTo(Scenes.Ticks);
        var tally = simulation.Tissue.Tally;
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Join(", ", Enum.GetValues<EventKind>().Select(e => $"{e} {tally[e]}"))
                + $", cells {simulation.Tissue.Cells.Count}"
        );
        Assert.All(Scenes.Events, e => Assert.True(tally[e] >= 20, $"{e}: {tally[e]}"));
    }

    [Theory(
        DisplayName = "Any number of threads and any chunk give the same bits after every step, and every thread did work: a race, a foreign write or a sum in thread order would part the hashes"
    )]
    [MemberData(nameof(Scenarios))]
    public void ThreadsAndChunksDoNotShow(SceneKind scene, KernelKind kernel)
    {
        foreach (
            var (threads, chunk, ticks) in new[] { (2, 256, Scenes.Ticks), (2, 4096, 20), (3, 1, 50), (7, 16, 70) }
        )
        {
            using var simulation = Start(scene, kernel, threads, chunk);
            var parting = Scenes.Parting(Base(scene, kernel)[..(ticks + 1)], Scenes.Trace(simulation, ticks));
            Assert.True(parting is null, $"{threads} threads, chunk {chunk}: {parting}");
            for (var worker = 0; worker < threads && chunk < 4096; worker++)
                Assert.True(simulation.Pool.ItemsDone(worker) > 1000, $"worker {worker} of {threads} hardly worked");
        }
    }

    [Theory(
        DisplayName = "What a run keeps of its cells from one field window to the next does not show: a run that forgets it at every step gives the same bits; a voxel whose cells came, went, grew, died or were eaten and that kept its exchange would part them"
    )]
    [MemberData(nameof(Scenarios))]
    public void KeptExchangeDoesNotShow(SceneKind scene, KernelKind kernel)
    {
        var crowd = Scenes.Crowd(scene);
        foreach (var timing in new[] { crowd.Timing, new Timing(0.02, 1, 5, 50, 5 * Scenes.Ticks) })
        {
            var model = crowd with { Timing = timing };
            using var forgetful = new Simulation(model, new SimulationOptions(7, 1, kernel));
            using var keeping = new Simulation(model, new SimulationOptions(7, 2, kernel));
            while (forgetful.Tissue.Tick < timing.EndTick)
            {
                forgetful.Step();
                keeping.Step(isUntouched: true);
            }
            var difference = StateHash.Of(keeping.Tissue).FirstDifference(StateHash.Of(forgetful.Tissue));
            Assert.True(difference is null, $"field period {timing.FieldMinutes} min: {difference}");
        }
    }

    [Theory(
        DisplayName = "An estimate of errors between two steps does not show: neither in fields and amounts, nor in what field windows keep of cells, whose memory it shares"
    )]
    [MemberData(nameof(Scenarios))]
    public void EstimateBetweenStepsDoesNotShow(SceneKind scene, KernelKind kernel)
    {
        var model = Scenes.Crowd(scene) with { Timing = new Timing(0.02, 1, 5, 50, 5 * Scenes.Ticks) };
        using var plain = new Simulation(model, new SimulationOptions(7, 1, kernel));
        using var watched = new Simulation(model, new SimulationOptions(7, 1, kernel));
        for (var step = 0; step < 30; step++)
        {
            plain.Step(isUntouched: true);
            if (step % 7 == 3)
                watched.EstimateFieldErrors();
            watched.Step(isUntouched: true);
        }
        var difference = StateHash.Of(watched.Tissue).FirstDifference(StateHash.Of(plain.Tissue));
        Assert.True(difference is null, difference);
    }

    [Theory(
        DisplayName = "Paused at any tick, copied through the state alone and resumed with other threads, in the middle of attacks, a run goes on bit for bit: state that hides in a stage would be lost"
    )]
    [MemberData(nameof(Scenarios))]
    public void RestartDoesNotShow(SceneKind scene, KernelKind kernel)
    {
        var model = Scenes.Crowd(scene);
        var expected = Base(scene, kernel);
        using var simulation = Start(scene, kernel, 2, 16);
        foreach (var pause in new[] { 1, 37, 70 })
        {
            simulation.RunTo(pause);
            var tissue = simulation.Tissue;
            var attacks = Enumerable.Range(0, tissue.Cells.Count).Count(r => tissue.Cells.AttackTarget![r] >= 0);
            Assert.True(pause < 30 || attacks > 0, $"no attack under way at tick {pause}");
            var options = new SimulationOptions(7, 1 + (pause % 3), kernel, 16);
            using var resumed = new Simulation(model, options, ScenesCopy.Of(model, tissue));
            var parting = Scenes.Parting(expected[pause..], Scenes.Trace(resumed, Math.Min(Scenes.Ticks, pause + 15)));
            Assert.True(
                parting is null || parting.Contains("against", StringComparison.Ordinal),
                $"resumed at {pause}: {parting}"
            );
        }
    }

    [Theory(
        DisplayName = "Rows handed over in reversed order with their ids kept are sorted to the same bits, then run to the same bits: an order that remembers where a row came from would part them"
    )]
    [MemberData(nameof(Scenarios))]
    public void HandOverDoesNotShow(SceneKind scene, KernelKind kernel)
    {
        var model = Scenes.Crowd(scene);
        using var simulation = Start(scene, kernel, 1, 256);
        simulation.RunTo(40);
        using var straight = Sorted(model, kernel, ScenesCopy.Of(model, simulation.Tissue));
        using var reversed = Sorted(model, kernel, ScenesCopy.Reversed(model, simulation.Tissue));
        Assert.Null(Scenes.Parting(Scenes.Trace(straight, 60), Scenes.Trace(reversed, 60)));
    }

    [Theory(DisplayName = "Two seeds part at once: equal hashes would otherwise prove nothing")]
    [MemberData(nameof(Scenarios))]
    public void SeedsShow(SceneKind scene, KernelKind kernel)
    {
        using var simulation = new Simulation(Scenes.Crowd(scene), new SimulationOptions(8, 1, kernel));
        Assert.StartsWith(
            "step 0",
            Scenes.Parting(Base(scene, kernel), Scenes.Trace(simulation, 3)),
            StringComparison.Ordinal
        );
    }

    internal static List<StateHash> Base(SceneKind scene, KernelKind kernel) =>
        Plain.GetOrAdd(
            (scene, kernel),
            key =>
            {
                using var simulation = Start(key.Item1, key.Item2, 1, 256);
                return Scenes.Trace(simulation);
            }
        );

    private static Simulation Start(SceneKind scene, KernelKind kernel, int threads, int chunk) =>
        new(Scenes.Crowd(scene), new SimulationOptions(7, threads, kernel, chunk));

    private static Simulation Sorted(CompiledModel model, KernelKind kernel, Tissue tissue)
    {
        var simulation = new Simulation(model, new SimulationOptions(7, 1, kernel), tissue);
        simulation.Context.Sorter.Sort();
        return simulation;
    }
}
