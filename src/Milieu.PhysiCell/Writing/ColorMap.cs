// Colors of densities by the names that settings files use.
using System.Collections.Immutable;
using System.Globalization;

namespace Milieu.PhysiCell;

/// <summary>From a share of a range to a color, straight between the colors of a list.</summary>
/// <remarks>YlOrRd: Cynthia Brewer's nine classes; the others: points of matplotlib's maps of the same names.</remarks>
internal sealed class ColorMap
{
    private const string Default = "YlOrRd";
    private const string Reversed = "_r";

    private static readonly ImmutableDictionary<string, string> Points = new Dictionary<string, string>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        [Default] = "ffffcc ffeda0 fed976 feb24c fd8d3c fc4e2a e31a1c bd0026 800026",
        ["viridis"] = "440154 472d7b 3b528b 2c728e 21918c 28ae80 5ec962 addc30 fde725",
        ["plasma"] = "0d0887 4c02a1 7e03a8 aa2395 cc4778 e66c5c f89540 fdc527 f0f921",
        ["turbo"] =
            "30123b 4145ab 4675ed 39a2fc 1bcfd4 24eca6 61fc6c a4fc3b d1e834 f3c63a fe9b2d f36315 d93806 b11901 7a0402",
        ["jet"] = "000080 0000ff 0080ff 00ffff 80ff80 ffff00 ff8000 ff0000 800000",
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly int[][] _colors;

    public ColorMap(string name)
    {
        var isReversed = name.EndsWith(Reversed, StringComparison.Ordinal);
        var known = Points.GetValueOrDefault(isReversed ? name[..^Reversed.Length] : name, Points[Default]);
        var colors = known.Split(' ').Select(Channels);
        _colors = [.. isReversed ? colors.Reverse() : colors];
    }

    /// <param name="share">0 is the first color and 1 the last; values outside are those of the ends.</param>
    public string At(double share)
    {
        var place = (double.IsNaN(share) ? 0 : Math.Clamp(share, 0, 1)) * (_colors.Length - 1);
        var first = Math.Min((int)place, _colors.Length - 2);
        var part = place - first;
        var mixed = _colors[first].Zip(_colors[first + 1], (a, b) => (int)Math.Round(a + (part * (b - a))));
        return $"rgb({string.Join(',', mixed)})";
    }

    private static int[] Channels(string hex) =>
        [
            .. Enumerable
                .Range(0, 3)
                .Select(k => int.Parse(hex.AsSpan(2 * k, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        ];
}
