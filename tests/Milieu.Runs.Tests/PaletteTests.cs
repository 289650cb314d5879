// Colors of types: enough of them.
using System.Numerics;
using Milieu.Engine;

namespace Milieu.Runs.Tests;

public class PaletteTests
{
    [Fact(
        DisplayName = "32 types have 32 colors, any two at least 24 of 255 apart, and the first eight are the plain ones: a palette that starts again after eight gives the tissue's cancer cells the color of its T cells"
    )]
    public void ManyTypes()
    {
        var colors = Enumerable.Range(0, 32).Select(t => Palette.Of(t, CellState.Live).ToVector()).ToArray();
        for (var a = 0; a < colors.Length; a++)
        for (var b = 0; b < a; b++)
            Assert.True(Vector3.Distance(colors[a], colors[b]) >= 24, $"types {b} and {a}");
        Assert.Equal("#e69f00", Palette.Of(0, CellState.Live).Hex);
        Assert.Equal("#9aa5b1", Palette.Of(7, CellState.Live).Hex);
    }
}
