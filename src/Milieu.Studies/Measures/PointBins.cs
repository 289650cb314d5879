// Points in bins: the nearest one, and all within a distance, without looking at all of them.
using Milieu.Engine;

namespace Milieu.Studies;

/// <summary>A fixed set of points in the box of a grid; in 2-D all are at the same height.</summary>
internal sealed class PointBins
{
    private readonly GridSpec _grid;
    private readonly double _edge;
    private readonly int _nx;
    private readonly int _ny;
    private readonly int _nz;
    private readonly int[] _first;
    private readonly int[] _points;

    /// <param name="edge">Edge of a bin, um; about one or two points a bin where it is not given.</param>
    public PointBins(GridSpec grid, double[] x, double[] y, double[] z, double edge = 0)
    {
        (_grid, X, Y, Z) = (grid, x, y, z);
        _edge = edge > 0 ? edge : EdgeFor(grid, x.Length);
        _nx = Bins(grid.EndX - grid.OriginX);
        _ny = Bins(grid.EndY - grid.OriginY);
        _nz = grid.Is2D ? 1 : Bins(grid.EndZ - grid.OriginZ);
        _first = new int[(_nx * _ny * _nz) + 1];
        var bin = new int[x.Length];
        for (var p = 0; p < x.Length; p++)
        {
            bin[p] = BinOf(x[p], y[p], z[p]);
            _first[bin[p] + 1]++;
        }
        for (var b = 0; b < _first.Length - 1; b++)
            _first[b + 1] += _first[b];
        _points = new int[x.Length];
        var next = _first[..^1];
        for (var p = 0; p < x.Length; p++)
            _points[next[bin[p]]++] = p;
    }

    public double[] X { get; }

    public double[] Y { get; }

    public double[] Z { get; }

    public int Count => X.Length;

    /// <summary>The nearest point but one that is left out; -1 where there is none.</summary>
    public (int Point, double Distance) Nearest(double x, double y, double z, int except = -1)
    {
        var (best, least) = (-1, double.PositiveInfinity);
        var (i, j, k) = Place(x, y, z);
        var rings = Math.Max(_nx, Math.Max(_ny, _nz));
        for (var ring = 0; ring <= rings; ring++)
        {
            // All points of farther rings are at least this far from any place of the middle bin.
            var bound = (ring - 1) * _edge;
            if (best >= 0 && bound > 0 && least <= bound * bound)
                break;
            for (var c = Math.Max(0, k - ring); c <= Math.Min(_nz - 1, k + ring); c++)
            for (var b = Math.Max(0, j - ring); b <= Math.Min(_ny - 1, j + ring); b++)
            {
                var isFace = Math.Abs(c - k) == ring || Math.Abs(b - j) == ring;
                var step = isFace || ring == 0 ? 1 : 2 * ring;
                for (var a = i - ring; a <= i + ring; a += step)
                    if (a >= 0 && a < _nx)
                        Look(((((c * _ny) + b) * _nx) + a), x, y, z, except, ref best, ref least);
            }
        }
        return (best, Math.Sqrt(least));
    }

    /// <summary>Adds to a list every point not farther than a radius, in a fixed order.</summary>
    public void Within(double x, double y, double z, double radius, List<(int Point, double Distance)> found)
    {
        var (i0, j0, k0) = Place(x - radius, y - radius, z - radius);
        var (i1, j1, k1) = Place(x + radius, y + radius, z + radius);
        for (var k = k0; k <= k1; k++)
        for (var j = j0; j <= j1; j++)
        for (var i = i0; i <= i1; i++)
        {
            var bin = (((k * _ny) + j) * _nx) + i;
            for (var at = _first[bin]; at < _first[bin + 1]; at++)
            {
                var squared = Squared(_points[at], x, y, z);
                if (squared <= radius * radius)
                    found.Add((_points[at], Math.Sqrt(squared)));
            }
        }
    }

    private void Look(int bin, double x, double y, double z, int except, ref int best, ref double least)
    {
        for (var at = _first[bin]; at < _first[bin + 1]; at++)
        {
            var point = _points[at];
            var squared = Squared(point, x, y, z);
            if (point != except && (squared < least || (squared <= least && point < best)))
                (best, least) = (point, squared);
        }
    }

    private double Squared(int point, double x, double y, double z)
    {
        var (dx, dy, dz) = (X[point] - x, Y[point] - y, Z[point] - z);
        return (dx * dx) + (dy * dy) + (dz * dz);
    }

    private int BinOf(double x, double y, double z)
    {
        var (i, j, k) = Place(x, y, z);
        return (((k * _ny) + j) * _nx) + i;
    }

    private (int I, int J, int K) Place(double x, double y, double z) =>
        (
            Clamp((x - _grid.OriginX) / _edge, _nx),
            Clamp((y - _grid.OriginY) / _edge, _ny),
            Clamp((z - _grid.OriginZ) / _edge, _nz)
        );

    private int Bins(double length) => Math.Clamp((int)Math.Ceiling(length / _edge), 1, 512);

    private static int Clamp(double v, int n) => v >= n ? n - 1 : Math.Max((int)v, 0);

    private static double EdgeFor(GridSpec grid, int count)
    {
        var (lx, ly, lz) = (grid.EndX - grid.OriginX, grid.EndY - grid.OriginY, grid.EndZ - grid.OriginZ);
        var n = Math.Max(1, count) / 2.0;
        var edge = grid.Is2D ? Math.Sqrt(lx * ly / n) : Math.Cbrt(lx * ly * lz / n);
        return Math.Max(edge, Math.Max(lx, Math.Max(ly, lz)) / 512);
    }
}
