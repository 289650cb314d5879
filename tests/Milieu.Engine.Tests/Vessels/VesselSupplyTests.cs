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

    [Fact(
        DisplayName = "Alone in its voxel a vessel holds k blood / (k + decay): the closed form of one voxel"
    )]
    public void OneVoxelHasItsClosedForm()
    {
        var grid = new GridSpec(-10, -10, -10, 20, 20, 20, 1, 1, 1, true);
        using var simulation = Run(grid, 0, SlowExchange);
        Assert.Equal(SlowExchange * Blood / (SlowExchange + Decay), simulation.Tissue.Fields[0][simulation.Tissue.Fields[0].OffsetAt(0, 0, 0)], 1e-9);
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
