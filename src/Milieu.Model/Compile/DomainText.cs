// The domain in words, for messages.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model;

internal static class DomainText
{
    public static string Of(GridSpec g)
    {
        var plane = string.Create(
            CultureInfo.InvariantCulture,
            $"x from {g.OriginX} to {g.EndX}, y from {g.OriginY} to {g.EndY}"
        );
        var depth = string.Create(CultureInfo.InvariantCulture, $", z from {g.OriginZ} to {g.EndZ}");
        return plane + (g.Is2D ? "" : depth) + " um";
    }

    public static bool Contains(GridSpec g, double x, double y, double z) =>
        x >= g.OriginX && x <= g.EndX && y >= g.OriginY && y <= g.EndY && (g.Is2D || (z >= g.OriginZ && z <= g.EndZ));
}
