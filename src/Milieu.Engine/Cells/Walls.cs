// Keeps positions in the domain.
namespace Milieu.Engine;

/// <summary>Reflection at the faces of the domain.</summary>
internal static class Walls
{
    /// <summary>Folded back at a face; a step longer than the box ends at a face.</summary>
    public static double Mirror(double p, double low, double high)
    {
        if (p < low)
            p = low + (low - p);
        else if (p > high)
            p = high - (p - high);
        return Math.Clamp(p, low, high);
    }
}
