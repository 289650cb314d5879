// A project as a model file of its own, with the tables that it needs.
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <param name="Loaded">The project as it was read, with all mistakes.</param>
/// <param name="Files">Tables first, the model last; none where the project has an error.</param>
public sealed record ConvertedProject(LoadedModel Loaded, IReadOnlyList<ConvertedFile> Files);

/// <summary>Writes what a project says in the model language; the result compiles to the same hash as the project.</summary>
public static class ProjectConversion
{
    /// <param name="path">The settings file, or the project's folder, as <paramref name="files"/> understands paths.</param>
    /// <param name="name">The name of the model file, such as model.yaml; tables are named after it.</param>
    /// <exception cref="InvalidOperationException">The model came out another one: a fault of this program.</exception>
    public static ConvertedProject Convert(
        string path,
        string name,
        IModelFiles files,
        IReadOnlyList<string> sets,
        ReadingChoices choices
    )
    {
        var project = PhysiCellProject.Read(path, files, sets, choices);
        if (project.Model is not { Spec: { } spec, Compiled: { } compiled, HasErrors: false })
            return new ConvertedProject(project.Model, []);
        var lean = ModelYaml.WithoutDefaults(spec);
        var tables = new ConvertedTables(name, project.Files);
        foreach (var placement in lean.Placements.Values)
            tables.Inline(placement, compiled);
        var origins = new OriginNotes(project.Settings, project.Model.Origins);
        var text = ModelYaml.Write(
            lean,
            new YamlChoices
            {
                Head = Head(project, choices),
                Comment = origins.Of,
                NameFile = tables.NameOf,
            }
        );
        ConvertedFile[] written = [.. tables.Files, new(name, text)];
        Verify(project.Model, written);
        return new ConvertedProject(project.Model, written);
    }

    private static List<string> Head(ReadProject project, ReadingChoices choices)
    {
        var settings = OriginNotes.LastOf(project.Settings);
        List<string> head =
        [
            $"Converted from a PhysiCell project by milieu convert{(choices.Native ? " --native" : "")}.",
            $"Beside a value stands where it came from: 'line 12' is a line of {settings}, 'rules.csv 3' one of that file.",
            "What the project says and would hold anyway is left out.",
        ];
        if (project.Model.Wishes?.Seed is { } seed)
            head.Add($"The project runs with --seed {OriginNotes.Text(seed)}.");
        return head;
    }

    /// <summary>Reads back what is about to be written.</summary>
    private static void Verify(LoadedModel project, ConvertedFile[] written)
    {
        var files = new MemoryFiles();
        foreach (var file in written)
            files[file.Name] = file.Text;
        var again = ModelText.Load(written[^1].Name, files, []);
        var problem =
            again.Compiled is not { } model ? string.Join("; ", again.Diagnostics)
            : CompiledModelText.Hash(model) != CompiledModelText.Hash(project.Compiled!) ? "it has another hash"
            : again.Output != project.Output ? $"it runs differently: {again.Output}, not {project.Output}"
            : "";
        if (problem.Length > 0)
            throw new InvalidOperationException("the converted model is not that of the project: " + problem);
    }
}
