// The front door of the model language.
namespace Milieu.Model;

/// <summary>Reads a model, its includes and its overrides.</summary>
public static class ModelText
{
    /// <summary>Reads, checks and compiles; never throws for what is wrong with the text.</summary>
    /// <param name="path">The model file, as <paramref name="files"/> understands paths.</param>
    /// <param name="sets">Overrides such as <c>cells.tumor.uptake.oxygen=5 /min</c>, applied after includes.</param>
    public static LoadedModel Load(string path, IModelFiles files, IReadOnlyList<string> sets)
    {
        var reading = new List<Diagnostic>();
        var root = files.Resolve(null, path);
        return new Layers(files, reading).Load(root, sets) is { } tree
            ? Compile(tree, root, files, reading, false)
            : Nothing(reading);
    }

    /// <summary>What cannot be read at all.</summary>
    internal static LoadedModel Nothing(IReadOnlyList<Diagnostic> problems) =>
        new()
        {
            Diagnostics = problems,
            Origins = [],
            Output = new OutputSpec(60, 0),
        };

    /// <summary>Compiles a model that another language was translated into.</summary>
    /// <param name="tree">Nodes as the model language has them; their marks lie in the other language's files.</param>
    /// <param name="root">The file beside which the command line names files.</param>
    /// <param name="reading">What the translation found.</param>
    internal static LoadedModel LoadTree(
        MapNode tree,
        string root,
        IModelFiles files,
        IReadOnlyList<string> sets,
        List<Diagnostic> reading
    )
    {
        new Layers(files, reading).Override(tree, sets, root);
        return Compile(tree, root, files, reading, true);
    }

    /// <param name="root">The file beside which the command line names files.</param>
    internal static LoadedModel Compile(
        MapNode tree,
        string root,
        IModelFiles files,
        List<Diagnostic> reading,
        bool isTranslated
    )
    {
        // A file named on the command line is looked for beside the model.
        var spec = new Binder((at, file) => files.Resolve(at.Line == 0 ? root : at.File, file), reading).Model(tree);
        var places = new Places(tree);
        var problems = new Problems(places.Find);
        var compilation = Compiler.Compile(spec, files, problems, isTranslated);
        var isWhole = !reading.Exists(d => d.Severity == Severity.Error);
        return new LoadedModel
        {
            Spec = spec,
            Compiled = isWhole ? compilation.Model : null,
            Diagnostics = InOrder([.. reading, .. compilation.Diagnostics]),
            Origins = places.Origins,
            Output = compilation.Output,
            LeftOut = compilation.LeftOut,
            Sources = compilation.Sources,
        };
    }

    // Files in order of first mention, then lines: as an author works through them.
    private static List<Diagnostic> InOrder(List<Diagnostic> all)
    {
        var files = all.Select(d => d.File).Distinct().ToList();
        return [.. all.Distinct().OrderBy(d => files.IndexOf(d.File)).ThenBy(d => d.Line).ThenBy(d => d.Column)];
    }
}
