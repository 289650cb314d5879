// Cells counted by type and state, the way the field names the states.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>States of a cell as files and pictures show them; the number is the code in frames.</summary>
public enum CellState
{
    Live = 0,
    Apoptotic = 1,
    Necrotic = 2,
    OtherDead = 3,
}

/// <summary>Counting; tombstones do not count.</summary>
public static class Counts
{
    /// <summary>Phase codes 100 (apoptotic) and 101 to 103 (necrotic) as the MultiCellDS phase list numbers them.</summary>
    public static CellState StateOf(CompiledModel model, Cells cells, int row)
    {
        if (!cells.Is(row, CellFlags.Dead))
            return CellState.Live;
        var death = model.Types[cells.Type[row]].Deaths[cells.Is(row, CellFlags.Necrosis) ? 1 : 0];
        return death.Graph.Phases[cells.Phase[row]].Code switch
        {
            100 => CellState.Apoptotic,
            >= 101 and <= 103 => CellState.Necrotic,
            _ => CellState.OtherDead,
        };
    }

    public static ImmutableArray<TypeCount> Of(CompiledModel model, Cells cells)
    {
        var counts = new int[model.Types.Length, 4];
        for (var row = 0; row < cells.Count; row++)
            if (!cells.Is(row, CellFlags.Tombstone))
                counts[cells.Type[row], (int)StateOf(model, cells, row)]++;
        return
        [
            .. model.Types.Select(
                (type, t) => new TypeCount(type.Name, counts[t, 0], counts[t, 1], counts[t, 2], counts[t, 3])
            ),
        ];
    }
}
