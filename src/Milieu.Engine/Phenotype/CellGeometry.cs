// Lengths from volumes.
namespace Milieu.Engine;

/// <summary>A cell is a sphere of its volume.</summary>
public static class CellGeometry
{
    private const double ThreeOverFourPi = 3 / (4 * Math.PI);

    /// <summary>r = (3 V / 4 pi)^(1/3), um, as float.</summary>
    /// <param name="volume">um3.</param>
    public static float Radius(double volume) => (float)ExactMath.Cbrt(ThreeOverFourPi * volume);
}
