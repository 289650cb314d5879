// Exchange as cells act one after another on their voxel, composed once per window.
namespace Milieu.Engine;

/// <summary>Each cell maps rho to a rho + b; a voxel's cells compose to one map, in row order.</summary>
/// <remarks>a = 1 / (1 + dt k), b = dt g a + dt E / W (contract 8.3). Stored as 1 - a and b, so that float keeps slow
/// rates. A cell took up p R + n q in n steps, with R the sum over steps of the density before exchange.</remarks>
internal sealed unsafe class SequentialExchange<T>(
    StepContext context,
    Field<T> field,
    int substrate,
    FieldScratch scratch,
    ExchangeColumns columns
) : VoxelExchange<T>(context, field, substrate, scratch, columns)
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    // Rate and Source are shared among substrates, so the maps are kept here from one window to the next.
    private readonly Column<T> _lost = context.Cells.Scratch<T>("exchange_lost", Turn.Fields);
    private readonly Column<T> _gained = context.Cells.Scratch<T>("exchange_gained", Turn.Fields);

    protected override void Fill(int begin, int end, int worker)
    {
        if (!IsUnchanged)
            Compose(begin, end);
        var rate = Rate;
        var source = Source;
        var offsets = Table.Offsets;
        var lost = _lost.Pointer;
        var gained = _gained.Pointer;
        for (var voxel = begin; voxel < end; voxel++)
        {
            rate[offsets[voxel]] = lost[voxel];
            source[offsets[voxel]] = gained[voxel];
        }
    }

    /// <summary>The map of each occupied voxel: its cells' maps, one after another.</summary>
    private void Compose(int begin, int end)
    {
        var place = Table.FirstPlace(begin);
        for (var voxel = begin; voxel < end; voxel++)
        {
            var density = DensityAt(voxel);
            var lost = 0.0;
            var gained = 0.0;
            for (var last = Table.FirstPlace(voxel + 1); place < last; place++)
            {
                var cell = Rates.Of(place, density);
                // Most cells leave most substrates alone: their map is the identity.
                if (cell.Rate == 0 && cell.Secreted == 0 && cell.Exported == 0)
                    continue;
                var fraction = Fraction(cell);
                lost += fraction * (1 - lost);
                gained += Gain(cell, fraction) - (fraction * gained);
            }
            _lost.Pointer[voxel] = Stored.As<T>(lost);
            _gained.Pointer[voxel] = Stored.As<T>(gained);
        }
    }

    protected override void Credit(int begin, int end, int steps)
    {
        var place = Table.FirstPlace(begin);
        for (var voxel = begin; voxel < end; voxel++)
        {
            var density = DensityAt(voxel);
            var sum = Accumulated[voxel];
            var lost = 0.0;
            var gained = 0.0;
            for (var last = Table.FirstPlace(voxel + 1); place < last; place++)
            {
                var cell = Rates.Of(place, density);
                var fraction = Fraction(cell);
                var gain = Gain(cell, fraction);
                var arriving = ((1 - lost) * sum) + (gained * steps);
                Internalized![Table.Rows[place]] += VoxelVolume * ((fraction * arriving) - (gain * steps));
                lost += fraction * (1 - lost);
                gained += gain - (fraction * gained);
            }
        }
    }

    private double Fraction(CellExchange cell) => Minutes * cell.Rate / (1 + (Minutes * cell.Rate));

    private double Gain(CellExchange cell, double fraction) =>
        Minutes * ((cell.Secreted * (1 - fraction)) + cell.Exported);
}
