// The neighbors of a row: who is within reach.
namespace Milieu.Engine;

/// <summary>Rows whose centers are closer than A_i r_i + A_j r_j (contract 6.1), in row order, in double.</summary>
internal sealed unsafe class Neighbors : IDisposable
{
    private readonly Cells _cells;
    private readonly Sorter _sorter;
    private readonly BehaviorValues _reach;
    private readonly Column<int>[] _found;

    public Neighbors(CompiledModel model, Cells cells, Sorter sorter, int workers)
    {
        _cells = cells;
        _sorter = sorter;
        _reach = new BehaviorValues(model, cells, model.Behaviors.Reach);
        _found = [.. Enumerable.Range(0, workers).Select(_ => new Column<int>("neighbors"))];
    }

    /// <summary>Finds the neighbors of a row; they stay in <see cref="Rows"/> until the worker's next search.</summary>
    public int Find(int row, int worker)
    {
        var runs = stackalloc int[2 * BinIndex.MaxRuns];
        var count = _sorter.Bins.Around(_cells.Bin[row], runs);
        var room = 0;
        for (var k = 0; k < count; k++)
            room += runs[(2 * k) + 1] - runs[2 * k];
        _found[worker].Reserve(room, 0);
        var found = _found[worker].Pointer;
        var own = _reach.At(row) * _cells.Radius[row];
        var (x, y, z) = (_cells.X[row], _cells.Y[row], _cells.Z[row]);
        var flags = _cells.Flags.Pointer;
        var neighbors = 0;
        for (var k = 0; k < count; k++)
        for (var j = runs[2 * k]; j < runs[(2 * k) + 1]; j++)
        {
            if (j == row || (flags[j] & (byte)(CellFlags.Tombstone | CellFlags.Escaped)) != 0)
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

    /// <summary>What the worker found last.</summary>
    public int* Rows(int worker) => _found[worker].Pointer;

    public void Dispose()
    {
        foreach (var column in _found)
            column.Dispose();
    }
}
