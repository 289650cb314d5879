// Measures of regions: how large, what share, what the fields are there.
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>The area that a region has in the slab (2-D) or its volume.</summary>
internal sealed class ExtentForm(TissueRegion region, bool isArea)
    : MeasureForm(new Unit(1, 1, 3, new Dimension(1)).Pow(isArea ? 2 : 3))
{
    public override double Of(TissueMoment moment)
    {
        var grid = moment.Grid;
        var volume = region.Extent(moment).Volume * 1e-9;
        return isArea ? volume / ((grid.EndZ - grid.OriginZ) * 1e-3) : volume;
    }
}

/// <summary>The radius of a disc (2-D) or ball with as much space as a region.</summary>
internal sealed class RadiusForm(TissueRegion region) : MeasureForm(Unit.Micron)
{
    public override double Of(TissueMoment moment)
    {
        var (grid, volume) = (moment.Grid, region.Extent(moment).Volume);
        return grid.Is2D
            ? Math.Sqrt(volume / (grid.EndZ - grid.OriginZ) / Math.PI)
            : Math.Cbrt(0.75 * volume / Math.PI);
    }
}

/// <summary>The share of a region's space that belongs to another region too.</summary>
internal sealed class ShareForm(TissueRegion of, TissueRegion where) : MeasureForm(Unit.One)
{
    public override double Of(TissueMoment moment)
    {
        var all = of.Extent(moment);
        var part = where.Extent(moment);
        var both = 0;
        for (var p = 0; p < all.Mask.Length; p++)
            both += all.Mask[p] && part.Mask[p] ? 1 : 0;
        return all.Points > 0 ? both / (double)all.Points : double.NaN;
    }
}

/// <summary>A statistic of a value over the space of a region, each voxel by the share of it that belongs to the region.</summary>
internal sealed class FieldForm(TissueRegion region, NamedFormula value, Statistic statistic, NestLaw? nest, Unit unit)
    : MeasureForm(unit)
{
    public override double Of(TissueMoment moment)
    {
        var extent = region.Extent(moment);
        var read = new ValueReaders(moment, nest).OfPlaces(value);
        var values = new double[extent.Points];
        var at = 0;
        for (var p = 0; p < extent.Mask.Length; p++)
            if (extent.Mask[p])
            {
                var (x, y, z) = extent.Lattice.At(p);
                values[at++] = read(x, y, z);
            }
        return statistic.FiniteOf(values);
    }
}
