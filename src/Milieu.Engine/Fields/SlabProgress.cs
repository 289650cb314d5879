// How far neighboring slabs of a grid have come: what replaces a barrier after every stage.
namespace Milieu.Engine;

/// <summary>For each slab, how many operations its lowest and its highest unit have behind them.</summary>
/// <remarks>Workers that wait spin first and then give their core away. Two neighbors cannot wait for each other: each
/// waits only for an operation that comes before its own on their common border, and both go through the border's
/// operations in order.</remarks>
internal sealed class SlabProgress(int slabs)
{
    private const int CacheLine = 16;
    private const int SpinTurns = 2000;
    private readonly int[] _done = new int[((2 * slabs) + 1) * CacheLine];

    public int Slabs => slabs;

    /// <summary>Before a job: nothing is done.</summary>
    public void Reset() => Array.Fill(_done, -1);

    /// <summary>Says how many operations the lowest unit of a slab has behind it; what it wrote can be read.</summary>
    public void PublishLowest(int slab, int done) => Volatile.Write(ref Lowest(slab), done);

    public void PublishHighest(int slab, int done) => Volatile.Write(ref Highest(slab), done);

    /// <summary>Waits until the highest unit below a slab has <paramref name="done"/> operations behind it.</summary>
    public void AwaitBelow(int slab, int done)
    {
        if (slab > 0)
            Await(ref Highest(slab - 1), done);
    }

    public void AwaitAbove(int slab, int done)
    {
        if (slab + 1 < slabs)
            Await(ref Lowest(slab + 1), done);
    }

    private static void Await(ref int word, int done)
    {
        for (var turn = 0; Volatile.Read(ref word) < done; turn++)
        {
            if (turn < SpinTurns)
                Thread.SpinWait(1);
            else if (!Thread.Yield())
                Thread.SpinWait(20);
        }
    }

    private ref int Lowest(int slab) => ref _done[((2 * slab) + 1) * CacheLine];

    private ref int Highest(int slab) => ref _done[((2 * slab) + 2) * CacheLine];
}
