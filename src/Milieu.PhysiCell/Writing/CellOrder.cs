// The cells that a snapshot shows, in the order of its files.
using Milieu.Engine;

namespace Milieu.PhysiCell;

/// <summary>Rows by id, without tombstones.</summary>
internal static class CellOrder
{
    public static int[] Of(Cells cells)
    {
        var rows = Enumerable.Range(0, cells.Count).Where(r => !cells.Is(r, CellFlags.Tombstone)).ToArray();
        Array.Sort(rows, (a, b) => cells.Id[a].CompareTo(cells.Id[b]));
        return rows;
    }
}
