// One line of a comma-separated text, with the column of each field.
namespace Milieu.PhysiCell;

/// <param name="Text">Without the spaces around it.</param>
/// <param name="Raw">As written, without the end of the line.</param>
/// <param name="Column">Where it starts, from 1.</param>
internal readonly record struct CsvField(string Text, string Raw, int Column);

internal static class CsvLine
{
    /// <summary>More fields than any table of the field has; a line of more is cut there, one field longer.</summary>
    public const int MostFields = 10_000;

    /// <summary>The lines of a text that hold anything, counted from 1, without their ends.</summary>
    public static IEnumerable<(int Number, string Text)> Of(string text)
    {
        var number = 0;
        for (var start = 0; start < text.Length; )
        {
            number++;
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            var line = text[start..end].TrimEnd('\r');
            if (!string.IsNullOrWhiteSpace(line))
                yield return (number, line);
            start = end + 1;
        }
    }

    /// <summary>The fields between separators; a separator at the very end opens no further field (contract 5.1).</summary>
    public static List<CsvField> Split(string line, char separator)
    {
        var fields = new List<CsvField>();
        for (var start = 0; start < line.Length && fields.Count <= MostFields; )
        {
            var end = line.IndexOf(separator, start);
            end = end < 0 ? line.Length : end;
            var raw = line[start..end];
            fields.Add(new CsvField(raw.Trim(), raw, start + 1 + raw.Length - raw.TrimStart().Length));
            start = end + 1;
        }
        return fields;
    }
}
