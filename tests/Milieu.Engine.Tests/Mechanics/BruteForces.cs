// The pair law over all pairs, written a second time: no bins, no kernels.
namespace Milieu.Engine.Tests;

/// <summary>Velocity, pressure and neighbors of every row, by testing every other row.</summary>
internal sealed class BruteForces
{
    private readonly Scene _scene;

    public BruteForces(Scene scene)
    {
        _scene = scene;
        Velocity = new (double X, double Y, double Z)[scene.Rows];
        Pressure = new double[scene.Rows];
        Neighbors = [.. Enumerable.Range(0, scene.Rows).Select(_ => new List<int>())];
        Doubtful = new bool[scene.Rows];
        Nearest = new double[scene.Rows];
        Array.Fill(Nearest, double.PositiveInfinity);
        for (var i = 0; i < scene.Rows; i++)
        for (var j = 0; j < scene.Rows; j++)
            if (i != j && IsWithin(i, j, 60) && IsFelt(i) && IsFelt(j) && Value(i, B.Movable) > 0.5)
                Add(i, j);
    }

    public (double X, double Y, double Z)[] Velocity { get; }

    public double[] Pressure { get; }

    public List<int>[] Neighbors { get; }

    /// <summary>Rows with a neighbor so near the edge of reach that rounding decides.</summary>
    public bool[] Doubtful { get; }

    /// <summary>Distance of the nearest neighbor, um.</summary>
    public double[] Nearest { get; }

    private BehaviorIndex B => _scene.Context.Model.Behaviors;

    /// <summary>No two cells of these tests reach farther than this box.</summary>
    private bool IsWithin(int i, int j, double box) =>
        Math.Abs(_scene.Cells.X[i] - _scene.Cells.X[j]) < box
        && Math.Abs(_scene.Cells.Y[i] - _scene.Cells.Y[j]) < box
        && Math.Abs(_scene.Cells.Z[i] - _scene.Cells.Z[j]) < box;

    private bool IsFelt(int row) =>
        !_scene.Cells.Is(row, CellFlags.Tombstone) && !_scene.Cells.Is(row, CellFlags.Escaped);

    private double Value(int row, int behavior) =>
        _scene.Cells.ColumnOf(behavior)?[row] ?? _scene.Context.Model.Types[_scene.Cells.Type[row]].Constants[behavior];

    private void Add(int i, int j)
    {
        var c = _scene.Cells;
        var (dx, dy, dz) = (c.X[i] - c.X[j], c.Y[i] - c.Y[j], c.Z[i] - c.Z[j]);
        var d = Math.Sqrt((dx * dx) + (dy * dy) + (dz * dz));
        var touching = (double)c.Radius[i] + c.Radius[j];
        var reach = (Value(i, B.Reach) * c.Radius[i]) + (Value(j, B.Reach) * c.Radius[j]);
        var force = 0.0;
        if (d <= touching)
        {
            Pressure[i] += Math.Pow(1 - (d / touching), 2) / 0.027288820670331;
            force += Math.Pow(1 - (d / touching), 2) * Math.Sqrt(Value(i, B.Repulsion) * Value(j, B.Repulsion));
        }
        if (d < reach)
        {
            var adhesion =
                Value(i, B.Adhesion)
                * Value(i, B.Affinity(c.Type[j]))
                * Value(j, B.Adhesion)
                * Value(j, B.Affinity(c.Type[i]));
            force -= Math.Pow(1 - (d / reach), 2) * Math.Sqrt(adhesion);
            Neighbors[i].Add(j);
        }
        Nearest[i] = Math.Min(Nearest[i], d);
        Doubtful[i] |= Math.Abs(d - reach) < 1e-4;
        var v = Velocity[i];
        Velocity[i] = (v.X + (force * dx / d), v.Y + (force * dy / d), v.Z + (force * dz / d));
    }
}
