// A tissue at one time in the terms that both programs share: what measures are taken of.
using Milieu.Engine;

namespace Milieu.Equivalence;

/// <summary>One cell as both programs know it; um, um3, um/min, min.</summary>
/// <param name="Links">Springs that hold the cell, those of attacks included.</param>
internal readonly record struct CellView(
    string Type,
    CellState State,
    double X,
    double Y,
    double Z,
    double Volume,
    double Pressure,
    double Speed,
    double Damage,
    double AttackTime,
    bool Attacks,
    int Links
)
{
    public double Radius => Math.Cbrt(0.75 * Volume / Math.PI);

    public double DistanceTo(in CellView other)
    {
        var (dx, dy, dz) = (X - other.X, Y - other.Y, Z - other.Z);
        return Math.Sqrt((dx * dx) + (dy * dy) + (dz * dz));
    }
}

/// <summary>One substrate: over voxels, and what the cells hold of it.</summary>
internal readonly record struct SubstrateView(
    string Name,
    double Mean,
    double Min,
    double Max,
    double Total,
    double Internalized
);

/// <summary>Everything that is measured, at one time.</summary>
internal sealed record Moment(
    double Minutes,
    IReadOnlyList<string> Types,
    IReadOnlyList<CellView> Cells,
    IReadOnlyList<SubstrateView> Substrates
);
