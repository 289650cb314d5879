// Blood flows between inlets, and only there.
namespace Milieu.Engine.Tests;

public class VesselLumenTests
{
    private static readonly CompiledModel Model = VesselScene.Model(Fixture.Plane());

    [Fact(
        DisplayName = "A vessel between two inlets keeps its lumen; a dead end beside it loses its own at once, up to the fork: a stub that stayed open would feed tissue from nowhere"
    )]
    public void DeadEndsCarryNoBlood()
    {
        using var simulation = VesselScene.Start(
            Model,
            VesselScene.Chain(-100, 0, 7, 0, 6),
            VesselScene.Chain(-100, 40, 3)
        );
        // The second chain hangs on the first.
        Link(simulation, (-100, 0), (-100, 40));
        simulation.RunTo(10);
        Assert.Equal(["0", "0", "0", "1", "1", "1", "1", "1", "1", "1"], Lumens(simulation));
    }

    [Fact(
        DisplayName = "Where a vessel is cut, both stumps close; where another way round is open, blood takes it: a graph that only counts neighbors would see no difference"
    )]
    public void CutVesselsCloseUnlessThereIsAWayRound()
    {
        using var cut = VesselScene.Start(Model, VesselScene.Chain(-100, 0, 7, 0, 6));
        Kill(cut, (-40, 0));
        cut.RunTo(20);
        Assert.Equal(2, Open(cut));
        using var loop = VesselScene.Start(Model, VesselScene.Chain(-100, 0, 7, 0, 6), VesselScene.Chain(-80, 40, 5));
        Link(loop, (-80, 0), (-80, 40));
        Link(loop, (0, 0), (0, 40));
        Kill(loop, (-40, 0));
        loop.RunTo(2000);
        // Three pieces of either side up to the fork, and the five of the way round.
        Assert.Equal(9, Open(loop));
    }

    [Fact(
        DisplayName = "A ring that hangs on nothing stays closed: each of its pieces has two partners, but no blood comes in"
    )]
    public void RingWithoutInletIsClosed()
    {
        using var simulation = VesselScene.Start(Model, VesselScene.Chain(-100, 0, 3), VesselScene.Chain(-100, 40, 3));
        Link(simulation, (-100, 0), (-100, 40));
        Link(simulation, (-60, 0), (-60, 40));
        simulation.RunTo(500);
        Assert.Equal(0, Open(simulation));
    }

    [Fact(
        DisplayName = "What is joined opens after the delay and not a step before: an off-by-one of the clock, or a clock that runs while nothing is joined, would show"
    )]
    public void OpensAfterTheDelay()
    {
        using var simulation = VesselScene.Start(Model, VesselScene.Chain(-100, 0, 3, 0, 2));
        var cells = simulation.Tissue.Cells;
        var lumen = cells.ColumnOf(Model.Behaviors.Custom(0))!;
        lumen[1] = 0;
        // Ten steps of ten ticks; the first of them at tick 0.
        simulation.RunTo(90);
        Assert.Equal(0, lumen[1]);
        simulation.RunTo(100);
        Assert.Equal(1, lumen[1]);
        Assert.Equal(0, cells.LumenTicks![1]);
    }

    private static int At(Simulation simulation, (double X, double Y) place) =>
        Enumerable
            .Range(0, simulation.Tissue.Cells.Count)
            .Single(r =>
                Math.Abs(simulation.Tissue.Cells.X[r] - place.X) + Math.Abs(simulation.Tissue.Cells.Y[r] - place.Y)
                < 1e-9
            );

    private static void Link(Simulation simulation, (double, double) a, (double, double) b)
    {
        simulation.Tissue.Links.Add(At(simulation, a), At(simulation, b), LinkKind.Vessel);
        simulation.Tissue.Links.Tidy();
    }

    private static void Kill(Simulation simulation, (double, double) place) =>
        simulation.Tissue.Cells.Flags[At(simulation, place)] |= (byte)CellFlags.Dead;

    private static int Open(Simulation simulation) =>
        VesselScene.Rows(simulation, VesselScene.Piece).Count(r => VesselScene.Lumen(simulation, r) > 0.5);

    private static string[] Lumens(Simulation simulation) =>
        [
            .. VesselScene
                .Rows(simulation, VesselScene.Piece)
                .Select(r =>
                    VesselScene.Lumen(simulation, r).ToString(System.Globalization.CultureInfo.InvariantCulture)
                )
                .Order(StringComparer.Ordinal),
        ];
}
