// Where the nests of tumor cells are, and how deep inside them a place lies.
using Milieu.Engine;

namespace Milieu.Studies;

/// <summary>What a nest is: where the volume fraction of live tumor cells, smoothed over a radius, exceeds a limit.</summary>
/// <param name="Radius">um.</param>
/// <param name="Limit">Share of the volume, 0 to 1.</param>
internal sealed record NestLaw(CellChoice Tumor, double Radius, double Limit)
{
    public const double UsualRadius = 50;

    /// <summary>Half of what a packed nest has, so that the edge lies where the packing ends (assumed).</summary>
    public const double UsualLimit = 0.25;

    public string Key => FormattableString.Invariant($"{Tumor.Key} over {Radius:R} above {Limit:R}");
}

/// <summary>The tumor fraction of every voxel and the signed distance to the edge of the nests.</summary>
/// <remarks>
/// fraction(v) = sum w(|v - u|) V(u) / (V_voxel sum w), V(u) the volume of live tumor cells whose centers lie in voxel u,
/// w(d) = (1 - (d/R)^2)^2 for d below R; the sums run over voxels of the domain, so that its faces do not dilute it.
/// Between voxel centers the fraction is interpolated linearly along each axis.
/// </remarks>
internal sealed class NestMap
{
    private readonly GridSpec _grid;
    private readonly double[] _fraction;
    private readonly double _limit;
    private readonly Lattice _lattice;
    private readonly double[] _outside;
    private readonly double[] _inside;

    private NestMap(TissueMoment moment, NestLaw law)
    {
        (_grid, _limit) = (moment.Grid, law.Limit);
        _lattice = new Lattice(_grid);
        _fraction = Smooth(_grid, Filled(moment, law.Tumor), law.Radius);
        var mask = new bool[_lattice.Points];
        for (var p = 0; p < mask.Length; p++)
        {
            var (x, y, z) = _lattice.At(p);
            mask[p] = Fraction(x, y, z) > _limit;
        }
        _outside = _lattice.DistanceTo(mask);
        _inside = _lattice.DistanceTo([.. mask.Select(m => !m)]);
    }

    public static NestMap Of(TissueMoment moment, NestLaw law) =>
        moment.Find("nest " + law.Key, () => new NestMap(moment, law));

    public bool Has(double x, double y, double z) => Fraction(x, y, z) > _limit;

    /// <summary>Depth below the edge of the nests, um, positive inside; infinite where there is no edge.</summary>
    /// <remarks>True to about half the spacing of the lattice: 2.5 um in 2-D, 5 um in 3-D with voxels of 20 um.</remarks>
    public double Depth(double x, double y, double z)
    {
        var point = _lattice.PointAt(x, y, z);
        var half = 0.5 * _lattice.Spacing.X;
        return _inside[point] > 0 ? _inside[point] - half : half - _outside[point];
    }

    /// <summary>The smoothed volume fraction of live tumor cells.</summary>
    public double Fraction(double x, double y, double z)
    {
        var (i, fx) = Split((x - _grid.OriginX) / _grid.Dx, _grid.Nx);
        var (j, fy) = Split((y - _grid.OriginY) / _grid.Dy, _grid.Ny);
        var (k, fz) = Split((z - _grid.OriginZ) / _grid.Dz, _grid.Nz);
        var sum = 0.0;
        for (var c = 0; c < 2; c++)
        for (var b = 0; b < 2; b++)
        for (var a = 0; a < 2; a++)
        {
            var weight = (a == 0 ? 1 - fx : fx) * (b == 0 ? 1 - fy : fy) * (c == 0 ? 1 - fz : fz);
            if (weight > 0)
                sum += weight * _fraction[((((k + c) * _grid.Ny) + j + b) * _grid.Nx) + i + a];
        }
        return sum;
    }

    private static (int Index, double Part) Split(double at, int count)
    {
        var shifted = Math.Clamp(at - 0.5, 0, count - 1);
        var index = Math.Min((int)shifted, Math.Max(0, count - 2));
        return (index, shifted - index);
    }

    private static double[] Filled(TissueMoment moment, CellChoice tumor)
    {
        var (grid, cells) = (moment.Grid, moment.Cells);
        var filled = new double[grid.Voxels];
        foreach (var row in moment.Rows(tumor))
        {
            var i = Math.Clamp((int)((cells.X[row] - grid.OriginX) / grid.Dx), 0, grid.Nx - 1);
            var j = Math.Clamp((int)((cells.Y[row] - grid.OriginY) / grid.Dy), 0, grid.Ny - 1);
            var k = Math.Clamp((int)((cells.Z[row] - grid.OriginZ) / grid.Dz), 0, grid.Nz - 1);
            filled[(((k * grid.Ny) + j) * grid.Nx) + i] += cells.Volume(row) / grid.VoxelVolume;
        }
        return filled;
    }

    private static double[] Smooth(GridSpec grid, double[] filled, double radius)
    {
        var kernel = Kernel(grid, radius);
        var smooth = new double[filled.Length];
        for (var k = 0; k < grid.Nz; k++)
        for (var j = 0; j < grid.Ny; j++)
        for (var i = 0; i < grid.Nx; i++)
        {
            var (sum, weights) = (0.0, 0.0);
            foreach (var (a, b, c, w) in kernel)
            {
                if (i + a < 0 || i + a >= grid.Nx || j + b < 0 || j + b >= grid.Ny || k + c < 0 || k + c >= grid.Nz)
                    continue;
                sum += w * filled[((((k + c) * grid.Ny) + j + b) * grid.Nx) + i + a];
                weights += w;
            }
            smooth[(((k * grid.Ny) + j) * grid.Nx) + i] = sum / weights;
        }
        return smooth;
    }

    private static List<(int I, int J, int K, double Weight)> Kernel(GridSpec grid, double radius)
    {
        var kernel = new List<(int, int, int, double)>();
        var (ni, nj) = ((int)(radius / grid.Dx), (int)(radius / grid.Dy));
        var nk = grid.Is2D ? 0 : (int)(radius / grid.Dz);
        for (var k = -nk; k <= nk; k++)
        for (var j = -nj; j <= nj; j++)
        for (var i = -ni; i <= ni; i++)
        {
            var (x, y, z) = (i * grid.Dx / radius, j * grid.Dy / radius, k * grid.Dz / radius);
            var rest = 1 - (x * x) - (y * y) - (z * z);
            if (rest > 0)
                kernel.Add((i, j, k, rest * rest));
        }
        return kernel;
    }
}
