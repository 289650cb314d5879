// What a picture shows, in pixels from the upper left corner: drawn alike as SVG and as PNG.
namespace Milieu.Runs;

/// <summary>A rectangle in pixels.</summary>
internal readonly record struct PixelBox(double X, double Y, double Width, double Height);

internal enum Anchor
{
    Start = 0,
    Middle = 1,
    End = 2,
}

/// <summary>One thing to draw; later shapes lie over earlier ones.</summary>
internal abstract record Shape;

/// <param name="Pixels">Rows from the top; stretched over the place, with soft transitions.</param>
internal sealed record ImageShape(PixelBox Place, int Columns, int Rows, Rgb[] Pixels) : Shape;

/// <param name="Edge">Color of the rim, drawn inside the radius.</param>
internal sealed record DiscShape(double X, double Y, double Radius, Rgb Fill, Rgb Edge, double EdgeWidth) : Shape;

/// <summary>A straight line with round ends.</summary>
internal sealed record LineShape(double X0, double Y0, double X1, double Y1, double Width, Rgb Color) : Shape;

internal sealed record BoxShape(PixelBox Place, Rgb Fill, double Opacity = 1) : Shape;

/// <param name="Y">Of the line on which letters stand.</param>
internal sealed record TextShape(double X, double Y, double Size, string Text, Anchor Anchor, Rgb Color) : Shape;

/// <param name="Panel">Shapes of the panel are cut at its borders.</param>
internal sealed record Scene(
    int Width,
    int Height,
    PixelBox Panel,
    IReadOnlyList<Shape> PanelShapes,
    IReadOnlyList<Shape> Overlay
);
