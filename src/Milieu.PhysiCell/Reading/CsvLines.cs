// Goes through the lines of a large text without copying them.
namespace Milieu.PhysiCell;

internal ref struct CsvLines(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>The line at hand, without the spaces around it.</summary>
    public ReadOnlySpan<char> Line { get; private set; }

    /// <summary>Of the line at hand, counted from 1.</summary>
    public int Number { get; private set; }

    /// <summary>How many blank lines stand before it.</summary>
    public int Skipped { get; private set; }

    /// <summary>Goes to the next line that holds anything.</summary>
    public bool Next()
    {
        Skipped = -1;
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf('\n');
            Line = (end < 0 ? _rest : _rest[..end]).Trim();
            _rest = end < 0 ? [] : _rest[(end + 1)..];
            Number++;
            Skipped++;
            if (!Line.IsEmpty)
                return true;
        }
        return false;
    }
}
