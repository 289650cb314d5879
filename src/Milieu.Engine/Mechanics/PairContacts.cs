// Contact counts of a row.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Counts the neighbors within reach in each contact column.</summary>
/// <remarks>The kinds of a neighbor are the bits of a word; a word is spread over as many bytes, one a column, and summed.</remarks>
internal sealed unsafe class PairContacts(Cells cells, PairInputs inputs)
{
    private const int Lanes = RecordLanes.Count;

    /// <summary>Blocks of neighbors after which a byte could overflow.</summary>
    private const int BlocksOfBytes = byte.MaxValue / Lanes;

    /// <summary>False when the model counts no contacts.</summary>
    public bool Any { get; } = cells.Contacts.Length > 0;

    public void Count(int row, NearRows near, int count)
    {
        var blocks = (count + Lanes - 1) / Lanes;
        var totals = stackalloc ushort[PairInputs.WordBits];
        for (var word = 0; word < inputs.Kinds.Length; word++)
        {
            Sum(inputs.Kinds[word].Pointer, near, blocks, totals);
            var first = word * PairInputs.WordBits;
            var last = Math.Min(cells.Contacts.Length - first, PairInputs.WordBits);
            for (var k = 0; k < last; k++)
                cells.Contacts[first + k].Pointer[row] = totals[k];
        }
    }

    private static void Sum(uint* kinds, NearRows near, int blocks, ushort* totals)
    {
        var low = Vector256<ushort>.Zero;
        var high = Vector256<ushort>.Zero;
        var bytes = Vector256<byte>.Zero;
        var untilFull = BlocksOfBytes;
        for (var block = 0; block < blocks; block++)
        {
            var rows = near.Rows + (block * Lanes);
            for (var touching = near.Touching[block]; touching != 0; touching &= touching - 1)
                bytes += Spread(kinds[rows[BitOperations.TrailingZeroCount(touching)]]);
            if (--untilFull > 0 && block < blocks - 1)
                continue;
            low += Vector256.WidenLower(bytes);
            high += Vector256.WidenUpper(bytes);
            bytes = Vector256<byte>.Zero;
            untilFull = BlocksOfBytes;
        }
        low.Store(totals);
        high.Store(totals + Vector256<ushort>.Count);
    }

    /// <summary>Byte k is bit k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Spread(uint word)
    {
        var bits = Vector256.Create(0x8040201008040201UL).AsByte();
        var spread = Vector256.Shuffle(
            Vector256.Create(word).AsByte(),
            Vector256
                .Create(
                    0x0000000000000000UL,
                    0x0101010101010101UL,
                    // Each half of the vector holds the word anew.
                    0x1212121212121212UL,
                    0x1313131313131313UL
                )
                .AsByte()
        );
        return Vector256.Equals(spread & bits, bits) & Vector256<byte>.One;
    }
}
