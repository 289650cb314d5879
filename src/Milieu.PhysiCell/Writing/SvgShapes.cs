// The few shapes that the pictures of cells are made of.
using System.Text;

namespace Milieu.PhysiCell;

/// <summary>SVG elements, one a line or three; text is black Arial.</summary>
internal sealed class SvgShapes(TextWriter svg)
{
    private const int BufferBytes = 1 << 16;

    public static StreamWriter On(Stream stream) =>
        new(stream, new UTF8Encoding(false), BufferBytes, leaveOpen: true) { NewLine = "\n" };

    public void Start(double width, double height)
    {
        svg.WriteLine("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>");
        svg.WriteLine(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"{N(width)}\" height=\"{N(height)}\" id=\"svg2\">"
        );
    }

    public void End() => svg.WriteLine("</svg>");

    public void Line(string text) => svg.WriteLine(text);

    public void Text(string text, double x, double y, double size)
    {
        svg.WriteLine($"  <text x=\"{N(x)}\" y=\"{N(y)}\"");
        svg.WriteLine($"   font-family=\"Arial\" font-size=\"{N(size)}\" fill=\"black\" >");
        svg.WriteLine($"   {SafeText.Escaped(text)}");
        svg.WriteLine("  </text>");
    }

    public void Circle(double x, double y, double radius, double stroke, string outline, string fill) =>
        svg.WriteLine(
            $"  <circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\" stroke-width=\"{N(stroke)}\" stroke=\"{outline}\" fill=\"{fill}\"/>"
        );

    public void Rectangle(
        double x,
        double y,
        double width,
        double height,
        double stroke,
        string outline,
        string fill
    ) =>
        svg.WriteLine(
            $"  <rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" stroke-width=\"{N(stroke)}\" stroke=\"{outline}\" fill=\"{fill}\"/>"
        );

    private static string N(double value) => NumberText.Short(value);
}
