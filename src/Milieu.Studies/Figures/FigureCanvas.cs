// Shapes of a figure, written as SVG that needs nothing but itself.
using System.Globalization;
using System.Security;
using System.Text;

namespace Milieu.Studies;

internal enum TextAnchor
{
    Start = 0,
    Middle,
    End,
}

/// <summary>A white sheet of a size in px; y grows downwards.</summary>
internal sealed class FigureCanvas
{
    private readonly StringBuilder _svg = new();

    /// <param name="title">What the figure shows, for those who do not see it.</param>
    /// <param name="id">Tells the figures of a page apart.</param>
    public FigureCanvas(double width, double height, string title, string description, string id)
    {
        Line(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">"
        );
        Line($"<title id=\"{id}-t\">{Escaped(title)}</title>");
        Line($"<desc id=\"{id}-d\">{Escaped(description)}</desc>");
        Line($"<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>");
    }

    public string End() => _svg.Append("</svg>\n").ToString();

    public void Segment(double x1, double y1, double x2, double y2, string color, double width = 1, string more = "") =>
        Line(
            $"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" stroke=\"{color}\" stroke-width=\"{width:0.##}\"{more}/>"
        );

    public void Path(IEnumerable<(double X, double Y)> points, string color, double width, string more = "") =>
        Line(
            $"<polyline points=\"{Points(points)}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{width:0.##}\" stroke-linejoin=\"round\"{more}/>"
        );

    public void Area(IEnumerable<(double X, double Y)> points, string color, double opacity) =>
        Line($"<polygon points=\"{Points(points)}\" fill=\"{color}\" fill-opacity=\"{opacity:0.##}\"/>");

    public void Box(double x, double y, double width, double height, string fill, string more = "") =>
        Line(
            $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{Math.Max(0, width):0.##}\" height=\"{Math.Max(0, height):0.##}\" fill=\"{fill}\"{more}/>"
        );

    /// <summary>Dots of different series differ in shape: filled circle, open circle, square, open square.</summary>
    public void Dot(double x, double y, int series, string color, double size = 3.5)
    {
        var fill = series % 2 == 0 ? color : "#ffffff";
        if (series / 2 % 2 == 0)
            Line(
                $"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{size:0.##}\" fill=\"{fill}\" stroke=\"{color}\" stroke-width=\"1.4\"/>"
            );
        else
            Box(x - size, y - size, 2 * size, 2 * size, fill, Invariant($" stroke=\"{color}\" stroke-width=\"1.4\""));
    }

    public void Text(
        double x,
        double y,
        string text,
        TextAnchor anchor = TextAnchor.Start,
        string color = FigureColors.Ink,
        string more = ""
    )
    {
        var side = anchor switch
        {
            TextAnchor.Start => "",
            TextAnchor.Middle => " text-anchor=\"middle\"",
            _ => " text-anchor=\"end\"",
        };
        Line($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" fill=\"{color}\"{side}{more}>{Escaped(text)}</text>");
    }

    /// <summary>Text that runs upwards.</summary>
    public void Upwards(double x, double y, string text) =>
        Line(
            $"<text transform=\"translate({x:0.##} {y:0.##}) rotate(-90)\" text-anchor=\"middle\" fill=\"{FigureColors.Ink}\">{Escaped(text)}</text>"
        );

    /// <summary>About how wide a text is at 12 px, px.</summary>
    public static double WidthOf(string text) => text.Length * 6.4;

    /// <summary>A text cut to a width.</summary>
    public static string Cut(string text, double width)
    {
        var most = Math.Max(2, (int)(width / 6.4));
        return text.Length <= most ? text : text[..(most - 1)] + "\u2026";
    }

    private static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(p => Invariant($"{p.X:0.##},{p.Y:0.##}")));

    private static string Escaped(string text) =>
        SecurityElement.Escape(string.Concat(text.Where(c => c is '\t' or '\n' || !char.IsControl(c))));

    private void Line(FormattableString text) => _svg.Append(Invariant(text)).Append('\n');

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
