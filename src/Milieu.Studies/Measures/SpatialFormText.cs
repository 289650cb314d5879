// Reads the forms about how cells lie to each other and to fields.
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>K, L, pair correlation, mixing, clusters, correlations, ranges.</summary>
internal sealed class SpatialFormText(MeasureCursor cursor, GroupText groups, RegionText regions, bool isPlane)
{
    /// <summary>Half-width of the kernel of a pair correlation where none is said, um.</summary>
    private const double UsualWidth = 10;

    public MeasureForm? Read()
    {
        if (cursor.Take("cross K of"))
            return CrossK(KScale.K);
        if (cursor.Take("cross L of"))
            return CrossK(KScale.L);
        if (cursor.Take("relative cross K of"))
            return CrossK(KScale.Relative);
        if (cursor.Take("pair correlation of"))
            return PairCorrelation();
        if (cursor.Take("mixing of"))
            return Mixing(isRelative: false);
        if (cursor.Take("relative mixing of"))
            return Mixing(isRelative: true);
        if (cursor.Take("largest cluster of"))
            return new ClusterForm(Group(), 0);
        if (cursor.Take("clusters of"))
            return Clusters();
        if (cursor.Take("correlation of"))
            return Correlation();
        if (cursor.Take("half-range of"))
            return Range(isHalf: true);
        return cursor.Take("range of") ? Range(isHalf: false) : null;
    }

    private CellGroup Group(CellChoice? choice = null)
    {
        var cells = choice ?? groups.Choice();
        var condition = cursor.Take("where")
            ? groups.Condition(cursor.Until(GroupText.Stops), groups.Names.OfCells)
            : null;
        return new CellGroup(cells, condition, regions.In(), groups.Names.Nest);
    }

    private (CellChoice A, CellChoice B) Two()
    {
        var a = groups.Choice();
        cursor.Need("and", "and TYPES");
        return (a, groups.Choice());
    }

    private CrossKForm CrossK(KScale scale)
    {
        var (a, b) = Two();
        cursor.Need("at", "at LENGTH");
        var radius = cursor.Length();
        var region = regions.In();
        var unit = scale switch
        {
            KScale.K => Unit.Micron.Pow(isPlane ? 2 : 3),
            KScale.L => Unit.Micron,
            _ => Unit.One,
        };
        return new CrossKForm(In(a, region), In(b, region), radius, scale, unit);
    }

    private PairCorrelationForm PairCorrelation()
    {
        var (a, b) = Two();
        cursor.Need("at", "at LENGTH");
        var radius = cursor.Length();
        var width = cursor.Take("width") ? cursor.Length() : UsualWidth;
        return new PairCorrelationForm(In(a, new WholeRegion()), In(b, new WholeRegion()), radius, width);
    }

    private MixingForm Mixing(bool isRelative)
    {
        var (a, b) = Two();
        var region = regions.In();
        return new MixingForm(In(a, region), In(b, region), isRelative);
    }

    private ClusterForm Clusters()
    {
        var group = Group();
        var least = 2;
        if (cursor.Take("of at least"))
        {
            least = (int)cursor.Quantity(Unit.One, "a number of cells");
            cursor.Take("cells");
        }
        return new ClusterForm(group, Math.Max(1, least));
    }

    private CorrelationForm Correlation()
    {
        var choice = groups.Choice();
        cursor.Need("with", "with VALUE");
        var (value, _, _) = groups.Value(cursor.Until("over", "in"), groups.Names.OfPlaces);
        var edge = cursor.Take("over") ? cursor.Length() : 100;
        return new CorrelationForm(In(choice, regions.In()), value, groups.Names.Nest, edge);
    }

    private RangeForm Range(bool isHalf)
    {
        var text = cursor.Until("of", "around");
        var isOfCells = cursor.Take("of");
        var (value, unit, label) = groups.Value(text, isOfCells ? groups.Names.OfCells : groups.Names.OfPlaces);
        var cells = isOfCells ? Group() : null;
        cursor.Need("around", "around TYPES");
        var around = groups.Choice();
        (double, bool)? level = null;
        if (!isHalf)
        {
            var isAbove = cursor.Take("above");
            if (!isAbove)
                cursor.Need("below", "above VALUE, or below VALUE");
            level = (cursor.Quantity(unit, label.Length > 0 ? "a value in " + label : "a number"), isAbove);
        }
        var reach = cursor.Take("to") ? cursor.Length() : double.NaN;
        return new RangeForm(value, cells, around, groups.Names.Nest, reach, level);
    }

    private CellGroup In(CellChoice choice, TissueRegion region) => new(choice, null, region, groups.Names.Nest);
}
