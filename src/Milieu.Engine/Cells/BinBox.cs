// The bins within some rings of a bin.
namespace Milieu.Engine;

/// <summary>First and last bin along each axis, cut by the grid.</summary>
internal readonly record struct BinBox(int X0, int X1, int Y0, int Y1, int Z0, int Z1)
{
    /// <summary>Rings around a bin that may hold cells within a length of a cell in it.</summary>
    /// <param name="length">With what both cells may have moved since the Sort, um.</param>
    public static int Rings(in BinGrid grid, double length) =>
        // Beyond the grid's own size more rings hold nothing.
        (int)Math.Min(Math.Ceiling(length / grid.Edge), Math.Max(grid.Nx, Math.Max(grid.Ny, grid.Nz)));

    /// <summary>The bins within some rings of a bin.</summary>
    public static BinBox Around(in BinGrid grid, int bin, int rings)
    {
        var x = bin % grid.Nx;
        var y = bin / grid.Nx % grid.Ny;
        var z = bin / (grid.Nx * grid.Ny);
        return new BinBox(
            Math.Max(x - rings, 0),
            Math.Min(x + rings, grid.Nx - 1),
            Math.Max(y - rings, 0),
            Math.Min(y + rings, grid.Ny - 1),
            Math.Max(z - rings, 0),
            Math.Min(z + rings, grid.Nz - 1)
        );
    }

    /// <summary>How far two cells together may stand from where they were sorted, um.</summary>
    /// <remarks>Fusion moves a cell by less than a bin's edge without any account; it makes a Sort due.</remarks>
    public static double Slack(Tissue tissue) =>
        (2 * tissue.Displacement) + (tissue.SortDue ? 2 * tissue.Bins.Edge : 0);
}
