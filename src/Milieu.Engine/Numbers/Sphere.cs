// Directions from uniform draws.
namespace Milieu.Engine;

/// <summary>Uniform points on the unit sphere and the unit circle.</summary>
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
}
