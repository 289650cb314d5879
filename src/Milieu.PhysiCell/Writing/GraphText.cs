// Graphs between cells as lines of ids.
using System.Globalization;
using System.Text;
using Milieu.Engine;

namespace Milieu.PhysiCell;

/// <summary>Finds the rows to which a row is connected; the list is emptied before each call.</summary>
internal delegate void Connections(int row, List<int> others);

/// <summary>"ID: id1,id2", one line a cell, ids rising, no newline after the last (contract 14.2).</summary>
internal static class GraphText
{
    private const int BufferBytes = 1 << 16;

    public static void Write(Stream stream, Cells cells, int[] rows, Connections connections)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), BufferBytes, leaveOpen: true);
        var others = new List<int>();
        var byId = Comparer<int>.Create((a, b) => cells.Id[a].CompareTo(cells.Id[b]));
        for (var k = 0; k < rows.Length; k++)
        {
            if (k > 0)
                text.Write('\n');
            others.Clear();
            connections(rows[k], others);
            others.Sort(byId);
            text.Write(cells.Id[rows[k]].ToString(CultureInfo.InvariantCulture));
            text.Write(": ");
            for (var i = 0; i < others.Count; i++)
            {
                if (i > 0)
                    text.Write(',');
                text.Write(cells.Id[others[i]].ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
