// Tips sprout, climb, leave pieces, join and stop.
using System.Collections.Immutable;

namespace Milieu.Engine.Tests;

public class VesselGrowthTests
{
    [Fact(
        DisplayName = "A sprout climbs the substrate, leaves a linked piece every 20 um with the values it starts with, joins the vessel on the other side and opens after the delay: each part of a sprout's life is looked at"
    )]
    public void SproutJoinsTwoVessels()
    {
        var model = Ramp(1);
        using var simulation = VesselScene.Start(
            model,
            VesselScene.Chain(-100, 0, 1, 0),
            VesselScene.Chain(80, 0, 1, 0)
        );
        simulation.RunTo(10);
        Assert.Single(VesselScene.Rows(simulation, VesselScene.Tip));
        simulation.RunTo(1000);
        var first = VesselScene.Rows(simulation, VesselScene.Piece).Select(r => simulation.Tissue.Cells.X[r]).Order();
        Assert.Equal([-100, -80, -60, -40], first.Take(4).Select(x => Math.Round(x, 0)));
        Assert.Equal(0.1, Maturity(simulation, Closed(simulation)[0]));
        simulation.RunTo(4000);
        Assert.Empty(Closed(simulation));
        Assert.InRange(VesselScene.Rows(simulation, VesselScene.Piece).Count, 9, 10);
        // One path from end to end; a tip of a later sprout hangs on it by its own link.
        var rows =
            VesselScene.Rows(simulation, VesselScene.Piece).Count + VesselScene.Rows(simulation, VesselScene.Tip).Count;
        Assert.Equal(rows - 1, VesselScene.Pairs(simulation).Count);
    }

    [Fact(
        DisplayName = "A tip stops where the substrate is scarce: it becomes a closed piece of the vessel and no tip is left"
    )]
    public void TipStopsWithoutSubstrate()
    {
        var model = Ramp(1);
        model = model with { Vessels = model.Vessels! with { StopBelow = 1e6 } };
        using var simulation = VesselScene.Start(model, VesselScene.Chain(-100, 0, 1, 0));
        simulation.RunTo(11);
        Assert.Single(VesselScene.Rows(simulation, VesselScene.Piece), r => VesselScene.Lumen(simulation, r) < 0.5);
        Assert.Empty(VesselScene.Rows(simulation, VesselScene.Tip));
    }

    [Fact(
        DisplayName = "No sprout starts within the spacing of a tip or of an unfinished sprout: pieces that all want to sprout at once give tips that far apart"
    )]
    public void SproutsKeepTheirDistance()
    {
        using var simulation = VesselScene.Start(VesselScene.Model(Fixture.Plane(), 1, 0), VesselScene.Lattice(30, 0));
        simulation.RunTo(1);
        var cells = simulation.Tissue.Cells;
        var tips = VesselScene.Rows(simulation, VesselScene.Tip);
        Assert.InRange(tips.Count, 5, 25);
        var parents = VesselScene.Pairs(simulation).ToDictionary(p => p.Item2, p => RowOf(cells, p.Item1));
        foreach (var early in tips)
        foreach (var late in tips.Where(t => cells.Id[t] > cells.Id[early]))
        {
            var parent = parents[cells.Id[late]];
            var (x, y) = (cells.X[parent] - cells.X[early], cells.Y[parent] - cells.Y[early]);
            Assert.True(Math.Sqrt((x * x) + (y * y)) >= VesselScene.Vessels.Spacing);
        }
    }

    [Fact(
        DisplayName = "Sprouts come at their rate: of 400 lone vessels 1 - exp(-rate t) have one after t, within four standard errors"
    )]
    public void SproutsComeAtTheirRate()
    {
        var model = VesselScene.Model(Fixture.Plane(2000), 0.01, 0);
        model = model with { Vessels = model.Vessels! with { Spacing = 60, StopBelow = 0 } };
        using var simulation = VesselScene.Start(model, VesselScene.Lattice(100, 0, 1950));
        var vessels = VesselScene.Rows(simulation, VesselScene.Piece).Count;
        simulation.RunTo(501);
        var share = VesselScene.Rows(simulation, VesselScene.Tip).Count / (double)vessels;
        // 51 draws of 0.01 each.
        var expected = 1 - Math.Pow(0.99, 51);
        Assert.Equal(expected, share, 4 * Math.Sqrt(expected * (1 - expected) / vessels));
    }

    [Fact(
        DisplayName = "Vessels grow in the model that the laws are tested on: sprouts, pieces, joints and losses all occur"
    )]
    public void CrowdGrows()
    {
        foreach (var is2D in new[] { true, false })
        {
            using var simulation = new Simulation(VesselScene.Crowd(is2D), new SimulationOptions(7));
            var (tips, closed, joined) = (0, 0, 0);
            while (simulation.Tissue.Tick < 1200)
            {
                simulation.RunTo(simulation.Tissue.Tick + 100);
                tips = Math.Max(tips, VesselScene.Rows(simulation, VesselScene.Tip).Count);
                closed = Math.Max(closed, Closed(simulation).Count);
                joined += VesselScene
                    .Rows(simulation, VesselScene.Piece)
                    .Count(r => VesselScene.Lumen(simulation, r) > 0.5 && Maturity(simulation, r) < 1);
            }
            var tally = simulation.Tissue.Tally;
            Assert.True(tally[EventKind.Birth] > 15, $"{tally[EventKind.Birth]} births");
            Assert.True(tally[EventKind.Transformation] > 2, $"{tally[EventKind.Transformation]} stops");
            Assert.True(tally[EventKind.Death] > 3, $"{tally[EventKind.Death]} deaths");
            Assert.True(
                tips > 2 && closed > 3 && joined > 3,
                $"2-D {is2D}: {tips} tips, {closed} closed, {joined} joined"
            );
        }
    }

    /// <summary>The substrate rises along x and stays as it is; one vessel sprouts.</summary>
    private static CompiledModel Ramp(double sprouting)
    {
        var model = VesselScene.Model(Fixture.Plane(), sprouting, set: (_, b, c) => c[b.Bias] = 1);
        var ramp = Enumerable.Range(0, 400).Select(k => (double)(k % 20)).ToImmutableArray();
        return model with
        {
            Substrates = [Fixture.Substrate("call", 0, 0) with { InitialField = ramp }],
            Vessels = model.Vessels! with { Spacing = 1000 },
        };
    }

    private static List<int> Closed(Simulation simulation) =>
        [.. VesselScene.Rows(simulation, VesselScene.Piece).Where(r => VesselScene.Lumen(simulation, r) < 0.5)];

    private static int RowOf(Cells cells, ulong id) => Enumerable.Range(0, cells.Count).First(r => cells.Id[r] == id);

    private static double Maturity(Simulation simulation, int row) =>
        simulation.Tissue.Cells.ColumnOf(simulation.Model.Behaviors.Custom(1))![row];
}
