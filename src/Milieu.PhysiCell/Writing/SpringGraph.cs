// Who is tied to whom by a spring.
using Milieu.Engine;

namespace Milieu.PhysiCell;

/// <summary>Both ways, whether the spring formed by itself or an attack holds it.</summary>
internal sealed class SpringGraph
{
    private readonly int[] _starts;
    private readonly int[] _others;

    public SpringGraph(Cells cells, Links links)
    {
        _starts = new int[cells.Count + 1];
        var pairs = Enumerable
            .Range(0, links.Count)
            .Where(k => (links.Kind[k] & (byte)LinkKind.Pulls) != 0)
            .Select(k => (A: links.A[k], B: links.B[k]))
            .Where(p => !cells.Is(p.A, CellFlags.Tombstone) && !cells.Is(p.B, CellFlags.Tombstone))
            .ToList();
        foreach (var (a, b) in pairs)
        {
            _starts[a + 1]++;
            _starts[b + 1]++;
        }
        for (var row = 0; row < cells.Count; row++)
            _starts[row + 1] += _starts[row];
        var next = _starts[..^1];
        _others = new int[2 * pairs.Count];
        foreach (var (a, b) in pairs)
        {
            _others[next[a]++] = b;
            _others[next[b]++] = a;
        }
    }

    public void Find(int row, List<int> others) => others.AddRange(_others.AsSpan(_starts[row].._starts[row + 1]));
}
