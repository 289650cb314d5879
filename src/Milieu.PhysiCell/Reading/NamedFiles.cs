// What the settings keep in files of their own: rules, cells, densities (contract 5, 13).
using System.Xml.Linq;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>Finds the files that sections name and puts into the model what their readers make of them.</summary>
internal sealed class NamedFiles(
    XElement root,
    ProjectFiles project,
    DerivedFiles files,
    Vocabulary words,
    ModelTree tree,
    Findings findings
)
{
    /// <summary>The rules of all rulesets that are enabled, in order.</summary>
    /// <param name="isRead">Says of a rule whether it can have an effect; what has none is left out.</param>
    public void Rules(Func<CsvRule, bool> isRead)
    {
        var reader = new RulesCsv(words, findings.All);
        foreach (var ruleset in root.Find("cell_rules/rulesets").Children("ruleset").Where(r => r.Enabled()))
        {
            var (format, protocol) = (ruleset.Named("format"), ruleset.Named("protocol"));
            if (format is not ("csv" or "CSV") || protocol != "CBHG")
                findings.Warn(
                    ruleset,
                    "this ruleset is skipped, as PhysiCell does",
                    $"{protocol}, {format}",
                    "protocol=\"CBHG\" and format=\"csv\""
                );
            else if (Text(ruleset, "rules") is var (file, text))
                reader.Read(file, text, XmlValues.Number(ruleset.Named("version")) ?? 0);
        }
        foreach (var rule in reader.Rules.Where(isRead))
        {
            var at = new Mark(rule.File, rule.Line, 1);
            tree.Add(at, new ScalarNode(rule.Rule.Text!, false, at), "cells", rule.Type, "rules");
        }
    }

    public void Cells()
    {
        var section = root.Find("initial_conditions/cell_positions");
        if (section is null || !section.Enabled())
            return;
        var kind = section.Named("type");
        if (kind is not ("csv" or "CSV"))
            findings.Error(section, "cells of this type cannot be read; PhysiCell would stop", kind, "csv");
        else if (
            Text(section, "cells") is var (file, text)
            && new CellsCsv(words, TypeNames(), files, findings.All).Read(file, text) is { File: { } path }
        )
            tree.Put(BesideOf(file), LastOf(path), "placements", "cells", "file");
    }

    public void Densities()
    {
        var section = root.Find("microenvironment_setup/options/initial_condition");
        if (section is null || !section.Enabled())
            return;
        var name = section.Child("filename").Text();
        var file = project.Find(name);
        if (name.Length == 0)
            findings.Error(section, "no filename", null, "the file of densities");
        else if (!files.TryReadBytes(file, out _, out var problem))
            findings.Error(section.Child("filename"), "cannot read the densities: " + problem, file);
        else if (
            new SubstratesFile([.. words.Substrates.Select(s => s.Name)], files, findings.All).Read(
                file,
                section.Named("type")
            ) is
            { } specs
        )
            foreach (var (substrate, spec) in specs)
                Initial(section, file, substrate, spec);
    }

    private void Initial(XElement section, string file, string substrate, InitialSpec spec)
    {
        if (spec.File is { } path)
            tree.Put(BesideOf(file), LastOf(path), "substrates", substrate, "initial", "file");
        else
            tree.Put(
                findings.At(section),
                ModelTree.Text(0, Measure.Density, words.Substrates.First(s => s.Name == substrate).Label),
                "substrates",
                substrate,
                "initial"
            );
    }

    private (string File, string Text)? Text(XElement section, string what)
    {
        var name = section.Child("filename");
        var file = project.Find(ProjectFiles.Join(section.Child("folder").Text(), name.Text()));
        if (name.Text().Length == 0)
            findings.Error(section, $"the {what} have no filename");
        else if (files.TryRead(file, out var text, out var problem))
            return (file, text);
        else
            findings.Error(name, $"cannot read the {what}: {problem}", file);
        return null;
    }

    private Dictionary<int, string> TypeNames()
    {
        var types = new Dictionary<int, string>();
        foreach (var definition in root.Child("cell_definitions").Children("cell_definition"))
            if (definition.Index("ID") is { } id)
                types.TryAdd(id, definition.Named("name"));
        return types;
    }

    // A model names a file from where it stands; the folder of a table is that of the table itself.
    private static Mark BesideOf(string file) => new(file, 1, 1);

    private static string LastOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
}
