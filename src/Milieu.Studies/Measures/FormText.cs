// Reads the forms that one moment is enough for.

namespace Milieu.Studies;

/// <summary>Counts, densities, statistics, distances, regions.</summary>
internal sealed class FormText(MeasureCursor cursor, GroupText groups, RegionText regions)
{
    private static readonly (string Word, Statistic Statistic)[] Statistics =
    [
        ("mean", new(StatisticKind.Mean)),
        ("median", new(StatisticKind.Median)),
        ("sum", new(StatisticKind.Sum)),
        ("lowest", new(StatisticKind.Minimum)),
        ("highest", new(StatisticKind.Maximum)),
        ("standard deviation", new(StatisticKind.Deviation)),
    ];

    /// <summary>Null where the text begins with none of the words of these forms.</summary>
    public MeasureForm? Read()
    {
        if (cursor.Take("count of"))
            return new CountForm(Group());
        if (cursor.Take("density of"))
            return Density();
        if (cursor.Take("fraction of"))
            return Fraction();
        if (cursor.Take("share of"))
            return Share();
        if (cursor.Take("area of"))
            return new ExtentForm(regions.Region(), isArea: true);
        if (cursor.Take("volume of"))
            return new ExtentForm(regions.Region(), isArea: false);
        if (cursor.Take("radius of"))
            return new RadiusForm(regions.Region());
        if (cursor.Take("infiltration depth of"))
            return new InfiltrationForm(Group(), Nest());
        if (cursor.Take("core to margin ratio of"))
            return CoreToMargin();
        if (cursor.Take("distance from"))
            return Distance(new Statistic(StatisticKind.Median));
        return Statistic() is { } statistic ? Of(statistic) : null;
    }

    /// <summary>TYPES where CONDITION in REGION.</summary>
    public CellGroup Group() => Group(groups.Choice());

    public CellGroup Group(CellChoice choice)
    {
        var condition = Condition();
        return new CellGroup(choice, condition, regions.In(), groups.Names.Nest);
    }

    private NestLaw Nest() => groups.Names.Nest ?? regions.Nest();

    private NamedFormula? Condition() =>
        cursor.Take("where") ? groups.Condition(cursor.Until(GroupText.Stops), groups.Names.OfCells) : null;

    private Statistic? Statistic()
    {
        foreach (var (word, statistic) in Statistics)
            if (cursor.Take(word))
            {
                cursor.Take("of");
                return statistic;
            }
        if (!cursor.Take("quantile"))
            return null;
        var share = cursor.Share();
        cursor.Take("of");
        return share is >= 0 and <= 1
            ? new Statistic(StatisticKind.Quantile, share)
            : throw new MeasureException("lies outside its range", $"{share:R}", "a share from 0 to 1", null);
    }

    private DensityForm Density()
    {
        var group = Group();
        var per = DensityUnit.PerSection;
        if (cursor.Take("per mm3"))
            per = DensityUnit.PerVolume;
        else if (cursor.Take("per mm2 of slab"))
            per = DensityUnit.PerSlab;
        else if (!cursor.Take("per mm2") && !cursor.IsAtEnd && cursor.Take("per"))
            throw cursor.Unknown("per mm2, per mm3 or per mm2 of slab", ["mm2", "mm3"]);
        return new DensityForm(group, per);
    }

    private FractionForm Fraction()
    {
        var part = groups.Choice();
        var condition = Condition();
        cursor.Need("among", "among TYPES");
        var whole = Group();
        return new FractionForm(whole with { Choice = part, Condition = condition ?? whole.Condition }, whole);
    }

    private ShareForm Share()
    {
        var of = regions.Region(takesWhere: false);
        if (cursor.Take("where"))
            return new ShareForm(of, regions.Where());
        cursor.Need("in", "where CONDITION, or in REGION");
        return new ShareForm(of, regions.Region());
    }

    private CoreToMarginForm CoreToMargin()
    {
        var group = Group();
        var margin = cursor.Take("with margin") ? cursor.Length() : 100;
        return new CoreToMarginForm(group, Nest(), margin);
    }

    private DistanceForm Distance(Statistic statistic)
    {
        var from = groups.Choice();
        var condition = Condition();
        cursor.Need("to", "to TYPE");
        var to = groups.Choice();
        return new DistanceForm(new CellGroup(from, condition, regions.In(), groups.Names.Nest), to, statistic);
    }

    private MeasureForm Of(Statistic statistic)
    {
        if (cursor.Take("distance from"))
            return Distance(statistic);
        var start = cursor.Place;
        var text = cursor.Until("of", "in");
        if (!cursor.Take("of"))
            return OfPlaces(text, statistic);
        var (formula, unit, _) = groups.Value(text, groups.Names.OfCells);
        // "mean oxygen of nest" reads as well as "in nest": what is no type may be a region.
        var place = cursor.Place;
        try
        {
            return new CellValueForm(Group(), formula, statistic, unit);
        }
        catch (MeasureException) when (IsRegion(place, start, text))
        {
            return OfPlaces(text, statistic, isTaken: true);
        }
    }

    private bool IsRegion(int place, int start, string text)
    {
        cursor.Place = place;
        try
        {
            groups.Value(text, groups.Names.OfPlaces);
            regions.Region();
            cursor.Place = place;
            return true;
        }
        catch (MeasureException)
        {
            cursor.Place = start;
            return false;
        }
    }

    private FieldForm OfPlaces(string text, Statistic statistic, bool isTaken = false)
    {
        var (formula, unit, _) = groups.Value(text, groups.Names.OfPlaces);
        if (statistic.Kind == StatisticKind.Sum)
            throw new MeasureException("a field has no sum", text, "mean, median, lowest, highest, quantile", null);
        var region = isTaken ? regions.Region() : regions.In();
        return new FieldForm(region, formula, statistic, groups.Names.Nest, unit);
    }
}
