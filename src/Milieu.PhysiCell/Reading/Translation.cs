// A project's sections, one after the other, into the text of a model.
using System.Xml.Linq;
using Milieu.Model;

namespace Milieu.PhysiCell;

internal sealed class Translation(
    XElement root,
    Declared declared,
    ReadingChoices choices,
    ModelTree tree,
    Findings findings
)
{
    public ProjectWishes Write(ProjectFiles project, DerivedFiles derived)
    {
        var settings = new SettingsReader(root, choices, tree, findings);
        settings.Domain(declared.Substrates.Count);
        settings.Time();
        var substrates = new SubstratesReader(root, tree, findings);
        substrates.Read(settings.IsFlat);
        var reader = new TypesReader(declared, choices, findings);
        var types = reader.Read(root);
        reader.Shared.Report(findings);
        var customs = CustomWriter.Labels(types);
        // PhysiCell's wall sets its strength at every call (Q18).
        var isWallFixed = settings.Options() && !choices.Native;
        var writer = new TypesWriter(tree, substrates.Labels, reader.Shared, settings.IsFlat);
        foreach (var type in types)
        {
            if (isWallFixed)
                WallStrength(type);
            writer.Write(type);
        }
        CustomWriter.Write(tree, types, customs);
        var words = Words(substrates.Labels, customs);
        var named = new NamedFiles(root, project, derived, words, tree, findings);
        named.Rules(rule => HasEffect(rule, types, isWallFixed));
        Untracked();
        new DistributionsReader(words, tree, findings).Read(root);
        var parameters = new UserParameters(root.Child("user_parameters"), findings);
        new PlacementsReader(parameters, declared.Types, tree, findings).Read(settings.Box, settings.IsFlat);
        named.Cells();
        named.Densities();
        var wishes = WishesReader.Read(root, parameters, findings);
        settings.Saving(wishes);
        return wishes;
    }

    private void WallStrength(TypeState type)
    {
        if (type.Number(TypePlaces.MembraneRepulsion) is not { } said || said.Value == 100)
            return;
        findings.Warn(
            root.Find("options/virtual_wall_at_domain_edge"),
            $"the wall sets the cell_BM_repulsion_strength of {type.Name} to 100, as in PhysiCell",
            ModelTree.Text(said.Value, Measure.Speed)
        );
        type.Clear(TypePlaces.MembraneRepulsion);
    }

    // Where the option is off, what was taken up is not known to any rule (contract 2.6).
    private void Untracked()
    {
        const string Option = "track_internalized_substrates_in_each_agent";
        var options = root.Find("microenvironment_setup/options");
        var texts = declared
            .Types.Select(t => tree.Find("cells", t, "rules"))
            .OfType<ListNode>()
            .SelectMany(l => l.Items);
        var read = texts.OfType<ScalarNode>().Select(n => n.Text).ToList();
        foreach (var substrate in declared.Substrates)
        {
            var signal = $"intracellular {substrate} ";
            if (options.Child(Option).Yes() || !read.Exists(t => t.StartsWith(signal, StringComparison.Ordinal)))
                continue;
            var at = options.Child(Option) ?? options ?? root;
            tree.Put(findings.At(at), false, "substrates", substrate, "track internalized");
            findings.Warn(
                at,
                "rules read an amount that is not tracked: it is always 0, as in PhysiCell",
                signal.Trim(),
                $"{Option} true"
            );
        }
    }

    /// <summary>Rules on what PhysiCell computes but never asks for.</summary>
    private bool HasEffect(CsvRule rule, List<TypeState> types, bool isWallFixed)
    {
        bool Writes(string behavior) => rule.Rule.Text!.Contains($" {behavior} to ", StringComparison.Ordinal);
        string? idle = null;
        if (rule.Rule.Text!.Contains(" asymmetric division to ", StringComparison.Ordinal))
            idle = types.Exists(t => t.Name == rule.Type && t.DividesAsymmetrically)
                ? null
                : $"standard_asymmetric_division of {rule.Type} is not enabled";
        else if (isWallFixed && Writes("cell-BM repulsion"))
            idle = "the wall at the domain's edge sets it to 100";
        if (idle is not null)
            findings.All.Add(
                new Diagnostic(
                    Severity.Warning,
                    rule.File,
                    rule.Line,
                    1,
                    "no effect, as in PhysiCell: " + idle,
                    rule.Type
                )
            );
        return idle is null;
    }

    private Vocabulary Words(OrderedDictionary<string, string> substrates, OrderedDictionary<string, string> customs) =>
        new([.. substrates.Select(Named)], declared.Types, [.. customs.Select(Named)]);

    private static NamedUnit Named(KeyValuePair<string, string> name) =>
        new(name.Key, UnitText.TryParse(name.Value, out var unit, out _) ? unit : Unit.One, name.Value);
}
