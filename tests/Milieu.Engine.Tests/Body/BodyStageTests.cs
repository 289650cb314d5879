// What the body reads of the tissue, what is kept of it, and what it keeps.
namespace Milieu.Engine.Tests;

public sealed class BodyStageTests
{
    [Fact(
        DisplayName = "Counts, deaths and means are those of the tissue: an integral of each equals what is counted by hand after every step, dead and swept cells told apart"
    )]
    public void TotalsAreTheTissue()
    {
        // Without later arrivals, which come before the body in the same step.
        var model = Scenes.Steady(SceneKind.Plane) with
        {
            Body = Reader(),
        };
        using var simulation = new Simulation(model, new SimulationOptions(3));
        var (before, died) = (new double[4], 0L);
        while (simulation.Tissue.Tick < Scenes.Ticks)
        {
            var tissue = simulation.Tissue;
            var minutes = 0.1;
            double[] expected =
            [
                (tissue.ByType[TypeEvent.Died, 0] - died),
                minutes * Live(tissue, 1),
                minutes * Mean(tissue, 0, 1, dead: false),
                minutes * Mean(tissue, 0, 1, dead: true),
            ];
            died = tissue.ByType[TypeEvent.Died, 0];
            simulation.Step();
            for (var k = 0; k < 4; k++)
            {
                var now = tissue.Body!.Amounts[k];
                Assert.Equal(expected[k], now - before[k], 1e-9);
                before[k] = now;
            }
        }
        Assert.True(died > 20);
        Assert.Equal(died, before[0] + simulation.Tissue.ByType[TypeEvent.Died, 0] - died, 1e-9);
        Assert.True(before[3] > 0);
    }

    [Fact(
        DisplayName = "A million cells' mean is summed alike by any number of threads and within rounding of a sum by hand: blocks and their tree leave none out"
    )]
    public void ManyBlocks()
    {
        var model = Fixture.Model(Fixture.Plane(), [], 1, null, [new("x", "", false)]) with { Body = Reader(types: 1) };
        var hashes = new List<ulong>();
        foreach (var threads in (int[])[1, 2, 7])
        {
            var tissue = new Tissue(model);
            var rows = 100_003;
            tissue.Cells.SetCount(rows);
            var column = tissue.Cells.ColumnOf(model.Behaviors.Custom(0))!;
            for (var row = 0; row < rows; row++)
                column[row] = 1.0 / (row + 1);
            using var simulation = new Simulation(model, new SimulationOptions(1, threads), tissue);
            new BodyStage(simulation.Context).Run();
            Assert.Equal(0.1 * rows, tissue.Body!.Amounts[1], 1e-6);
            // The harmonic number of 100003.
            Assert.Equal(12.090176 / rows, tissue.Body.Amounts[2] / 0.1, 1e-9);
            hashes.Add(StateHash.Of(tissue).Parts.First(p => p.Name == "body_amounts").Hash);
        }
        Assert.Single(hashes.Distinct());
    }

    [Fact(
        DisplayName = "A restored tissue has all of the body: amounts, what is on its way and the tallies, so that it goes on to the same bits from any step"
    )]
    public void RestoredBody()
    {
        var model = Scenes.Crowd(SceneKind.Plane) with { Body = BodyScene.Of(7, 5) };
        using var whole = new Simulation(model, new SimulationOptions(5));
        var trace = Scenes.Trace(whole);
        for (var at = 3; at < Scenes.Ticks; at += 8)
        {
            using var first = new Simulation(model, new SimulationOptions(5));
            first.RunTo(at);
            using var second = new Simulation(model, new SimulationOptions(5), ScenesCopy.Of(model, first.Tissue));
            second.RunTo(Scenes.Ticks);
            Assert.Null(StateHash.Of(second.Tissue).FirstDifference(trace[^1]));
        }
    }

    [Fact(
        DisplayName = "The crowded scenes know every end of a dose: given at once, after being put off, scaled, skipped, lapsed and stopped"
    )]
    public void EveryEndOfADose()
    {
        using var simulation = new Simulation(Scenes.Crowd(SceneKind.Plane), new SimulationOptions(3));
        simulation.RunTo(Scenes.Ticks);
        var (plan, state) = (simulation.Model.Body!.Therapy!, simulation.Tissue.Body!.Therapy);
        var ends = Enumerable.Range(0, plan.Doses.Length).Select(d => (state.StatusOf(d), state.DelaysOf(d) > 0));
        Assert.Equal(
            [
                (DoseStatus.Given, false),
                (DoseStatus.Given, true),
                (DoseStatus.Scaled, false),
                (DoseStatus.Skipped, false),
                (DoseStatus.Lapsed, true),
                (DoseStatus.Stopped, false),
            ],
            ends.Distinct().Order()
        );
        Assert.Equal(1, state.AmountOf(plan.Doses.IndexOf(plan.Doses.First(d => d.Otherwise == Otherwise.Scale))));
    }

    [Fact(
        DisplayName = "A body that cannot be integrated turns into no number at all, which a run refuses to write, and not into a wrong one"
    )]
    public void FailureIsVisible()
    {
        var root = new Formula([
            new(FormulaOperation.Number, 0, 1),
            new(FormulaOperation.Input),
            new(FormulaOperation.Sqrt),
            new(FormulaOperation.Divide),
        ]);
        var body = BodyScene.Of(10) with { Inputs = [], Therapy = null };
        body = body with
        {
            Species = [new("a", "", 1)],
            Reactions = [BodyScene.Reaction("r", [new(0, 1)], [], 0, root)],
        };
        using var simulation = new Simulation(
            Fixture.Model(Fixture.Plane(), []) with
            {
                Body = body,
            },
            new SimulationOptions()
        );
        simulation.RunTo(20);
        Assert.True(double.IsNaN(simulation.Tissue.Body!.Amounts[0]));
    }

    [Fact(DisplayName = "A step of the body allocates nothing once it is warm")]
    public void NoAllocation()
    {
        var model = Fixture.Model(Fixture.Plane(), [], 2, null, [new("x", "", false), new("y", "", false)]) with
        {
            Body = BodyScene.Of(1),
        };
        using var simulation = new Simulation(model, new SimulationOptions());
        var stage = new BodyStage(simulation.Context);
        for (var k = 0; k < 50; k++)
            stage.Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var k = 0; k < 50; k++)
            stage.Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>One species for each total, which integrates it.</summary>
    private static CompiledBody Reader(int types = 2) =>
        BodyScene.Of(1) with
        {
            Species = [new("deaths", "", 0), new("count", "", 0), new("mean", "", 0), new("mean of dead", "", 0)],
            Inputs =
            [
                new(BodyInputKind.Deaths),
                new(BodyInputKind.Count, types - 1),
                new(BodyInputKind.Mean, 0, types - 1),
                new(BodyInputKind.MeanOfDead, 0, types - 1),
            ],
            Reactions =
            [
                .. Enumerable
                    .Range(0, 4)
                    .Select(k => BodyScene.Reaction("r", [], [new(k, 1)], 0, BodyScene.Product(1, 5 + k))),
            ],
            Therapy = null,
        };

    private static int Live(Tissue tissue, int type) =>
        Enumerable.Range(0, tissue.Cells.Count).Count(r => tissue.Cells.IsLive(r) && tissue.Cells.Type[r] == type);

    private static double Mean(Tissue tissue, int type, int custom, bool dead)
    {
        var cells = tissue.Cells;
        var values = cells.Values[^5..][custom];
        var rows = Enumerable
            .Range(0, cells.Count)
            .Where(r => cells.Type[r] == type && !cells.Is(r, CellFlags.Tombstone) && cells.IsLive(r) != dead)
            .ToList();
        return rows.Count == 0 ? 0 : rows.Average(r => values[r]);
    }
}
