// Which placed cells are near a point: for placement without overlap.
namespace Milieu.Engine;

/// <summary>A sparse hash of cells by position, built while cells are placed.</summary>
internal sealed class OverlapGrid
{
    private readonly Dictionary<(int, int, int), List<int>> _bins = [];
    private readonly Cells _cells;
    private readonly double _edge;

    /// <param name="largest">The largest radius among the cells that are and will be placed, um.</param>
    public OverlapGrid(Cells cells, int placed, double largest)
    {
        _cells = cells;
        _edge = Math.Max(2 * largest, 1e-3);
        for (var row = 0; row < placed; row++)
            Add(row);
    }

    public void Add(int row)
    {
        if (_cells.Is(row, CellFlags.Tombstone))
            return;
        var key = KeyOf(_cells.X[row], _cells.Y[row], _cells.Z[row]);
        if (!_bins.TryGetValue(key, out var rows))
            _bins[key] = rows = [];
        rows.Add(row);
    }

    /// <summary>True when a sphere would share space with a placed cell.</summary>
    public bool Overlaps(double x, double y, double z, double radius)
    {
        var (i, j, k) = KeyOf(x, y, z);
        for (var dz = -1; dz <= 1; dz++)
        for (var dy = -1; dy <= 1; dy++)
        for (var dx = -1; dx <= 1; dx++)
            if (_bins.TryGetValue((i + dx, j + dy, k + dz), out var rows) && Overlaps(rows, x, y, z, radius))
                return true;
        return false;
    }

    private bool Overlaps(List<int> rows, double x, double y, double z, double radius)
    {
        foreach (var row in rows)
        {
            var (dx, dy, dz) = (x - _cells.X[row], y - _cells.Y[row], z - _cells.Z[row]);
            var reach = radius + _cells.Radius[row];
            if ((dx * dx) + (dy * dy) + (dz * dz) < reach * reach)
                return true;
        }
        return false;
    }

    private (int, int, int) KeyOf(double x, double y, double z) =>
        ((int)Math.Floor(x / _edge), (int)Math.Floor(y / _edge), (int)Math.Floor(z / _edge));
}
