// Which voxels of a field are held at a value, now.
namespace Milieu.Engine;

/// <summary>Dirichlet faces and regions of one substrate; each can take another value, or none (NaN), over time.</summary>
/// <remarks>A face holds the centers of its boundary voxels. Faces apply in the order xmin, xmax, ymin, ymax, zmin, zmax
/// and the last one owns edges and corners; regions come after faces. In 2-D the z faces hold nothing.</remarks>
public sealed class Boundary
{
    private readonly GridSpec _grid;
    private readonly CompiledSubstrate _substrate;
    private readonly int _stride;
    private readonly int _visited;
    private readonly double[] _targets;
    private bool _stale;

    /// <param name="stride">Elements from one row of x to the next.</param>
    /// <param name="visited">Bit f: face f takes edges and corners from earlier faces even where this substrate has no value on it.</param>
    public Boundary(GridSpec grid, CompiledSubstrate substrate, int stride, int visited = 0)
    {
        _grid = grid;
        _substrate = substrate;
        _stride = stride;
        _visited = visited;
        _targets = [.. substrate.Faces, .. substrate.Regions.Select(r => r.Value)];
        Held = new HeldVoxels(Collect(), grid.Ny * grid.Nz, stride, grid.Nx);
    }

    /// <summary>Faces on which any substrate has a value: the compatible solver lets them own corners for all substrates.</summary>
    public static int VisitedFaces(CompiledModel model)
    {
        var mask = 0;
        foreach (var substrate in model.Substrates)
            for (var face = 0; face < 6; face++)
                if (substrate.Integrator == Integrator.Lod && !double.IsNaN(substrate.Faces[face]))
                    mask |= 1 << face;
        return mask;
    }

    /// <summary>Gives a face (0..5) or region (6 + index) another value; NaN lets its voxels go.</summary>
    public void Set(int target, double value)
    {
        _targets[target] = value;
        _stale = true;
    }

    /// <summary>Number of voxels held at a value.</summary>
    public int Count
    {
        get
        {
            Refresh();
            return Held.Count;
        }
    }

    /// <summary>The voxels, as of the last <see cref="Refresh"/>.</summary>
    internal HeldVoxels Held { get; private set; }

    /// <summary>Brings the list of voxels up to date.</summary>
    internal void Refresh()
    {
        if (_stale)
            Held = new HeldVoxels(Collect(), _grid.Ny * _grid.Nz, _stride, _grid.Nx);
        _stale = false;
    }

    private Dictionary<int, double> Collect()
    {
        var held = new Dictionary<int, double>();
        for (var face = 0; face < (_grid.Is2D ? 4 : 6); face++)
            CollectFace(held, face);
        for (var region = 0; region < _substrate.Regions.Length; region++)
            if (!double.IsNaN(_targets[6 + region]))
                foreach (var voxel in _substrate.Regions[region].Voxels)
                    held[Offset(voxel % _grid.Nx, voxel / _grid.Nx)] = _targets[6 + region];
        return held;
    }

    private void CollectFace(Dictionary<int, double> held, int face)
    {
        var value = _targets[face];
        var takesCorners = _substrate.Integrator == Integrator.Lod && (_visited & (1 << face)) != 0;
        if (double.IsNaN(value) && !takesCorners)
            return;
        var (i0, i1) = Range(face, 0, _grid.Nx);
        var (j0, j1) = Range(face, 1, _grid.Ny);
        var (k0, k1) = Range(face, 2, _grid.Nz);
        for (var k = k0; k < k1; k++)
        for (var j = j0; j < j1; j++)
        for (var i = i0; i < i1; i++)
        {
            var offset = Offset(i, (k * _grid.Ny) + j);
            if (double.IsNaN(value))
                held.Remove(offset);
            else
                held[offset] = value;
        }
    }

    private static (int Begin, int End) Range(int face, int axis, int n) =>
        face / 2 != axis ? (0, n)
        : face % 2 == 0 ? (0, 1)
        : (n - 1, n);

    private int Offset(int i, int row) => (row * _stride) + i;
}
