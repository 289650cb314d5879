// Cells counted by type and state, the way the field names the states.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Counting; tombstones do not count.</summary>
internal static class Counts
{
    public static ImmutableArray<TypeCount> Of(CompiledModel model, Cells cells)
    {
        var states = new CellStates(model, cells);
        var counts = new int[model.Types.Length, 4];
        for (var row = 0; row < cells.Count; row++)
            if (!cells.Is(row, CellFlags.Tombstone))
                counts[cells.Type[row], (int)states.Of(row)]++;
        return
        [
            .. model.Types.Select(
                (type, t) => new TypeCount(type.Name, counts[t, 0], counts[t, 1], counts[t, 2], counts[t, 3])
            ),
        ];
    }
}
