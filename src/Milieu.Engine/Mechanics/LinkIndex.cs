// The links of each row.
namespace Milieu.Engine;

/// <summary>For each row the rows that it is linked to, ascending: the table of links, seen from both ends.</summary>
internal sealed unsafe class LinkIndex : IDisposable
{
    private readonly Column<int> _starts = new("link_starts");
    private readonly Column<int> _others = new("link_others");
    private readonly Column<byte> _kinds = new("link_kinds");

    public int* Starts => _starts.Pointer;

    public int* Others => _others.Pointer;

    /// <summary><see cref="LinkKind"/> of each entry, as the table states it.</summary>
    public byte* Kinds => _kinds.Pointer;

    public void Build(Links links, int rows)
    {
        _starts.Reserve(rows + 2, 0);
        _starts.Clear(0, rows + 2);
        _others.Reserve(2 * links.Count, 0);
        _kinds.Reserve(2 * links.Count, 0);
        // Counted two places ahead, so that filling leaves each start where it belongs.
        var starts = Starts;
        for (var k = 0; k < links.Count; k++)
        {
            starts[links.A[k] + 2]++;
            starts[links.B[k] + 2]++;
        }
        for (var row = 1; row < rows + 2; row++)
            starts[row] += starts[row - 1];
        // Links are sorted by (a, b), so each row meets its lower partners before its higher ones, both ascending.
        for (var k = 0; k < links.Count; k++)
        {
            Put(starts[links.A[k] + 1]++, links.B[k], links.Kind[k]);
            Put(starts[links.B[k] + 1]++, links.A[k], links.Kind[k]);
        }
    }

    public void Dispose()
    {
        _starts.Dispose();
        _others.Dispose();
        _kinds.Dispose();
    }

    private void Put(int at, int other, byte kind)
    {
        Others[at] = other;
        Kinds[at] = kind;
    }
}
