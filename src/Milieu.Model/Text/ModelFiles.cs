// How the model language sees files: the seam that keeps it off the disk.
using System.Text;

namespace Milieu.Model;

/// <summary>Reads the texts that a model names: itself, its includes, its CSV files.</summary>
public interface IModelFiles
{
    /// <summary>The path of a file named in another: one spelling per file, so that circles are seen.</summary>
    /// <param name="from">The file that names it; null for the model itself.</param>
    string Resolve(string? from, string path);

    /// <summary>The text of a resolved path; false and a reason in plain words when it cannot be read.</summary>
    bool TryRead(string path, out string text, out string problem);

    /// <summary>The bytes of a resolved path, for files that are no text.</summary>
    bool TryReadBytes(string path, out byte[] bytes, out string problem);

    /// <summary>The names, in order, of the files that lie in a resolved folder; none where there is no such folder.</summary>
    IReadOnlyList<string> NamesIn(string folder);

    /// <summary>The file of the same folder whose name is most like that of a resolved path; null where none is near.</summary>
    string? NearestTo(string path)
    {
        var name = path.LastIndexOf('/') + 1;
        return Nearest.To(path[name..], NamesIn(path[..Math.Max(0, name - 1)])) is { } near
            ? path[..name] + near
            : null;
    }
}

/// <summary>Files that live in memory. Paths use forward slashes; a relative path starts at its namer's folder.</summary>
public sealed class MemoryFiles : IModelFiles
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _bytes = new(StringComparer.Ordinal);

    public string this[string path]
    {
        set => _texts[Normal(path)] = value;
    }

    public string Resolve(string? from, string path)
    {
        var folder = from is null || path.StartsWith('/') ? "" : from[..(from.LastIndexOf('/') + 1)];
        return Normal(folder + path);
    }

    public bool TryRead(string path, out string text, out string problem)
    {
        problem = _bytes.ContainsKey(path) ? "it is not UTF-8 text" : "no such file";
        return _texts.TryGetValue(path, out text!);
    }

    public bool TryReadBytes(string path, out byte[] bytes, out string problem)
    {
        problem = "no such file";
        if (_bytes.TryGetValue(path, out bytes!))
            return true;
        var isText = _texts.TryGetValue(path, out var text);
        bytes = Encoding.UTF8.GetBytes(text ?? "");
        return isText;
    }

    public IReadOnlyList<string> NamesIn(string folder)
    {
        var prefix = folder.Length == 0 ? "" : folder + "/";
        return
        [
            .. _texts
                .Keys.Concat(_bytes.Keys)
                .Where(p => p.StartsWith(prefix, StringComparison.Ordinal))
                .Select(p => p[prefix.Length..])
                .Where(p => !p.Contains('/', StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>A file that is no text.</summary>
    public void Put(string path, byte[] bytes) => _bytes[Normal(path)] = bytes;

    private static string Normal(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
                parts.RemoveAt(parts.Count - 1);
            else if (part.Length > 0 && part != ".")
                parts.Add(part);
        }
        return (path.StartsWith('/') ? "/" : "") + string.Join('/', parts);
    }
}
