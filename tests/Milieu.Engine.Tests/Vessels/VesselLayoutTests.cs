// Lattices of vessels, their links and inlets.
namespace Milieu.Engine.Tests;

public class VesselLayoutTests
{
    [Fact(
        DisplayName = "In a slab a lattice of spacing s holds 2/(sqrt 3 s^2) vessels per area, each its own inlet: a wrong row step or a lost row would show in the number"
    )]
    public void SlabHasItsDensity()
    {
        const double Spacing = 50;
        using var simulation = VesselScene.Start(
            VesselScene.Model(Fixture.Plane(1600)),
            VesselScene.Lattice(Spacing, 0, 1600)
        );
        var rows = VesselScene.Rows(simulation, VesselScene.Piece);
        var expected = 1600.0 * 1600 * 2 / (Math.Sqrt(3) * Spacing * Spacing);
        Assert.InRange(rows.Count, 0.97 * expected, 1.03 * expected);
        Assert.Equal(0, simulation.Tissue.Links.Count);
        Assert.All(rows, r => Assert.True(simulation.Tissue.Cells.Is(r, CellFlags.Inlet)));
        Assert.Equal(Spacing, Nearest(simulation, rows).Min(), 1e-9);
        Assert.Equal(Spacing, Nearest(simulation, rows).Max(), 1e-9);
    }

    [Fact(
        DisplayName = "Jitter moves each vessel by chance, up to its bound, the same for the same seed: a jitter without bound or without seed would show"
    )]
    public void JitterIsBoundedChance()
    {
        var model = VesselScene.Model(Fixture.Plane()) with { Placements = [VesselScene.Lattice(60, 10)] };
        using var one = new Simulation(model, new SimulationOptions(1));
        using var again = new Simulation(model, new SimulationOptions(1));
        using var other = new Simulation(model, new SimulationOptions(2));
        Assert.Equal(StateHash.Of(one.Tissue).Value, StateHash.Of(again.Tissue).Value);
        Assert.NotEqual(StateHash.Of(one.Tissue).Value, StateHash.Of(other.Tissue).Value);
        var distances = Nearest(one, VesselScene.Rows(one, VesselScene.Piece));
        Assert.True(distances.Min() >= 40);
        Assert.True(distances.Max() - distances.Min() > 5);
    }

    [Fact(
        DisplayName = "In a box vessels are straight lines of pieces 20 um apart, linked along, with inlets at both ends: a link between lines, or a missing one, would show"
    )]
    public void BoxHasLines()
    {
        var lattice = VesselScene.Lattice(80, 0);
        using var simulation = VesselScene.Start(
            VesselScene.Model(Fixture.Cube(200)),
            lattice with
            {
                Vessels = lattice.Vessels! with { Axis = 0 },
            }
        );
        var cells = simulation.Tissue.Cells;
        var rows = VesselScene.Rows(simulation, VesselScene.Piece);
        var lines = rows.GroupBy(r => (cells.Y[r], cells.Z[r])).ToList();
        Assert.All(lines, l => Assert.Equal(10, l.Count()));
        Assert.Equal(9 * lines.Count, simulation.Tissue.Links.Count);
        Assert.Equal(2 * lines.Count, rows.Count(r => cells.Is(r, CellFlags.Inlet)));
        for (var k = 0; k < simulation.Tissue.Links.Count; k++)
        {
            var (a, b) = (simulation.Tissue.Links.A[k], simulation.Tissue.Links.B[k]);
            Assert.Equal(20, Math.Abs(cells.X[a] - cells.X[b]), 1e-9);
            Assert.Equal(cells.Y[a], cells.Y[b]);
            Assert.Equal(cells.Z[a], cells.Z[b]);
        }
    }

    [Fact(
        DisplayName = "A ball cuts vessels where it ends, and the cut ends are inlets: a vessel without an inlet would never carry blood"
    )]
    public void BallCutsLines()
    {
        using var simulation = VesselScene.Start(
            VesselScene.Model(Fixture.Cube(300)),
            VesselScene.Lattice(60, 0) with
            {
                Shape = PlacementShape.Ball,
                R2 = 100,
            }
        );
        var cells = simulation.Tissue.Cells;
        var rows = VesselScene.Rows(simulation, VesselScene.Piece);
        Assert.All(rows, r => Assert.InRange(Radius(cells, r), 0, 100));
        simulation.RunTo(20);
        Assert.True(rows.Count > 20);
        Assert.All(rows, r => Assert.Equal(1, VesselScene.Lumen(simulation, r)));
    }

    [Fact(
        DisplayName = "Links of vessels follow their cells through every Sort: a link that stayed with its row would join other cells"
    )]
    public void LinksSurviveSorting()
    {
        var model = VesselScene.Model(
            Fixture.Cube(200),
            set: (type, b, c) => c[b.PhaseExit(0)] = type == VesselScene.Caller ? 0.05 : 0
        );
        model = model with { Types = [model.Types[0], model.Types[1], model.Types[2] with { Cycle = Fixture.Live }] };
        using var simulation = VesselScene.Start(
            model,
            Fixture.At(VesselScene.Caller, [.. Enumerable.Range(0, 30).Select(k => (k * 37 % 180) - 90.0)]),
            VesselScene.Lattice(80, 0)
        );
        var before = VesselScene.Pairs(simulation);
        simulation.RunTo(300);
        Assert.True(simulation.Tissue.Tally[EventKind.Birth] > 10);
        Assert.NotEmpty(before);
        Assert.Equal(before, VesselScene.Pairs(simulation));
    }

    [Fact(
        DisplayName = "A link of a vessel pulls nothing: two pieces that could move stay where they are; a spring between the same two moves them"
    )]
    public void LinksCarryNoForce()
    {
        Assert.Equal(40, Distance(LinkKind.Vessel), 1e-9);
        Assert.True(Distance(LinkKind.Vessel | LinkKind.Spring) < 39);
    }

    private static double Distance(LinkKind kind)
    {
        using var simulation = VesselScene.Start(
            VesselScene.Model(Fixture.Plane(), set: (_, b, c) => c[b.Movable] = 1) with
            {
                DynamicSprings = false,
            },
            VesselScene.Chain(0, 0, 1, 0),
            VesselScene.Chain(40, 0, 1, 0)
        );
        simulation.Tissue.Links.Add(0, 1, kind);
        simulation.Tissue.Links.Tidy();
        simulation.RunTo(50);
        return Math.Abs(simulation.Tissue.Cells.X[0] - simulation.Tissue.Cells.X[1]);
    }

    private static double Radius(Cells cells, int row) =>
        Math.Sqrt((cells.X[row] * cells.X[row]) + (cells.Y[row] * cells.Y[row]) + (cells.Z[row] * cells.Z[row]));

    private static List<double> Nearest(Simulation simulation, List<int> rows)
    {
        var cells = simulation.Tissue.Cells;
        return
        [
            .. rows.Select(a =>
                rows.Where(b => b != a)
                    .Min(b => Math.Sqrt(Math.Pow(cells.X[a] - cells.X[b], 2) + Math.Pow(cells.Y[a] - cells.Y[b], 2)))
            ),
        ];
    }
}
