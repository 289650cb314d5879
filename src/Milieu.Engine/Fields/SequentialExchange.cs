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
    /// <summary>The map of a voxel: its cells' maps, one after another.</summary>
    protected override (T Rate, T Source) Compose(int voxel, int worker, out bool usesDensity)
    {
        var density = DensityAt(voxel);
        usesDensity = false;
        var lost = 0.0;
        var gained = 0.0;
        var last = Table.FirstPlace(voxel + 1);
        for (var place = Table.FirstPlace(voxel); place < last; place++)
        {
            // The map of a cell that leaves the substrate alone is the identity.
            if (!Rates.TakesPart(place))
                continue;
            var cell = Rates.Of(place, density);
            usesDensity |= cell.UsesDensity;
            var fraction = Fraction(cell);
            lost += fraction * (1 - lost);
            gained += Gain(cell, fraction) - (fraction * gained);
        }
        return (Stored.As<T>(lost), Stored.As<T>(gained));
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
