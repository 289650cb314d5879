// What cells build and dissolve between them.
namespace Milieu.Engine;

/// <summary>Structures by deposition and by their own formulas, fibers by the paths of cells, then what diffusion makes of them; cells stand still meanwhile.</summary>
public sealed class MatrixStage : IStage, IDisposable
{
    private readonly StepContext _context;
    private readonly Field _shape;
    private readonly VoxelRows _rows;
    private readonly Deposits _deposits;
    private readonly MatrixRows _lines;
    private readonly Diffusivities _diffusivities;
    private readonly FiberTurns? _turns;

    public MatrixStage(StepContext context)
    {
        var (model, cells) = (context.Model, context.Cells);
        _context = context;
        _shape = context.Tissue.Matrix.All.First();
        var (builders, aligners) = (Deposits.Builders(model, cells), FiberTurns.Aligners(model));
        _rows = new VoxelRows(cells, _shape, [.. builders.Zip(aligners, (b, a) => b || a)]);
        if (model.Matrix!.Fibers is { } fibers && Array.Exists(aligners, a => a))
            _turns = new FiberTurns(context, fibers, _rows);
        _deposits = new Deposits(model, cells, _rows);
        _lines = new MatrixRows(context, _deposits, _shape);
        _diffusivities = new Diffusivities(context, _shape);
        // Structures change here alone: what diffusion makes of them is no state, a restored tissue gives it again.
        _diffusivities.Refresh(Grain);
    }

    public void Run()
    {
        _rows.Find(_context.Pool);
        _deposits.Gather(_context.Pool);
        if (_lines.IsNeeded)
            _context.Pool.Run(_lines, _shape.Lines, Grain);
        if (_turns is not null)
            _context.Pool.Run(_turns, _shape.Lines, Grain);
        _diffusivities.Refresh(Grain);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _deposits.Dispose();
        _lines.Dispose();
        _diffusivities.Dispose();
    }

    /// <summary>Lines worth another thread: about 512 voxels, some tens of us.</summary>
    private int Grain => Math.Max(1, 512 / _shape.Stride);
}
