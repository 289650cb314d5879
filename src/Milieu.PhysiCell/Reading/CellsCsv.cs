// Tables of cells in both versions of PhysiCell's CSV (contract 13).
using System.Globalization;
using System.Text;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>
/// Version 2 begins with x: a header, then x, y, z, the name of a type, and columns that set volume or a behavior. Anything
/// else is version 1: x, y, z and the number of a type.
/// </summary>
/// <remarks>
/// A table that the model language reads as it stands is named as it is; else a text in that form is derived. Where PhysiCell
/// warns and leaves a cell or a column out, so does this; where it crashes, this says so. Whether cells lie inside the domain
/// is seen when the model is compiled.
/// </remarks>
internal sealed class CellsCsv(
    Vocabulary words,
    IReadOnlyDictionary<int, string> typeNames,
    DerivedFiles files,
    List<Diagnostic> problems
)
{
    private const int First = 4;
    private static readonly char[] Delimiters = [',', ' ', '\t', ';'];

    // A table of a million wrong rows is described by its first ones.
    private const int Shown = 20;

    private readonly Dictionary<string, (int Line, int Column, int Count)> _unknown = new(StringComparer.Ordinal);
    private int _errors;

    /// <summary>The placement that reads the cells; null where there are none, or none can be read.</summary>
    public PlacementSpec? Read(string file, string text)
    {
        _unknown.Clear();
        _errors = 0;
        var start = text.AsSpan().TrimStart("\r\n").TrimStart();
        if (start.IsEmpty)
        {
            problems.Add(new Diagnostic(Severity.Warning, file, 1, 1, "the file holds no cells"));
            return null;
        }
        var path = start[0] is 'x' or 'X' ? WithHeader(file, text) : WithoutHeader(file, text);
        LeftOut(file);
        if (_errors > Shown)
            problems.Add(
                new Diagnostic(Severity.Error, file, 1, 1, Text($"and {_errors - Shown} more rows that cannot be read"))
            );
        return path is null || _errors > 0 ? null : new PlacementSpec { File = path };
    }

    private void LeftOut(string file)
    {
        foreach (var (type, (line, column, count)) in _unknown)
            problems.Add(
                new Diagnostic(
                    Severity.Warning,
                    file,
                    line,
                    column,
                    (type.Length == 0 ? "further types" : "unknown cell type")
                        + (count == 1 ? ": this cell is" : Text($": {count} cells are"))
                        + " left out, as PhysiCell does",
                    type.Length == 0 ? null : type,
                    "one of " + string.Join(", ", words.Types),
                    Nearest.To(type, words.Types)
                )
            );
    }

    private void Unknown(string type, int line, int column)
    {
        if (_unknown.TryGetValue(type, out var seen))
            _unknown[type] = seen with { Count = seen.Count + 1 };
        else if (_unknown.Count < Shown || type.Length == 0)
            _unknown[type] = (line, column, 1);
        else
            Unknown("", line, column);
    }

    private string? WithHeader(string file, string text)
    {
        var lines = new CsvLines(text);
        lines.Next();
        var header = lines.Line.ToString();
        var headerLine = lines.Number;
        var labels = CsvLine.Split(header, ',');
        if (labels.Count is < First or > CsvLine.MostFields)
        {
            Error(file, headerLine, 1, "not the header of a table of cells", header, "x,y,z,type");
            return null;
        }
        var columns = Columns(file, headerLine, labels);
        var fresh = new StringBuilder(text.Length + 64).Append('\n', headerLine - 1);
        fresh.AppendJoin(',', ["x", "y", "z", "type", .. columns.Select(c => labels[c].Text)]);
        var isSame =
            labels.Count == columns.Count + First
            && labels.Take(First).Select(l => l.Text).SequenceEqual(["x", "y", "z", "type"]);
        var cells = 0;
        while (lines.Next())
        {
            fresh.Append('\n', lines.Skipped + 1);
            var row = Row(file, lines, labels.Count, columns, fresh);
            isSame &= row == RowOf.Same;
            cells += row == RowOf.None ? 0 : 1;
        }
        if (cells == 0 && _unknown.Count == 0)
            problems.Add(new Diagnostic(Severity.Warning, file, 1, 1, "the file holds no cells"));
        if (cells == 0)
            return null;
        return isSame ? file : files.Add(file, "as read", fresh.Append('\n').ToString(), 0);
    }

    /// <summary>The columns after the type that mean something.</summary>
    private List<int> Columns(string file, int line, List<CsvField> labels)
    {
        for (var i = 0; i < 3; i++)
            if (!string.Equals(labels[i].Text, "xyz"[i].ToString(), StringComparison.OrdinalIgnoreCase))
                Error(
                    file,
                    line,
                    labels[i].Column,
                    "this column is read as " + "xyz"[i] + " whatever its name",
                    labels[i].Text,
                    "x,y,z,type"
                );
        var columns = new List<int>();
        for (var i = First; i < labels.Count; i++)
        {
            if (labels[i].Text == "volume" || words.Behavior(labels[i].Text) is not null)
                columns.Add(i);
            else
                problems.Add(
                    new Diagnostic(
                        Severity.Warning,
                        file,
                        line,
                        labels[i].Column,
                        "unknown column: left out, as PhysiCell does",
                        labels[i].Text,
                        "volume, or a behavior such as migration speed",
                        words.NearestBehavior(labels[i].Text)
                    )
                );
        }
        return columns;
    }

    private RowOf Row(string file, CsvLines lines, int labels, List<int> columns, StringBuilder fresh)
    {
        Span<Range> fields = labels < 32 ? stackalloc Range[labels + 1] : new Range[labels + 1];
        var count = lines.Line.Split(fields, ',');
        // A comma at the end opens no further field.
        if (count > labels && lines.Line[fields[count - 1]].Trim().IsEmpty)
            count--;
        if (count < First || count > labels)
        {
            Error(
                file,
                lines.Number,
                1,
                count < First
                    ? "the row is short; PhysiCell would crash"
                    : "the row is longer than the header; PhysiCell would read past its end",
                lines.Line.ToString(),
                $"at least {First} and at most {labels} fields"
            );
            return RowOf.None;
        }
        var type = lines.Line[fields[First - 1]].Trim();
        if (!IsType(type))
        {
            Unknown(type.ToString(), lines.Number, 1 + fields[First - 1].Start.Value);
            return RowOf.None;
        }
        for (var i = 0; i < First; i++)
            fresh.Append(i == 0 ? "" : ",").Append(lines.Line[fields[i]].Trim());
        foreach (var column in columns)
            fresh.Append(',').Append(column < count ? lines.Line[fields[column]].Trim() : "");
        return count == labels ? RowOf.Same : RowOf.Changed;
    }

    private bool IsType(ReadOnlySpan<char> name)
    {
        foreach (var type in words.Types)
            if (name.SequenceEqual(type))
                return true;
        return false;
    }

    private string? WithoutHeader(string file, string text)
    {
        var lines = new CsvLines(text);
        var fresh = new StringBuilder(text.Length + 64).Append("x,y,z,type");
        Span<Range> fields = stackalloc Range[First + 2];
        var cells = 0;
        while (lines.Next())
        {
            fresh.Append('\n', lines.Skipped + 1);
            var count = lines.Line.SplitAny(
                fields,
                Delimiters,
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            );
            if (
                count != First
                || !double.TryParse(
                    lines.Line[fields[3]],
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out var number
                )
            )
            {
                Error(
                    file,
                    lines.Number,
                    1,
                    "not a cell of version 1; PhysiCell would stop",
                    lines.Line.ToString(),
                    "x,y,z and the number of a type; or, with names of types, a header x,y,z,type"
                );
                continue;
            }
            var id = number is > int.MinValue and < int.MaxValue ? (int)number : int.MinValue;
            if (typeNames.TryGetValue(id, out var type))
            {
                for (var i = 0; i < 3; i++)
                    fresh.Append(lines.Line[fields[i]]).Append(',');
                fresh.Append(type);
                cells++;
                continue;
            }
            Unknown(lines.Line[fields[3]].ToString(), lines.Number, 1 + fields[3].Start.Value);
        }
        return cells == 0 ? null : files.Add(file, "types by name", fresh.Append('\n').ToString(), 1);
    }

    private void Error(string file, int line, int column, string message, string value, string? expected)
    {
        if (_errors++ < Shown)
            problems.Add(
                new Diagnostic(
                    Severity.Error,
                    file,
                    line,
                    column,
                    message,
                    value.Length > 80 ? value[..80] + "..." : value,
                    expected
                )
            );
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private enum RowOf
    {
        None,
        Changed,
        Same,
    }
}
