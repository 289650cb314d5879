// What the cells of a voxel build and take down.
namespace Milieu.Engine;

/// <summary>Rates and targets of deposition and rates of degradation of the listed rows, for the structures that any type changes.</summary>
/// <remarks>de/dt = sum over the live cells of a voxel, in the order of rows, of r (T - e)+ - q e.</remarks>
internal sealed unsafe class Deposits : IRangeJob, IDisposable
{
    // Of a row and a structure: rate, target, degradation.
    private const int Numbers = 3;
    private readonly VoxelRows _rows;
    private readonly int[] _structures;
    private readonly int[] _slots;
    private readonly BehaviorValues[] _rates;
    private readonly BehaviorValues[] _targets;
    private readonly BehaviorValues[] _degradations;
    private readonly Column<double> _values = new("matrix_deposits");

    public Deposits(CompiledModel model, Cells cells, VoxelRows rows)
    {
        var b = model.Behaviors;
        _rows = rows;
        _structures =
        [
            .. Enumerable
                .Range(0, b.Structures)
                .Where(s => CellLayout.CanHappen(model, [b.Deposition(s), b.Degradation(s)])),
        ];
        _slots = [.. Enumerable.Range(0, b.Structures).Select(s => Array.IndexOf(_structures, s))];
        _rates = [.. _structures.Select(s => new BehaviorValues(model, cells, b.Deposition(s)))];
        _targets = [.. _structures.Select(s => new BehaviorValues(model, cells, b.DepositionTarget(s)))];
        _degradations = [.. _structures.Select(s => new BehaviorValues(model, cells, b.Degradation(s)))];
    }

    /// <summary>Which types can ever build or take down something.</summary>
    public static bool[] Builders(CompiledModel model, Cells cells)
    {
        var b = model.Behaviors;
        int[] rates =
        [
            .. Enumerable.Range(0, b.Structures).SelectMany(s => (int[])[b.Deposition(s), b.Degradation(s)]),
        ];
        return [.. model.Types.Select(t => rates.Any(r => t.Constants[r] > 0 || cells.ColumnOf(r) is not null))];
    }

    public bool Changes(int structure) => _slots[structure] >= 0;

    /// <summary>Reads the rates of all listed rows.</summary>
    public void Gather(WorkerPool pool)
    {
        var needed = Numbers * _structures.Length * _rows.Count;
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
                values[Numbers * at] = Math.Max(0, _rates[k].At(row));
                values[(Numbers * at) + 1] = _targets[k].At(row);
                values[(Numbers * at) + 2] = Math.Max(0, _degradations[k].At(row));
            }
        }
    }

    /// <summary>Adds what cells build and take down to the slopes of a line of x, and what it loses per unit to <paramref name="losses"/> where not null.</summary>
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
                var (rate, degraded) = (own[Numbers * at], own[(Numbers * at) + 2]);
                var missing = own[(Numbers * at) + 1] - values[i];
                sum -= degraded * values[i];
                loss += degraded;
                if (!(missing > 0))
                    continue;
                sum += rate * missing;
                loss += rate;
            }
            slopes[i] += sum;
            if (losses != null)
                losses[i] -= loss;
        }
    }

    public void Dispose() => _values.Dispose();

    private double* Values(int slot) => _values.Pointer + ((long)Numbers * slot * _rows.Count);
}
