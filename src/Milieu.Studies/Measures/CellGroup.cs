// The cells that a measure is about: of some types, under a condition, in a region.
namespace Milieu.Studies;

/// <param name="Condition">1 where a cell counts, else 0; null for all.</param>
internal sealed record CellGroup(CellChoice Choice, NamedFormula? Condition, TissueRegion Region, NestLaw? Nest)
{
    private string Key => $"{Choice.Key} where {Condition?.Text} in {Region.Key} / {Nest?.Key}";

    /// <summary>Rows of the group, in row order.</summary>
    public int[] Rows(TissueMoment moment) => moment.Find("group " + Key, () => Select(moment));

    public PointBins Points(TissueMoment moment) =>
        moment.Find("points of group " + Key, () => moment.PointsOf(Rows(moment)));

    private int[] Select(TissueMoment moment)
    {
        var rows = moment.Rows(Choice);
        if (Condition is not null)
        {
            var holds = new ValueReaders(moment, Nest).OfCells(Condition);
            rows = [.. rows.Where(r => holds(r) > 0.5)];
        }
        if (Region is WholeRegion)
            return rows;
        var (cells, has) = (moment.Cells, Region.At(moment));
        return [.. rows.Where(r => has(cells.X[r], cells.Y[r], cells.Z[r]))];
    }
}
