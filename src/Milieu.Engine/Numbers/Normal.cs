// Normal numbers from uniform ones.
namespace Milieu.Engine;

internal static class Normal
{
    /// <summary>Box and Muller's cosine branch (doi:10.1214/aoms/1177706645); 1 - u keeps the logarithm finite.</summary>
    /// <param name="u">Two independent uniforms in [0, 1).</param>
    public static double Of((double A, double B) u) =>
        Math.Sqrt(-2 * ExactMath.Log(1 - u.A)) * ExactMath.Cos(2 * Math.PI * u.B);
}
