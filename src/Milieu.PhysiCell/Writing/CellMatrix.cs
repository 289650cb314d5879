// The matrix of cells: one column a cell, one block of rows a property.
using Milieu.Engine;

namespace Milieu.PhysiCell;

/// <summary>Every block that PhysiCell 1.14.2 saves, in its order (contract 14.3).</summary>
internal sealed class CellMatrix
{
    private const string Name = "cells";
    private const int CellsAtOnce = 256;

    public CellMatrix(CompiledModel model, Tissue tissue)
    {
        var rows = new CellRows(model, tissue);
        StateRows.Add(rows);
        PhenotypeRows.Add(rows);
        Blocks = rows.Rows;
        Height = Blocks.Sum(b => b.Size);
    }

    public IReadOnlyList<CellRow> Blocks { get; }

    /// <summary>Values a cell.</summary>
    public int Height { get; }

    /// <param name="rows">Rows of the tissue, in the order in which they are to be written.</param>
    public void Write(Stream stream, ReadOnlySpan<int> rows)
    {
        MatlabWriter.WriteHeader(stream, Name, Height, rows.Length);
        var values = new double[Height * CellsAtOnce];
        for (var first = 0; first < rows.Length; first += CellsAtOnce)
        {
            var count = Math.Min(CellsAtOnce, rows.Length - first);
            for (var k = 0; k < count; k++)
                Read(rows[first + k], values.AsSpan(k * Height, Height));
            MatlabWriter.WriteValues(stream, values.AsSpan(0, count * Height));
        }
    }

    private void Read(int row, Span<double> values)
    {
        foreach (var block in Blocks)
        {
            block.Read(row, values[..block.Size]);
            values = values[block.Size..];
        }
    }
}
