// Where cells start.

namespace Milieu.Engine.Tests;

public class FoundingTests
{
    private static readonly SimulationOptions Options = new(Seed: 7, Threads: 1);

    [Fact(
        DisplayName = "Points are placed exactly, numbered in row order and carry mix(name, ordinal); a shifted or swapped point shows"
    )]
    public void Points()
    {
        var model = Fixture.Model(Fixture.Plane(), []) with { Placements = [Fixture.At(0, 100, 50, 5, -100, -50, 3)] };
        using var simulation = new Simulation(model, Options);
        var cells = simulation.Tissue.Cells;
        Assert.Equal(2, cells.Count);
        // Row order is by bin: the second point comes first.
        Assert.Equal((-100.0, -50.0, 0.0), (cells.X[0], cells.Y[0], cells.Z[0]));
        Assert.Equal((100.0, 50.0, 0.0), (cells.X[1], cells.Y[1], cells.Z[1]));
        Assert.Equal((0ul, 1ul), (cells.Id[0], cells.Id[1]));
        Assert.Equal(2ul, simulation.Tissue.NextId);
        Assert.Equal(Chance.Mix(Chance.NameHash("points"), 1), cells.Lineage[0]);
        Assert.Equal(Chance.Mix(Chance.NameHash("points"), 0), cells.Lineage[1]);
        Assert.Equal(2494, cells.Volume(0), 9);
        Assert.Equal(8.41271054795423, cells.Radius[0], 1e-6);
    }
}
