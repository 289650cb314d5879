// What one worker needs for a block of rows of one type.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Rows of one type with what their rules read, one array of lanes a signal.</summary>
internal sealed class RuleBlock
{
    // Long enough that looking up what to do costs little, short enough to stay in the nearer caches.
    public const int MostRows = 128;
    public const int Lanes = 8;

    private readonly double[] _stack;

    /// <param name="slots">Most signals and formulas of any type.</param>
    /// <param name="depth">Most runs of numbers that any formula works in.</param>
    public RuleBlock(int slots, int depth)
    {
        Slots = [.. Enumerable.Range(0, slots).Select(_ => GC.AllocateArray<double>(MostRows, pinned: true))];
        _stack = GC.AllocateArray<double>(MostRows * depth, pinned: true);
    }

    public int Count { get; set; }

    /// <summary>The count in whole lanes.</summary>
    public int Whole => (Count + Lanes - 1) / Lanes * Lanes;

    public bool AnyDead { get; set; }

    public int[] Rows { get; } = new int[MostRows];

    public int[] Voxels { get; } = new int[MostRows];

    public bool[] Dead { get; } = new bool[MostRows];

    /// <summary>The signals of the type, then its formulas.</summary>
    public double[][] Slots { get; }

    /// <summary>A signal that is read in its turn, or one whose dead lanes were changed.</summary>
    public double[] Signals { get; } = new double[MostRows];

    public double[] Up { get; } = new double[MostRows];

    public double[] Down { get; } = new double[MostRows];

    /// <summary>Numbers in which dead rows have <paramref name="without"/>, unless they count like others.</summary>
    /// <remarks>Lanes beyond the count hold numbers of an earlier block; nothing reads what becomes of them.</remarks>
    public double[] Masked(double[] values, bool appliesToDead, double without)
    {
        if (appliesToDead || !AnyDead)
            return values;
        if (values != Signals)
            values.AsSpan(0, Count).CopyTo(Signals);
        for (var k = 0; k < Count; k++)
            if (Dead[k])
                Signals[k] = without;
        return Signals;
    }

    /// <summary>Evaluates a formula into a slot.</summary>
    /// <param name="inputs">The slots of its inputs.</param>
    public unsafe void Evaluate(WideFormula formula, int[] inputs, int slot)
    {
        var pointers = stackalloc double*[inputs.Length];
        for (var k = 0; k < inputs.Length; k++)
            pointers[k] = (double*)Unsafe.AsPointer(ref Slots[inputs[k]][0]);
        formula.Run(pointers, (double*)Unsafe.AsPointer(ref _stack[0]), Whole);
        _stack.AsSpan(0, Count).CopyTo(Slots[slot]);
    }

    public static Vector512<double> At(double[] values, int k) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)k);
}
