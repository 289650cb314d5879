// Loads a model from disk for a command, and says what is wrong with it.
using Milieu.Model;
using Milieu.Runs;

namespace Milieu.Cli;

/// <summary>A model and the texts that it was read from.</summary>
internal sealed record ModelOnDisk(LoadedModel Model, IReadOnlyList<SourceText> Sources);

internal static class ModelLoading
{
    /// <exception cref="FileNotFoundException">The model file itself cannot be read; what it names is a mistake of the model.</exception>
    public static ModelOnDisk Load(string path, IReadOnlyList<string> sets)
    {
        var files = new DiskModelFiles();
        if (!files.TryRead(files.Resolve(null, path), out _, out var problem))
            throw new FileNotFoundException($"cannot read the model {path}: {problem}", path);
        return new ModelOnDisk(ModelText.Load(path, files, sets), files.Sources);
    }

    /// <summary>"2 errors, 1 warning", or "no mistakes".</summary>
    public static string Count(IReadOnlyList<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Count(d => d.Severity == Severity.Error);
        var parts = new[] { Plural(errors, "error"), Plural(diagnostics.Count - errors, "warning") };
        return diagnostics.Count == 0 ? "no mistakes" : string.Join(", ", parts.Where(p => p.Length > 0));
    }

    private static string Plural(int count, string word) =>
        count switch
        {
            0 => "",
            1 => $"1 {word}",
            _ => $"{count} {word}s",
        };
}
