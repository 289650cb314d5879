// The neighbors of a row: who is within reach.
namespace Milieu.Engine;

/// <summary>Rows whose centers are closer than A_i r_i + A_j r_j (contract 6.1), in row order, in double.</summary>
/// <remarks>Among the candidates that Forces has listed where there are lists, over the bins otherwise: the same rows.</remarks>
internal sealed unsafe class Neighbors(StepContext context) : IDisposable
{
    private const byte Hidden = (byte)CellFlags.Absent;

    private readonly Cells _cells = context.Cells;
    private readonly BehaviorValues _reach = new(context.Model, context.Cells, context.Model.Behaviors.Reach);

    private readonly Column<int>[] _found =
    [
        .. Enumerable.Range(0, context.Pool.Workers).Select(_ => new Column<int>("neighbors")),
    ];

    private NeighborLists? _lists;

    /// <summary>Runs a job that looks for neighbors, over all rows.</summary>
    public void Share(IRangeJob job)
    {
        _ = context.Sorter.Bins;
        _lists = context.Lists is { IsCurrent: true } ? context.Lists : null;
        if (_lists is null)
            context.Pool.Run(job, _cells.Count);
        else
            _lists.Share(job);
    }

    /// <summary>Finds the neighbors of a movable row; they stay in <see cref="Rows"/> until the worker's next search.</summary>
    public int Find(int row, int worker)
    {
        if (_lists is not null)
        {
            var candidates = _lists.Of(row, worker, out var count);
            _found[worker].Reserve(count, 0);
            return Keep(row, candidates, count, _found[worker].Pointer);
        }
        var runs = stackalloc int[2 * BinIndex.MaxRuns];
        var runCount = context.Sorter.Bins.Around(_cells.Bin[row], runs);
        var room = 0;
        for (var k = 0; k < runCount; k++)
            room += runs[(2 * k) + 1] - runs[2 * k];
        _found[worker].Reserve(room, 0);
        var found = _found[worker].Pointer;
        var all = 0;
        for (var k = 0; k < runCount; k++)
        for (var j = runs[2 * k]; j < runs[(2 * k) + 1]; j++)
            if (j != row)
                found[all++] = j;
        return Keep(row, found, all, found);
    }

    /// <summary>What the worker found last.</summary>
    public int* Rows(int worker) => _found[worker].Pointer;

    public void Dispose()
    {
        foreach (var column in _found)
            column.Dispose();
    }

    /// <summary>Writes those of some rows that are neighbors; to the same memory if need be.</summary>
    private int Keep(int row, int* rows, int count, int* found)
    {
        var own = _reach.At(row) * _cells.Radius[row];
        var (x, y, z) = (_cells.X[row], _cells.Y[row], _cells.Z[row]);
        var flags = _cells.Flags.Pointer;
        var neighbors = 0;
        for (var k = 0; k < count; k++)
        {
            var j = rows[k];
            if ((flags[j] & Hidden) != 0)
                continue;
            var dx = x - _cells.X[j];
            var dy = y - _cells.Y[j];
            var dz = z - _cells.Z[j];
            var reach = own + (_reach.At(j) * _cells.Radius[j]);
            if ((dx * dx) + (dy * dy) + (dz * dz) < reach * reach)
                found[neighbors++] = j;
        }
        return neighbors;
    }
}
