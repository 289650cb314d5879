// The front door of PhysiCell's language: a project as a model.
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
    ) => Read(path, files, sets, choices).Model;

    /// <summary>As <see cref="Load"/>, with what the model reads its tables from.</summary>
    internal static ReadProject Read(string path, IModelFiles files, IReadOnlyList<string> sets, ReadingChoices choices)
    {
        var problems = new List<Diagnostic>();
        var found = ProjectFiles.SettingsOf(path, files);
        if (found.Count > 1)
        {
            var list = string.Join(", ", found);
            problems.Add(
                new Diagnostic(Severity.Error, path, 0, 0, "the project has several settings files: name one", list)
            );
            return new ReadProject(ModelText.Nothing(problems), files, path);
        }
        var project = new ProjectFiles(found.Count == 1 ? found[0] : files.Resolve(null, path), files);
        if (SettingsXml.Read(project.Settings, files, problems) is not { } root)
            return new ReadProject(ModelText.Nothing(problems), files, path);
        var findings = new Findings(project.Settings, problems);
        if (Declared.Of(root, findings) is not { } declared)
            return new ReadProject(ModelText.Nothing(problems), files, path);
        TagCheck.Run(root, findings);
        SettingsCheck.Run(root, findings);
        ProgramCheck.Run(project, problems);
        var tree = new ModelTree(findings.At(root));
        tree.Put(findings.At(root), choices.Name ?? project.Name, "model");
        var derived = new DerivedFiles(files);
        var wishes = new Translation(root, declared, choices, tree, findings).Write(project, derived);
        var loaded = ModelText.LoadTree(tree.Root, project.Settings, derived, sets, problems);
        var model = loaded with
        {
            Wishes = wishes,
            Diagnostics = [.. loaded.Diagnostics.Select(derived.AtOriginal).Distinct()],
        };
        return new ReadProject(model, derived, project.Settings);
    }

    private static string Folder(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];
}

/// <param name="Files">Reads every file that the specification names, tables that the project implies included.</param>
/// <param name="Settings">The settings file.</param>
internal sealed record ReadProject(LoadedModel Model, IModelFiles Files, string Settings);
