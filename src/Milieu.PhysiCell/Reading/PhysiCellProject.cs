// The front door of PhysiCell's language: a project as a model.
using System.Xml.Linq;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>Reads a project that PhysiCell would run, unmodified.</summary>
public static class PhysiCellProject
{
    /// <summary>Whether a path is a settings file, or a folder that holds one (in config, or itself).</summary>
    public static bool Is(string path, IModelFiles files)
    {
        if (path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase))
            return false;
        if (ProjectFiles.SettingsOf(path, files).Count > 0)
            return true;
        return files.NamesIn(Folder(path)).Contains(path[(Folder(path).Length == 0 ? 0 : Folder(path).Length + 1)..])
            && files.TryRead(files.Resolve(null, path), out var text, out _)
            && SettingsXml.LooksLike(text);
    }

    /// <summary>Reads, checks and compiles; never throws for what is wrong with the project.</summary>
    /// <param name="path">The settings file, or the project's folder, as <paramref name="files"/> understands paths.</param>
    /// <param name="sets">Overrides in words of the model language, such as <c>cells.tumor.uptake.oxygen=5 /min</c>.</param>
    public static LoadedModel Load(
        string path,
        IModelFiles files,
        IReadOnlyList<string> sets,
        ReadingChoices choices
    )
    {
        var problems = new List<Diagnostic>();
        var found = ProjectFiles.SettingsOf(path, files);
        if (found.Count > 1)
        {
            var list = string.Join(", ", found);
            problems.Add(
                new Diagnostic(Severity.Error, path, 0, 0, "the project has several settings files: name one", list)
            );
            return ModelText.Nothing(problems);
        }
        var project = new ProjectFiles(found.Count == 1 ? found[0] : files.Resolve(null, path), files);
        if (SettingsXml.Read(project.Settings, files, problems) is not { } root)
            return ModelText.Nothing(problems);
        var findings = new Findings(project.Settings, problems);
        if (Names.Of(root, findings) is not { } names)
            return ModelText.Nothing(problems);
        var tree = new ModelTree(findings.At(root));
        tree.Put(findings.At(root), choices.Name ?? project.Name, "model");
        var wishes = Write(root, names, project, choices, tree, findings);
        return ModelText.LoadTree(tree.Root, project.Settings, files, sets, problems) with { Wishes = wishes };
    }

    private static ProjectWishes Write(
        XElement root,
        Names names,
        ProjectFiles project,
        ReadingChoices choices,
        ModelTree tree,
        Findings findings
    )
    {
        var settings = new SettingsReader(root, choices, tree, findings);
        settings.Domain(names.Substrates.Count);
        settings.Time();
        var substrates = new SubstratesReader(root, tree, findings);
        substrates.Read(settings.IsFlat);
        var reader = new TypesReader(names, choices, findings);
        var types = reader.Read(root);
        reader.Shared.Report(findings);
        var writer = new TypesWriter(tree, substrates.Labels, reader.Shared, settings.IsFlat);
        CustomWriter.Write(tree, types, CustomWriter.Labels(types));
        foreach (var type in types)
            writer.Write(type);
        var parameters = new UserParameters(root.Child("user_parameters"), findings);
        new PlacementsReader(parameters, names.Types, tree, findings).Read(settings.Box, settings.IsFlat);
        settings.Options();
        var wishes = WishesReader.Read(root, parameters, findings);
        settings.Saving(wishes);
        return wishes;
    }

    private static string Folder(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];
}
