// The front door of the model language.
namespace Milieu.Model;

/// <summary>Reads a model, its includes and its overrides.</summary>
public static class ModelText
{
    /// <param name="path">The model file, as <paramref name="files"/> understands paths.</param>
    /// <param name="sets">Overrides such as <c>cells.tumor.uptake.oxygen=5 /min</c>, applied after includes.</param>
    public static LoadedModel Load(string path, IModelFiles files, IReadOnlyList<string> sets) =>
        new()
        {
            Diagnostics =
            [
                files.TryRead(files.Resolve(null, path), out _, out var problem) && sets.Count == 0
                    ? new Diagnostic(Severity.Error, path, 1, 1, "the model language is being built")
                    : new Diagnostic(Severity.Error, path, 1, 1, "cannot read the model: " + problem),
            ],
            Origins = [],
            Output = new OutputSpec(60, 0),
        };
}
