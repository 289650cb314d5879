// Comma-separated tables with the place of every mistake.
using System.Globalization;

namespace Milieu.Model;

/// <summary>A table: a header and rows of the same number of fields. No quoting; blank lines are skipped.</summary>
internal sealed class Csv
{
    private const int MostColumns = 10_000;

    private readonly string _text;

    private Csv(string file, string text, string[] header)
    {
        File = file;
        Header = header;
        _text = text;
    }

    public string File { get; }

    public string[] Header { get; }

    /// <summary>The rows after the header; each is gone when the next is asked for.</summary>
    public CsvRows Rows
    {
        get
        {
            var rows = new CsvRows(_text, Header.Length);
            rows.MoveNext();
            return rows;
        }
    }

    /// <summary>Null, and problems, when the file cannot be read or has short or long rows.</summary>
    /// <param name="path">The place in the model that names the file.</param>
    public static Csv? Read(string file, string path, CompileContext context)
    {
        if (!context.Files.TryRead(file, out var text, out var problem))
        {
            context.Problems.Error(path, "cannot read the file: " + problem, file);
            return null;
        }
        var lines = new CsvRows(text, 0);
        if (!lines.MoveNext())
        {
            context.Problems.ErrorAt(file, 1, 1, "the file is empty", null, "a header such as x,y,z,type");
            return null;
        }
        if (lines.Current.Text.Count(',') >= MostColumns)
        {
            context.Problems.ErrorAt(
                file,
                lines.Current.Line,
                1,
                "the header has too many columns",
                null,
                string.Create(CultureInfo.InvariantCulture, $"at most {MostColumns}")
            );
            return null;
        }
        var table = new Csv(file, text, lines.Current.Text.ToString().Split(',', StringSplitOptions.TrimEntries));
        var isWhole = true;
        while (lines.MoveNext())
            if (lines.Current.Text.Count(',') + 1 is var found && found != table.Header.Length)
                isWhole = Bad(context, file, lines.Current.Line, found, table.Header.Length);
        return isWhole ? table : null;
    }

    /// <summary>A finite number, or null and a problem at its own line and column.</summary>
    public double? Number(CsvRow row, int column, Problems problems)
    {
        var text = row[column];
        if (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
        )
            return value;
        problems.ErrorAt(
            File,
            row.Line,
            row.ColumnOf(column),
            "not a finite number",
            text.ToString(),
            $"a number for {Header[column]}"
        );
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
