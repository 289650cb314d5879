// Rows of a range, type by type.
namespace Milieu.Engine;

/// <summary>Lists rows by type, ascending within one, so that what cells of one type share is looked up once for many of them.</summary>
internal sealed class RowsByType(int types)
{
    /// <summary>Most rows that are listed at once: what they hold stays in the farther caches.</summary>
    public const int Most = 4096;

    private readonly int[] _rows = new int[Most];
    private readonly int[] _starts = new int[types + 1];
    private readonly int[] _ends = new int[types];

    /// <summary>The rows of a type, from the last <see cref="List"/>.</summary>
    public ReadOnlySpan<int> Of(int type) => _rows.AsSpan(_starts[type].._ends[type]);

    /// <summary>Lists the rows [begin, end), at most <see cref="Most"/>, without those that are absent.</summary>
    public void List(Cells cells, int begin, int end)
    {
        Array.Clear(_starts);
        for (var row = begin; row < end; row++)
            _starts[cells.Type[row] + 1]++;
        for (var type = 0; type < types; type++)
            _starts[type + 1] += _starts[type];
        _starts.AsSpan(0, types).CopyTo(_ends);
        for (var row = begin; row < end; row++)
            if (!cells.Is(row, CellFlags.Absent))
                _rows[_ends[cells.Type[row]]++] = row;
    }
}
