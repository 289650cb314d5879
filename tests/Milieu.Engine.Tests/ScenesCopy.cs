// Copies of a tissue through its state alone, in the same order of rows or in the reversed one.
namespace Milieu.Engine.Tests;

internal static class ScenesCopy
{
    /// <summary>What a checkpoint keeps: all state columns, links, fields, body, clock and tally; nothing else.</summary>
    public static Tissue Of(CompiledModel model, Tissue tissue)
    {
        var copy = new Tissue(model);
        copy.Cells.SetCount(tissue.Cells.Count);
        copy.Links.SetCount(tissue.Links.Count);
        CopyAll(tissue.Cells.StateColumns, copy.Cells.StateColumns, tissue.Cells.Count);
        CopyAll(tissue.Links.StateColumns, copy.Links.StateColumns, tissue.Links.Count);
        CopyAll(
            [.. tissue.VoxelState.Select(f => f.Block)],
            [.. copy.VoxelState.Select(f => f.Block)],
            tissue.VoxelState.Select(f => f.Length).FirstOrDefault()
        );
        foreach (var (from, to) in tissue.OtherColumns.Zip(copy.OtherColumns))
            from.Column.Bytes(from.Count).CopyTo(to.Column.Bytes(to.Count));
        copy.Tick = tissue.Tick;
        copy.NextId = tissue.NextId;
        copy.Displacement = tissue.Displacement;
        copy.Bins = tissue.Bins;
        copy.SortDue = tissue.SortDue;
        tissue.Tally.Counts.CopyTo(copy.Tally.Counts);
        return copy;
    }

    /// <summary>The same cells with their ids in reversed rows; whatever names a row follows its cell.</summary>
    public static Tissue Reversed(CompiledModel model, Tissue tissue)
    {
        var copy = Of(model, tissue);
        var rows = tissue.Cells.Count;
        for (var c = 0; c < copy.Cells.StateColumns.Count; c++)
        {
            var size = copy.Cells.StateColumns[c].ElementSize;
            var from = tissue.Cells.StateColumns[c].Bytes(rows);
            var to = copy.Cells.StateColumns[c].Bytes(rows);
            for (var row = 0; row < rows; row++)
                from.Slice(row * size, size).CopyTo(to[((rows - 1 - row) * size)..]);
        }
        if (copy.Cells.AttackTarget is { } target)
            for (var row = 0; row < rows; row++)
                if (target[row] >= 0)
                    target[row] = rows - 1 - target[row];
        copy.Links.SetCount(0);
        for (var k = 0; k < tissue.Links.Count; k++)
            copy.Links.Add(rows - 1 - tissue.Links.A[k], rows - 1 - tissue.Links.B[k], (LinkKind)tissue.Links.Kind[k]);
        copy.Links.Tidy();
        return copy;
    }

    private static void CopyAll(IReadOnlyList<Column> from, IReadOnlyList<Column> to, int count)
    {
        for (var c = 0; c < from.Count; c++)
            from[c].Bytes(count).CopyTo(to[c].Bytes(count));
    }
}
