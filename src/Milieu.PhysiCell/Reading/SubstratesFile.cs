// Densities at the start from a file, CSV or MATLAB level 4 (contract 13).
using System.Globalization;
using System.Text;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>Where each substrate's densities come from. A file that is given stands for all: what it does not list is 0.</summary>
/// <remarks>That every voxel has exactly one row is seen when the model is compiled.</remarks>
internal sealed class SubstratesFile(IReadOnlyList<string> substrates, DerivedFiles files, List<Diagnostic> problems)
{
    private const int Coordinates = 3;

    // As text, each takes up to 25 characters, and no text is longer than a billion.
    private const int MostNumbers = 40_000_000;

    /// <param name="type">As the settings file gives it: csv or matlab.</param>
    /// <returns>By the name of each substrate; null where the file cannot be read.</returns>
    public IReadOnlyDictionary<string, InitialSpec>? Read(string file, string type)
    {
        switch (type)
        {
            case "csv" or "CSV":
                if (files.TryRead(file, out var text, out var problem))
                    return Csv(file, text);
                Error(file, 1, 1, "cannot read the densities: " + problem, null, null);
                return null;
            case "matlab":
                if (files.TryReadBytes(file, out var bytes, out problem))
                    return Matlab(file, bytes);
                Error(file, 1, 1, "cannot read the densities: " + problem, null, null);
                return null;
            default:
                Error(
                    file,
                    1,
                    1,
                    "densities of this type cannot be read; PhysiCell would stop",
                    type,
                    "csv, CSV or matlab"
                );
                return null;
        }
    }

    private IReadOnlyDictionary<string, InitialSpec>? Csv(string file, string text)
    {
        var lines = new CsvLines(text);
        if (!lines.Next())
        {
            Error(file, 1, 1, "the file is empty", null, "a header such as x,y,z and names of substrates");
            return null;
        }
        var labels = CsvLine.Split(lines.Line.ToString(), ',');
        if (lines.Line[0] is 'x' or 'X')
            return WithHeader(file, text, lines.Number, labels);
        var listed = labels.Count - Coordinates;
        if (listed < 1 || listed > substrates.Count)
        {
            Error(
                file,
                lines.Number,
                1,
                "a row without a header has x, y, z and a density for the first substrates",
                lines.Line.ToString(),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Coordinates + 1} to {Coordinates + substrates.Count} numbers"
                )
            );
            return null;
        }
        string[] names = [.. substrates.Take(listed)];
        return From(files.Add(file, "with a header", Header(names) + text, 1), names);
    }

    private Dictionary<string, InitialSpec>? WithHeader(string file, string text, int line, List<CsvField> labels)
    {
        var found = problems.Count;
        var isOrder = labels
            .Take(Coordinates)
            .Select(l => l.Text)
            .SequenceEqual(["x", "y", "z"], StringComparer.OrdinalIgnoreCase);
        if (!isOrder || labels.Count == Coordinates)
            Error(file, line, 1, "not the header of densities", labels[0].Text, "x,y,z and names of substrates");
        var names = labels.Skip(Coordinates).ToList();
        foreach (var name in names.Where(n => !substrates.Contains(n.Text)))
            problems.Add(
                new Diagnostic(
                    Severity.Error,
                    file,
                    line,
                    name.Column,
                    "unknown substrate",
                    name.Text,
                    "one of " + string.Join(", ", substrates),
                    Nearest.To(name.Text, substrates)
                )
            );
        foreach (var twice in names.GroupBy(n => n.Text).Where(g => g.Count() > 1))
            Error(file, line, twice.Last().Column, "this substrate has two columns", twice.Key, "one column");
        if (problems.Count > found)
            return null;
        string[] known = [.. names.Select(n => n.Text)];
        var isSame = labels.Take(Coordinates).Select(l => l.Text).SequenceEqual(["x", "y", "z"]);
        if (isSame)
            return From(file, known);
        // The rest of the text keeps its lines: only the header is written anew.
        var rest = text.AsSpan();
        for (var i = 0; i < line; i++)
            rest = rest.IndexOf('\n') is var end && end < 0 ? [] : rest[(end + 1)..];
        return From(files.Add(file, "as read", new string('\n', line - 1) + Header(known) + rest.ToString(), 0), known);
    }

    private Dictionary<string, InitialSpec>? Matlab(string file, byte[] bytes)
    {
        if (MatlabReader.Read(bytes, out var problem) is not { } matrix)
        {
            Error(file, 0, 0, "not a MATLAB level 4 matrix of densities: " + problem, null, null);
            return null;
        }
        if (matrix.Columns != Coordinates + substrates.Count)
        {
            Error(
                file,
                0,
                0,
                "a matrix of densities has a row for every voxel: x, y, z and one density for each substrate",
                string.Create(CultureInfo.InvariantCulture, $"{matrix.Rows} x {matrix.Columns}"),
                string.Create(CultureInfo.InvariantCulture, $"{Coordinates + substrates.Count} columns")
                    + (matrix.Rows == Coordinates + substrates.Count ? "; transpose it" : "")
            );
            return null;
        }
        if (matrix.Values.Length > MostNumbers)
        {
            Error(
                file,
                0,
                0,
                "the matrix is too large",
                string.Create(CultureInfo.InvariantCulture, $"{matrix.Rows} x {matrix.Columns}"),
                string.Create(CultureInfo.InvariantCulture, $"at most {MostNumbers} numbers")
            );
            return null;
        }
        var text = new StringBuilder(Header(substrates));
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var column = 0; column < matrix.Columns; column++)
                text.Append(CultureInfo.InvariantCulture, $"{(column == 0 ? "" : ",")}{matrix[row, column]:R}");
            text.Append('\n');
        }
        return From(files.Add(file, "as a table", text.ToString(), 1), substrates);
    }

    private Dictionary<string, InitialSpec> From(string path, IReadOnlyList<string> listed)
    {
        var specs = new Dictionary<string, InitialSpec>(StringComparer.Ordinal);
        foreach (var name in substrates)
            specs[name] = listed.Contains(name)
                ? new InitialSpec { File = path }
                : new InitialSpec { Value = Quantity.Plain(0) };
        return specs;
    }

    private static string Header(IEnumerable<string> names) => "x,y,z," + string.Join(',', names) + "\n";

    private void Error(string file, int line, int column, string message, string? value, string? expected) =>
        problems.Add(new Diagnostic(Severity.Error, file, line, column, message, value, expected));
}
