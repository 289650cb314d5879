// A vessel gives what the tissue uses.
namespace Milieu.Engine.Tests;

public class VesselSupplyTests
{
    // Below the 2,000 /min that the unsplit scheme takes whole (docs/science/exchange.md).
    private const double Exchange = 1500;
    private const double SlowExchange = 8;
    private const double Blood = 60;
    private const double Decay = 4;
    private const double Diffusion = 100_000;

    [Fact(
        DisplayName = "In steady state what one vessel lets through its voxel, k V (blood - p), is what the tissue uses, and each voxel balances D/h^2 sum (p' - p) + k (blood - p) = decay p: supply that is lost or made would show"
    )]
    public void SupplyBalancesUse()
    {
        using var simulation = Run();
        var (field, grid) = (simulation.Tissue.Fields[0], simulation.Model.Grid);
        var (used, worst, center) = (0.0, 0.0, field.OffsetAt(10, 10, 0));
        for (var j = 0; j < grid.Ny; j++)
        for (var i = 0; i < grid.Nx; i++)
        {
            var here = field.OffsetAt(grid.CenterX(i), grid.CenterY(j), 0);
            var flow = 0.0;
            foreach (var (di, dj) in new[] { (1, 0), (-1, 0), (0, 1), (0, -1) })
                if (i + di >= 0 && i + di < grid.Nx && j + dj >= 0 && j + dj < grid.Ny)
                    flow += field[field.OffsetAt(grid.CenterX(i + di), grid.CenterY(j + dj), 0)] - field[here];
            var supply = here == center ? Exchange * (Blood - field[here]) : 0;
            worst = Math.Max(worst, Math.Abs((Diffusion / 400 * flow) + supply - (Decay * field[here])));
            used += Decay * field[here];
        }
        Assert.Equal(1, used / (Exchange * (Blood - field[center])), 1e-6);
        Assert.True(worst < 1e-4 * Exchange * Blood, $"{worst}");
    }

    [Fact(DisplayName = "Alone in its voxel a vessel holds k blood / (k + decay): the closed form of one voxel")]
    public void OneVoxelHasItsClosedForm()
    {
        var grid = new GridSpec(-10, -10, -10, 20, 20, 20, 1, 1, 1, true);
        using var simulation = Run(grid, 0, SlowExchange);
        Assert.Equal(
            SlowExchange * Blood / (SlowExchange + Decay),
            simulation.Tissue.Fields[0][simulation.Tissue.Fields[0].OffsetAt(0, 0, 0)],
            1e-9
        );
    }

    [Fact(
        DisplayName = "Interstitial pressure in a ball of leaky vessels is Baxter and Jain's, P/P_ss = 1 - R sinh(a r)/(r sinh(a R)), within 3 %: a leak that scales wrongly with the cell's volume would flatten or steepen it"
    )]
    public void PressureInABallHasItsClosedForm()
    {
        // a R = 4: a high plateau inside and a steep rim.
        const double Radius = 150;
        const double A = 4 / Radius;
        const double Conductivity = 5000;
        var grid = Fixture.Cube(320, 10);
        using var simulation = new Simulation(
            Ball(grid, Radius, A * A * Conductivity, Conductivity),
            new SimulationOptions(1)
        );
        simulation.RunTo(100);
        var field = simulation.Tissue.Fields[0];
        // Drained voxels next to the ball have their centers outside it: a ball of stairs acts as one 0.4 of a voxel larger.
        var rim = Radius + (0.4 * grid.Dx);
        foreach (var x in new[] { 5.0, 45, 85, 105, 125 })
        {
            var r = Math.Sqrt((x * x) + 50);
            var expected = 1 - (rim * Math.Sinh(A * r) / (r * Math.Sinh(A * rim)));
            TestContext.Current.TestOutputHelper?.WriteLine(
                FormattableString.Invariant(
                    $"{r:F0} um: {field[field.OffsetAt(x, 5, 5)] / 15:F3}, closed form {expected:F3}"
                )
            );
            Assert.Equal(expected, field[field.OffsetAt(x, 5, 5)] / 15, 0.03);
        }
    }

    /// <summary>A leaky piece in every voxel of a ball; the tissue around it is drained.</summary>
    private static CompiledModel Ball(GridSpec grid, double radius, double leak, double conductivity)
    {
        var (points, drained) = (new List<double>(), new List<int>());
        for (var k = 0; k < grid.Nz; k++)
        for (var j = 0; j < grid.Ny; j++)
        for (var i = 0; i < grid.Nx; i++)
        {
            var (x, y, z) = (grid.CenterX(i), grid.CenterY(j), grid.CenterZ(k));
            if ((x * x) + (y * y) + (z * z) < radius * radius)
                points.AddRange([x, y, z]);
            else
                drained.Add((((k * grid.Ny) + j) * grid.Nx) + i);
        }
        var pressure = Fixture.Substrate("interstitial pressure", conductivity, 0) with
        {
            Regions = [new DirichletRegion("drained", 0, [.. drained])],
        };
        var model = Fixture.Model(
            grid,
            [pressure],
            set: (_, b, c) =>
            {
                c[b.Movable] = 0;
                c[b.Secretion(0)] = leak * grid.VoxelVolume / Fixture.Mcf7.Total;
                c[b.SecretionTarget(0)] = 15;
            }
        );
        return model with { Timing = new Timing(0.1, 1, 1000, 1000, 1000), Placements = [Fixture.At(0, [.. points])] };
    }

    private static Simulation Run(GridSpec? grid = null, double place = 10, double exchange = Exchange)
    {
        var box = grid ?? Fixture.Plane();
        var model = Fixture.Model(
            box,
            [Fixture.Substrate("oxygen", Diffusion, Decay, isDouble: true)],
            set: (_, b, c) =>
            {
                c[b.Movable] = 0;
                c[b.Secretion(0)] = exchange * box.VoxelVolume / Fixture.Mcf7.Total;
                c[b.SecretionTarget(0)] = Blood;
            }
        );
        var simulation = new Simulation(
            model with
            {
                Placements = [Fixture.At(0, place, place, 0)],
                Vessels = new CompiledVessels { Segments = [0] },
            },
            new SimulationOptions(1)
        );
        simulation.RunTo(2000);
        return simulation;
    }
}
