// How full a place is.
namespace Milieu.Engine;

/// <summary>The share of a ball around a place that cells fill, where cells that overlap count twice.</summary>
/// <remarks>phi = sum over cells of overlap(ball, cell) / ball, the ball as large as a voxel of 20 um, whatever the grid
/// (docs/science/doors.md).</remarks>
internal sealed class Crowding(Tissue tissue, Sorter sorter)
{
    /// <summary>Where a model says nothing.</summary>
    public const double UsualLimit = 0.9;

    private const double Ball = 8000;
    private static readonly double BallRadius = ExactMath.Cbrt(3 * Ball / (4 * Math.PI));

    private readonly Cells _cells = tissue.Cells;
    private double _largestRadius;

    /// <summary>To be said before places are judged, once rows have grown.</summary>
    public void Measure()
    {
        _largestRadius = 0;
        for (var row = 0; row < _cells.Count; row++)
            _largestRadius = Math.Max(_largestRadius, _cells.Radius[row]);
    }

    /// <summary>The share around a row at its place, itself included.</summary>
    /// <param name="near">A row that stands in a bin, not far off.</param>
    public unsafe double Around(int row, int near)
    {
        var bins = sorter.Bins;
        var sorted = bins.Starts[bins.Grid.Count];
        var filled = Overlap(row, row);
        if (near < sorted)
        {
            var length = Math.Sqrt(Square(row, near)) + BallRadius + _largestRadius + BinBox.Slack(tissue);
            var box = BinBox.Around(bins.Grid, _cells.Bin[near], BinBox.Rings(bins.Grid, length));
            for (var z = box.Z0; z <= box.Z1; z++)
            for (var y = box.Y0; y <= box.Y1; y++)
            {
                var line = ((z * bins.Grid.Ny) + y) * bins.Grid.Nx;
                for (var other = bins.Starts[line + box.X0]; other < bins.Starts[line + box.X1 + 1]; other++)
                    filled += Overlap(row, other);
            }
        }
        else
        {
            for (var other = 0; other < sorted; other++)
                filled += Overlap(row, other);
        }
        // Those that came at this tick stand in no bin yet.
        for (var other = sorted; other < _cells.Count; other++)
            if (other != row)
                filled += Overlap(row, other);
        return filled / Ball;
    }

    private double Overlap(int row, int other) =>
        _cells.Is(other, CellFlags.Absent)
            ? 0
            : Sphere.Overlap(BallRadius, _cells.Radius[other], Math.Sqrt(Square(row, other)));

    private double Square(int row, int other)
    {
        var dx = _cells.X[row] - _cells.X[other];
        var dy = _cells.Y[row] - _cells.Y[other];
        var dz = _cells.Z[row] - _cells.Z[other];
        return (dx * dx) + (dy * dy) + (dz * dz);
    }
}
