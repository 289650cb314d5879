// What happens to rows of x between the last sweep of a step and the first of the next.
namespace Milieu.Engine;

/// <summary>Held voxels are reset, cells exchange, held voxels are reset again.</summary>
/// <remarks>Nothing of the kind follows the last step of a window but the exchange: its cells left their mark on held
/// voxels, as in the original, until the next step begins.</remarks>
internal sealed unsafe class LodRows<T>(Field<T> block, SweepKernel<T> kernel, SequentialExchange<T> exchange)
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    public Field<T> Field => block;

    public SweepKernel<T> Kernel => kernel;

    /// <summary>Cells exchange in this window.</summary>
    public bool Exchanges { get; set; }

    public void Fix(int begin, int end) => block.Boundary.Held.Fix(block.Values.Pointer, begin, end);

    /// <param name="isLast">No step follows in this window.</param>
    public void Settle(int begin, int end, bool isLast)
    {
        Fix(begin, end);
        var lines = exchange.Table.Lines;
        if (!Exchanges || lines[begin] == lines[end])
            return;
        var values = block.Values.Pointer;
        if (exchange.Tracks)
            exchange.Accumulate(values, 1, begin, end);
        for (var row = begin; row < end; row++)
        {
            var start = (long)row * block.Stride;
            if (lines[row] != lines[row + 1])
                kernel.Relax(values + start, exchange.Rate + start, exchange.Source + start);
        }
        if (!isLast)
            Fix(begin, end);
    }
}
