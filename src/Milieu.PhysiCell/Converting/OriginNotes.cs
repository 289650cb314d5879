// Where the values of a converted model came from, as short comments.
using System.Globalization;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <param name="settings">The file whose lines need no name.</param>
internal sealed class OriginNotes(string settings, IReadOnlyList<Origin> origins)
{
    private readonly Dictionary<string, Origin> _byPath = origins
        .GroupBy(o => o.Path, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    /// <summary>The note on the value of a path; null where nothing is known of it.</summary>
    public string? Of(string path)
    {
        // A project may say a section by its short key alone: then the section is what has a place.
        if (!_byPath.TryGetValue(path, out var origin))
            origin = _byPath.GetValueOrDefault(path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))]);
        if (origin is null)
            return null;
        if (origin.Line == 0)
            return origin.File;
        // A table has no one line.
        if (path.EndsWith(".file", StringComparison.Ordinal))
            return LastOf(origin.File);
        return origin.File == settings ? "line " + Text(origin.Line) : $"{LastOf(origin.File)} {Text(origin.Line)}";
    }

    /// <summary>The name of a file without its folders.</summary>
    public static string LastOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    public static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
