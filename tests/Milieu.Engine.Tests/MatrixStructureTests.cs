// Structures: what cells deposit, what formulas change.
namespace Milieu.Engine.Tests;

public sealed class MatrixStructureTests
{
    private const double Rate = 1e-3;
    private const double Target = 0.8;

    public static TheoryData<KernelKind> Kernels => [KernelKind.Reference, KernelKind.Vectorized];

    [Theory(
        DisplayName = "One cell and turnover: e follows r T / (r + k) (1 - exp(-(r + k) t)) to 1e-6 over ten days, in its voxel alone; a cell counted in a neighbor, twice or not at all shows"
    )]
    [MemberData(nameof(Kernels))]
    public void DepositionAndTurnover(KernelKind kernel)
    {
        const double Turnover = 2e-4;
        using var bench = new MatrixBench(Building(Fixture.Cube(60), MatrixBench.Loss(Turnover)), kernel);
        bench.AddIn(1, 2, 0);
        bench.Run(2400);
        var (sum, minutes) = (Rate + Turnover, 2400 * 6.0);
        var exact = Rate * Target / sum * (1 - Math.Exp(-sum * minutes));
        Assert.Equal(exact, bench[0, 1, 2, 0], 1e-6);
        Assert.Equal(exact, bench.Tissue.Matrix.Structures[0].Values.Span(9 * 16).ToArray().Sum(), 1e-6);
    }

    [Fact(
        DisplayName = "Two cells in a voxel add their rates, a cell at its target adds nothing, the dead and the escaped build nothing: e reaches the larger target only"
    )]
    public void WhoBuilds()
    {
        using var bench = new MatrixBench(Building(Fixture.Plane(80)));
        bench.AddIn(0);
        bench.AddIn(0);
        var high = bench.AddIn(1);
        bench.AddIn(1);
        bench.AddIn(2);
        var dead = bench.AddIn(2, 1);
        var gone = bench.AddIn(2, 2);
        bench.Tissue.Cells.Flags[dead] |= (byte)CellFlags.Dead;
        bench.Tissue.Cells.Flags[gone] |= (byte)CellFlags.Escaped;
        bench[0, 1] = 0.9;
        bench.Run(1);
        Assert.Equal(Target * (1 - Math.Exp(-2 * Rate * 6)), bench[0, 0], 1e-6);
        Assert.Equal(0.9, bench[0, 1]);
        Assert.Equal(Target * (1 - Math.Exp(-Rate * 6)), bench[0, 2], 1e-6);
        Assert.Equal(0, bench[0, 2, 1]);
        Assert.Equal(0, bench[0, 2, 2]);
        Assert.Equal(1, bench.Tissue.Cells.Type[high] + 1);
    }

    [Theory(
        DisplayName = "A cell that takes down what another builds: e follows r T / (r + q) (1 - exp(-(r + q) t)) to 1e-6 over ten days; alone it leaves exp(-q t), also above the target; the dead take nothing"
    )]
    [MemberData(nameof(Kernels))]
    public void Degradation(KernelKind kernel)
    {
        const double Degrading = 4e-4;
        var model = Fixture.Model(
            Fixture.Plane(80),
            [],
            types: 2,
            set: (type, b, c) =>
            {
                c[type == 0 ? b.Deposition(0) : b.Degradation(0)] = type == 0 ? Rate : Degrading;
                c[b.DepositionTarget(0)] = type == 0 ? Target : 0;
            },
            matrix: MatrixBench.Matrix(MatrixBench.Structure(null))
        );
        using var bench = new MatrixBench(model, kernel);
        bench.AddIn(0, type: 0);
        bench.AddIn(0, type: 1);
        bench.AddIn(1, type: 1);
        bench.AddIn(1, type: 1);
        var dead = bench.AddIn(2, type: 1);
        bench.Tissue.Cells.Flags[dead] |= (byte)CellFlags.Dead;
        (bench[0, 1], bench[0, 2]) = (0.9, 0.9);
        bench.Run(2400);
        var (sum, minutes) = (Rate + Degrading, 2400 * 6.0);
        Assert.Equal(Rate * Target / sum * (1 - Math.Exp(-sum * minutes)), bench[0, 0], 1e-6);
        Assert.Equal(0.9 * Math.Exp(-2 * Degrading * minutes), bench[0, 1], 1e-6);
        Assert.Equal(0.9, bench[0, 2]);
    }

    [Theory(
        DisplayName = "Fast laws too: loss of 50 /min and source keep 1e-4 of the exact course and end at the steady state; a step without error control would ring or blow up"
    )]
    [InlineData(0.05, KernelKind.Vectorized)]
    [InlineData(2.0, KernelKind.Vectorized)]
    [InlineData(50.0, KernelKind.Reference)]
    [InlineData(50.0, KernelKind.Vectorized)]
    public void FastLaws(double rate, KernelKind kernel)
    {
        // de/dt = rate (0.6 - e), so e = 0.6 - 0.5 exp(-rate t).
        var change = new VoxelFormula(
            new Formula([
                new(FormulaOperation.Number, 0, rate),
                new(FormulaOperation.Number, 0, 0.6),
                new(FormulaOperation.Input, 0),
                new(FormulaOperation.Subtract),
                new(FormulaOperation.Multiply),
            ]),
            [new(SignalKind.Structure, 0)]
        );
        using var bench = new MatrixBench(
            Fixture.Model(
                Fixture.Plane(80),
                [],
                matrix: MatrixBench.Matrix(MatrixBench.Structure(change, initial: 0.1))
            ),
            kernel
        );
        bench.Run(1);
        Assert.Equal(0.6 - (0.5 * Math.Exp(-rate * 6)), bench[0, 3, 3], 1e-4);
        bench.Run(100);
        Assert.Equal(0.6, bench[0, 3, 3], 1e-7);
    }

    [Fact(
        DisplayName = "Bounds hold in every step: a source of 1 /min stops at the most, a sink at the least, exactly"
    )]
    public void BoundsHold()
    {
        static VoxelFormula Constant(double slope) => new(Formula.Of(slope), []);
        using var bench = new MatrixBench(
            Fixture.Model(
                Fixture.Plane(80),
                [],
                matrix: MatrixBench.Matrix(
                    MatrixBench.Structure(Constant(1), 0.5),
                    MatrixBench.Structure(Constant(-1), 0.5, "hyaluronan")
                )
            )
        );
        bench.Run(3);
        Assert.Equal(1, bench[0, 2, 1]);
        Assert.Equal(0, bench[1, 2, 1]);
    }

    [Fact(
        DisplayName = "Time and substrates count: de/dt = c t with c from a float field gives c t2 / 2 to rounding; a formula that read another voxel or the time of another step shows"
    )]
    public void TimeAndSubstrates()
    {
        var change = new VoxelFormula(
            new Formula([
                new(FormulaOperation.Input, 0),
                new(FormulaOperation.Input, 1),
                new(FormulaOperation.Multiply),
            ]),
            [new(SignalKind.Substrate, 1), new(SignalKind.Time)]
        );
        var model = Fixture.Model(
            Fixture.Plane(400),
            [Fixture.Substrate("a"), Fixture.Substrate("b")],
            matrix: MatrixBench.Matrix(MatrixBench.Structure(change, most: double.PositiveInfinity))
        );
        using var bench = new MatrixBench(model);
        var field = bench.Tissue.Fields[1];
        for (var j = 0; j < 20; j++)
        for (var i = 0; i < 20; i++)
            field[field.Offset(i, j, 0)] = 1e-4f * (i + (20 * j));
        bench.Run(5);
        for (var j = 0; j < 20; j++)
        for (var i = 0; i < 20; i++)
            Assert.Equal(field[field.Offset(i, j, 0)] * 30 * 30 / 2, bench[0, i, j], 1e-9);
    }

    [Theory(
        DisplayName = "Plain and wide kernels, 1 to 7 threads and any chunk give the same bits of structures in a crowded box: a line that leaned on a neighbor's worker shows"
    )]
    [InlineData(KernelKind.Vectorized, 2, 256)]
    [InlineData(KernelKind.Vectorized, 7, 16)]
    [InlineData(KernelKind.Reference, 1, 256)]
    [InlineData(KernelKind.Reference, 3, 64)]
    public void SameBits(KernelKind kernel, int threads, int chunk)
    {
        using var one = Crowded(KernelKind.Vectorized, 1, 256);
        using var other = Crowded(kernel, threads, chunk);
        Assert.Null(StateHash.Of(one.Tissue).FirstDifference(StateHash.Of(other.Tissue)));
        var all = one.Tissue.Matrix.Structures[0].Values.Span(one.Tissue.Matrix.Structures[0].Length).ToArray();
        Assert.True(all.Distinct().Count() > 500);
        Assert.All(all.Where((_, at) => at % 48 >= 37), v => Assert.Equal(0, v));
    }

    [Fact(DisplayName = "A step of the matrix allocates nothing once warm")]
    public void AllocatesNothing()
    {
        using var bench = Crowded(KernelKind.Vectorized, 1, 256);
        bench.Run(3);
        var before = GC.GetAllocatedBytesForCurrentThread();
        bench.Run(5);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>A formula with every operation, two structures that read each other, and three cells in many a voxel.</summary>
    private static MatrixBench Crowded(KernelKind kernel, int threads, int chunk)
    {
        FormulaStep In(int index) => new(FormulaOperation.Input, index);
        FormulaStep Number(double value) => new(FormulaOperation.Number, 0, value);
        FormulaStep Do(FormulaOperation operation) => new(operation);
        var degrade = new VoxelFormula(
            new Formula([
                Number(-0.02),
                In(0),
                Do(FormulaOperation.Multiply),
                In(1),
                Number(0.3),
                Number(2),
                Do(FormulaOperation.Hill),
                Do(FormulaOperation.Multiply),
                Number(1),
                Number(4),
                In(2),
                Do(FormulaOperation.Multiply),
                Do(FormulaOperation.Add),
                Do(FormulaOperation.Divide),
                In(1),
                Do(FormulaOperation.Negate),
                Do(FormulaOperation.Exp),
                Number(1e-3),
                Do(FormulaOperation.Multiply),
                Do(FormulaOperation.Add),
            ]),
            [new(SignalKind.Structure, 0), new(SignalKind.Substrate, 0), new(SignalKind.Structure, 1)]
        );
        var link = new VoxelFormula(
            new Formula([
                In(0),
                Number(1.5),
                Do(FormulaOperation.Power),
                Number(0.01),
                Do(FormulaOperation.Multiply),
                In(1),
                Do(FormulaOperation.Sin),
                Do(FormulaOperation.Abs),
                Do(FormulaOperation.Sqrt),
                Number(0.002),
                Do(FormulaOperation.Multiply),
                Do(FormulaOperation.Subtract),
                In(0),
                Number(0.4),
                Do(FormulaOperation.Minimum),
                Do(FormulaOperation.Step),
                Number(1e-4),
                Do(FormulaOperation.Maximum),
                Number(1e-3),
                Do(FormulaOperation.Multiply),
                Do(FormulaOperation.Subtract),
            ]),
            [new(SignalKind.Structure, 0), new(SignalKind.Time)]
        );
        var grid = new GridSpec(0, 0, 0, 20, 20, 20, 37, 20, 9, false);
        var model = Fixture.Model(
            grid,
            [Fixture.Substrate("a")],
            types: 2,
            set: (type, b, c) =>
            {
                c[b.Deposition(type)] = 5e-3;
                c[b.DepositionTarget(type)] = 0.9;
                c[b.Degradation(1 - type)] = 1e-3;
            },
            matrix: MatrixBench.Matrix(
                MatrixBench.Structure(degrade, 0.3),
                MatrixBench.Structure(link, 0.1, "crosslink")
            )
        );
        var bench = new MatrixBench(model, kernel, threads, chunk);
        var field = bench.Tissue.Fields[0];
        for (var voxel = 0; voxel < grid.Voxels; voxel++)
            field[field.OffsetOfVoxel(voxel)] = voxel * 7 % 113 / 113.0;
        for (var k = 0; k < 4000; k++)
            bench.AddIn(k * 5 % 37, k * 3 % 20, k * 11 % 9, k % 2);
        bench.Run(4);
        return bench;
    }

    private static CompiledModel Building(GridSpec grid, VoxelFormula? change = null) =>
        Fixture.Model(
            grid,
            [],
            set: (_, b, c) =>
            {
                c[b.Deposition(0)] = Rate;
                c[b.DepositionTarget(0)] = Target;
            },
            matrix: MatrixBench.Matrix(MatrixBench.Structure(change))
        );
}
