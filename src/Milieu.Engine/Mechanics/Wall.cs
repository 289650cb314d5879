// The repulsive wall at the faces of the domain.
namespace Milieu.Engine;

/// <summary>A cell nearer to a face than its radius is pushed inwards (docs/science/mechanics.md).</summary>
/// <remarks>v = beta (1 - d/r)^2 along the inward normal of the nearest face only, um/min (contract 9.1).</remarks>
internal static class Wall
{
    /// <summary>PhysiCell's wall overrides the type's own strength, um/min (contract 17, Q18).</summary>
    public const double FixedStrength = 100;

    /// <summary>True for a cell that no face can push: most of them, most of the time.</summary>
    public static bool IsOutOfReach(GridSpec box, double x, double y, double z, double radius) =>
        x - box.OriginX >= radius
        && box.EndX - x >= radius
        && y - box.OriginY >= radius
        && box.EndY - y >= radius
        && (box.Is2D || (z - box.OriginZ >= radius && box.EndZ - z >= radius));

    /// <summary>Velocity that the wall gives to a cell.</summary>
    public static (double X, double Y, double Z) Push(
        GridSpec box,
        double x,
        double y,
        double z,
        double radius,
        double strength
    )
    {
        var (axis, sign, nearest) = (0, 1, x - box.OriginX);
        Consider(box.EndX - x, 0, -1, ref axis, ref sign, ref nearest);
        Consider(y - box.OriginY, 1, 1, ref axis, ref sign, ref nearest);
        Consider(box.EndY - y, 1, -1, ref axis, ref sign, ref nearest);
        if (!box.Is2D)
        {
            Consider(z - box.OriginZ, 2, 1, ref axis, ref sign, ref nearest);
            Consider(box.EndZ - z, 2, -1, ref axis, ref sign, ref nearest);
        }
        if (nearest >= radius)
            return (0, 0, 0);
        var push = sign * strength * PairLaw.Falloff(nearest, radius);
        return (axis == 0 ? push : 0, axis == 1 ? push : 0, axis == 2 ? push : 0);
    }

    private static void Consider(double distance, int on, int side, ref int axis, ref int sign, ref double nearest)
    {
        if (distance >= nearest)
            return;
        (axis, sign, nearest) = (on, side, distance);
    }
}
