// Where the rows of each bin lie: the search for neighbors.
namespace Milieu.Engine;

/// <summary>Rows sorted by bin, as starts; x-adjacent bins are contiguous, so 27 bins are 9 runs of rows (3 in 2-D).</summary>
public sealed unsafe class BinIndex : IDisposable
{
    /// <summary>The most runs around a bin.</summary>
    public const int MaxRuns = 9;

    // Two vectors of sixteen cost little more than one, and fewer gathers.
    private const int RowsAround = 32;
    private const int MaxGroup = 4;

    private readonly Column<int> _starts = new("bin_starts");

    public BinGrid Grid { get; private set; } = BinGrid.Empty;

    /// <summary>First row of each bin, and one past the last row.</summary>
    public int* Starts => _starts.Pointer;

    /// <summary>x-adjacent bins, from a multiple of this number on, whose surroundings are gathered together.</summary>
    /// <remarks>A function of rows and bins alone: the more bins are nearly empty, the more go together.</remarks>
    public int Group { get; private set; } = 1;

    /// <summary>Counts the rows of each bin: for rows already in order of bin.</summary>
    /// <param name="bin">Bin of each row; below 0 for rows that count for none.</param>
    public void Build(BinGrid grid, int* bin, int rows)
    {
        Grid = grid;
        _starts.Reserve(grid.Count + 1, 0);
        _starts.Clear(0, grid.Count + 1);
        var starts = Starts;
        for (var row = 0; row < rows; row++)
            if (bin[row] >= 0)
                starts[bin[row] + 1]++;
        var occupied = 0;
        for (var b = 0; b < grid.Count; b++)
        {
            occupied += starts[b + 1] > 0 ? 1 : 0;
            starts[b + 1] += starts[b];
        }
        var counted = Math.Max(starts[grid.Count], 1);
        var lines = grid.Nz == 1 ? 3 : MaxRuns;
        Group = Math.Clamp((int)((long)RowsAround * occupied / ((long)lines * counted)) - 2, 1, MaxGroup);
    }

    /// <summary>The first bin of a bin's group; the last group of a line may be shorter.</summary>
    public int GroupOf(int bin) => bin - (bin % Grid.Nx % Group);

    /// <summary>One past the last row of a group.</summary>
    public int EndOfGroup(int first) => Starts[first + Math.Min(Group, Grid.Nx - (first % Grid.Nx))];

    /// <summary>The runs of rows in the bins around one bin, itself included, in ascending order.</summary>
    /// <param name="runs">Takes begin and end of each run; room for 2 <see cref="MaxRuns"/> numbers.</param>
    /// <returns>The number of runs.</returns>
    public int Around(int bin, int* runs) => Around(bin, 1, runs);

    /// <summary>As <see cref="Around(int, int*)"/> for some x-adjacent bins, of which this is the first.</summary>
    public int Around(int bin, int bins, int* runs)
    {
        var (nx, ny, nz) = (Grid.Nx, Grid.Ny, Grid.Nz);
        var bx = bin % nx;
        var by = bin / nx % ny;
        var bz = bin / (nx * ny);
        var (x0, x1) = (Math.Max(bx - 1, 0), Math.Min(bx + bins, nx - 1));
        var count = 0;
        for (var z = Math.Max(bz - 1, 0); z <= Math.Min(bz + 1, nz - 1); z++)
        for (var y = Math.Max(by - 1, 0); y <= Math.Min(by + 1, ny - 1); y++)
        {
            var line = ((z * ny) + y) * nx;
            var (begin, end) = (Starts[line + x0], Starts[line + x1 + 1]);
            if (begin == end)
                continue;
            runs[2 * count] = begin;
            runs[(2 * count) + 1] = end;
            count++;
        }
        return count;
    }

    public void Dispose() => _starts.Dispose();
}
