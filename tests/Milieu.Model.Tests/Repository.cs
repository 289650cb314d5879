// Where the repository's own files lie, for tests.
using System.Runtime.CompilerServices;

namespace Milieu.Model.Tests;

internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    public static string Text(params string[] parts) => File.ReadAllText(Path.Combine([Root, .. parts]));

    /// <summary>The models of the repository, with paths relative to its root; studies of models are read elsewhere.</summary>
    public static IEnumerable<string> Models =>
        In("models").Where(f => !f.EndsWith("/sources.yaml", StringComparison.Ordinal));

    /// <summary>Each module of the library alone.</summary>
    public static IEnumerable<string> Smoke => In("models/smoke");

    /// <summary>Those that are one file.</summary>
    public static IEnumerable<string> WholeModels =>
        Models.Where(f => !Text(f).Contains("\ninclude:", StringComparison.Ordinal));

    /// <summary>Parts of models: modules and presets.</summary>
    public static IEnumerable<string> Parts => In("models/modules").Concat(In("models/presets")).Concat(Therapies);

    /// <summary>What can be given to a patient, a file each.</summary>
    public static IEnumerable<string> Therapies => In("models/therapies");

    private static IEnumerable<string> In(string folder) =>
        Directory.Exists(Path.Combine(Root, folder))
            ? Directory
                .EnumerateFiles(Path.Combine(Root, folder), "*.yaml")
                .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)
            : [];

    private static string Here([CallerFilePath] string path = "") => path;
}

/// <summary>Files of the repository, read from the disk, and one of a test's own at its root.</summary>
internal sealed class RepositoryFiles(string? name = null, string ownText = "") : IModelFiles
{
    private readonly MemoryFiles _paths = new();

    public string Resolve(string? from, string path) => _paths.Resolve(from, path);

    public IReadOnlyList<string> NamesIn(string folder) => _paths.NamesIn(folder);

    public bool TryRead(string path, out string text, out string problem)
    {
        var full = Path.Combine(Repository.Root, path);
        problem = "no such file";
        if (path == name)
        {
            text = ownText;
            return true;
        }
        text = File.Exists(full) ? File.ReadAllText(full) : "";
        return File.Exists(full);
    }

    public bool TryReadBytes(string path, out byte[] bytes, out string problem)
    {
        var full = Path.Combine(Repository.Root, path);
        problem = "no such file";
        bytes = File.Exists(full) ? File.ReadAllBytes(full) : [];
        return File.Exists(full);
    }
}
