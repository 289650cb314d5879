// Measures of cells: how many, how dense, what share, what they have.
using Milieu.Model;

namespace Milieu.Studies;

internal sealed class CountForm(CellGroup group) : MeasureForm(Unit.One)
{
    public override double Of(TissueMoment moment) => group.Rows(moment).Length;
}

/// <summary>Cells for each unit of space.</summary>
internal enum DensityUnit
{
    /// <summary>Per mm2 of a section as pathology counts: N_V times <see cref="DensityForm.SectionMillimeters"/>.</summary>
    PerSection = 0,

    /// <summary>Per mm3 of tissue: N_V.</summary>
    PerVolume,

    /// <summary>Per mm2 of the slab as simulated: N_V times the slab's thickness.</summary>
    PerSlab,
}

/// <summary>Cells of a group for the space of its region; not a number where the region is empty.</summary>
internal sealed class DensityForm(CellGroup group, DensityUnit per)
    : MeasureForm(Unit.One / new Unit(1, 1, 3, new Dimension(1)).Pow(per == DensityUnit.PerVolume ? 3 : 2))
{
    /// <summary>N_V of 8,300 cells/mm3 shows as 100/mm2 on a section: sections of 4 um show cells that they cut (assumed).</summary>
    public const double SectionMillimeters = 0.012;

    public override double Of(TissueMoment moment)
    {
        var volume = group.Region.Extent(moment).Volume * 1e-9;
        if (volume <= 0)
            return double.NaN;
        var grid = moment.Grid;
        var perVolume = group.Rows(moment).Length / volume;
        return per switch
        {
            DensityUnit.PerSection => perVolume * SectionMillimeters,
            DensityUnit.PerSlab => perVolume * (grid.EndZ - grid.OriginZ) * 1e-3,
            _ => perVolume,
        };
    }
}

/// <summary>The part of a group that belongs to another: those of some types among these and others.</summary>
internal sealed class FractionForm(CellGroup part, CellGroup whole) : MeasureForm(Unit.One)
{
    public override double Of(TissueMoment moment)
    {
        var among = whole.Rows(moment);
        if (among.Length == 0)
            return double.NaN;
        var all = among.ToHashSet();
        return part.Rows(moment).Count(all.Contains) / (double)among.Length;
    }
}

/// <summary>A statistic of what the cells of a group have.</summary>
internal sealed class CellValueForm(CellGroup group, NamedFormula value, Statistic statistic, Unit unit)
    : MeasureForm(unit)
{
    public override double Of(TissueMoment moment)
    {
        var read = new ValueReaders(moment, group.Nest).OfCells(value);
        return statistic.FiniteOf([.. group.Rows(moment).Select(read)]);
    }
}

/// <summary>How far the cells of a group are from the nearest other cell of a choice, center to center.</summary>
internal sealed class DistanceForm(CellGroup from, CellChoice to, Statistic statistic) : MeasureForm(Unit.Micron)
{
    public override double Of(TissueMoment moment)
    {
        var (cells, points, targets) = (moment.Cells, moment.Points(to), moment.Rows(to));
        var place = new Dictionary<int, int>();
        for (var p = 0; p < targets.Length; p++)
            place[targets[p]] = p;
        if (targets.Length == 0)
            return double.NaN;
        var distances = new List<double>();
        foreach (var row in from.Rows(moment))
        {
            var except = place.GetValueOrDefault(row, -1);
            var distance = points.Nearest(cells.X[row], cells.Y[row], cells.Z[row], except).Distance;
            if (double.IsFinite(distance))
                distances.Add(distance);
        }
        return statistic.Of([.. distances]);
    }
}

/// <summary>Mean depth below the edge of the nests over the cells of a group; cells outside count as 0 deep.</summary>
internal sealed class InfiltrationForm(CellGroup group, NestLaw nest) : MeasureForm(Unit.Micron)
{
    public override double Of(TissueMoment moment)
    {
        var (cells, map) = (moment.Cells, NestMap.Of(moment, nest));
        var rows = group.Rows(moment);
        return new Statistic(StatisticKind.Mean).FiniteOf([
            .. rows.Select(r => Math.Max(0, map.Depth(cells.X[r], cells.Y[r], cells.Z[r]))),
        ]);
    }
}

/// <summary>Density deeper than a margin inside the nests over density within the margin.</summary>
internal sealed class CoreToMarginForm(CellGroup group, NestLaw nest, double margin) : MeasureForm(Unit.One)
{
    public override double Of(TissueMoment moment)
    {
        var core = Density(moment, margin, double.PositiveInfinity);
        var edge = Density(moment, 0, margin);
        return edge > 0 ? core / edge : double.NaN;
    }

    private double Density(TissueMoment moment, double from, double to)
    {
        var band = new BandRegion(nest, from, to);
        var volume = band.Extent(moment).Volume;
        return volume > 0 ? (group with { Region = band }).Rows(moment).Length / volume : double.NaN;
    }
}
