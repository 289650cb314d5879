// How long a hundred micrometers are.
using System.Globalization;

namespace Milieu.Runs;

/// <summary>A bar of a round length in the lower left corner of a panel.</summary>
internal static class ScaleBar
{
    private static readonly double[] Lengths = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

    /// <param name="scale">Pixels per um.</param>
    public static IEnumerable<Shape> Of(PixelBox panel, double scale)
    {
        var length = Lengths.LastOrDefault(l => l * scale <= panel.Width / 4, Lengths[0]);
        var label =
            length < 1000
                ? string.Create(CultureInfo.InvariantCulture, $"{length:0} µm")
                : string.Create(CultureInfo.InvariantCulture, $"{length / 1000:0} mm");
        var (x, y, width) = (panel.X + 14, panel.Y + panel.Height - 20, length * scale);
        yield return new BoxShape(new PixelBox(x - 8, y - 22, width + 16, 36), Rgb.White, 0.8);
        yield return new BoxShape(new PixelBox(x, y, width, 4), Rgb.Ink);
        yield return new TextShape(x + (width / 2), y - 6, 14, label, Anchor.Middle, Rgb.Ink);
    }
}
