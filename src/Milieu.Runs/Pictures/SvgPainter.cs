// A scene as SVG.
using System.Globalization;
using System.Text;

namespace Milieu.Runs;

/// <summary>Scalable pictures; a field is a small image inside.</summary>
internal static class SvgPainter
{
    public static byte[] Paint(Scene scene)
    {
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{scene.Width}\" height=\"{scene.Height}\" viewBox=\"0 0 {scene.Width} {scene.Height}\" font-family=\"Helvetica,Arial,sans-serif\">\n"
        );
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n<clipPath id=\"panel\"><rect ");
        Place(svg, scene.Panel).Append("/></clipPath>\n<g clip-path=\"url(#panel)\">\n");
        PaintAll(svg, scene.PanelShapes);
        svg.Append("</g>\n");
        PaintAll(svg, scene.Overlay);
        return Encoding.UTF8.GetBytes(svg.Append("</svg>\n").ToString());
    }

    // Discs of one look that follow each other share a group: a tissue is thousands of discs and a handful of looks.
    private static void PaintAll(StringBuilder svg, IReadOnlyList<Shape> shapes)
    {
        var look = (Rgb.White, Rgb.White, 0.0);
        var open = false;
        foreach (var shape in shapes)
        {
            if (shape is DiscShape disc)
            {
                if (!open || look != (disc.Fill, disc.Edge, disc.EdgeWidth))
                {
                    svg.Append(open ? "</g>\n" : "");
                    svg.Append(
                        CultureInfo.InvariantCulture,
                        $"<g fill=\"{disc.Fill.Hex}\" stroke=\"{disc.Edge.Hex}\" stroke-width=\"{disc.EdgeWidth:0.##}\">\n"
                    );
                    (open, look) = (true, (disc.Fill, disc.Edge, disc.EdgeWidth));
                }
                var radius = Math.Max(0.1, disc.Radius - (disc.EdgeWidth / 2));
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<circle cx=\"{disc.X:0.#}\" cy=\"{disc.Y:0.#}\" r=\"{radius:0.##}\"/>\n"
                );
                continue;
            }
            svg.Append(open ? "</g>\n" : "");
            open = false;
            PaintOne(svg, shape);
        }
        svg.Append(open ? "</g>\n" : "");
    }

    private static void PaintOne(StringBuilder svg, Shape shape)
    {
        switch (shape)
        {
            case ImageShape image:
                var png = Convert.ToBase64String(Png.Encode(image.Columns, image.Rows, image.Pixels));
                Place(svg.Append("<image preserveAspectRatio=\"none\" "), image.Place)
                    .Append($" href=\"data:image/png;base64,{png}\"/>\n");
                break;
            case BoxShape box:
                Place(svg.Append("<rect "), box.Place)
                    .Append(
                        CultureInfo.InvariantCulture,
                        $" fill=\"{box.Fill.Hex}\" fill-opacity=\"{box.Opacity}\"/>\n"
                    );
                break;
            case LineShape line:
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<line x1=\"{line.X0:0.#}\" y1=\"{line.Y0:0.#}\" x2=\"{line.X1:0.#}\" y2=\"{line.Y1:0.#}\" stroke=\"{line.Color.Hex}\" stroke-width=\"{line.Width:0.##}\" stroke-linecap=\"round\"/>\n"
                );
                break;
            case TextShape text:
                var anchor = text.Anchor switch
                {
                    Anchor.Start => "start",
                    Anchor.Middle => "middle",
                    _ => "end",
                };
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<text x=\"{text.X:0.#}\" y=\"{text.Y:0.#}\" font-size=\"{text.Size:0.#}\" text-anchor=\"{anchor}\" fill=\"{text.Color.Hex}\">{Escape(text.Text)}</text>\n"
                );
                break;
        }
    }

    private static StringBuilder Place(StringBuilder svg, PixelBox p) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"x=\"{p.X:0.##}\" y=\"{p.Y:0.##}\" width=\"{p.Width:0.##}\" height=\"{p.Height:0.##}\""
        );

    private static string Escape(string text) => System.Security.SecurityElement.Escape(text);
}
