// Cells that leave for the lymph, and cells that come through doors.
namespace Milieu.Engine.Tests;

public class LeavingTests
{
    [Fact(
        DisplayName = "Live cells leave with probability 1 - exp(-k dt) a step, dead ones stay, and each is tallied by its type: within 4 standard deviations"
    )]
    public void LeaveAtTheRate()
    {
        const int Count = 2000;
        var model = Leavers(rate: 0.05);
        using var simulation = new Simulation(model with { Placements = [Row(0, Count)] }, new SimulationOptions(5));
        var cells = simulation.Tissue.Cells;
        for (var row = 0; row < 100; row++)
            cells.Flags[row] = (byte)CellFlags.Dead;
        simulation.Step();
        var p = 1 - Math.Exp(-0.05 * 6);
        var left = simulation.Tissue.ByType[TypeEvent.Left, 0];
        Assert.Equal((Count - 100) * p, left, 4 * Math.Sqrt(Count * p * (1 - p)));
        Assert.Equal(Count - left, cells.Count);
        Assert.Equal(left, simulation.Tissue.Tally[EventKind.Removal]);
        Assert.Equal(0, simulation.Tissue.ByType[TypeEvent.Left, 1]);
        Assert.Equal(100, Enumerable.Range(0, cells.Count).Count(r => cells.Is(r, CellFlags.Dead)));
    }

    [Theory(
        DisplayName = "Whoever leaves lets go: the attack that it made or suffered ends, is counted, and no link of it stays"
    )]
    [InlineData(true)]
    [InlineData(false)]
    public void LetsGo(bool attackerLeaves)
    {
        var model = Fixture.Model(
            Fixture.Plane(),
            [],
            2,
            (type, b, c) =>
            {
                c[b.Attack(1)] = type == 0 ? 1e9 : 0;
                c[b.AttackDuration] = 1e12;
                (c[b.Adhesion], c[b.Repulsion]) = (0, 0);
            }
        );
        var leave = new CompiledRule(model.Behaviors.Leave, 0, 1e9, 0, [new(SignalKind.Time, 0, 3, 40, false)], []);
        model = model with
        {
            Types = [.. model.Types.Select((t, i) => i == (attackerLeaves ? 0 : 1) ? t with { Rules = [leave] } : t)],
            Placements = [Fixture.At(0, 0, 0, 0), Fixture.At(1, 14, 0, 0) with { Name = "target" }],
        };
        using var simulation = new Simulation(model, new SimulationOptions());
        simulation.RunTo(60);
        Assert.Equal((1, 1), (simulation.Tissue.Links.Count, simulation.Tissue.Tally[EventKind.Attack]));
        simulation.Step();
        Assert.Equal((1, 0), (simulation.Tissue.Cells.Count, simulation.Tissue.Links.Count));
        Assert.Equal(1, simulation.Tissue.Tally[EventKind.AttackEnd]);
        Assert.Equal(-1, simulation.Tissue.Cells.AttackTarget![0]);
        Assert.Equal(1, simulation.Tissue.ByType[TypeEvent.Left, attackerLeaves ? 0 : 1]);
    }

    [Theory(
        DisplayName = "A door lets in one cell with probability 1 - exp(-k dt) a step, at a distance of both radii in any direction, with what its type says: within 4 standard deviations"
    )]
    [InlineData(true)]
    [InlineData(false)]
    public void DoorsOpenAtTheRate(bool flat)
    {
        const int Count = 900;
        var model = Doors(flat, rate: 0.1) with { Placements = [Row(0, Count, flat)] };
        using var simulation = new Simulation(model, new SimulationOptions(5));
        simulation.Step();
        var cells = simulation.Tissue.Cells;
        var p = 1 - Math.Exp(-0.1 * 6);
        var entered = simulation.Tissue.ByType[TypeEvent.Entered, 1];
        Assert.Equal(Count * p, entered, 4 * Math.Sqrt(Count * p * (1 - p)));
        Assert.Equal(entered, simulation.Tissue.Tally[EventKind.Arrival]);
        Assert.Equal(Count + entered, cells.Count);
        var (east, up, volumes) = (0.0, 0.0, new HashSet<double>());
        for (var row = 0; row < cells.Count; row++)
        {
            if (cells.Type[row] != 1)
                continue;
            var door = Nearest(cells, row);
            var d = Distance(cells, row, door);
            Assert.Equal(cells.Radius[row] + cells.Radius[door], d, 0.02);
            Assert.True(cells.Id[row] >= Count);
            east += (cells.X[row] - cells.X[door]) / d / entered;
            up += (cells.Z[row] - cells.Z[door]) / d / entered;
            volumes.Add(cells.Volume(row));
        }
        Assert.Equal(0, east, 4 / Math.Sqrt(entered * (flat ? 2 : 3)));
        Assert.Equal(0, up, flat ? 1e-12 : 4 / Math.Sqrt(entered * 3));
        Assert.True(volumes.Count > 0.9 * entered, "the distribution of volumes was not drawn");
    }

    [Fact(DisplayName = "Nobody enters where cells already fill the space up to the limit, nor outside the domain")]
    public void NotWhereItIsFull()
    {
        var model = Doors(flat: true, rate: 1e9);
        var lattice = new List<double>();
        for (var y = -60; y <= 60; y += 12)
        for (var x = -60; x <= 60; x += 12)
            lattice.AddRange([x, y, 0]);
        model = model with { Placements = [Fixture.At(0, [.. lattice])] };
        using (var full = new Simulation(model with { CrowdingLimit = 0.4 }, new SimulationOptions(2)))
        {
            full.Step();
            var cells = full.Tissue.Cells;
            var entered = Enumerable.Range(0, cells.Count).Where(r => cells.Type[r] == 1).ToList();
            Assert.InRange(entered.Count, 1, 40);
            Assert.All(entered, r => Assert.True(Math.Max(Math.Abs(cells.X[r]), Math.Abs(cells.Y[r])) > 60));
        }
        Assert.InRange(Entered(model, 5), 110, 121);
        // Half of the directions from a face lead out.
        var faces = Enumerable.Range(0, 100).SelectMany(k => new[] { -1999.0, -1990 + (39.0 * k), 0 }).ToArray();
        Assert.InRange(Entered(Doors(true, 1e9) with { Placements = [Fixture.At(0, faces)] }, 0.9), 30, 70);
    }

    [Fact(
        DisplayName = "The share that cells fill is that of the balls' overlap: one cell within, one half in, by quadrature to 1 %"
    )]
    public void CrowdingIsTheOverlap()
    {
        var ball = Math.Cbrt(3 * 8000 / (4 * Math.PI));
        foreach (var (r, d) in new[] { (8.4, 0.0), (8.4, 2.0), (8.4, 10.0), (8.4, 18.0), (20.0, 9.0), (8.4, 30.0) })
        {
            var inside = 0;
            const int Steps = 120;
            for (var i = 0; i < Steps; i++)
            for (var j = 0; j < Steps; j++)
            for (var k = 0; k < Steps; k++)
            {
                double At(int n) => ball * ((2.0 * (n + 0.5) / Steps) - 1);
                var (x, y, z) = (At(i), At(j), At(k));
                var isIn = (x * x) + (y * y) + (z * z) < ball * ball;
                inside += isIn && ((x - d) * (x - d)) + (y * y) + (z * z) < r * r ? 1 : 0;
            }
            var volume = inside * Math.Pow(2 * ball / Steps, 3);
            Assert.Equal(volume, Sphere.Overlap(ball, r, d), tolerance: 30);
            Assert.Equal(Sphere.Overlap(r, ball, d), Sphere.Overlap(ball, r, d), 1e-9);
        }
    }

    [Fact(
        DisplayName = "Who enters, where and when is the same for 1, 2 and 7 threads and any chunk, and after a copy through the state alone"
    )]
    public void SameForAnyThreads()
    {
        var model = Doors(flat: true, rate: 0.02) with { Placements = [Row(0, 300)] };
        var hashes = new[] { (1, 256), (2, 16), (7, 1) }.Select(o =>
        {
            using var simulation = new Simulation(
                model,
                new SimulationOptions(5, o.Item1, KernelKind.Vectorized, o.Item2)
            );
            simulation.RunTo(300);
            Assert.True(simulation.Tissue.ByType[TypeEvent.Entered, 1] > 50);
            using var copy = new Simulation(model, new SimulationOptions(5), ScenesCopy.Of(model, simulation.Tissue));
            copy.RunTo(420);
            simulation.RunTo(420);
            Assert.Equal(StateHash.Of(simulation.Tissue).Value, StateHash.Of(copy.Tissue).Value);
            return StateHash.Of(simulation.Tissue).Value;
        });
        Assert.Single(hashes.Distinct());
    }

    private static long Entered(CompiledModel model, double limit)
    {
        using var simulation = new Simulation(model with { CrowdingLimit = limit }, new SimulationOptions(2));
        simulation.Step();
        return simulation.Tissue.ByType[TypeEvent.Entered, 1];
    }

    private static CompiledModel Leavers(double rate) =>
        Fixture.Model(Fixture.Plane(4000), [], 2, (type, b, c) => c[b.Leave] = type == 0 ? rate : 0);

    private static CompiledModel Doors(bool flat, double rate)
    {
        var model = Fixture.Model(
            flat ? Fixture.Plane(4000) : Fixture.Cube(4000, 100),
            [],
            2,
            (type, b, c) =>
            {
                c[b.Extravasate(1)] = type == 0 ? rate : 0;
                c[b.Movable] = type;
            }
        );
        var volumes = new InitialDistribution(-1, DistributionKind.Uniform, 500, 900, 500, 900);
        return model with { Types = [model.Types[0], model.Types[1] with { Distributions = [volumes] }] };
    }

    private static CompiledPlacement Row(int type, int count, bool flat = true)
    {
        var places = new double[3 * count];
        for (var k = 0; k < count; k++)
            (places[3 * k], places[(3 * k) + 1], places[(3 * k) + 2]) = (
                -1900 + (60 * (k % 60)),
                -1900 + (60 * (k / 60)),
                flat ? 0 : 100
            );
        return Fixture.At(type, places);
    }

    private static int Nearest(Cells cells, int row) =>
        Enumerable.Range(0, cells.Count).Where(o => cells.Type[o] == 0).MinBy(o => Distance(cells, row, o));

    private static double Distance(Cells cells, int i, int j) =>
        Math.Sqrt(
            Math.Pow(cells.X[i] - cells.X[j], 2)
                + Math.Pow(cells.Y[i] - cells.Y[j], 2)
                + Math.Pow(cells.Z[i] - cells.Z[j], 2)
        );
}
