// A log-log plot as SVG: how a cost grows.
using System.Globalization;
using System.Security;
using System.Text;

namespace Milieu.Speed;

/// <summary>One line of a plot.</summary>
public sealed record Curve(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Curves over decades, if wanted with a dashed guide that grows in proportion.</summary>
public sealed class LogPlot(string title, string x, string y, IReadOnlyList<Curve> curves)
{
    private const double Width = 780;
    private const double Height = 440;
    private const double Left = 78;
    private const double Right = 240;
    private const double Top = 44;
    private const double Bottom = 62;

    /// <summary>Told apart by people who see colors differently (Okabe and Ito); shapes and dashes tell them apart too.</summary>
    private static readonly string[] Colors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];

    private readonly (double Low, double High) _x = Decades(curves.SelectMany(c => c.Points).Select(p => p.X));
    private readonly (double Low, double High) _y = Decades(curves.SelectMany(c => c.Points).Select(p => p.Y));
    private readonly StringBuilder _svg = new();

    /// <summary>Shows what growing in proportion looks like.</summary>
    public bool HasGuide { get; init; } = true;

    public string ToSvg()
    {
        Line(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\" fill=\"black\">"
        );
        Line($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>");
        Line($"<text x=\"{Left}\" y=\"24\" font-size=\"15\" font-weight=\"bold\">{Escaped(title)}</text>");
        Axes();
        if (HasGuide)
            Guide();
        for (var k = 0; k < curves.Count; k++)
            Draw(curves[k], k);
        Line($"</svg>");
        return _svg.ToString();
    }

    private void Axes()
    {
        for (var d = _x.Low; d <= _x.High; d++)
        {
            Line($"<path d=\"M{AtX(d):0.#} {Top}V{Height - Bottom}\" stroke=\"lightgray\"/>");
            Line($"<text x=\"{AtX(d):0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{Decade(d)}</text>");
        }
        for (var d = _y.Low; d <= _y.High; d++)
        {
            Line($"<path d=\"M{Left} {AtY(d):0.#}H{Width - Right}\" stroke=\"lightgray\"/>");
            Line($"<text x=\"{Left - 8}\" y=\"{AtY(d) + 4:0.#}\" text-anchor=\"end\">{Decade(d)}</text>");
        }
        Line($"<path d=\"M{Left} {Top}V{Height - Bottom}H{Width - Right}\" fill=\"none\" stroke=\"black\"/>");
        Line(
            $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 16}\" text-anchor=\"middle\">{Escaped(x)}</text>"
        );
        Line(
            $"<text transform=\"translate(18 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{Escaped(y)}</text>"
        );
    }

    /// <summary>In proportion, through the last point of the first curve.</summary>
    private void Guide()
    {
        var (endX, endY) = (Math.Log10(curves[0].Points[^1].X), Math.Log10(curves[0].Points[^1].Y));
        var first = Math.Max(_x.Low, endX - (endY - _y.Low));
        var last = Math.Min(_x.High, endX + (_y.High - endY));
        var (y0, y1) = (endY + first - endX, endY + last - endX);
        Line(
            $"<path d=\"M{AtX(first):0.#} {AtY(y0):0.#}L{AtX(last):0.#} {AtY(y1):0.#}\" stroke=\"gray\" stroke-dasharray=\"2 4\" fill=\"none\"/>"
        );
        var row = Legend(curves.Count);
        Line($"<path d=\"M{Width - Right + 14} {row - 4}h26\" stroke=\"gray\" stroke-dasharray=\"2 4\"/>");
        Line($"<text x=\"{Width - Right + 46}\" y=\"{row}\">in proportion</text>");
    }

    private void Draw(Curve curve, int index)
    {
        var color = Colors[index % Colors.Length];
        var dash = index % 2 == 1 ? " stroke-dasharray=\"7 3\"" : "";
        var points = curve.Points.Select(p => (X: AtX(Math.Log10(p.X)), Y: AtY(Math.Log10(p.Y)))).ToArray();
        var path = string.Join('L', points.Select(p => Text($"{p.X:0.#} {p.Y:0.#}")));
        Line($"<path d=\"M{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"{dash}/>");
        foreach (var (px, py) in points)
            Mark(px, py, index, color);
        var row = Legend(index);
        Line($"<path d=\"M{Width - Right + 14} {row - 4}h26\" stroke=\"{color}\" stroke-width=\"2\"{dash}/>");
        Mark(Width - Right + 27, row - 4, index, color);
        Line($"<text x=\"{Width - Right + 46}\" y=\"{row}\">{Escaped(curve.Name)}</text>");
    }

    /// <summary>A filled circle, an open circle, a filled square, an open square ...</summary>
    private void Mark(double px, double py, int index, string color)
    {
        var fill = index % 2 == 0 ? color : "white";
        if (index / 2 % 2 == 0)
            Line(
                $"<circle cx=\"{px:0.#}\" cy=\"{py:0.#}\" r=\"4\" fill=\"{fill}\" stroke=\"{color}\" stroke-width=\"2\"/>"
            );
        else
            Line(
                $"<rect x=\"{px - 4:0.#}\" y=\"{py - 4:0.#}\" width=\"8\" height=\"8\" fill=\"{fill}\" stroke=\"{color}\" stroke-width=\"2\"/>"
            );
    }

    private static double Legend(int index) => Top + 16 + (22 * index);

    private double AtX(double log) => Left + ((log - _x.Low) / (_x.High - _x.Low) * (Width - Right - Left));

    private double AtY(double log) => Height - Bottom - ((log - _y.Low) / (_y.High - _y.Low) * (Height - Bottom - Top));

    private static string Decade(double d) =>
        d switch
        {
            >= 0 and <= 3 => Text($"{Math.Pow(10, d):0}"),
            < 0 and >= -3 => Text($"{Math.Pow(10, d):0.###}"),
            _ => Text($"10<tspan dy=\"-5\" font-size=\"10\">{d:0}</tspan>"),
        };

    private static (double Low, double High) Decades(IEnumerable<double> values)
    {
        var logs = values.Select(Math.Log10).ToArray();
        var (low, high) = (Math.Floor(logs.Min()), Math.Ceiling(logs.Max()));
        return (low, Math.Max(high, low + 1));
    }

    private static string Escaped(string text) => SecurityElement.Escape(text);

    private void Line(FormattableString text) => _svg.Append(Text(text)).Append('\n');

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
