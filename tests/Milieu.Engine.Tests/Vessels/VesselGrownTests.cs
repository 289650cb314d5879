// Vessels that grow before the run: density, blood, distances, luck.
namespace Milieu.Engine.Tests;

public class VesselGrownTests
{
    [Theory(
        DisplayName = "A grown network has the wished number of pieces within 5 %, blood comes by each of them, none is nearer to another than a length and none farther from the next than two: a blind end, a lost link or a crossing would show"
    )]
    [InlineData(true, 800, 4, 1)]
    [InlineData(true, 300, 2, 2)]
    [InlineData(true, 1500, 7, 3)]
    [InlineData(false, 900, 4, 1)]
    [InlineData(false, 2500, 3, 2)]
    public void NetworkIsAsWished(bool is2D, int pieces, int inlets, int seed)
    {
        using var simulation = Start(
            is2D ? Fixture.Plane(1000) : Fixture.Cube(800),
            Growth(pieces, inlets),
            (ulong)seed
        );
        var (cells, links) = (simulation.Tissue.Cells, simulation.Tissue.Links);
        Assert.InRange(cells.Count, 0.95 * pieces, 1.05 * pieces);
        var rows = Enumerable.Range(0, cells.Count).ToList();
        Assert.Equal(inlets, rows.Count(r => cells.Is(r, CellFlags.Inlet)));
        Assert.True(Nearest(cells) >= 0.999 * 20);
        var degrees = new int[cells.Count];
        for (var k = 0; k < links.Count; k++)
        {
            degrees[links.A[k]]++;
            degrees[links.B[k]]++;
            Assert.InRange(Distance(cells, links.A[k], links.B[k]), 0.999 * 20, 2 * 20);
        }
        Assert.All(rows, r => Assert.True(degrees[r] >= (cells.Is(r, CellFlags.Inlet) ? 0 : 2)));
        Assert.True(rows.Count(r => degrees[r] > 2) >= 5, "a network branches");
        simulation.RunTo(20);
        Assert.All(rows, r => Assert.Equal(1, VesselScene.Lumen(simulation, r)));
    }

    [Fact(
        DisplayName = "Small networks too are as dense as wished, with any luck: one vessel more is a tenth of such a network, and a search that gives up would show"
    )]
    public void SmallNetworksFit()
    {
        for (var seed = 1UL; seed <= 12; seed++)
        {
            using var simulation = Start(Fixture.Plane(800), Growth(128, 4), seed, size: 800);
            Assert.InRange(simulation.Tissue.Cells.Count, 0.95 * 128, 1.05 * 128);
        }
    }

    [Fact(
        DisplayName = "Blood comes from the inlets alone: where they are closed all of a network closes, its rings too"
    )]
    public void InletsFeedIt()
    {
        using var simulation = Start(Fixture.Plane(1000), Growth(300, 2), 1);
        var cells = simulation.Tissue.Cells;
        for (var row = 0; row < cells.Count; row++)
            cells.Flags[row] &= unchecked((byte)~(int)CellFlags.Inlet);
        simulation.RunTo(20);
        var open = Enumerable.Range(0, cells.Count).Count(r => VesselScene.Lumen(simulation, r) > 0.5);
        Assert.Equal(0, open);
    }

    [Fact(
        DisplayName = "The same seed grows the same bits, another seed another network: luck from anywhere else would show"
    )]
    public void SeedDecides()
    {
        var network = Growth(400, 4);
        using var one = Start(Fixture.Plane(1000), network, 1);
        using var again = Start(Fixture.Plane(1000), network, 1);
        using var other = Start(Fixture.Plane(1000), network, 2);
        Assert.Equal(StateHash.Of(one.Tissue).Value, StateHash.Of(again.Tissue).Value);
        Assert.NotEqual(StateHash.Of(one.Tissue).Value, StateHash.Of(other.Tissue).Value);
    }

    [Theory(
        DisplayName = "With a spacing no place of the plane but a few at the border is farther from a vessel than half of it: a hole in the network would show"
    )]
    [InlineData(100)]
    [InlineData(160)]
    public void SpacingIsReach(double spacing)
    {
        using var simulation = Start(Fixture.Plane(1000), new VesselGrowth { Inlets = 4, Reach = spacing / 2 }, 1);
        var cells = simulation.Tissue.Cells;
        var far = 0;
        for (var i = 0; i < 900; i++)
        {
            var (x, y) = (-435 + (30 * (i % 30)), -435 + (30 * (i / 30)));
            var nearest = Enumerable
                .Range(0, cells.Count)
                .Min(r => Math.Sqrt(((cells.X[r] - x) * (cells.X[r] - x)) + ((cells.Y[r] - y) * (cells.Y[r] - y))));
            far += nearest > 0.6 * spacing ? 1 : 0;
        }
        Assert.InRange(far, 0, 45);
    }

    [Fact(
        DisplayName = "A network keeps to its shape, around holes too, and grows from the inlets it is given: a chain through the hole would show"
    )]
    public void ShapeIsKept()
    {
        var growth = new VesselGrowth
        {
            Inlets = 0,
            Points = [400, 0, 0, -400, 0, 0],
            Pieces = 300,
        };
        using var simulation = Start(Fixture.Plane(1000), growth, 1, PlacementShape.Annulus);
        var cells = simulation.Tissue.Cells;
        var radii = Enumerable
            .Range(0, cells.Count)
            .Select(r => Math.Sqrt((cells.X[r] * cells.X[r]) + (cells.Y[r] * cells.Y[r])))
            .ToList();
        Assert.All(radii, r => Assert.InRange(r, 200 - 1e-6, 400 + 1e-6));
        Assert.InRange(cells.Count, 285, 315);
        Assert.Equal(
            [(-400.0, 0.0), (400.0, 0.0)],
            Enumerable
                .Range(0, cells.Count)
                .Where(r => cells.Is(r, CellFlags.Inlet))
                .Select(r => (cells.X[r], cells.Y[r]))
                .Order()
        );
    }

    [Fact(
        DisplayName = "Where no network can be as dense as wished nothing starts: fewer vessels than the model says would be wrong silently"
    )]
    public void WhatDoesNotFitIsSaid()
    {
        var wrong = Assert.Throws<StartException>(() => Start(Fixture.Plane(100), Growth(400, 4), 1));
        Assert.Contains("400", wrong.Message, StringComparison.Ordinal);
    }

    private static VesselGrowth Growth(int pieces, int inlets) => new() { Inlets = inlets, Pieces = pieces };

    private static Simulation Start(
        GridSpec grid,
        VesselGrowth growth,
        ulong seed,
        PlacementShape shape = PlacementShape.Box,
        double size = 1000
    ) =>
        new(
            VesselScene.Model(grid) with
            {
                Placements =
                [
                    VesselScene.Lattice(0, 0, size) with
                    {
                        Shape = shape,
                        R1 = 200,
                        R2 = 400,
                        Vessels = new VesselLayout { Growth = growth },
                    },
                ],
            },
            new SimulationOptions(seed)
        );

    private static double Nearest(Cells cells)
    {
        var nearest = double.MaxValue;
        for (var a = 0; a < cells.Count; a++)
        for (var b = 0; b < a; b++)
            nearest = Math.Min(nearest, Distance(cells, a, b));
        return nearest;
    }

    private static double Distance(Cells cells, int a, int b)
    {
        var (x, y, z) = (cells.X[a] - cells.X[b], cells.Y[a] - cells.Y[b], cells.Z[a] - cells.Z[b]);
        return Math.Sqrt((x * x) + (y * y) + (z * z));
    }
}
