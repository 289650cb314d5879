// Domain, time, saving and options (contract 2.1 to 2.5).
using System.Globalization;
using System.Xml.Linq;
using Milieu.Model;

namespace Milieu.PhysiCell;

internal sealed class SettingsReader(XElement root, ReadingChoices choices, ModelTree tree, Findings findings)
{
    // Voxels times substrates: about a gigabyte of densities.
    private const double MostDensities = 1 << 28;

    public bool IsFlat { get; } = root.Find("domain/use_2D").Yes();

    /// <summary>Lower and upper ends along x, y and z in um; empty where the domain is wrong.</summary>
    public (double Low, double High)[] Box { get; private set; } = [];

    public void Domain(int substrates)
    {
        var domain = root.Child("domain");
        if (domain is null)
        {
            findings.Error(root, "the settings have no domain", null, "domain with x_min, x_max ... dx, dy, dz");
            return;
        }
        double[] edges = [.. "xyz".Select(a => Edge(domain, $"d{a}"))];
        var axes = new (double Low, double High)[3];
        var voxels = (double)Math.Max(1, substrates);
        var isWhole = edges.All(e => e > 0);
        for (var axis = 0; axis < 3 && isWhole; axis++)
        {
            var name = "xyz"[axis];
            if (axis == 2 && IsFlat)
                axes[axis] = (-0.5 * edges[2], 0.5 * edges[2]);
            else
                isWhole &= Range(domain, name, edges[axis], out axes[axis]);
            voxels *= Math.Max(1, (axes[axis].High - axes[axis].Low) / edges[axis]);
        }
        if (!isWhole)
            return;
        if (voxels > MostDensities)
        {
            findings.Error(
                domain,
                "the domain has too many voxels",
                voxels.ToString("R", CultureInfo.InvariantCulture),
                $"at most {MostDensities} voxels times substrates"
            );
            return;
        }
        Box = axes;
        for (var axis = 0; axis < (IsFlat ? 2 : 3); axis++)
        {
            var name = "xyz"[axis].ToString();
            tree.PutList(
                findings.At(domain.Child(name + "_min") ?? domain),
                [ModelTree.Text(axes[axis].Low, Measure.Length), ModelTree.Text(axes[axis].High, Measure.Length)],
                "domain",
                name
            );
        }
        var at = findings.At(domain.Child("dx") ?? domain);
        if (edges.Distinct().Count() == 1)
            tree.Put(at, ModelTree.Text(edges[0], Measure.Length), "domain", "voxel");
        else
            tree.PutList(at, edges.Select(e => ModelTree.Text(e, Measure.Length)), "domain", "voxel");
        // A 3-D domain of one layer of voxels stays one.
        if (!IsFlat)
            tree.Put(findings.At(domain.Child("use_2D") ?? domain), "3", "domain", "dimensions");
    }

    public void Time()
    {
        var overall = root.Child("overall");
        var end = overall.Child("max_time");
        var minutes = end.Number(findings);
        if (end is null)
            findings.Warn(overall ?? root, "no max_time: the run ends at its first step, as in PhysiCell");
        if (minutes < 0)
            findings.Error(end, "max_time cannot be negative", end.Text());
        tree.Put(findings.At(end ?? overall ?? root), ModelTree.Text(minutes, Measure.Time), "time", "end");
        (string Tag, string Key, double Default)[] steps =
        [
            ("dt_diffusion", "field", 0.01),
            ("dt_mechanics", "mechanics", 0.1),
            ("dt_phenotype", "phenotype", 6),
        ];
        if (!choices.Native)
            tree.Put(findings.At(overall ?? root), "physicell", "time", "mode");
        foreach (var (tag, key, standard) in steps)
        {
            var step = overall.Child(tag);
            var length = step is null ? standard : Positive(step, "a time step");
            if (!choices.Native)
                tree.Put(
                    findings.At(step ?? overall ?? root),
                    ModelTree.Text(length, Measure.Time),
                    "time",
                    "steps",
                    key
                );
        }
        if (root.Find("parallel/omp_num_threads") is { } threads && threads.Whole(findings) < 1)
            findings.Error(threads, "a run needs at least one thread", threads.Text(), "1 or more");
    }

    /// <summary>Walls and springs.</summary>
    /// <returns>Whether there are walls.</returns>
    public bool Options()
    {
        var options = root.Child("options");
        var walls = options.Child("virtual_wall_at_domain_edge");
        tree.Put(findings.At(walls ?? options ?? root), walls.Yes(), "walls");
        var springs = options.Child("disable_automated_spring_adhesions");
        if (springs.Yes())
            tree.Put(findings.At(springs), false, "springs");
        if (options.Child("legacy_random_points_on_sphere_in_divide") is { } poles && poles.Yes())
            findings.Warn(
                poles,
                "divisions point evenly in all directions; PhysiCell's old way, which crowds the poles, is not modeled"
            );
        return walls.Yes();
    }

    /// <summary>How often a run is saved.</summary>
    public void Saving(ProjectWishes wishes)
    {
        var save = root.Child("save");
        if ((wishes.SaveMinutes ?? wishes.PictureMinutes) is { } minutes)
            tree.Put(
                findings.At(save.Find("full_data/interval") ?? save ?? root),
                ModelTree.Text(minutes, Measure.Time),
                "output",
                "frames"
            );
    }

    private double Edge(XElement domain, string tag)
    {
        if (domain.Child(tag) is { } element)
            return Positive(element, "the edge of a voxel");
        findings.Error(domain, "the domain has no " + tag, null, "the edge of a voxel, such as 20");
        return 0;
    }

    private double Positive(XElement element, string what)
    {
        var before = findings.All.Count;
        var value = element.Number(findings);
        var isRead = !findings.All.Skip(before).Any(d => d.Severity == Severity.Error);
        if (isRead && value <= 0)
            findings.Error(
                element,
                $"{what} must be above zero: {element.Name.LocalName}",
                element.Text(),
                "a number above 0"
            );
        return value > 0 ? value : 0;
    }

    // Voxels are counted up (contract 2.1); the model's box ends with its last voxel.
    private bool Range(XElement domain, char axis, double edge, out (double Low, double High) range)
    {
        var (low, high) = (domain.Child($"{axis}_min").Number(findings), domain.Child($"{axis}_max").Number(findings));
        range = (low, high);
        if (high <= low)
        {
            findings.Error(
                domain.Child($"{axis}_max") ?? domain,
                $"the domain has no width along {axis}",
                string.Create(CultureInfo.InvariantCulture, $"{low} to {high}"),
                $"{axis}_min below {axis}_max"
            );
            return false;
        }
        var exact = (high - low) / edge;
        if (Math.Abs(exact - Math.Round(exact)) <= 1e-9 * exact)
            return true;
        range.High = low + (Math.Ceiling(exact) * edge);
        findings.Warn(
            domain.Child($"{axis}_max"),
            $"the domain is not a whole number of voxels along {axis}: it ends with its last voxel; PhysiCell's voxels overhang",
            domain.Child($"{axis}_max").Text(),
            range.High.ToString("R", CultureInfo.InvariantCulture)
        );
        return true;
    }
}
