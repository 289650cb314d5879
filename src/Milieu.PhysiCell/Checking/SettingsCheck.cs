// Settings that read well and mean something else.
using System.Xml.Linq;

namespace Milieu.PhysiCell;

/// <summary>Labels that are no conversion, voxels that are no cubes, gradients that stay frozen, runs that cannot repeat.</summary>
internal static class SettingsCheck
{
    private static readonly string[] Minutes = ["", "min", "mins", "minute", "minutes"];
    private static readonly string[] Microns = ["", "micron", "microns", "um", "µm", "micrometer", "micrometers"];

    public static void Run(XElement root, Findings findings)
    {
        Label(root.Find("overall/time_units"), Minutes, "times are minutes", findings);
        Label(root.Find("overall/space_units"), Microns, "lengths are micrometers", findings);
        Edges(root.Child("domain"), findings);
        Gradients(root, findings);
        if (root.Child("options") is null && root.Find("user_parameters/random_seed") is null)
            findings.Warn(root, "no random seed is given: PhysiCell would draw before its generator is seeded");
    }

    private static void Label(XElement? element, string[] known, string meaning, Findings findings)
    {
        if (element is not null && !known.Contains(element.Text(), StringComparer.OrdinalIgnoreCase))
            findings.Warn(element, $"a label without effect: {meaning} to PhysiCell whatever it says", element.Text());
    }

    private static void Edges(XElement? domain, Findings findings)
    {
        string[] axes = domain.Child("use_2D").Yes() ? ["dy"] : ["dy", "dz"];
        var dx = domain.Child("dx").Text();
        foreach (var axis in axes)
            if (domain.Child(axis) is { } edge && edge.Text() != dx && edge.Text().Length > 0)
                findings.Warn(
                    edge,
                    $"voxels are no cubes: PhysiCell's solver takes dx for {axis} too; here {axis} counts",
                    edge.Text(),
                    dx
                );
    }

    private static void Gradients(XElement root, Findings findings)
    {
        var switched = root.Find("microenvironment_setup/options/calculate_gradients");
        if (switched is null || switched.Yes())
            return;
        foreach (var type in root.Child("cell_definitions").Children("cell_definition"))
        {
            var options = type.Find("phenotype/motility/options");
            if (options.Find("chemotaxis/enabled").Yes() || options.Find("advanced_chemotaxis/enabled").Yes())
                findings.Warn(
                    switched,
                    $"{type.Named("name")} follows a gradient that PhysiCell would not compute; here it is",
                    switched.Text(),
                    "true"
                );
        }
    }
}
