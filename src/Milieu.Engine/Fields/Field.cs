// One substrate's density on the grid.
namespace Milieu.Engine;

/// <summary>Density per voxel: x fastest, rows padded to a multiple of 16, 64-byte aligned. Float or double storage.</summary>
public abstract class Field : IDisposable
{
    private protected Field(GridSpec grid, CompiledSubstrate substrate, Column block)
    {
        Grid = grid;
        Substrate = substrate;
        Block = block;
        Stride = (grid.Nx + 15) & ~15;
        Block.Reserve(Stride * grid.Ny * grid.Nz, 0);
    }

    public GridSpec Grid { get; }

    public CompiledSubstrate Substrate { get; }

    /// <summary>The raw storage, padding included (padding is always zero).</summary>
    public Column Block { get; }

    /// <summary>Elements from one row of x to the next.</summary>
    public int Stride { get; }

    /// <summary>Elements in the block, padding included.</summary>
    public int Length => Stride * Grid.Ny * Grid.Nz;

    public int Offset(int i, int j, int k) => (((k * Grid.Ny) + j) * Stride) + i;

    /// <summary>Density at a storage offset.</summary>
    public abstract double this[int offset] { get; set; }

    /// <summary>Storage offset of the voxel that holds a position; positions outside are clamped to the edge voxels.</summary>
    public int OffsetAt(double x, double y, double z) =>
        Offset(
            Clamp((x - Grid.OriginX) / Grid.Dx, Grid.Nx),
            Clamp((y - Grid.OriginY) / Grid.Dy, Grid.Ny),
            Clamp((z - Grid.OriginZ) / Grid.Dz, Grid.Nz)
        );

    /// <summary>Storage offset of an unpadded voxel index (x fastest).</summary>
    public int OffsetOfVoxel(int voxel)
    {
        var i = voxel % Grid.Nx;
        var rest = voxel / Grid.Nx;
        return Offset(i, rest % Grid.Ny, rest / Grid.Ny);
    }

    public static Field Create(GridSpec grid, CompiledSubstrate substrate) =>
        substrate.IsDouble ? new Field<double>(grid, substrate) : new Field<float>(grid, substrate);

    public void Dispose()
    {
        Block.Dispose();
        GC.SuppressFinalize(this);
    }

    private static int Clamp(double v, int n) =>
        v >= n ? n - 1
        : v > 0 ? (int)v
        : 0;
}

/// <summary>A field stored as <typeparamref name="T"/> (float or double).</summary>
public sealed class Field<T>(GridSpec grid, CompiledSubstrate substrate)
    : Field(grid, substrate, new Column<T>("field_" + substrate.Name))
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    public Column<T> Values => (Column<T>)Block;

    public override double this[int offset]
    {
        get => double.CreateTruncating(Values[offset]);
        set => Values[offset] = T.CreateTruncating(value);
    }
}
