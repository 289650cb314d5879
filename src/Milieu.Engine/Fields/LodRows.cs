// What happens to rows of x between the last sweep of a step and the first of the next.
namespace Milieu.Engine;

/// <summary>Held voxels are reset, cells exchange, held voxels are reset again.</summary>
/// <remarks>Nothing of the kind follows the last step of a window but the exchange: its cells leave their mark on held
/// voxels, as in the original, until the next step begins. Ends of rows are left to the next sweep along x where
/// nothing reads them before.</remarks>
internal sealed unsafe class LodRows<T>(Field<T> block, SweepKernel<T> kernel, SequentialExchange<T> exchange)
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    public Field<T> Field => block;

    public SweepKernel<T> Kernel => kernel;

    public HeldRows<T> Held { get; } = new(block);

    /// <summary>Cells exchange in this window.</summary>
    public bool Exchanges { get; set; }

    /// <summary>Between two steps nothing but a sweep along x is to be done to these rows.</summary>
    public bool AreFree(int begin, int end) => !Held.HasMixed(begin, end) && !AreOccupied(begin, end);

    /// <param name="isLast">No step follows in this window.</param>
    public void Settle(int begin, int end, bool isLast)
    {
        var isOccupied = AreOccupied(begin, end);
        Held.Fix(begin, end, isOccupied || isLast);
        if (!isOccupied)
            return;
        var values = block.Values.Pointer;
        if (exchange.Tracks)
            exchange.Accumulate(values, 1, begin, end);
        var lines = exchange.Table.Lines;
        for (var row = begin; row < end; row++)
        {
            var start = (long)row * block.Stride;
            if (lines[row] != lines[row + 1])
                kernel.Relax(values + start, exchange.Rate + start, exchange.Source + start);
        }
        if (!isLast)
            Held.Fix(begin, end, ends: false);
    }

    /// <summary>Sweeps rows along x, from where they are or from elsewhere.</summary>
    public void Along(T* source, int begin, int end, ThomasLine<T> line, T* scratch)
    {
        var rows = block.Values.Pointer + ((long)begin * block.Stride);
        kernel.Along(source, rows, end - begin, line, Held.Ends(begin), scratch);
        Held.Fix(begin, end, ends: false);
    }

    private bool AreOccupied(int begin, int end) =>
        Exchanges && exchange.Table.Lines[begin] != exchange.Table.Lines[end];
}
