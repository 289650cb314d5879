// One substrate's density on the grid.
namespace Milieu.Engine;

/// <summary>Density per voxel: x fastest, rows padded to a multiple of 16, 64-byte aligned. Float or double storage.</summary>
public abstract class Field : IDisposable
{
    private protected Field(GridSpec grid, CompiledSubstrate substrate, Column block, int visitedFaces)
    {
        Grid = grid;
        Substrate = substrate;
        Block = block;
        Stride = (grid.Nx + 15) & ~15;
        Block.Reserve(Stride * grid.Ny * grid.Nz, 0);
        Boundary = new Boundary(grid, substrate, Stride, visitedFaces);
    }

    public GridSpec Grid { get; }

    public CompiledSubstrate Substrate { get; }

    /// <summary>The raw storage, padding included (padding is always zero).</summary>
    public Column Block { get; }

    /// <summary>What is held at a value; not part of the state, since model and tick give it.</summary>
    public Boundary Boundary { get; }

    /// <summary>Elements from one row of x to the next.</summary>
    public int Stride { get; }

    /// <summary>Lines of x, each a range of <see cref="Stride"/> elements.</summary>
    public int Lines => Grid.Ny * Grid.Nz;

    /// <summary>Lines that make a block worth another thread: about 8,192 voxels, a few us of work.</summary>
    internal int LineGrain => Math.Max(1, 8192 / Stride);

    /// <summary>Elements in the block, padding included.</summary>
    public int Length => Stride * Grid.Ny * Grid.Nz;

    public int Offset(int i, int j, int k) => (((k * Grid.Ny) + j) * Stride) + i;

    /// <summary>Bytes of what the substrate's diffusion has beside its density.</summary>
    internal abstract long FactorBytes { get; }

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

    /// <summary>A field with its initial densities and with its Dirichlet voxels at their values.</summary>
    /// <remarks>PhysiCell's scheme holds them from its first step on: what it shows of minute 0 are initial densities.</remarks>
    /// <param name="alike">A field whose structures change diffusion in the same way: they share their factors.</param>
    public static Field Create(GridSpec grid, CompiledSubstrate substrate, int visitedFaces = 0, Field? alike = null)
    {
        Field field = substrate.IsDouble
            ? new Field<double>(grid, substrate, visitedFaces, alike as Field<double>)
            : new Field<float>(grid, substrate, visitedFaces, alike as Field<float>);
        for (var voxel = 0; voxel < grid.Voxels; voxel++)
            field[field.OffsetOfVoxel(voxel)] = substrate.InitialField.IsEmpty
                ? substrate.Initial
                : substrate.InitialField[voxel];
        if (substrate.Integrator != Integrator.Lod)
            field.FixBoundary();
        return field;
    }

    /// <summary>Structures change the diffusion of another substrate in the same way, in the same precision.</summary>
    internal bool SharesFactors(CompiledSubstrate other) =>
        Substrate.DiffusivityLaw is { } law && law.Equals(other.DiffusivityLaw) && Substrate.IsDouble == other.IsDouble;

    /// <summary>Writes the Dirichlet values that hold now.</summary>
    public abstract void FixBoundary();

    public virtual void Dispose()
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
public sealed class Field<T> : Field
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private readonly bool _sharesFactors;

    public Field(GridSpec grid, CompiledSubstrate substrate, int visitedFaces = 0, Field<T>? alike = null)
        : base(grid, substrate, new Column<T>("field_" + substrate.Name), visitedFaces)
    {
        _sharesFactors = alike is not null;
        Factors = alike?.Factors ?? (substrate.Varies ? new FaceFactors<T>(grid, substrate, Stride) : null);
    }

    /// <summary>How diffusion differs from place to place; null where it does not.</summary>
    internal FaceFactors<T>? Factors { get; }

    internal override long FactorBytes => _sharesFactors ? 0 : Factors?.Bytes ?? 0;

    public Column<T> Values => (Column<T>)Block;

    public override double this[int offset]
    {
        get => Stored.Read(Values[offset]);
        set => Values[offset] = Stored.As<T>(value);
    }

    public override unsafe void FixBoundary()
    {
        Boundary.Refresh();
        Boundary.Held.Fix(Values.Pointer, 0, Grid.Ny * Grid.Nz);
    }

    public override void Dispose()
    {
        if (!_sharesFactors)
            Factors?.Dispose();
        base.Dispose();
    }
}
