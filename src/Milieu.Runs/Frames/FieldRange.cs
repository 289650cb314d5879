// Least, greatest and mean density of a field.
using Milieu.Engine;

namespace Milieu.Runs;

/// <param name="Total">Sum over voxels of density times voxel volume.</param>
internal readonly record struct FieldRange(double Least, double Greatest, double Mean, double Total)
{
    public static FieldRange Of(Field field)
    {
        var grid = field.Grid;
        var (least, greatest, total) = (double.PositiveInfinity, double.NegativeInfinity, 0.0);
        for (var row = 0; row < grid.Ny * grid.Nz; row++)
        {
            var sum = 0.0;
            for (var i = 0; i < grid.Nx; i++)
            {
                var value = field[(row * field.Stride) + i];
                (least, greatest, sum) = (Math.Min(least, value), Math.Max(greatest, value), sum + value);
            }
            total += sum;
        }
        return new FieldRange(least, greatest, total / grid.Voxels, total * grid.VoxelVolume);
    }
}
