// Reads the region of a measure.
using System.Globalization;

namespace Milieu.Studies;

/// <summary>Regions, joined from left to right by and, or, except.</summary>
/// <param name="named">Regions of the study, by name.</param>
internal sealed class RegionText(
    MeasureCursor cursor,
    GroupText groups,
    IReadOnlyDictionary<string, TissueRegion> named
)
{
    /// <summary>Widths of bands beside the edge of nests where a measure says none, um (the convention of validation target VU33).</summary>
    public const double UsualBand = 200;

    private static readonly string[] Stops = [.. GroupText.Stops, "and", "or", "except", "where"];

    private static readonly string[] Words =
    [
        "whole",
        "nest",
        "stroma",
        "core",
        "rim",
        "periphery",
        "band from",
        "within",
        "beyond",
        "where",
        "disc of radius",
        "ball of radius",
        "annulus from",
        "shell from",
        "box of",
    ];

    /// <param name="takesWhere">"nest where oxygen &lt; 8 mmHg" is one region; a share reads the condition itself.</param>
    public TissueRegion Region(bool takesWhere = true)
    {
        var region = Part();
        while (true)
        {
            var place = cursor.Place;
            if (takesWhere && cursor.Take("where"))
                region = new BothRegion(region, Where());
            else if (cursor.Take("and") && IsRegion())
                region = new BothRegion(region, Part());
            else if (cursor.Take("or") && IsRegion())
                region = new EitherRegion(region, Part());
            else if (cursor.Take("except"))
                region = new BothRegion(region, new OutsideRegion(Part()));
            else
            {
                cursor.Place = place;
                return region;
            }
        }
    }

    /// <summary>in REGION, or within LENGTH of TYPES, if it comes next; else the whole tissue.</summary>
    public TissueRegion In() =>
        cursor.Take("in") || cursor.StandsOne(["within", "beyond"]) is not null ? Region() : new WholeRegion();

    public TissueRegion Where() =>
        new WhereRegion(groups.Condition(cursor.Until(Stops), groups.Names.OfPlaces), groups.Names.Nest);

    /// <summary>of TYPES over LENGTH above SHARE, each of which may be left out.</summary>
    public NestLaw Nest()
    {
        var usual = groups.Names.Nest;
        var tumor = cursor.Take("of") ? groups.Choice() : usual?.Tumor;
        if (tumor is null)
            throw new MeasureException(
                "it is not said which cells a nest is made of",
                cursor.Text,
                "a group called tumor, or a nest of TYPES",
                null
            );
        var radius = Over() ?? usual?.Radius ?? NestLaw.UsualRadius;
        var limit = cursor.Take("above") ? cursor.Share() : usual?.Limit ?? NestLaw.UsualLimit;
        return new NestLaw(tumor, radius, limit);
    }

    /// <summary>over LENGTH; what is over a time is the window of a track.</summary>
    private double? Over()
    {
        var place = cursor.Place;
        if (!cursor.Take("over"))
            return null;
        try
        {
            return cursor.Length();
        }
        catch (MeasureException)
        {
            cursor.Place = place;
            return null;
        }
    }

    private bool IsRegion()
    {
        var place = cursor.Place;
        cursor.Take("the");
        var isRegion =
            cursor.TakeOne(Words.Concat(named.Keys)) is not null || GroupText.IsComparison(cursor.Until(Stops));
        cursor.Place = place;
        return isRegion;
    }

    private TissueRegion Part()
    {
        cursor.Take("the");
        var start = cursor.Place;
        if (cursor.TakeOne(named.Keys) is { } name)
            return named.First(n => n.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return cursor.TakeOne(Words) switch
        {
            "whole" => Whole(),
            "nest" => new NestRegion(Nest()),
            "stroma" => new OutsideRegion(new NestRegion(Nest())),
            "core" => Core(),
            "rim" => Band(isInside: true),
            "periphery" => Band(isInside: false),
            "band from" => Depths(),
            "within" => Near(),
            "beyond" => new OutsideRegion(Near()),
            "where" => Where(),
            "disc of radius" => Round(start, true, hasInner: false),
            "ball of radius" => Round(start, false, hasInner: false),
            "annulus from" => Round(start, true, hasInner: true),
            "shell from" => Round(start, false, hasInner: true),
            "box of" => Box(start),
            _ => Bare(),
        };
    }

    private WholeRegion Whole()
    {
        cursor.Take("tissue");
        return new WholeRegion();
    }

    private BandRegion Core()
    {
        var from = cursor.Take("beyond") ? cursor.Length() : UsualBand;
        return new BandRegion(Nest(), from, double.PositiveInfinity);
    }

    private BandRegion Band(bool isInside)
    {
        var place = cursor.Place;
        var width = UsualBand;
        // "rim of 100 um" is a width, "rim of cancer_cell" a nest.
        if (cursor.Take("of") && !cursor.IsAtEnd && char.IsAsciiDigit(cursor.Rest[0]))
            width = cursor.Length();
        else
            cursor.Place = place;
        return isInside ? new BandRegion(Nest(), 0, width) : new BandRegion(Nest(), -width, 0);
    }

    private BandRegion Depths()
    {
        var from = cursor.Length();
        cursor.Need("to", "to LENGTH");
        return new BandRegion(Nest(), from, cursor.Length());
    }

    private NearRegion Near()
    {
        var distance = cursor.Length();
        cursor.Need("of", "of TYPE");
        return new NearRegion(groups.Choice(), distance);
    }

    private RoundRegion Round(int start, bool isInPlane, bool hasInner)
    {
        var inner = hasInner ? cursor.Length() : 0;
        if (hasInner)
            cursor.Need("to", "to LENGTH");
        var outer = cursor.Length();
        var center = cursor.Take("at") ? cursor.Point() : [];
        return new RoundRegion(Key(start), center, inner, outer, isInPlane);
    }

    private BoxRegion Box(int start)
    {
        var size = new List<double> { cursor.Length() };
        while (size.Count < 3 && cursor.Take("by"))
            size.Add(cursor.Length());
        if (size.Count < 2)
            throw cursor.Unknown("by LENGTH", ["by"]);
        var center = cursor.Take("at") ? cursor.Point() : [];
        return new BoxRegion(Key(start), center, [.. size]);
    }

    private TissueRegion Bare()
    {
        var place = cursor.Place;
        if (GroupText.IsComparison(cursor.Until(Stops)))
        {
            cursor.Place = place;
            return Where();
        }
        cursor.Place = place;
        throw cursor.Unknown("a region: " + string.Join(", ", named.Keys.Concat(Words)), named.Keys.Concat(Words));
    }

    private string Key(int start) =>
        string.Create(CultureInfo.InvariantCulture, $"{cursor.Text[start..cursor.Place].Trim()}");
}
