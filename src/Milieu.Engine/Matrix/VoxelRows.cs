// Which cells stand in a voxel, in the order of rows.
namespace Milieu.Engine;

/// <summary>The rows that build or align matrix, listed by the storage offset of their voxel.</summary>
/// <remarks>Voxels are found in parallel; counting and listing are one pass of one thread, so that a voxel's rows are in order.</remarks>
internal sealed unsafe class VoxelRows : IRangeJob, IDisposable
{
    private readonly Cells _cells;
    private readonly Field _shape;
    private readonly bool[] _counts;
    private readonly Column<int> _places = new("matrix_places");
    private readonly Column<int> _rows = new("matrix_rows");
    private readonly Column<int> _starts = new("matrix_starts");

    /// <param name="shape">Any field of the grid.</param>
    /// <param name="counts">Which types are listed.</param>
    public VoxelRows(Cells cells, Field shape, bool[] counts)
    {
        _cells = cells;
        _shape = shape;
        _counts = counts;
        _starts.Reserve(shape.Length + 2, 0);
    }

    /// <summary>How many rows are listed.</summary>
    public int Count { get; private set; }

    /// <summary>Rows, voxel after voxel.</summary>
    public int* Rows => _rows.Pointer;

    /// <summary>Where the rows of a storage offset start; those of the next follow.</summary>
    public int* Starts => _starts.Pointer;

    public void Find(WorkerPool pool)
    {
        var count = _cells.Count;
        Grow(_places, count);
        pool.RunLight(this, count);
        _starts.Clear(0, _shape.Length + 2);
        var places = _places.Pointer;
        var starts = _starts.Pointer;
        // Counted two places up, so that filling moves the start of each voxel to where it belongs.
        for (var row = 0; row < count; row++)
            if (places[row] >= 0)
                starts[places[row] + 2]++;
        for (var at = 0; at < _shape.Length; at++)
            starts[at + 2] += starts[at + 1];
        Count = starts[_shape.Length + 1];
        Grow(_rows, Count);
        for (var row = 0; row < count; row++)
            if (places[row] >= 0)
                _rows.Pointer[starts[places[row] + 1]++] = row;
    }

    public void Run(int begin, int end, int worker)
    {
        for (var row = begin; row < end; row++)
            _places.Pointer[row] =
                _counts[_cells.Type[row]] && _cells.IsLive(row) && !_cells.Is(row, CellFlags.Escaped)
                    ? _shape.OffsetAt(_cells.X[row], _cells.Y[row], _cells.Z[row])
                    : -1;
    }

    public void Dispose()
    {
        _places.Dispose();
        _rows.Dispose();
        _starts.Dispose();
    }

    private static void Grow(Column<int> column, int count)
    {
        if (count > column.Capacity)
            column.Reserve(Math.Max(16, count + (count / 2)), 0);
    }
}
