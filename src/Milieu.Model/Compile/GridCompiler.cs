// The box of the tissue and its voxels.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model;

internal static class GridCompiler
{
    /// <summary>Stands in where the domain is wrong, so that the rest is still checked; nothing is placed in it.</summary>
    public static GridSpec Fallback { get; } = new(0, 0, 0, 1, 1, 1, 1, 1, 1, true);

    public static GridSpec Compile(DomainSpec domain, Problems problems)
    {
        if (domain.Size.Count == 0 && domain.X.Count == 0)
        {
            problems.Error("domain", "the domain has no size", null, "size: [1 mm, 1 mm, 20 um] and voxel: 20 um");
            return Fallback;
        }
        if (domain.Voxel.Count is not (1 or 3))
        {
            problems.Error("domain.voxel", "a voxel has one edge or three", null, "voxel: 20 um");
            return Fallback;
        }
        var voxel = Values.Three(
            domain.Voxel.Count == 1 ? [.. Enumerable.Repeat(domain.Voxel[0], 3)] : domain.Voxel,
            0
        );
        (double Low, double Length, double Edge, string Path)?[] axes =
        [
            Axis(domain, 0, domain.X, "x", voxel.X, problems),
            Axis(domain, 1, domain.Y, "y", voxel.Y, problems),
            Axis(domain, 2, domain.Z, "z", voxel.Z, problems),
        ];
        var counts = axes.Select(a => a is { } axis ? Count(axis.Length, axis.Edge, axis.Path, problems) : 0).ToArray();
        if (axes.Any(a => a is null) || counts.Any(c => c == 0))
            return Fallback;
        if ((double)counts[0] * counts[1] * counts[2] > int.MaxValue)
        {
            var text = string.Join(" x ", counts.Select(c => c.ToString(CultureInfo.InvariantCulture)));
            problems.Error("domain", "too many voxels", text, "at most 2147483647; take larger voxels");
            return Fallback;
        }
        return new GridSpec(
            axes[0]!.Value.Low,
            axes[1]!.Value.Low,
            axes[2]!.Value.Low,
            voxel.X,
            voxel.Y,
            voxel.Z,
            counts[0],
            counts[1],
            counts[2],
            IsFlat(domain, counts[2], problems)
        );
    }

    private static (double Low, double Length, double Edge, string Path)? Axis(
        DomainSpec domain,
        int axis,
        List<Quantity> range,
        string name,
        double edge,
        Problems problems
    )
    {
        if (edge <= 0)
            return null;
        if (range.Count > 0)
        {
            var (low, high, _) = Values.Three(range, double.NaN);
            if (range.Count == 2 && high > low)
                return (low, high - low, edge, "domain." + name);
            problems.Error(
                "domain." + name,
                "not a range",
                null,
                $"two lengths, low before high: {name}: [-500 um, 500 um]"
            );
            return null;
        }
        if (axis == 2 && domain.Size.Count is 0 or 2)
            return (-edge / 2, edge, edge, "domain");
        if (domain.Size.Count is not (2 or 3))
        {
            problems.Error("domain.size", "a domain has two lengths or three", null, "size: [1 mm, 1 mm, 20 um]");
            return null;
        }
        var size = Values.Of(domain.Size[axis], Measure.Length, 0);
        return size > 0
            ? (-size / 2, size, edge, string.Create(CultureInfo.InvariantCulture, $"domain.size[{axis}]"))
            : null;
    }

    private static int Count(double length, double edge, string path, Problems problems)
    {
        var exact = length / edge;
        var whole = Math.Round(exact);
        var text = length.ToString("R", CultureInfo.InvariantCulture) + " um";
        if (exact < 1 - 1e-9)
            problems.Error(path, "the domain is smaller than a voxel", text, "at least " + Um(edge));
        else if (Math.Abs(exact - whole) > 1e-9 * exact)
            problems.Error(
                path,
                "the domain is not a whole number of voxels",
                text,
                $"{Um(Math.Floor(exact) * edge)} or {Um(Math.Ceiling(exact) * edge)}"
            );
        else if (whole > int.MaxValue)
            problems.Error(path, "too many voxels", text, "at most 2147483647; take larger voxels");
        else
            return (int)whole;
        return 0;
    }

    private static bool IsFlat(DomainSpec domain, int layers, Problems problems)
    {
        var dimensions = Values.Of(domain.Dimensions, Measure.Count, layers == 1 ? 2 : 3);
        if (dimensions is not (2 or 3))
            problems.Error("domain.dimensions", "a domain has 2 or 3 dimensions", domain.Dimensions?.Text);
        else if (dimensions == 2 && layers != 1)
            problems.Error(
                "domain.dimensions",
                "a 2-D domain is one voxel high",
                domain.Dimensions?.Text,
                "z equal to one voxel"
            );
        return dimensions == 2;
    }

    private static string Um(double length) => length.ToString("R", CultureInfo.InvariantCulture) + " um";
}
