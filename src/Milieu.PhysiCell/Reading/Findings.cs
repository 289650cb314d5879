// What was found while a project was read, each with its place.
using System.Xml;
using System.Xml.Linq;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>Collects mistakes of a settings file.</summary>
internal sealed class Findings(string file, List<Diagnostic> all)
{
    /// <summary>The settings file.</summary>
    public string File => file;

    public List<Diagnostic> All => all;

    public Mark At(XObject? place) =>
        place is IXmlLineInfo info && info.HasLineInfo()
            ? new Mark(file, info.LineNumber, info.LinePosition)
            : new Mark(file, 1, 1);

    public void Error(
        XObject? place,
        string message,
        string? value = null,
        string? expected = null,
        string? nearest = null
    ) => Add(Severity.Error, At(place), message, value, expected, nearest);

    public void Warn(
        XObject? place,
        string message,
        string? value = null,
        string? expected = null,
        string? nearest = null
    ) => Add(Severity.Warning, At(place), message, value, expected, nearest);

    /// <summary>A name that is not one of the known.</summary>
    public void Unknown(XObject place, string what, string name, IReadOnlyCollection<string> known) =>
        Error(place, "unknown " + what, name, Known(known), Nearest.To(name, known));

    /// <summary>A name that is not one of the known, where PhysiCell goes on without the value.</summary>
    public void Ignored(XObject place, string what, string name, IReadOnlyCollection<string> known) =>
        Warn(
            place,
            $"unknown {what}: the value is ignored, as PhysiCell does",
            name,
            Known(known),
            Nearest.To(name, known)
        );

    private static string Known(IReadOnlyCollection<string> known) =>
        known.Count == 0 ? "nothing: the project has none" : "one of " + string.Join(", ", known);

    private void Add(Severity severity, Mark at, string message, string? value, string? expected, string? nearest) =>
        all.Add(new Diagnostic(severity, at.File, at.Line, at.Column, message, value, expected, nearest));
}
