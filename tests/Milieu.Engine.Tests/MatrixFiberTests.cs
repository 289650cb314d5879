// Fibers: what cells do to them, and they to cells.

namespace Milieu.Engine.Tests;

public sealed class MatrixFiberTests
{
    [Theory(
        DisplayName = "One cell turns f by r_f |v| dt (1 - a) towards its path, on the nearer side, and 1 - a falls by exp(-r_a |v| dt): closed form to the float of a velocity, other voxels to the bit"
    )]
    [InlineData(1)]
    [InlineData(-1)]
    public void OneCell(int sign)
    {
        using var bench = new MatrixBench(Model(Fixture.Plane(80), 0.3, turn: 0.02, gain: 0.01, cap: 1));
        Cell(bench, 1, 2, sign * 0.3, sign * 0.4);
        bench.Run();
        var angle = 0.02 * 0.5 * 6 * 0.7;
        Assert.Equal(Math.Cos(angle), Direction(bench, 0, 1, 2), 1e-8);
        Assert.Equal(Math.Sin(angle), Direction(bench, 1, 1, 2), 1e-8);
        Assert.Equal(1 - (0.7 * Math.Exp(-0.01 * 3)), bench[1, 1, 2], 1e-8);
        Assert.Equal((1, 0, 0.3), (Direction(bench, 0, 2, 2), Direction(bench, 1, 2, 2), bench[1, 2, 2]));
    }

    [Fact(
        DisplayName = "A turn stops at the path and at the cap; many steps keep f of length 1 and a below 1; a cell that stands, or of a type that does not align, changes nothing"
    )]
    public void StopsAndStays()
    {
        using var fast = new MatrixBench(Model(Fixture.Plane(80), 0, turn: 10, gain: 0.5, cap: 10));
        Cell(fast, 0, 0, 0.6, 0.8);
        fast.Run();
        Assert.Equal(0.6, Direction(fast, 0, 0, 0), 1e-6);
        Assert.Equal(0.8, Direction(fast, 1, 0, 0), 1e-6);
        using var capped = new MatrixBench(Model(Fixture.Plane(80), 0, turn: 10, gain: 0.001, cap: 0.1));
        Cell(capped, 0, 0, 0, 1);
        Cell(capped, 1, 1, 0, 0);
        Cell(capped, 2, 2, 0, 1, type: 1);
        capped.Run();
        Assert.Equal(Math.Sin(0.1), Direction(capped, 1, 0, 0), 1e-12);
        Assert.Equal((0, 0), (Direction(capped, 1, 1, 1), capped[1, 1, 1]));
        Assert.Equal((0, 0), (Direction(capped, 1, 2, 2), capped[1, 2, 2]));
        capped.Run(500);
        var (x, y) = (Direction(capped, 0, 0, 0), Direction(capped, 1, 0, 0));
        Assert.Equal(1, (x * x) + (y * y), 1e-14);
        Assert.InRange(capped[1, 0, 0], 0.9, 1);
    }

    [Fact(
        DisplayName = "Two cells of a voxel act one after the other in the order of rows, whoever runs them: 1, 3 and 7 threads give one state, in 3-D too"
    )]
    public void ThreadsDoNotShow()
    {
        ulong Hash(int threads)
        {
            using var bench = new MatrixBench(
                Model(Fixture.Cube(200), 0.1, turn: 0.3, gain: 0.01, cap: 0.4),
                threads: threads,
                chunk: 16
            );
            for (var k = 0; k < 3000; k++)
                Cell(bench, k % 10, k / 10 % 10, (k % 13) - 6, (k % 7) - 3, k % 2, k / 100 % 10, (k % 11) - 5);
            bench.Run(5);
            Assert.NotEqual(0, Direction(bench, 2, 4, 3, 3));
            return StateHash.Of(bench.Tissue).Value;
        }
        Assert.Equal(Hash(1), Hash(3));
        Assert.Equal(Hash(1), Hash(7));
    }

    [Theory(
        DisplayName = "A cell that wants to go across fibers at 45 degrees goes along them by tan = 1 - s a, times 0.3 behind a barrier, at full speed; the wide kernel gives the same bits"
    )]
    [InlineData(0.5, double.PositiveInfinity, 0.6)]
    [InlineData(0.5, 0.6, 0.18)]
    [InlineData(0.5, 0.9, 0.6)]
    [InlineData(0.0, 0.6, 0.3)]
    [InlineData(0.0, double.PositiveInfinity, 1.0)]
    public void Leads(double guidance, double above, double tangent)
    {
        foreach (var kernel in (KernelKind[])[KernelKind.Reference, KernelKind.Vectorized])
        {
            using var simulation = new Simulation(
                Seeking(new FiberHabit(0, 0, guidance, above, 0.3)),
                new SimulationOptions(2, Kernel: kernel)
            );
            simulation.RunTo(1);
            var cells = simulation.Tissue.Cells;
            var (x, y) = (cells.MotilityX![0], cells.MotilityY![0]);
            Assert.Equal(tangent, y / x, 1e-5);
            Assert.Equal(2, Math.Sqrt((x * x) + (y * y)), 1e-5);
        }
    }

    [Fact(
        DisplayName = "A type without a habit crawls to the same bits with fibers and without: fibers alone change no path"
    )]
    public void OthersKeepTheirBits()
    {
        var with = Seeking(null);
        using var fibers = new Simulation(with, new SimulationOptions(2));
        using var none = new Simulation(with with { Matrix = null }, new SimulationOptions(2));
        fibers.RunTo(300);
        none.RunTo(300);
        var (a, b) = (fibers.Tissue.Cells, none.Tissue.Cells);
        Assert.Equal((a.X[0], a.Y[0]), (b.X[0], b.Y[0]));
    }

    /// <summary>A cell at the middle that climbs a gradient along (1, 1) without chance; fibers of anisotropy 0.8 along x.</summary>
    private static CompiledModel Seeking(FiberHabit? habit)
    {
        var grid = Fixture.Plane(400);
        var field = Fixture.Substrate("a", 0, 0) with
        {
            InitialField = [.. Enumerable.Range(0, grid.Voxels).Select(v => (v % 20) + (v / 20.0) - (v / 20.0 % 1))],
        };
        var model = Fixture.Model(
            grid,
            [field],
            set: (_, b, c) =>
            {
                c[b.Speed] = 2;
                c[b.Bias] = 1;
                c[b.Persistence] = 0;
            },
            matrix: Matrix(grid, 0.8, 1)
        );
        return model with
        {
            Types = [model.Types[0] with { IsMotile = true, Taxis = Taxis.Single, Fibers = habit }],
            Placements = [Fixture.At(0, 5, 5, 0)],
        };
    }

    private static CompiledModel Model(GridSpec grid, double anisotropy, double turn, double gain, double cap)
    {
        var model = Fixture.Model(grid, [], types: 2, matrix: Matrix(grid, anisotropy, cap));
        var habit = new FiberHabit(turn, gain, 0, double.PositiveInfinity, 1);
        return model with { Types = [model.Types[0] with { Fibers = habit }, model.Types[1]] };
    }

    /// <summary>One structure that nothing changes, and fibers along x.</summary>
    private static CompiledMatrix Matrix(GridSpec grid, double anisotropy, double cap) =>
        MatrixBench.Matrix(MatrixBench.Structure(initial: 0.4)) with
        {
            Fibers = new CompiledFibers
            {
                Directions = [.. Enumerable.Range(0, 3 * grid.Voxels).Select(k => k % 3 == 0 ? 1.0 : 0)],
                Anisotropy = [.. Enumerable.Repeat(anisotropy, grid.Voxels)],
                MostTurn = cap,
            },
        };

    private static void Cell(
        MatrixBench bench,
        int i,
        int j,
        double vx,
        double vy,
        int type = 0,
        int k = 0,
        double vz = 0
    )
    {
        var row = bench.AddIn(i, j, k, type);
        var cells = bench.Tissue.Cells;
        (cells.PreviousVx[row], cells.PreviousVy[row], cells.PreviousVz[row]) = ((float)vx, (float)vy, (float)vz);
    }

    private static double Direction(MatrixBench bench, int part, int i, int j, int k = 0)
    {
        var field = bench.Tissue.Matrix.Directions[part];
        return field[field.Offset(i, j, k)];
    }
}
