// How diffusion differs from place to place.
namespace Milieu.Engine;

/// <summary>Factors of the flux between neighboring voxels, in the shape of a field: towards +x, +y and +z of each voxel.</summary>
/// <remarks>The harmonic mean 2 a b / (a + b) of the voxels' own factors, which keeps the flux through two slabs in series;
/// 0 where either is 0, at the faces of the domain and in the padding.</remarks>
internal sealed unsafe class FaceFactors<T> : IDisposable
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private readonly Column<T> _x = new("factor_x");
    private readonly Column<T> _y = new("factor_y");
    private readonly Column<T> _z = new("factor_z");

    /// <param name="stride">Elements from one row of x to the next.</param>
    /// <exception cref="ArgumentException">Factors are negative, not finite, or not one a voxel.</exception>
    public FaceFactors(GridSpec grid, CompiledSubstrate substrate, int stride)
    {
        var factors = substrate.Diffusivity;
        if (factors.Length != grid.Voxels || factors.Any(f => !(f >= 0 && double.IsFinite(f))))
            throw new ArgumentException(
                $"{substrate.Name}: factors of diffusion are finite, not negative, one a voxel."
            );
        foreach (var column in (Column<T>[])[_x, _y, _z])
            column.Reserve(stride * grid.Ny * grid.Nz, 0);
        for (var voxel = 0; voxel < grid.Voxels; voxel++)
        {
            var (i, j) = (voxel % grid.Nx, voxel / grid.Nx % grid.Ny);
            T To(int neighbor, bool isInside) =>
                isInside ? Stored.As<T>(Mean(factors[voxel], factors[neighbor])) : T.Zero;
            var at = (voxel / grid.Nx * stride) + i;
            _x[at] = To(voxel + 1, i < grid.Nx - 1);
            _y[at] = To(voxel + grid.Nx, j < grid.Ny - 1);
            _z[at] = To(voxel + (grid.Nx * grid.Ny), voxel < grid.Voxels - (grid.Nx * grid.Ny));
        }
    }

    public T* X => _x.Pointer;

    public T* Y => _y.Pointer;

    public T* Z => _z.Pointer;

    public long Bytes => _x.Size + _y.Size + _z.Size;

    public void Dispose()
    {
        _x.Dispose();
        _y.Dispose();
        _z.Dispose();
    }

    /// <summary>Equal factors give themselves, to the last bit.</summary>
    private static double Mean(double a, double b) => a == 0 || b == 0 ? 0 : 2 * a * (b / (a + b));
}
