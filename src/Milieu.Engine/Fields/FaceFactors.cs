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

    private readonly GridSpec _grid;
    private readonly int _stride;

    /// <param name="stride">Elements from one row of x to the next.</param>
    /// <exception cref="ArgumentException">Factors are negative, not finite, or not one a voxel.</exception>
    public FaceFactors(GridSpec grid, CompiledSubstrate substrate, int stride)
    {
        (_grid, _stride) = (grid, stride);
        foreach (var column in (Column<T>[])[_x, _y, _z])
            column.Reserve(stride * grid.Ny * grid.Nz, 0);
        if (substrate.DiffusivityLaw is not null)
            return;
        var factors = substrate.Diffusivity;
        if (factors.Length != grid.Voxels || factors.Any(f => !(f >= 0 && double.IsFinite(f))))
            throw new ArgumentException(
                $"{substrate.Name}: factors of diffusion are finite, not negative, one a voxel."
            );
        using var padded = new Column<double>("factors");
        padded.Reserve(stride * grid.Ny * grid.Nz, 0);
        for (var voxel = 0; voxel < grid.Voxels; voxel++)
            padded[(voxel / grid.Nx * stride) + (voxel % grid.Nx)] = factors[voxel];
        Set(padded.Pointer, 0, grid.Ny * grid.Nz);
    }

    /// <summary>Takes new factors on the faces of lines [begin, end) of x.</summary>
    /// <param name="factors">One a voxel, in the shape of the field.</param>
    public void Set(double* factors, int begin, int end)
    {
        var (nx, ny) = (_grid.Nx, _grid.Ny);
        for (var line = begin; line < end; line++)
        {
            var first = line * _stride;
            for (var i = 0; i < nx - 1; i++)
                _x.Pointer[first + i] = Stored.As<T>(Mean(factors[first + i], factors[first + i + 1]));
            if (line % ny < ny - 1)
                Across(_y.Pointer + first, factors + first, factors + first + _stride, nx);
            if (line < ny * (_grid.Nz - 1))
                Across(_z.Pointer + first, factors + first, factors + first + (_stride * ny), nx);
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

    private static void Across(T* faces, double* here, double* there, int count)
    {
        for (var i = 0; i < count; i++)
            faces[i] = Stored.As<T>(Mean(here[i], there[i]));
    }

    /// <summary>Equal factors give themselves, to the last bit.</summary>
    private static double Mean(double a, double b) => a == 0 || b == 0 ? 0 : 2 * a * (b / (a + b));
}
