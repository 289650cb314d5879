// Held voxels as the sweeps of the compatible scheme reset them.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Voxels held at the ends of rows, which faces of x make many of, apart from all others.</summary>
/// <remarks>A sweep along x resets the ends of rows while it has them in vectors; the others are reset in memory.</remarks>
internal sealed unsafe class HeldRows<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private readonly Field<T> _block;
    private readonly int[] _firstOfRow;
    private readonly int[] _mixedBefore;
    private readonly T[] _left;
    private readonly T[] _right;
    private Stretch[] _others = [];
    private HeldVoxels? _source;
    private bool _hasEnds;

    public HeldRows(Field<T> block)
    {
        _block = block;
        _firstOfRow = new int[block.Lines + 1];
        _mixedBefore = new int[block.Lines + 1];

        // A vector may start at any row.
        _left = GC.AllocateArray<T>(block.Lines + 16, pinned: true);
        _right = GC.AllocateArray<T>(block.Lines + 16, pinned: true);
    }

    /// <summary>Values at the ends of rows from this one on; none where no row has a held end.</summary>
    public HeldEnds<T> Ends(int row) =>
        _hasEnds ? new HeldEnds<T>(Address(_left) + row, Address(_right) + row) : default;

    /// <summary>Some row is held in parts other than its ends: what a sweep along x finds there matters to the rest of it.</summary>
    public bool HasMixed(int begin, int end) => _mixedBefore[begin] != _mixedBefore[end];

    /// <summary>Takes over what the boundary holds now.</summary>
    public void Refresh()
    {
        _block.Boundary.Refresh();
        if (_source == _block.Boundary.Held)
            return;
        _source = _block.Boundary.Held;
        _hasEnds = false;
        Array.Fill(_left, T.NaN);
        Array.Fill(_right, T.NaN);
        Array.Clear(_firstOfRow);
        var others = new List<Stretch>();
        foreach (var run in _source.Runs)
            if (!TakeEnd(run))
            {
                others.Add(new Stretch(run.Offset, run.Length, Stored.As<T>(run.Value)));
                _firstOfRow[(run.Offset / _block.Stride) + 1]++;
            }
        _others = [.. others];
        for (var row = 0; row < _block.Lines; row++)
        {
            _firstOfRow[row + 1] += _firstOfRow[row];
            _mixedBefore[row + 1] = _mixedBefore[row] + (IsMixed(row) ? 1 : 0);
        }
    }

    /// <summary>Resets the held voxels of rows [begin, end), the ends of rows only if asked to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Fix(int begin, int end, bool ends)
    {
        var values = _block.Values.Pointer;
        for (var i = _firstOfRow[begin]; i < _firstOfRow[end]; i++)
            new Span<T>(values + _others[i].Offset, _others[i].Length).Fill(_others[i].Value);
        if (!ends || !_hasEnds)
            return;
        for (var row = begin; row < end; row++)
        {
            var first = values + ((long)row * _block.Stride);
            if (!T.IsNaN(_left[row]))
                first[0] = _left[row];
            if (!T.IsNaN(_right[row]))
                first[_block.Grid.Nx - 1] = _right[row];
        }
    }

    /// <summary>Eliminates along z where voxels other than ends of rows are held: inverse times the value plus carry times the voxel <paramref name="before"/> elements away.</summary>
    public void Eliminate(long before, T inverse, T carry, int begin, int end)
    {
        var values = _block.Values.Pointer;
        for (var i = _firstOfRow[begin]; i < _firstOfRow[end]; i++)
            Eliminate(values + _others[i].Offset, _others[i].Length, before, inverse * _others[i].Value, carry);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Eliminate(T* run, int length, long before, T value, T carry)
    {
        var i = 0;
        for (; i + Vector512<T>.Count <= length; i += Vector512<T>.Count)
            (Vector512.Create(value) + (Vector512.Create(carry) * Vector512.Load(run + i + before))).Store(run + i);
        for (; i < length; i++)
            run[i] = value + (carry * run[i + before]);
    }

    private bool IsMixed(int row)
    {
        var others = 0;
        for (var i = _firstOfRow[row]; i < _firstOfRow[row + 1]; i++)
            others += _others[i].Length;
        var ends = (T.IsNaN(_left[row]) ? 0 : 1) + (T.IsNaN(_right[row]) ? 0 : 1);
        return others > 0 && others + ends < _block.Grid.Nx;
    }

    private bool TakeEnd(in HeldVoxels.Run run)
    {
        var (row, i) = (run.Offset / _block.Stride, run.Offset % _block.Stride);
        if (run.Length > 1 || (i > 0 && i < _block.Grid.Nx - 1))
            return false;
        (i == 0 ? _left : _right)[row] = Stored.As<T>(run.Value);
        _hasEnds = true;
        return true;
    }

    private static T* Address(T[] pinned) => (T*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    private readonly record struct Stretch(int Offset, int Length, T Value);
}

/// <summary>Held values at the first and the last voxel of rows, NaN where the voxel is free; null where all are.</summary>
internal readonly unsafe struct HeldEnds<T>(T* left, T* right)
    where T : unmanaged
{
    public readonly T* Left = left;
    public readonly T* Right = right;
}
