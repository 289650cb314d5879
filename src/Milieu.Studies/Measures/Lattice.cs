// Points that stand for the space of a tissue, several in each voxel.
using Milieu.Engine;

namespace Milieu.Studies;

/// <summary>A regular lattice: 4 x 4 points a voxel in 2-D, 2 x 2 x 2 in 3-D, each for an equal share of the space.</summary>
internal sealed class Lattice
{
    private readonly GridSpec _grid;
    private readonly int _parts;

    public Lattice(GridSpec grid)
    {
        _grid = grid;
        _parts = grid.Is2D ? 4 : 2;
        Count = (grid.Nx * _parts, grid.Ny * _parts, grid.Is2D ? 1 : grid.Nz * _parts);
        Spacing = (grid.Dx / _parts, grid.Dy / _parts, grid.Is2D ? grid.EndZ - grid.OriginZ : grid.Dz / _parts);
    }

    public (int X, int Y, int Z) Count { get; }

    /// <summary>um.</summary>
    public (double X, double Y, double Z) Spacing { get; }

    public int Points => Count.X * Count.Y * Count.Z;

    /// <summary>The space that a point stands for, um3.</summary>
    public double VolumeOfPoint => Spacing.X * Spacing.Y * Spacing.Z;

    public (double X, double Y, double Z) At(int point)
    {
        var i = point % Count.X;
        var rest = point / Count.X;
        return (
            _grid.OriginX + ((i + 0.5) * Spacing.X),
            _grid.OriginY + ((rest % Count.Y + 0.5) * Spacing.Y),
            _grid.OriginZ + ((rest / Count.Y + 0.5) * Spacing.Z)
        );
    }

    /// <summary>The point whose share of the space holds a position; positions outside count as at the edge.</summary>
    public int PointAt(double x, double y, double z)
    {
        var i = Clamp((x - _grid.OriginX) / Spacing.X, Count.X);
        var j = Clamp((y - _grid.OriginY) / Spacing.Y, Count.Y);
        var k = Clamp((z - _grid.OriginZ) / Spacing.Z, Count.Z);
        return (((k * Count.Y) + j) * Count.X) + i;
    }

    /// <summary>The voxel (x fastest, unpadded) in which a point lies.</summary>
    public int VoxelOf(int point)
    {
        var i = point % Count.X / _parts;
        var rest = point / Count.X;
        var j = rest % Count.Y / _parts;
        var k = _grid.Is2D ? 0 : rest / Count.Y / _parts;
        return (((k * _grid.Ny) + j) * _grid.Nx) + i;
    }

    /// <summary>Distance of every point to the nearest marked one, um.</summary>
    public double[] DistanceTo(bool[] mask) => DistanceMap.To(mask, Count, Spacing);

    private static int Clamp(double v, int n) => v >= n ? n - 1 : Math.Max((int)v, 0);
}
