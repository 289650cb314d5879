// Uniform directions without transcendental functions.
namespace Milieu.Engine;

/// <summary>Points drawn uniformly on the unit circle and the unit sphere, by rejection: square roots only.</summary>
/// <remarks>Marsaglia 1972, doi:10.1214/aoms/1177692644.</remarks>
internal static class Direction
{
    /// <summary>Vectors shorter than this have no direction (contract 9.1).</summary>
    public const double LeastLength = 1e-16;

    // Each try is accepted with probability pi/4: 64 rejections in a row never happen (1e-43).
    private const int Tries = 64;

    public static (double X, double Y, double Z) OnCircle(Chance chance, ulong subject, uint tick, Purpose purpose)
    {
        var (a, b, square) = InDisc(chance, subject, tick, purpose);
        var length = Math.Sqrt(square);
        return (a / length, b / length, 0);
    }

    public static (double X, double Y, double Z) OnSphere(Chance chance, ulong subject, uint tick, Purpose purpose)
    {
        var (a, b, square) = InDisc(chance, subject, tick, purpose);
        var scale = 2 * Math.Sqrt(1 - square);
        return (scale * a, scale * b, 1 - (2 * square));
    }

    private static (double A, double B, double Square) InDisc(Chance chance, ulong subject, uint tick, Purpose purpose)
    {
        for (var draw = 0; draw < Tries; draw++)
        {
            var (u, v) = chance.Pair(subject, tick, purpose, draw);
            var a = (2 * u) - 1;
            var b = (2 * v) - 1;
            var square = (a * a) + (b * b);
            if (square is > 0 and < 1)
                return (a, b, square);
        }
        return (1, 0, 1);
    }
}
