// Contact counts of a row.
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Counts the neighbors within reach in each contact column.</summary>
internal sealed unsafe class PairContacts(Cells cells, PairInputs inputs)
{
    private const int Lanes = RecordLanes.Count;

    /// <summary>False when the model counts no contacts.</summary>
    public bool Any { get; } = cells.Contacts.Length > 0;

    public void Count(int row, NearRows near, int count)
    {
        foreach (var counts in cells.Contacts)
            counts.Pointer[row] = 0;
        var kinds = stackalloc uint[Lanes];
        for (var word = 0; word < inputs.Kinds.Length; word++)
        {
            var source = inputs.Kinds[word].Pointer;
            var first = word * PairInputs.WordBits;
            var last = Math.Min(cells.Contacts.Length - first, PairInputs.WordBits);
            for (var at = 0; at < count; at += Lanes)
            {
                for (var k = 0; k < Lanes; k++)
                    kinds[k] = source[near.Rows[at + k]];
                var lanes = Vector512.Load(kinds);
                var touching = near.Touching[at / Lanes];
                for (var k = 0; k < last; k++)
                {
                    var bit = Vector512.Create(1u << k);
                    var counted = (uint)Vector512.Equals(lanes & bit, bit).ExtractMostSignificantBits();
                    cells.Contacts[first + k].Pointer[row] += (ushort)BitOperations.PopCount(counted & touching);
                }
            }
        }
    }
}
