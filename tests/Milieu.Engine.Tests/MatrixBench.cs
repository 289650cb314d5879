// A tissue with structures and hand-placed cells, advanced by the matrix stage alone.
namespace Milieu.Engine.Tests;

/// <summary>Formulas, structures and models for tests of the matrix.</summary>
internal sealed class MatrixBench : IDisposable
{
    private readonly WorkerPool _pool;
    private readonly MatrixStage _stage;

    public MatrixBench(CompiledModel model, KernelKind kernel = KernelKind.Vectorized, int threads = 1, int chunk = 256)
    {
        Tissue = new Tissue(model);
        _pool = new WorkerPool(threads, chunk);
        Context = new StepContext(model, Tissue, new Chance(1), _pool, kernel);
        _stage = new MatrixStage(Context);
    }

    public Tissue Tissue { get; }

    public StepContext Context { get; }

    public double this[int structure, int i, int j = 0, int k = 0]
    {
        get => Tissue.Matrix[structure][Tissue.Matrix[structure].Offset(i, j, k)];
        set => Tissue.Matrix[structure][Tissue.Matrix[structure].Offset(i, j, k)] = value;
    }

    public int AddIn(int i, int j = 0, int k = 0, int type = 0)
    {
        var (cells, grid) = (Tissue.Cells, Context.Model.Grid);
        var row = cells.Count;
        cells.SetCount(row + 1);
        (cells.X[row], cells.Y[row], cells.Z[row]) = (grid.CenterX(i), grid.CenterY(j), grid.CenterZ(k));
        cells.Type[row] = (ushort)type;
        return row;
    }

    public void Run(int steps = 1)
    {
        for (var step = 0; step < steps; step++)
        {
            _stage.Run();
            Tissue.Tick += Context.Model.Matrix!.Period;
        }
    }

    public void Dispose()
    {
        _stage.Dispose();
        Tissue.Dispose();
        _pool.Dispose();
    }

    public static CompiledStructure Structure(
        VoxelFormula? change = null,
        double initial = 0,
        string name = "ecm_density",
        double most = 1
    ) =>
        new()
        {
            Name = name,
            Units = "",
            Initial = initial,
            Least = 0,
            Most = most,
            Change = change,
        };

    public static CompiledMatrix Matrix(params CompiledStructure[] structures) =>
        new() { Period = 60, Structures = [.. structures] };

    /// <summary>-rate e, for structure 0.</summary>
    public static VoxelFormula Loss(double rate) =>
        new(
            new Formula([
                new(FormulaOperation.Number, 0, -rate),
                new(FormulaOperation.Input, 0),
                new(FormulaOperation.Multiply),
            ]),
            [new(SignalKind.Structure, 0)]
        );
}
