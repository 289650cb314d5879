// Comma-separated tables with the place of every mistake.
using System.Globalization;

namespace Milieu.Model;

/// <summary>A table: a header and rows of the same number of fields. No quoting; blank lines are skipped.</summary>
internal sealed class Csv
{
    private Csv(string file, string[] header)
    {
        File = file;
        Header = header;
    }

    public string File { get; }

    public string[] Header { get; }

    public List<(int Line, string[] Fields)> Rows { get; } = [];

    /// <summary>Null, and problems, when the file cannot be read or has short or long rows.</summary>
    /// <param name="path">The place in the model that names the file.</param>
    public static Csv? Read(string file, string path, CompileContext context)
    {
        if (!context.Files.TryRead(file, out var text, out var problem))
        {
            context.Problems.Error(path, "cannot read the file: " + problem, file);
            return null;
        }
        Csv? table = null;
        var line = 0;
        var isWhole = true;
        foreach (var raw in text.Split('\n'))
        {
            line++;
            if (string.IsNullOrWhiteSpace(raw))
                continue;
            var fields = raw.Split(',', StringSplitOptions.TrimEntries);
            if (table is null)
                table = new Csv(file, fields);
            else if (fields.Length == table.Header.Length)
                table.Rows.Add((line, fields));
            else
                isWhole = Bad(context, file, line, fields.Length, table.Header.Length);
        }
        if (table is null)
            context.Problems.ErrorAt(file, 1, 1, "the file is empty", null, "a header such as x,y,z,type");
        return isWhole ? table : null;
    }

    /// <summary>A finite number, or null and a problem at its own line and column.</summary>
    public double? Number((int Line, string[] Fields) row, int column, Problems problems)
    {
        var text = row.Fields[column];
        if (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
        )
            return value;
        var at = 1 + row.Fields.Take(column).Sum(f => f.Length + 1);
        problems.ErrorAt(File, row.Line, at, "not a finite number", text, $"a number for {Header[column]}");
        return null;
    }

    private static bool Bad(CompileContext context, string file, int line, int found, int wanted)
    {
        var message = found < wanted ? "the row is short" : "the row is long";
        context.Problems.ErrorAt(
            file,
            line,
            1,
            message,
            found.ToString(CultureInfo.InvariantCulture) + " fields",
            wanted.ToString(CultureInfo.InvariantCulture) + " as in the header"
        );
        return false;
    }
}
