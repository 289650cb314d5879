// The slope of a field at a cell.
namespace Milieu.Engine;

/// <summary>Gradients by differences of voxel centers, at the voxel that holds a position; nothing is interpolated.</summary>
/// <remarks>Inside: (c[n+1] - c[n-1]) / 2h; at the ends of an axis one-sided, first order; 0 along an axis of one voxel.</remarks>
public static class FieldGradient
{
    /// <summary>Density per um along x, y, z; positions outside count as in the edge voxel.</summary>
    public static (double X, double Y, double Z) At(Field field, double x, double y, double z)
    {
        var grid = field.Grid;
        var offset = field.OffsetAt(x, y, z);
        var row = offset / field.Stride;
        return (
            Along(field, offset, offset % field.Stride, grid.Nx, 1, grid.Dx),
            Along(field, offset, row % grid.Ny, grid.Ny, field.Stride, grid.Dy),
            Along(field, offset, row / grid.Ny, grid.Nz, field.Stride * grid.Ny, grid.Dz)
        );
    }

    private static double Along(Field field, int offset, int index, int count, int step, double h)
    {
        var below = index > 0 ? 1 : 0;
        var above = index < count - 1 ? 1 : 0;
        if (below + above == 0)
            return 0;
        return (field[offset + (above * step)] - field[offset - (below * step)]) / ((below + above) * h);
    }
}
