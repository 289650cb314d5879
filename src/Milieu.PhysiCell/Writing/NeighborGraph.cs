// Who is within reach of whom, where the cells stand now.
using Milieu.Engine;

namespace Milieu.PhysiCell;

/// <summary>Pairs of centers closer than A_i r_i + A_j r_j; cells that left the domain have none.</summary>
internal sealed class NeighborGraph
{
    private const int BinsPerCell = 4;
    private readonly Cells _cells;
    private readonly double[] _reach;
    private readonly int[] _binOf;
    private readonly int[] _starts;
    private readonly int[] _members;
    private readonly double[] _origin = [double.MaxValue, double.MaxValue, double.MaxValue];
    private readonly int[] _bins = [1, 1, 1];
    private readonly double _edge;

    public NeighborGraph(CompiledModel model, Cells cells, int[] rows)
    {
        _cells = cells;
        var read = new BehaviorReader(model, cells);
        rows = [.. rows.Where(r => !cells.Is(r, CellFlags.Escaped))];
        _reach = new double[cells.Count];
        _binOf = new int[cells.Count];
        Array.Fill(_binOf, -1);
        foreach (var row in rows)
        {
            _reach[row] = read[row, model.Behaviors.Reach] * cells.Radius[row];
            _edge = Math.Max(_edge, 2 * _reach[row]);
        }
        _edge = Bound(rows, Math.Max(_edge, 1e-3));
        _starts = new int[(_bins[0] * _bins[1] * _bins[2]) + 1];
        foreach (var row in rows)
            _starts[(_binOf[row] = BinAt(row)) + 1]++;
        for (var bin = 1; bin < _starts.Length; bin++)
            _starts[bin] += _starts[bin - 1];
        _members = new int[rows.Length];
        var next = _starts[..^1];
        foreach (var row in rows)
            _members[next[_binOf[row]]++] = row;
    }

    public void Find(int row, List<int> others)
    {
        if (_binOf[row] < 0)
            return;
        var (bx, by, bz) = (Axis(_cells.X[row], 0), Axis(_cells.Y[row], 1), Axis(_cells.Z[row], 2));
        for (var z = Math.Max(0, bz - 1); z <= Math.Min(_bins[2] - 1, bz + 1); z++)
        for (var y = Math.Max(0, by - 1); y <= Math.Min(_bins[1] - 1, by + 1); y++)
        for (var x = Math.Max(0, bx - 1); x <= Math.Min(_bins[0] - 1, bx + 1); x++)
        {
            var bin = Bin(x, y, z);
            for (var k = _starts[bin]; k < _starts[bin + 1]; k++)
                if (_members[k] != row && AreClose(row, _members[k]))
                    others.Add(_members[k]);
        }
    }

    // Bins at least as wide as the longest reach, and not many more of them than cells.
    private double Bound(int[] rows, double edge)
    {
        double[] end = [double.MinValue, double.MinValue, double.MinValue];
        foreach (var row in rows)
        {
            double[] at = [_cells.X[row], _cells.Y[row], _cells.Z[row]];
            for (var axis = 0; axis < 3; axis++)
                (_origin[axis], end[axis]) = (Math.Min(_origin[axis], at[axis]), Math.Max(end[axis], at[axis]));
        }
        for (; rows.Length > 0; edge *= 1.3)
        {
            var size = end.Select((e, axis) => Math.Floor((e - _origin[axis]) / edge) + 1).ToArray();
            if (size[0] * size[1] * size[2] > (BinsPerCell * (double)rows.Length) + 1)
                continue;
            for (var axis = 0; axis < 3; axis++)
                _bins[axis] = (int)size[axis];
            break;
        }
        return edge;
    }

    private int BinAt(int row) => Bin(Axis(_cells.X[row], 0), Axis(_cells.Y[row], 1), Axis(_cells.Z[row], 2));

    private int Bin(int x, int y, int z) => (((z * _bins[1]) + y) * _bins[0]) + x;

    private int Axis(double position, int axis) => Math.Min(_bins[axis] - 1, (int)((position - _origin[axis]) / _edge));

    private bool AreClose(int row, int other)
    {
        var dx = _cells.X[row] - _cells.X[other];
        var dy = _cells.Y[row] - _cells.Y[other];
        var dz = _cells.Z[row] - _cells.Z[other];
        var reach = _reach[row] + _reach[other];
        return (dx * dx) + (dy * dy) + (dz * dz) < reach * reach;
    }
}
