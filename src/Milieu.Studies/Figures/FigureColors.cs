// Colors that people with any eyes can tell apart.
using System.Collections.Immutable;

namespace Milieu.Studies;

/// <summary>Okabe and Ito's palette, dark ones first: https://jfly.uni-koeln.de/color/ (2008).</summary>
internal static class FigureColors
{
    public const string Ink = "#1a1a1a";
    public const string Faint = "#d9d9d9";
    public const string Middle = "#767676";

    private static readonly ImmutableArray<string> Palette =
    [
        "#0072B2",
        "#D55E00",
        "#009E73",
        "#CC79A7",
        "#E69F00",
        "#56B4E9",
        "#000000",
        "#B8A800",
    ];

    public static string Of(int series) => Palette[series % Palette.Length];

    /// <summary>Lines differ in their dashes too: solid, long, short, dash and dot.</summary>
    public static string DashOf(int series) =>
        (series % 4) switch
        {
            1 => " stroke-dasharray=\"8 3\"",
            2 => " stroke-dasharray=\"3 3\"",
            3 => " stroke-dasharray=\"8 3 2 3\"",
            _ => "",
        };
}
