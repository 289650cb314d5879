// Tables that a project implies, beside the files that it has.
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>The files of a project, and texts made from them in a form that the model language reads.</summary>
internal sealed class DerivedFiles(IModelFiles files) : IModelFiles
{
    private readonly Dictionary<string, Derived> _derived = new(StringComparer.Ordinal);

    /// <summary>Keeps a text under a name of its own.</summary>
    /// <param name="original">The file that it was made from.</param>
    /// <param name="shift">By how many lines a line of the text comes after the one that it was made from.</param>
    /// <returns>The path to name in a model.</returns>
    public string Add(string original, string what, string text, int shift)
    {
        var path = $"{original} ({what})";
        _derived[path] = new Derived(original, text, shift);
        return path;
    }

    /// <summary>The file that a path was made from; the path itself where it is a file.</summary>
    public string OriginalOf(string path) => _derived.TryGetValue(path, out var derived) ? derived.Original : path;

    /// <summary>A mistake in a derived text, where it stands in the file that the text was made from.</summary>
    public Diagnostic AtOriginal(Diagnostic d) =>
        _derived.TryGetValue(d.File, out var derived)
            ? d with
            {
                File = derived.Original,
                Line = Math.Max(1, d.Line - derived.Shift),
                Column = 1,
            }
            : d;

    public string Resolve(string? from, string path) => files.Resolve(from, path);

    public IReadOnlyList<string> NamesIn(string folder) => files.NamesIn(folder);

    public bool TryRead(string path, out string text, out string problem)
    {
        if (!_derived.TryGetValue(path, out var derived))
            return files.TryRead(path, out text, out problem);
        (text, problem) = (derived.Text, "");
        return true;
    }

    public bool TryReadBytes(string path, out byte[] bytes, out string problem) =>
        files.TryReadBytes(path, out bytes, out problem);

    private sealed record Derived(string Original, string Text, int Shift);
}
