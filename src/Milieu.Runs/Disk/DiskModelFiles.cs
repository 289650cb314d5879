// The model language's view of the disk.
using System.Text;
using Milieu.Model;

namespace Milieu.Runs;

/// <summary>Reads what a model names, and remembers every text that it gave out, for the run folder.</summary>
public sealed class DiskModelFiles : IModelFiles
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private readonly Dictionary<string, string> _read = new(StringComparer.Ordinal);
    private readonly List<SourceText> _sources = [];

    /// <summary>The texts read so far, in order; the first is the model itself.</summary>
    public IReadOnlyList<SourceText> Sources => _sources;

    public string Resolve(string? from, string path)
    {
        var folder = from is null ? "" : Path.GetDirectoryName(from) ?? "";
        var full = Path.GetFullPath(Path.Combine(folder, path));
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), full);
        return relative.StartsWith("..", StringComparison.Ordinal) ? full : relative;
    }

    public bool TryRead(string path, out string text, out string problem)
    {
        problem = "";
        if (_read.TryGetValue(path, out text!))
            return true;
        text = "";
        if (!TryReadBytes(path, out var bytes, out problem))
            return false;
        try
        {
            text = Strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            problem = "it is not UTF-8 text";
            return false;
        }
        _read[path] = text;
        _sources.Add(new SourceText(path, text));
        return true;
    }

    public bool TryReadBytes(string path, out byte[] bytes, out string problem)
    {
        (bytes, problem) = ([], "");
        try
        {
            if (Directory.Exists(path))
                problem = "it is a folder";
            else
                bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            problem = "no such file";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problem = e.Message;
        }
        return problem.Length == 0;
    }

    public IReadOnlyList<string> NamesIn(string folder)
    {
        try
        {
            var at = folder.Length == 0 ? "." : folder;
            return Directory.Exists(at)
                ? [.. Directory.EnumerateFiles(at).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
