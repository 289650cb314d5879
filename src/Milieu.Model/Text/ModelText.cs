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
        if (new Layers(files, reading).Load(root, sets) is not { } tree)
            return new LoadedModel
            {
                Diagnostics = reading,
                Origins = [],
                Output = new OutputSpec(60, 0),
            };
        // A file named on the command line is looked for beside the model.
        var spec = new Binder((at, file) => files.Resolve(at.Line == 0 ? root : at.File, file), reading).Model(tree);
        var places = new Places(tree);
        var problems = new Problems(places.Find);
        var compilation = Compiler.Compile(spec, files, problems);
        var isWhole = !reading.Exists(d => d.Severity == Severity.Error);
        return new LoadedModel
        {
            Spec = spec,
            Compiled = isWhole ? compilation.Model : null,
            Diagnostics = InOrder([.. reading, .. compilation.Diagnostics]),
            Origins = places.Origins,
            Output = compilation.Output,
        };
    }

    // Files in order of first mention, then lines: as an author works through them.
    private static List<Diagnostic> InOrder(List<Diagnostic> all)
    {
        var files = all.Select(d => d.File).Distinct().ToList();
        return [.. all.Distinct().OrderBy(d => files.IndexOf(d.File)).ThenBy(d => d.Line).ThenBy(d => d.Column)];
    }
}
