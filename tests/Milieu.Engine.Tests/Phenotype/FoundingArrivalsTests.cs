// Cells that come later.
namespace Milieu.Engine.Tests;

public class FoundingArrivalsTests
{
    [Fact(
        DisplayName = "A later placement appears at its tick and not before, is sorted in at once, numbered onwards and counted, and has its own luck"
    )]
    public void AppearAtTheirTick()
    {
        var model = Model(LifeScene.InBox("infusion", 1, 300, 1000, tick: 5));
        using var scene = new LifeScene(model);
        scene.Steps(5);
        Assert.Equal((200, 0L), (scene.Cells.Count, scene.Tally[EventKind.Arrival]));
        scene.Step();
        var cells = scene.Cells;
        Assert.Equal((500, 300L, 500ul), (cells.Count, scene.Tally[EventKind.Arrival], scene.Tissue.NextId));
        Assert.Equal(300, scene.CountOf(r => cells.Type[r] == 1));
        Assert.False(scene.Tissue.SortDue);
        for (var row = 1; row < 500; row++)
            Assert.True(
                cells.Bin[row - 1] < cells.Bin[row]
                    || (cells.Bin[row - 1] == cells.Bin[row] && cells.Id[row - 1] < cells.Id[row])
            );
        var lineages = Enumerable.Range(0, 500).Select(r => cells.Lineage[r]).ToHashSet();
        Assert.Equal(500, lineages.Count);
        for (var k = 0UL; k < 300; k++)
            Assert.Contains(Chance.Mix(Chance.NameHash("infusion"), Chance.Mix(5, k)), lineages);
        scene.Steps(20);
        Assert.Equal(500, scene.Cells.Count);
    }

    [Fact(
        DisplayName = "Cells that arrive between mechanics steps are sorted in before any search for neighbors, in the whole simulation"
    )]
    public void BetweenMechanicsSteps()
    {
        var model = Model(LifeScene.InBox("late", 0, 50, 100, tick: 7)) with
        {
            Timing = new Timing(0.01, 1, 10, 600, 1000),
        };
        using var simulation = new Simulation(model, new SimulationOptions());
        simulation.RunTo(7);
        Assert.Equal((7L, 200), (simulation.Tissue.Tick, simulation.Tissue.Cells.Count));
        simulation.Step();
        Assert.Equal(250, simulation.Tissue.Cells.Count);
        Assert.Equal(10, simulation.Tissue.Tick);
        Assert.False(simulation.Tissue.SortDue);
        simulation.RunTo(100);
        Assert.Equal(250, simulation.Tissue.Cells.Count);
    }

    [Fact(DisplayName = "Cells that arrive without overlap keep clear of those that are there")]
    public void ArriveBesideOthers()
    {
        var model = Model(LifeScene.InBox("late", 1, 200, 600, tick: 1) with { Fill = PlacementFill.NoOverlap });
        model = model with
        {
            Placements = [model.Placements[0] with { SizeX = 600, SizeY = 600 }, model.Placements[1]],
        };
        using var scene = new LifeScene(model);
        scene.Steps(2);
        var cells = scene.Cells;
        Assert.Equal(400, cells.Count);
        for (var a = 0; a < 400; a++)
        for (var b = 0; b < 400; b++)
        {
            if (a == b || cells.Type[a] == 0)
                continue;
            var (x, y) = (cells.X[a] - cells.X[b], cells.Y[a] - cells.Y[b]);
            Assert.True(Math.Sqrt((x * x) + (y * y)) >= (double)cells.Radius[a] + cells.Radius[b]);
        }
    }

    private static CompiledModel Model(CompiledPlacement late)
    {
        var model = LifeScene.Model(200, types: 2);
        return model with { Placements = [model.Placements[0], late] };
    }
}
