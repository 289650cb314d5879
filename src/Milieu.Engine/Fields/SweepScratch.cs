// Small working memory of the sweeps.
using System.Runtime.InteropServices;

namespace Milieu.Engine;

/// <summary>For each worker, two rows, and tiles for the sweep along x; each starts where a vector may.</summary>
internal sealed unsafe class SweepScratch<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private readonly T[] _memory;
    private readonly T* _start;
    private readonly int _row;
    private readonly int _share;

    public SweepScratch(SweepKernel<T> kernel, Field shape, int workers)
    {
        _row = shape.Stride;
        _share = kernel.ScratchLength + (2 * _row);
        _memory = GC.AllocateArray<T>((workers * _share) + (64 / sizeof(T)), pinned: true);
        var first = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0);
        _start = (T*)((first + 63) & ~(nuint)63);
    }

    /// <param name="which">0 or 1.</param>
    public T* Row(int worker, int which) => _start + (worker * _share) + (which * _row);

    public T* Tiles(int worker) => Row(worker, 2);
}
