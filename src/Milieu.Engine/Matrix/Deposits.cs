// What the cells of a voxel build.
namespace Milieu.Engine;

/// <summary>Rates and targets of deposition of the listed rows, for the structures that any type builds.</summary>
/// <remarks>de/dt = sum over the live cells of a voxel, in the order of rows, of r (T - e)+.</remarks>
internal sealed unsafe class Deposits : IRangeJob, IDisposable
{
    private readonly VoxelRows _rows;
    private readonly int[] _structures;
    private readonly int[] _slots;
    private readonly BehaviorValues[] _rates;
    private readonly BehaviorValues[] _targets;
    private readonly Column<double> _values = new("matrix_deposits");

    public Deposits(CompiledModel model, Cells cells, VoxelRows rows)
    {
        var b = model.Behaviors;
        _rows = rows;
        _structures = [.. Enumerable.Range(0, b.Structures).Where(s => CellLayout.CanHappen(model, [b.Deposition(s)]))];
        _slots = [.. Enumerable.Range(0, b.Structures).Select(s => Array.IndexOf(_structures, s))];
        _rates = [.. _structures.Select(s => new BehaviorValues(model, cells, b.Deposition(s)))];
        _targets = [.. _structures.Select(s => new BehaviorValues(model, cells, b.DepositionTarget(s)))];
    }

    /// <summary>Which types can ever build something.</summary>
    public static bool[] Builders(CompiledModel model, Cells cells)
    {
        var b = model.Behaviors;
        var rates = Enumerable.Range(0, b.Structures).Select(b.Deposition).ToArray();
        return [.. model.Types.Select(t => rates.Any(r => t.Constants[r] > 0 || cells.ColumnOf(r) is not null))];
    }

    public bool Builds(int structure) => _slots[structure] >= 0;

    /// <summary>Reads the rates of all listed rows.</summary>
    public void Gather(WorkerPool pool)
    {
        var needed = 2 * _structures.Length * _rows.Count;
        if (needed > _values.Capacity)
            _values.Reserve(Math.Max(16, needed + (needed / 2)), 0);
        if (needed > 0)
            pool.RunLight(this, _rows.Count);
    }

    public void Run(int begin, int end, int worker)
    {
        for (var k = 0; k < _structures.Length; k++)
        {
            var values = Values(k);
            for (var at = begin; at < end; at++)
            {
                var row = _rows.Rows[at];
                values[2 * at] = Math.Max(0, _rates[k].At(row));
                values[(2 * at) + 1] = _targets[k].At(row);
            }
        }
    }

    /// <summary>Adds what cells build to the slopes of a line of x, and what it loses per unit to <paramref name="losses"/> where not null.</summary>
    /// <param name="values">The structure along the line.</param>
    /// <param name="first">Storage offset of the line's first voxel.</param>
    public void Add(int structure, double* values, double* slopes, double* losses, int first, int count)
    {
        var starts = _rows.Starts;
        var own = Values(_slots[structure]);
        if (starts[first] == starts[first + count])
            return;
        for (var i = 0; i < count; i++)
        {
            var (sum, loss) = (0.0, 0.0);
            for (var at = starts[first + i]; at < starts[first + i + 1]; at++)
            {
                var missing = own[(2 * at) + 1] - values[i];
                if (!(missing > 0))
                    continue;
                sum += own[2 * at] * missing;
                loss += own[2 * at];
            }
            slopes[i] += sum;
            if (losses != null)
                losses[i] -= loss;
        }
    }

    public void Dispose() => _values.Dispose();

    private double* Values(int slot) => _values.Pointer + (2L * slot * _rows.Count);
}
