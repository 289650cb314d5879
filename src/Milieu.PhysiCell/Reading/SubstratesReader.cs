// Substrates and their boundaries (contract 2.6).
using System.Xml.Linq;
using Milieu.Model;

namespace Milieu.PhysiCell;

internal sealed class SubstratesReader(XElement root, ModelTree tree, Findings findings)
{
    private static readonly string[] Faces = ["xmin", "xmax", "ymin", "ymax", "zmin", "zmax"];
    private static readonly string[] FaceKeys = ["x min", "x max", "y min", "y max", "z min", "z max"];

    /// <summary>The unit of each substrate, in order; empty for plain numbers.</summary>
    public OrderedDictionary<string, string> Labels { get; } = [];

    public void Read(bool isFlat)
    {
        var setup = root.Child("microenvironment_setup");
        var variables = setup.Children("variable").ToList();
        var anyHeld = variables.Exists(v => v.Child("Dirichlet_boundary_condition").Enabled());
        var tracks = setup.Find("options/track_internalized_substrates_in_each_agent");
        foreach (var variable in variables)
        {
            var name = variable.Named("name");
            if (name.Length == 0 || !Labels.TryAdd(name, Label(variable)))
                continue;
            Substrate(variable, name, Labels[name]);
            Boundary(variable, name, Labels[name], anyHeld, isFlat);
            if (tracks.Yes())
                tree.Put(findings.At(tracks), true, "substrates", name, "track internalized");
        }
    }

    /// <summary>The unit that the project names first and that is one; a zero says nothing about its unit.</summary>
    private static string Label(XElement variable)
    {
        var initial = variable.Child("initial_condition");
        var held = variable.Child("Dirichlet_boundary_condition");
        string[] named =
        [
            variable.Named("units"),
            initial is null || IsZero(initial) ? "" : initial.Named("units"),
            held is null || IsZero(held) ? "" : held.Named("units"),
        ];
        return named.Select(n => n.Trim()).FirstOrDefault(IsUnit) ?? "";
    }

    private static bool IsZero(XElement element) => element.Text().TrimStart('0', '.', '-', '+').Length == 0;

    // Densities are pressures, arbitrary units, or anything over a volume.
    private static bool IsUnit(string text) =>
        UnitText.TryParse(text, out var unit, out _)
        && unit != Unit.One
        && unit.Dimension is { Time: 0, Length: 0 or -3 };

    private void Substrate(XElement variable, string name, string label)
    {
        var physical = variable.Child("physical_parameter_set");
        Put(physical.Child("diffusion_coefficient") ?? variable, Measure.Diffusion, "", name, "diffusion");
        Put(physical.Child("decay_rate") ?? variable, Measure.Rate, "", name, "decay");
        Put(variable.Child("initial_condition") ?? variable, Measure.Density, label, name, "initial");
        if (label.Length > 0)
            tree.Put(findings.At(variable), label, "substrates", name, "units");
    }

    private void Put(XElement element, Measure measure, string label, string name, string key) =>
        tree.Put(
            findings.At(element),
            ModelTree.Text(element.Name.LocalName == "variable" ? 0 : element.Number(findings), measure, label),
            "substrates",
            name,
            key
        );

    private void Boundary(XElement variable, string name, string label, bool anyHeld, bool isFlat)
    {
        var primary = variable.Child("Dirichlet_boundary_condition");
        var at = Enumerable.Repeat(primary ?? variable, 6).ToArray();
        var values = Enumerable.Repeat(primary.Number(findings), 6).ToArray();
        var isOn = Enumerable.Repeat(primary.Enabled(), 6).ToArray();
        foreach (var option in variable.Child("Dirichlet_options").Children("boundary_value"))
        {
            var id = option.Named("ID");
            var face = Array.FindIndex(Faces, f => id.Contains(f, StringComparison.Ordinal));
            if (face < 0)
                findings.Unknown(option, "boundary", id, Faces);
            else
                (at[face], values[face], isOn[face]) = (option, option.Number(findings), option.Enabled());
            if (face >= 0 && option.Enabled() && !anyHeld)
                findings.Warn(
                    option,
                    "no effect: without a Dirichlet_boundary_condition that is enabled, PhysiCell holds no boundary",
                    name,
                    "Dirichlet_boundary_condition enabled=\"true\" on any substrate"
                );
        }
        var faces = isFlat ? 4 : 6;
        if (!anyHeld || !isOn.Take(faces).Any(on => on))
            return;
        if (isOn.Take(faces).All(on => on) && values.Take(faces).Distinct().Count() == 1)
            tree.Put(findings.At(at[0]), Text(values[0]), "substrates", name, "boundary");
        else
            for (var face = 0; face < faces; face++)
                if (isOn[face])
                    tree.Put(findings.At(at[face]), Text(values[face]), "substrates", name, "boundary", FaceKeys[face]);

        string Text(double value) => ModelTree.Text(value, Measure.Density, label);
    }
}
