// The columns of a tissue that are state, each with the rows in use.
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>One order for writing and reading.</summary>
internal static class CheckpointColumns
{
    public static IEnumerable<(Column Column, int Count)> Of(Tissue tissue) =>
        tissue
            .Cells.StateColumns.Select(c => (c, tissue.Cells.Count))
            .Concat(tissue.Links.StateColumns.Select(c => (c, tissue.Links.Count)))
            .Concat(tissue.VoxelState.Select(f => (f.Block, f.Length)))
            .Concat(tissue.OtherColumns)
            .Concat(tissue.ByType.SavedColumns);
}
