// Looks for infinities and non-numbers in the state.
using System.Numerics;
using System.Runtime.InteropServices;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Every floating column, at every row and frame that is written.</summary>
internal static class FiniteState
{
    private const ulong DoubleExponent = 0x7FF0_0000_0000_0000;
    private const uint FloatExponent = 0x7F80_0000;

    /// <exception cref="NonFiniteStateException">Names the tick, the column and the first cell.</exception>
    public static void Check(Simulation simulation)
    {
        var tissue = simulation.Tissue;
        foreach (var column in tissue.Cells.StateColumns)
            if (First(column, tissue.Cells.Count) is >= 0 and var row)
                throw new NonFiniteStateException(
                    tissue.Tick,
                    simulation.Minutes,
                    new ColumnNames(simulation.Model).Column(column.Name),
                    tissue.Cells.Id[row]
                );
        if (tissue.Body is { } body && First(body.Amounts, body.Species) is >= 0 and var species)
            throw new NonFiniteStateException(
                tissue.Tick,
                simulation.Minutes,
                simulation.Model.Body!.Species[species].Name,
                null
            );
        foreach (var field in tissue.VoxelState)
            if (First(field.Block, field.Length) >= 0)
                throw new NonFiniteStateException(tissue.Tick, simulation.Minutes, field.Block.Name, null);
    }

    private static int First(Column column, int count) =>
        column.ElementType switch
        {
            "f8" => First(MemoryMarshal.Cast<byte, ulong>(column.Bytes(count)), DoubleExponent),
            "f4" => First(MemoryMarshal.Cast<byte, uint>(column.Bytes(count)), FloatExponent),
            _ => -1,
        };

    // A number is finite when its exponent is not all ones.
    private static int First<T>(ReadOnlySpan<T> bits, T exponent)
        where T : unmanaged, IBinaryInteger<T>
    {
        var wide = new Vector<T>(exponent);
        var k = 0;
        for (; k <= bits.Length - Vector<T>.Count; k += Vector<T>.Count)
            if (Vector.EqualsAny(new Vector<T>(bits[k..]) & wide, wide))
                break;
        for (; k < bits.Length; k++)
            if ((bits[k] & exponent) == exponent)
                return k;
        return -1;
    }
}
