// Measures of how cells lie to each other: Ripley's K and L, pair correlation, mixing, clusters.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>Pairs of cells of two groups, with the correction for pairs that the edge of the window hides.</summary>
/// <remarks>
/// In the whole domain each pair counts by |W| / |W and W shifted by the vector of the pair| (translation correction, as in
/// spatstat's Kest). In a region only cells farther from its edge than the distance are
/// looked out from (border correction: B. D. Ripley, J. R. Stat. Soc. B 39:172, 1977).
/// </remarks>
internal static class PairCounts
{
    /// <summary>Ripley's cross-K: the cells of B expected around a cell of A for a density of 1; um2 in 2-D, um3 in 3-D.</summary>
    public static double CrossK(TissueMoment moment, CellGroup a, CellGroup b, double radius)
    {
        var (from, to) = (a.Rows(moment), b.Rows(moment));
        var pairs = ((double)from.Length * to.Length) - from.Intersect(to).Count();
        if (pairs <= 0)
            return double.NaN;
        if (a.Region is not WholeRegion)
            return Bordered(moment, a, b, radius);
        var sum = 0.0;
        Each(moment, a, b, radius, (_, _, weight) => sum += weight);
        return sum * Space(moment) / pairs;
    }

    /// <summary>g(r): pairs at a distance over those of a random pattern, with Epanechnikov's kernel of a half-width.</summary>
    public static double Correlation(TissueMoment moment, CellGroup a, CellGroup b, double radius, double width)
    {
        var (from, to) = (a.Rows(moment), b.Rows(moment));
        var pairs = ((double)from.Length * to.Length) - from.Intersect(to).Count();
        if (pairs <= 0)
            return double.NaN;
        var sum = 0.0;
        Each(
            moment,
            a,
            b,
            radius + width,
            (_, distance, weight) =>
            {
                var off = (distance - radius) / width;
                if (Math.Abs(off) < 1)
                    sum += weight * 0.75 * (1 - (off * off)) / width;
            }
        );
        var shell = moment.Grid.Is2D ? 2 * Math.PI * radius : 4 * Math.PI * radius * radius;
        return sum * Space(moment) / pairs / shell;
    }

    /// <summary>Area (2-D) or volume of a disc or ball.</summary>
    public static double Ball(GridSpec grid, double radius) =>
        grid.Is2D ? Math.PI * radius * radius : 4 * Math.PI * radius * radius * radius / 3;

    private static double Space(TissueMoment moment)
    {
        var grid = moment.Grid;
        return grid.Is2D ? grid.VoxelVolume * grid.Voxels / (grid.EndZ - grid.OriginZ) : grid.VoxelVolume * grid.Voxels;
    }

    private static void Each(
        TissueMoment moment,
        CellGroup a,
        CellGroup b,
        double radius,
        Action<int, double, double> take
    )
    {
        var (grid, rows, points) = (moment.Grid, b.Rows(moment), b.Points(moment));
        var (lx, ly, lz) = (grid.EndX - grid.OriginX, grid.EndY - grid.OriginY, grid.EndZ - grid.OriginZ);
        var found = new List<(int Point, double Distance)>();
        foreach (var row in a.Rows(moment))
        {
            var (x, y, z) = (moment.Cells.X[row], moment.Cells.Y[row], moment.Cells.Z[row]);
            found.Clear();
            points.Within(x, y, z, radius, found);
            foreach (var (p, distance) in found)
            {
                if (rows[p] == row)
                    continue;
                var seen = (lx - Math.Abs(points.X[p] - x)) * (ly - Math.Abs(points.Y[p] - y)) / (lx * ly);
                if (!grid.Is2D)
                    seen *= (lz - Math.Abs(points.Z[p] - z)) / lz;
                take(rows[p], distance, 1 / seen);
            }
        }
    }

    private static double Bordered(TissueMoment moment, CellGroup a, CellGroup b, double radius)
    {
        var extent = a.Region.Extent(moment);
        var toEdge = moment.Find(
            "edge of " + a.Region.Key,
            () => extent.Lattice.DistanceTo([.. extent.Mask.Select(m => !m)])
        );
        var (grid, rows, points) = (moment.Grid, b.Rows(moment), b.Points(moment));
        var found = new List<(int Point, double Distance)>();
        var (centers, seen) = (0, 0);
        foreach (var row in a.Rows(moment))
        {
            var (x, y, z) = (moment.Cells.X[row], moment.Cells.Y[row], moment.Cells.Z[row]);
            var face = Math.Min(
                Math.Min(Math.Min(x - grid.OriginX, grid.EndX - x), Math.Min(y - grid.OriginY, grid.EndY - y)),
                grid.Is2D ? double.PositiveInfinity : Math.Min(z - grid.OriginZ, grid.EndZ - z)
            );
            if (Math.Min(face, toEdge[extent.Lattice.PointAt(x, y, z)]) < radius)
                continue;
            centers++;
            found.Clear();
            points.Within(x, y, z, radius, found);
            seen += found.Count(f => rows[f.Point] != row);
        }
        var space = grid.Is2D ? extent.Volume / (grid.EndZ - grid.OriginZ) : extent.Volume;
        return centers > 0 && rows.Length > 0 ? seen * space / ((double)centers * rows.Length) : double.NaN;
    }
}

internal enum KScale
{
    /// <summary>As it is.</summary>
    K = 0,

    /// <summary>L: the radius at which a random pattern has as much.</summary>
    L,

    /// <summary>Over that of a random pattern: above 1 where B gathers about A.</summary>
    Relative,
}

internal sealed class CrossKForm(CellGroup a, CellGroup b, double radius, KScale scale, Unit unit) : MeasureForm(unit)
{
    public override double Of(TissueMoment moment)
    {
        var (grid, k) = (moment.Grid, PairCounts.CrossK(moment, a, b, radius));
        return scale switch
        {
            KScale.K => k,
            KScale.L => grid.Is2D ? Math.Sqrt(k / Math.PI) : Math.Cbrt(0.75 * k / Math.PI),
            _ => k / PairCounts.Ball(grid, radius),
        };
    }
}

internal sealed class PairCorrelationForm(CellGroup a, CellGroup b, double radius, double width) : MeasureForm(Unit.One)
{
    public override double Of(TissueMoment moment) => PairCounts.Correlation(moment, a, b, radius, width);
}

/// <summary>Which cells touch: centers not farther apart than 1.25 times the sum of the radii, the usual reach of adhesion.</summary>
internal static class Touching
{
    public const double Reach = 1.25;

    /// <summary>Every touching pair once.</summary>
    public static void Each(TissueMoment moment, int[] rows, Action<int, int> take)
    {
        if (rows.Length == 0)
            return;
        var cells = moment.Cells;
        var largest = rows.Max(r => cells.Radius[r]);
        var points = moment.PointsOf(rows, Math.Max(2 * Reach * largest, 1));
        var found = new List<(int Point, double Distance)>();
        for (var p = 0; p < rows.Length; p++)
        {
            found.Clear();
            points.Within(points.X[p], points.Y[p], points.Z[p], Reach * (cells.Radius[rows[p]] + largest), found);
            foreach (var (q, distance) in found)
                if (q > p && distance <= Reach * (cells.Radius[rows[p]] + cells.Radius[rows[q]]))
                    take(p, q);
        }
    }
}

/// <summary>Of the contacts among the cells of two groups, the share between unlike ones: N_AB / (N_AA + N_AB + N_BB).</summary>
/// <param name="isRelative">Over what labels dealt at random would give, 2 n_A n_B / (n (n - 1)).</param>
internal sealed class MixingForm(CellGroup a, CellGroup b, bool isRelative) : MeasureForm(Unit.One)
{
    public override double Of(TissueMoment moment)
    {
        var (first, second) = (a.Rows(moment), b.Rows(moment));
        int[] rows = [.. first, .. second.Except(first)];
        var (unlike, all) = (0L, 0L);
        Touching.Each(
            moment,
            rows,
            (p, q) =>
            {
                all++;
                unlike += p < first.Length != q < first.Length ? 1 : 0;
            }
        );
        if (all == 0)
            return double.NaN;
        var (n, na) = ((double)rows.Length, (double)first.Length);
        var share = unlike / (double)all;
        return isRelative ? share / (2 * na * (n - na) / (n * (n - 1))) : share;
    }
}

/// <summary>Sets of touching cells of a group.</summary>
/// <param name="least">Cells that a cluster has at least; 0 to ask for the cells of the largest one.</param>
internal sealed class ClusterForm(CellGroup group, int least) : MeasureForm(Unit.One)
{
    public override double Of(TissueMoment moment)
    {
        var rows = group.Rows(moment);
        var parent = Enumerable.Range(0, rows.Length).ToArray();
        Touching.Each(moment, rows, (p, q) => parent[Root(parent, p)] = Root(parent, q));
        var sizes = new int[rows.Length];
        for (var p = 0; p < rows.Length; p++)
            sizes[Root(parent, p)]++;
        return least == 0 ? sizes.Append(0).Max() : sizes.Count(s => s >= least);
    }

    private static int Root(int[] parent, int p)
    {
        while (parent[p] != p)
            p = parent[p] = parent[parent[p]];
        return p;
    }
}
