// Parts of the tissue that measures look at.
namespace Milieu.Studies;

/// <summary>Says of any place whether it belongs to it.</summary>
/// <param name="Key">What tells one region from another.</param>
internal abstract record TissueRegion(string Key)
{
    public abstract Func<double, double, double, bool> At(TissueMoment moment);

    /// <summary>The points of the lattice that belong to it, and how much space that is.</summary>
    public RegionExtent Extent(TissueMoment moment) =>
        moment.Find("extent " + Key, () => new RegionExtent(moment, At(moment)));
}

/// <summary>A region on the lattice.</summary>
internal sealed class RegionExtent
{
    public RegionExtent(TissueMoment moment, Func<double, double, double, bool> has)
    {
        Lattice = moment.Find("lattice", () => new Lattice(moment.Grid));
        Mask = new bool[Lattice.Points];
        for (var p = 0; p < Mask.Length; p++)
        {
            var (x, y, z) = Lattice.At(p);
            Mask[p] = has(x, y, z);
        }
        Points = Mask.Count(m => m);
    }

    public Lattice Lattice { get; }

    public bool[] Mask { get; }

    public int Points { get; }

    /// <summary>um3.</summary>
    public double Volume => Points * Lattice.VolumeOfPoint;
}

internal sealed record WholeRegion() : TissueRegion("whole")
{
    public override Func<double, double, double, bool> At(TissueMoment moment) => (_, _, _) => true;
}

/// <summary>A box about the middle of the domain or about another center; lengths in um.</summary>
/// <param name="Center">Empty for the middle of the domain.</param>
/// <param name="Size">Along x, y and, in 3-D, z; an axis that is left out is not bounded.</param>
internal sealed record BoxRegion(string Key, double[] Center, double[] Size) : TissueRegion(Key)
{
    public override Func<double, double, double, bool> At(TissueMoment moment)
    {
        var (cx, cy, cz) = RegionCenter.Of(moment, Center);
        var (hx, hy) = (Size[0] / 2, Size[1] / 2);
        var hz = Size.Length > 2 ? Size[2] / 2 : double.PositiveInfinity;
        return (x, y, z) => Math.Abs(x - cx) <= hx && Math.Abs(y - cy) <= hy && Math.Abs(z - cz) <= hz;
    }
}

/// <summary>Between two radii about a center: in the plane (disc, annulus) or in space (ball, shell); lengths in um.</summary>
internal sealed record RoundRegion(string Key, double[] Center, double Inner, double Outer, bool IsInPlane)
    : TissueRegion(Key)
{
    public override Func<double, double, double, bool> At(TissueMoment moment)
    {
        var (cx, cy, cz) = RegionCenter.Of(moment, Center);
        var (least, most, height) = (Inner * Inner, Outer * Outer, IsInPlane ? 0 : 1);
        return (x, y, z) =>
        {
            var (dx, dy, dz) = (x - cx, y - cy, height * (z - cz));
            var squared = (dx * dx) + (dy * dy) + (dz * dz);
            return squared >= least && squared <= most;
        };
    }
}

/// <summary>The middle of the domain unless a center is given.</summary>
internal static class RegionCenter
{
    public static (double X, double Y, double Z) Of(TissueMoment moment, double[] center)
    {
        var grid = moment.Grid;
        var middle = (X: 0.5 * (grid.OriginX + grid.EndX), Y: 0.5 * (grid.OriginY + grid.EndY), Z: grid.MiddleZ);
        return center.Length == 0 ? middle : (center[0], center[1], center.Length > 2 ? center[2] : middle.Z);
    }
}

/// <summary>Where tumor cells are dense.</summary>
internal sealed record NestRegion(NestLaw Law) : TissueRegion("nest " + Law.Key)
{
    public override Func<double, double, double, bool> At(TissueMoment moment) => NestMap.Of(moment, Law).Has;
}

/// <summary>Depths below the edge of the nests, um: above the first, up to the second; negative outside.</summary>
internal sealed record BandRegion(NestLaw Law, double From, double To)
    : TissueRegion(FormattableString.Invariant($"band {From:R} to {To:R} of {Law.Key}"))
{
    public override Func<double, double, double, bool> At(TissueMoment moment)
    {
        var map = NestMap.Of(moment, Law);
        return (x, y, z) => map.Depth(x, y, z) is var depth && depth > From && depth <= To;
    }
}

/// <summary>Not farther than a distance (um) from the center of a cell of a choice.</summary>
internal sealed record NearRegion(CellChoice Cells, double Distance)
    : TissueRegion(FormattableString.Invariant($"within {Distance:R} of {Cells.Key}"))
{
    public override Func<double, double, double, bool> At(TissueMoment moment)
    {
        var points = moment.Points(Cells);
        return (x, y, z) => points.Count > 0 && points.Nearest(x, y, z).Distance <= Distance;
    }
}

/// <summary>Where a condition on substrates, depth or place holds.</summary>
/// <param name="Condition">1 where it holds, else 0.</param>
internal sealed record WhereRegion(NamedFormula Condition, NestLaw? Nest)
    : TissueRegion($"where {Condition.Text} / {Nest?.Key}")
{
    public override Func<double, double, double, bool> At(TissueMoment moment)
    {
        var read = new ValueReaders(moment, Nest).OfPlaces(Condition);
        return (x, y, z) => read(x, y, z) > 0.5;
    }
}

internal sealed record BothRegion(TissueRegion A, TissueRegion B) : TissueRegion($"({A.Key}) and ({B.Key})")
{
    public override Func<double, double, double, bool> At(TissueMoment moment)
    {
        var (a, b) = (A.At(moment), B.At(moment));
        return (x, y, z) => a(x, y, z) && b(x, y, z);
    }
}

internal sealed record EitherRegion(TissueRegion A, TissueRegion B) : TissueRegion($"({A.Key}) or ({B.Key})")
{
    public override Func<double, double, double, bool> At(TissueMoment moment)
    {
        var (a, b) = (A.At(moment), B.At(moment));
        return (x, y, z) => a(x, y, z) || b(x, y, z);
    }
}

/// <summary>The rest of the tissue.</summary>
internal sealed record OutsideRegion(TissueRegion Of) : TissueRegion($"not ({Of.Key})")
{
    public override Func<double, double, double, bool> At(TissueMoment moment)
    {
        var of = Of.At(moment);
        return (x, y, z) => !of(x, y, z);
    }
}
