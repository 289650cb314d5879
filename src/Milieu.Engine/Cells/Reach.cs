// How far the farthest-reaching cell reaches.
namespace Milieu.Engine;

/// <summary>The largest distance at which any two cells can touch, um: twice the largest adhesion distance or radius.</summary>
internal sealed unsafe class Reach(CompiledModel model, Cells cells, WorkerPool pool) : IRangeJob
{
    private const int Stride = 16;
    private readonly double[] _largest = new double[pool.Workers * Stride];
    private readonly double[] _constants = [.. model.Types.Select(t => t.Constants[model.Behaviors.Reach])];
    private readonly Column<double>? _column = cells.ColumnOf(model.Behaviors.Reach);

    /// <summary>Over all rows that others can feel; 0 when there are none.</summary>
    public double Largest()
    {
        Array.Clear(_largest);
        pool.RunLight(this, cells.Count);
        // A maximum does not depend on the order in which it is taken.
        var largest = 0.0;
        for (var worker = 0; worker < pool.Workers; worker++)
            largest = Math.Max(largest, _largest[worker * Stride]);
        return 2 * largest;
    }

    public void Run(int begin, int end, int worker)
    {
        var radius = cells.Radius.Pointer;
        var type = cells.Type.Pointer;
        var flags = cells.Flags.Pointer;
        var column = _column is null ? null : _column.Pointer;
        var largest = _largest[worker * Stride];
        for (var row = begin; row < end; row++)
        {
            if ((flags[row] & (byte)CellFlags.Absent) != 0)
                continue;
            var relative = column != null ? column[row] : _constants[type[row]];
            largest = Math.Max(largest, radius[row] * Math.Max(relative, 1));
        }
        _largest[worker * Stride] = largest;
    }
}
