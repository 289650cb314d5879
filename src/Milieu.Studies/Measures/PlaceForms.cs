// Measures of how fields and cells go together in space: correlation over blocks, profiles around cells.
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>Pearson's r of the density of cells with the mean of a value, over blocks of the domain.</summary>
/// <remarks>Blocks of equal size, as near to the wanted edge as fits; those with less than half in the region are left out.</remarks>
internal sealed class CorrelationForm(CellGroup group, NamedFormula value, NestLaw? nest, double edge)
    : MeasureForm(Unit.One)
{
    public override double Of(TissueMoment moment)
    {
        var (grid, cells) = (moment.Grid, moment.Cells);
        var nx = Blocks(grid.EndX - grid.OriginX);
        var ny = Blocks(grid.EndY - grid.OriginY);
        var nz = grid.Is2D ? 1 : Blocks(grid.EndZ - grid.OriginZ);
        var (counts, sums) = (new double[nx * ny * nz], new double[nx * ny * nz]);
        var (points, all) = (new int[nx * ny * nz], new int[nx * ny * nz]);
        foreach (var row in group.Rows(moment))
            counts[BlockOf(cells.X[row], cells.Y[row], cells.Z[row])]++;
        var extent = group.Region.Extent(moment);
        var read = new ValueReaders(moment, nest).OfPlaces(value);
        for (var p = 0; p < extent.Mask.Length; p++)
        {
            var (x, y, z) = extent.Lattice.At(p);
            var block = BlockOf(x, y, z);
            all[block]++;
            if (!extent.Mask[p])
                continue;
            points[block]++;
            sums[block] += read(x, y, z);
        }
        var used = Enumerable.Range(0, counts.Length).Where(b => points[b] > 0 && 2 * points[b] >= all[b]).ToArray();
        return Pearson([.. used.Select(b => counts[b] / points[b])], [.. used.Select(b => sums[b] / points[b])]);

        int BlockOf(double x, double y, double z)
        {
            var i = Math.Clamp((int)((x - grid.OriginX) / (grid.EndX - grid.OriginX) * nx), 0, nx - 1);
            var j = Math.Clamp((int)((y - grid.OriginY) / (grid.EndY - grid.OriginY) * ny), 0, ny - 1);
            var k = Math.Clamp((int)((z - grid.OriginZ) / (grid.EndZ - grid.OriginZ) * nz), 0, nz - 1);
            return (((k * ny) + j) * nx) + i;
        }
    }

    /// <summary>Not a number for fewer than three pairs, or where one side does not vary.</summary>
    public static double Pearson(double[] a, double[] b)
    {
        if (a.Length < 3)
            return double.NaN;
        var (ma, mb) = (a.Average(), b.Average());
        var (ab, aa, bb) = (0.0, 0.0, 0.0);
        for (var k = 0; k < a.Length; k++)
        {
            ab += (a[k] - ma) * (b[k] - mb);
            aa += (a[k] - ma) * (a[k] - ma);
            bb += (b[k] - mb) * (b[k] - mb);
        }
        // What varies by rounding alone does not vary.
        var isFlat = aa <= 1e-24 * a.Length * ma * ma || bb <= 1e-24 * b.Length * mb * mb;
        return isFlat ? double.NaN : ab / Math.Sqrt(aa * bb);
    }

    private int Blocks(double length) => Math.Max(1, (int)Math.Round(length / edge));
}

/// <summary>The mean of a value by the distance to the nearest cell of a choice, in rings of <see cref="Ring"/>.</summary>
internal sealed class ValueProfile
{
    /// <summary>Width of a ring, um.</summary>
    public const double Ring = 20;

    private readonly List<(double Distance, double Mean)> _rings = [];

    /// <param name="cells">Whose value it is; null for the value of places, one a lattice point.</param>
    /// <param name="reach">The farthest distance, um.</param>
    public ValueProfile(
        TissueMoment moment,
        NamedFormula value,
        CellGroup? cells,
        CellChoice around,
        NestLaw? nest,
        double reach
    )
    {
        var sources = moment.Points(around);
        var count = (int)Math.Ceiling(reach / Ring);
        var (sums, counts) = (new double[count], new int[count]);
        if (sources.Count == 0)
            return;
        var readers = new ValueReaders(moment, nest);
        if (cells is null)
        {
            var lattice = new WholeRegion().Extent(moment).Lattice;
            var read = readers.OfPlaces(value);
            for (var p = 0; p < lattice.Points; p++)
                Add(lattice.At(p), (x, y, z) => read(x, y, z));
        }
        else
        {
            var read = readers.OfCells(value);
            foreach (var row in cells.Rows(moment))
                Add((moment.Cells.X[row], moment.Cells.Y[row], moment.Cells.Z[row]), (_, _, _) => read(row));
        }
        for (var ring = 0; ring < count; ring++)
            if (counts[ring] > 0)
                _rings.Add(((ring + 0.5) * Ring, sums[ring] / counts[ring]));

        void Add((double X, double Y, double Z) at, Func<double, double, double, double> read)
        {
            var ring = (int)(sources.Nearest(at.X, at.Y, at.Z).Distance / Ring);
            if (ring >= count)
                return;
            sums[ring] += read(at.X, at.Y, at.Z);
            counts[ring]++;
        }
    }

    /// <summary>Where the mean first comes half way from its first to its last ring, um.</summary>
    /// <remarks>Not a number where both are the same.</remarks>
    public double HalfRange()
    {
        if (_rings.Count < 2)
            return double.NaN;
        var (near, far) = (_rings[0].Mean, _rings[^1].Mean);
        return Math.Abs(near - far) > 1e-9 * Math.Max(Math.Abs(near), Math.Abs(far))
            ? Crossing((near + far) / 2, near > far)
            : double.NaN;
    }

    /// <summary>Where the mean first falls below (or rises above) a level, um; the last ring where it never does.</summary>
    public double Crossing(double level, bool isFall)
    {
        if (_rings.Count == 0)
            return double.NaN;
        for (var k = 0; k < _rings.Count; k++)
        {
            if (isFall ? _rings[k].Mean > level : _rings[k].Mean < level)
                continue;
            if (k == 0)
                return 0;
            var ((d0, v0), (d1, v1)) = (_rings[k - 1], _rings[k]);
            return d0 + ((d1 - d0) * (v0 - level) / (v0 - v1));
        }
        return _rings[^1].Distance;
    }
}

/// <summary>How far around cells a value stays on one side of a level, or of half its course.</summary>
internal sealed class RangeForm(
    NamedFormula value,
    CellGroup? cells,
    CellChoice around,
    NestLaw? nest,
    double reach,
    (double Level, bool IsFall)? level
) : MeasureForm(Unit.Micron)
{
    public override double Of(TissueMoment moment)
    {
        var grid = moment.Grid;
        var far = double.IsNaN(reach) ? Math.Min(grid.EndX - grid.OriginX, grid.EndY - grid.OriginY) / 2 : reach;
        var profile = new ValueProfile(moment, value, cells, around, nest, far);
        return level is var (at, isFall) ? profile.Crossing(at, isFall) : profile.HalfRange();
    }
}
