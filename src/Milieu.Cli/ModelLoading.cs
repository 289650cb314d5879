// Loads a model from disk for a command, and says what is wrong with it.
using Milieu.Model;
using Milieu.PhysiCell;
using Milieu.Runs;

namespace Milieu.Cli;

/// <summary>A model and the texts that it was read from.</summary>
internal sealed record ModelOnDisk(LoadedModel Model, IReadOnlyList<SourceText> Sources);

internal static class ModelLoading
{
    /// <param name="choices">How a PhysiCell project is read; a model in the model language refuses all but the defaults.</param>
    /// <exception cref="FileNotFoundException">The model file itself cannot be read; what it names is a mistake of the model.</exception>
    /// <exception cref="WrongUsageException">A choice that only a PhysiCell project has.</exception>
    public static ModelOnDisk Load(string path, IReadOnlyList<string> sets, ReadingChoices choices)
    {
        var files = new DiskModelFiles();
        if (PhysiCellProject.Is(path, files))
            return new ModelOnDisk(PhysiCellProject.Load(path, files, sets, Named(path, choices)), files.Sources);
        if (!files.TryRead(files.Resolve(null, path), out _, out var problem))
            throw new FileNotFoundException($"cannot read the model {path}: {problem}{DidYouMean(path)}", path);
        if (choices.Native || choices.IgnoreIntracellular)
            throw new WrongUsageException(
                $"--native and --ignore-intracellular are for PhysiCell projects; {path} is none"
            );
        return new ModelOnDisk(ModelText.Load(path, files, sets), files.Sources);
    }

    /// <summary>"; did you mean models/first.yaml?", or nothing where a file is there or none is named alike.</summary>
    public static string DidYouMean(string path)
    {
        IModelFiles files = new DiskModelFiles();
        return !Path.Exists(path) && files.NearestTo(files.Resolve(null, path)) is { } near
            ? $"; did you mean {near}?"
            : "";
    }

    /// <summary>The project's folder names the model, wherever the command was started.</summary>
    public static ReadingChoices Named(string path, ReadingChoices choices)
    {
        var full = Path.GetFullPath(path);
        for (var at = full; Path.GetDirectoryName(at) is { } above; at = above)
            if (Path.GetFileName(at) == "config" && Path.GetFileName(above) is { Length: > 0 } name)
                return choices with { Name = name };
        return Directory.Exists(full) ? choices with { Name = Path.GetFileName(full.TrimEnd('/', '\\')) } : choices;
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
