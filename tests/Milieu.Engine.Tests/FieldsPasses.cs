// Super-time-stepping as its definition has it: one stage, the whole grid, the next stage.
using System.Numerics;

namespace Milieu.Engine.Tests;

/// <summary>At most one cell a voxel, uptake alone; arrays without padding. A voxel of 2^n um3 leaves the order of products open.</summary>
internal sealed class FieldsPasses<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly CompiledModel _model;
    private readonly T[] _held;
    private readonly bool[] _isHeld;
    private readonly double[] _rate;
    private T[] _values;

    /// <param name="bench">Cells and densities at the start.</param>
    public FieldsPasses(FieldsBench bench)
    {
        _model = bench.Model;
        var (grid, n) = (_model.Grid, _model.Grid.Voxels);
        _values = [.. Enumerable.Range(0, n).Select(v => T.CreateChecked(bench[0][bench[0].OffsetOfVoxel(v)]))];
        (_held, _isHeld, _rate) = (new T[n], new bool[n], new double[n]);
        var perVolume = _model.Types[0].Constants[_model.Behaviors.Uptake(0)] * (1 / grid.VoxelVolume);
        var cells = bench.Tissue.Cells;
        for (var row = 0; row < cells.Count; row++)
            _rate[VoxelOf(cells.X[row], cells.Y[row], cells.Z[row])] = cells.Volume(row) * perVolume;
        var substrate = _model.Substrates[0];
        for (var face = 0; face < 6; face++)
        for (var v = 0; v < n; v++)
            if (!double.IsNaN(substrate.Faces[face]) && IsOn(face, v))
                Hold(v, substrate.Faces[face]);
        foreach (var region in substrate.Regions)
        foreach (var v in region.Voxels)
            Hold(v, region.Value);
    }

    public double this[int voxel] => double.CreateChecked(_values[voxel]);

    public void Advance(int steps)
    {
        var substrate = _model.Substrates[0];
        var minutes = _model.Timing.FieldMinutes;
        var radius = StageBounds.DiffusionRadius(_model.Grid, substrate.Diffusion);
        var cap = Math.Max(radius, 10);
        var weights = new RklWeights();
        weights.Prepare(RklWeights.StagesFor(minutes * (radius + substrate.Decay + Math.Min(_rate.Max(), cap))));
        _values = Fixed(_values);
        for (var step = 0; step < steps; step++)
        {
            Split(cap, minutes / 2);
            var (older, newer) = (_values, _values);
            for (var j = 1; j <= weights.Stages; j++)
                (older, newer) = (newer, Stage(newer, older, j, weights, cap));
            _values = newer;
            Split(cap, minutes / 2);
        }
    }

    private T[] Stage(T[] newer, T[] older, int j, RklWeights weights, double cap)
    {
        var (grid, substrate) = (_model.Grid, _model.Substrates[0]);
        var tau = _model.Timing.FieldMinutes * weights.Share(j);
        T Along(double h, int n) => T.CreateTruncating(tau * substrate.Diffusion * (n == 1 ? 0 : 1 / (h * h)));
        var (ax, ay, az) = (Along(grid.Dx, grid.Nx), Along(grid.Dy, grid.Ny), Along(grid.Dz, grid.Nz));
        var (decay, scale) = (T.CreateTruncating(tau * substrate.Decay), T.CreateTruncating(tau));
        var follow = T.CreateTruncating(RklWeights.Follow(j));
        var result = new T[newer.Length];
        for (var v = 0; v < newer.Length; v++)
        {
            var (i, y, k) = (v % grid.Nx, v / grid.Nx % grid.Ny, v / (grid.Nx * grid.Ny));
            var c = newer[v];
            var change = ax * (newer[i > 0 ? v - 1 : v] - c + (newer[i < grid.Nx - 1 ? v + 1 : v] - c));
            change += ay * (newer[y > 0 ? v - grid.Nx : v] - c + (newer[y < grid.Ny - 1 ? v + grid.Nx : v] - c));
            var plane = grid.Nx * grid.Ny;
            if (grid.Nz > 1)
                change += az * (newer[k > 0 ? v - plane : v] - c + (newer[k < grid.Nz - 1 ? v + plane : v] - c));
            change -= decay * c;
            if (_rate[v] > 0)
                change += scale * (T.Zero - (T.CreateTruncating(Math.Min(_rate[v], cap)) * c));
            change += follow * (c - older[v]);
            result[v] = c + change;
        }
        return Fixed(result);
    }

    private void Split(double cap, double half)
    {
        for (var v = 0; v < _values.Length; v++)
            if (_rate[v] > cap)
                _values[v] = T.CreateTruncating(double.CreateChecked(_values[v]) / (1 + (half * (_rate[v] - cap))));
        _values = Fixed(_values);
    }

    private T[] Fixed(T[] values)
    {
        for (var v = 0; v < values.Length; v++)
            if (_isHeld[v])
                values[v] = _held[v];
        return values;
    }

    private void Hold(int voxel, double value) => (_held[voxel], _isHeld[voxel]) = (T.CreateTruncating(value), true);

    private bool IsOn(int face, int v)
    {
        var grid = _model.Grid;
        var (index, count) = (face / 2) switch
        {
            0 => (v % grid.Nx, grid.Nx),
            1 => (v / grid.Nx % grid.Ny, grid.Ny),
            _ => (v / (grid.Nx * grid.Ny), grid.Nz),
        };
        return index == (face % 2 == 0 ? 0 : count - 1);
    }

    private int VoxelOf(double x, double y, double z)
    {
        var grid = _model.Grid;
        var (i, j) = ((int)((x - grid.OriginX) / grid.Dx), (int)((y - grid.OriginY) / grid.Dy));
        return i + (grid.Nx * (j + (grid.Ny * (int)((z - grid.OriginZ) / grid.Dz))));
    }
}
