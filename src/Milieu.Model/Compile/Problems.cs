// Collects what is wrong with a spec, each with the place where it was written.
namespace Milieu.Model;

/// <param name="find">From a dotted path to where it was written; null for models built in code.</param>
internal sealed class Problems(Func<string, Mark?>? find)
{
    private readonly List<Diagnostic> _all = [];
    private readonly HashSet<Diagnostic> _seen = [];

    // A table of a million wrong rows is described by its first ones.
    private const int ShownOfFile = 20;
    private readonly Dictionary<string, int> _shown = new(StringComparer.Ordinal);

    public IReadOnlyList<Diagnostic> All => _all;

    public bool HasErrors => _all.Exists(d => d.Severity == Severity.Error);

    public void Error(
        string path,
        string message,
        string? value = null,
        string? expected = null,
        string? nearest = null
    ) => Add(Severity.Error, path, message, value, expected, nearest);

    public void Warn(string path, string message, string? value = null, string? expected = null) =>
        Add(Severity.Warning, path, message, value, expected, null);

    /// <summary>A mistake in a file that has lines of its own, such as a CSV.</summary>
    public void ErrorAt(string file, int line, int column, string message, string? value, string? expected = null)
    {
        var shown = _shown[file] = _shown.GetValueOrDefault(file) + 1;
        if (shown <= ShownOfFile)
            Keep(new Diagnostic(Severity.Error, file, line, column, message, value, expected));
        else if (shown == ShownOfFile + 1)
            Keep(new Diagnostic(Severity.Error, file, line, column, "and more in this file, from here on"));
    }

    /// <summary>A name that is not known.</summary>
    public void Unknown(string path, string what, string name, IReadOnlyCollection<string> known) =>
        Error(
            path,
            "unknown " + what,
            name,
            known.Count == 0 ? $"nothing: the model has no {what}" : "one of " + string.Join(", ", known),
            Nearest.To(name, known)
        );

    /// <summary>The file of a path, to tell layers apart; null in code.</summary>
    public string? FileOf(string path) => find?.Invoke(path)?.File;

    private void Add(Severity severity, string path, string message, string? value, string? expected, string? nearest)
    {
        var at = find?.Invoke(path) ?? new Mark(path, 0, 0);
        Keep(new Diagnostic(severity, at.File, at.Line, at.ColumnOf(value), message, value, expected, nearest));
    }

    private void Keep(Diagnostic diagnostic)
    {
        if (_seen.Add(diagnostic))
            _all.Add(diagnostic);
    }
}
