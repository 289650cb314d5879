// The matrices of voxels: where they are, and the density of every substrate in them.
using Milieu.Engine;

namespace Milieu.PhysiCell;

/// <summary>One column a voxel, x fastest: x, y, z of its center (um), its volume (um3), densities.</summary>
internal static class FieldMatrix
{
    private const int Leading = 4;

    public static void WriteMesh(Stream stream, GridSpec grid) => Write(stream, "mesh", grid, []);

    public static void WriteDensities(Stream stream, Tissue tissue, GridSpec grid) =>
        Write(stream, "multiscale_microenvironment", grid, [.. tissue.Fields]);

    private static void Write(Stream stream, string name, GridSpec grid, ReadOnlySpan<Field> fields)
    {
        var height = Leading + fields.Length;
        MatlabWriter.WriteHeader(stream, name, height, grid.Voxels);
        // A line of x at once.
        var values = new double[height * grid.Nx];
        for (var k = 0; k < grid.Nz; k++)
        for (var j = 0; j < grid.Ny; j++)
        {
            for (var i = 0; i < grid.Nx; i++)
            {
                var at = values.AsSpan(i * height, height);
                (at[0], at[1], at[2]) = (grid.CenterX(i), grid.CenterY(j), grid.CenterZ(k));
                at[3] = grid.VoxelVolume;
                for (var s = 0; s < fields.Length; s++)
                    at[Leading + s] = fields[s][fields[s].Offset(i, j, k)];
            }
            MatlabWriter.WriteValues(stream, values);
        }
    }
}
