// What cells build and dissolve between them.
namespace Milieu.Engine;

/// <summary>Structures by deposition and by their own formulas; cells stand still meanwhile.</summary>
public sealed class MatrixStage : IStage, IDisposable
{
    private readonly StepContext _context;
    private readonly Field _shape;
    private readonly VoxelRows _rows;
    private readonly Deposits _deposits;
    private readonly MatrixRows _lines;

    public MatrixStage(StepContext context)
    {
        var (model, cells) = (context.Model, context.Cells);
        _context = context;
        _shape = context.Tissue.Matrix.All.First();
        _rows = new VoxelRows(cells, _shape, Deposits.Builders(model, cells));
        _deposits = new Deposits(model, cells, _rows);
        _lines = new MatrixRows(context, _deposits, _shape);
    }

    public void Run()
    {
        _rows.Find(_context.Pool);
        _deposits.Gather(_context.Pool);
        if (_lines.IsNeeded)
            _context.Pool.Run(_lines, _shape.Lines, Grain);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _deposits.Dispose();
        _lines.Dispose();
    }

    /// <summary>Lines worth another thread: about 512 voxels, some tens of us.</summary>
    private int Grain => Math.Max(1, 512 / _shape.Stride);
}
