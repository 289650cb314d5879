// Directions from uniform draws, and what two balls share.
namespace Milieu.Engine;

/// <summary>Uniform points on the unit sphere and the unit circle; the overlap of balls.</summary>
public static class Sphere
{
    /// <summary>z = 2u - 1, angle = 2 pi v (Archimedes: equal heights have equal areas).</summary>
    public static (double X, double Y, double Z) Point(double u, double v)
    {
        var z = (2 * u) - 1;
        var (x, y) = Circle(v);
        var r = Math.Sqrt(Math.Max(0, 1 - (z * z)));
        return (r * x, r * y, z);
    }

    public static (double X, double Y) Circle(double v)
    {
        var (sin, cos) = ExactMath.SinCos(2 * Math.PI * v);
        return (cos, sin);
    }

    /// <summary>The volume that two balls of these radii share at a distance of centers.</summary>
    /// <remarks>pi (R + r - d)^2 (d^2 + 2 d (R + r) - 3 (R - r)^2) / (12 d): two caps; the smaller ball where it lies within the other.</remarks>
    public static double Overlap(double one, double other, double distance)
    {
        var (sum, difference) = (one + other, one - other);
        if (distance >= sum)
            return 0;
        if (distance <= Math.Abs(difference))
        {
            var least = Math.Min(one, other);
            return 4 * Math.PI / 3 * least * least * least;
        }
        var depth = sum - distance;
        var shape = (distance * distance) + (2 * distance * sum) - (3 * difference * difference);
        return Math.PI * depth * depth * shape / (12 * distance);
    }
}
