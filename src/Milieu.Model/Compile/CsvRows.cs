// Goes through the rows of a large table without copying them.
namespace Milieu.Model;

/// <summary>One line that holds anything, and its fields.</summary>
internal readonly ref struct CsvRow(ReadOnlySpan<char> text, ReadOnlySpan<Range> fields, int line)
{
    public ReadOnlySpan<char> Text { get; } = text;

    private readonly ReadOnlySpan<Range> _fields = fields;

    /// <summary>Counted from 1.</summary>
    public int Line => line;

    /// <summary>A field without the spaces around it.</summary>
    public ReadOnlySpan<char> this[int column] => Text[_fields[column]].Trim();

    /// <summary>Where a field starts, from 1.</summary>
    public int ColumnOf(int column) => 1 + _fields[column].Start.Value;
}

/// <param name="columns">How many fields a row has; 0 where only the lines are wanted.</param>
internal ref struct CsvRows(ReadOnlySpan<char> text, int columns)
{
    private readonly Range[] _fields = new Range[columns];
    private ReadOnlySpan<char> _rest = text;
    private int _line;

    public CsvRow Current { get; private set; }

    public readonly CsvRows GetEnumerator() => this;

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf('\n');
            var line = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? [] : _rest[(end + 1)..];
            _line++;
            if (line.IsWhiteSpace())
                continue;
            if (_fields.Length > 0)
                line.Split(_fields, ',');
            Current = new CsvRow(line, _fields, _line);
            return true;
        }
        return false;
    }
}
