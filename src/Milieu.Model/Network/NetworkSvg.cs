// The interaction network of a model, drawn to be printed.
using System.Globalization;
using System.Net;
using System.Text;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>
/// Two panels: who gives off which substrate and who responds to it, from left to right; and a circle of types with contacts, attacks
/// and transformations. The same model gives the same bytes.
/// </summary>
/// <remarks>Colors tell apart under all common kinds of color blindness; ends and dashes say the same without color.</remarks>
public sealed class NetworkSvg
{
    private const double Width = 1000;
    private const double Row = 19;
    private const double Top = 70;
    private const double LeftEdge = 190;
    private const double MiddleLeft = 440;
    private const double MiddleRight = 570;
    private const double RightEdge = 810;
    private const double Radius = 265;
    private readonly CompiledModel _model;
    private readonly IReadOnlyList<Bond> _bonds;
    private readonly StringBuilder _svg = new();
    private readonly Dictionary<int, double> _substrates = [];
    private readonly Dictionary<int, double> _givers = [];
    private readonly Dictionary<int, double> _moved = [];
    private readonly List<int> _circle;
    private readonly double _bottom;

    private NetworkSvg(CompiledModel model)
    {
        _model = model;
        _bonds = new InteractionNetwork(model).Bonds;
        var givers = Of(BondKind.Gives, b => b.From);
        var moved = Of(BondKind.Moves, b => b.To);
        var rows = Math.Max(Math.Max(givers.Count, moved.Count), model.Substrates.Length);
        _bottom = Top + (Row * rows) + 20;
        Spread(_givers, givers);
        Spread(_moved, moved);
        Spread(_substrates, InOrder());
        _circle =
        [
            .. Enumerable
                .Range(0, model.Types.Length)
                .Where(t => _bonds.Any(b => b.Kind >= BondKind.Touches && (b.From == t || b.To == t))),
        ];
    }

    private double Height => _bottom + (_circle.Count > 0 ? 810 : 90);

    private (double X, double Y) Center => (Width / 2, _bottom + 380);

    /// <summary>An SVG of its own, 1000 wide.</summary>
    public static string Draw(CompiledModel model) => new NetworkSvg(model).Draw();

    private string Draw()
    {
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height:0}\" width=\"{Width}\" height=\"{Height:0}\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"11\">\n"
        );
        _svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n<defs>\n");
        foreach (var (name, color) in Colors)
        {
            _svg.Append(
                $"<marker id=\"arrow-{name}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0.8 L8 4 L0 7.2 z\" fill=\"{color}\"/></marker>\n"
            );
            _svg.Append(
                $"<marker id=\"bar-{name}\" viewBox=\"0 0 4 10\" refX=\"3\" refY=\"5\" markerWidth=\"4\" markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M2.5 0 V10\" stroke=\"{color}\" stroke-width=\"2\"/></marker>\n"
            );
        }
        _svg.Append("</defs>\n");
        Say(20, 26, _model.Name, "start", "font-size=\"16\" font-weight=\"bold\"");
        Columns();
        if (_circle.Count > 0)
            Circle();
        Legend();
        return _svg.Append("</svg>\n").ToString();
    }

    private void Columns()
    {
        Say(LeftEdge, 52, "gives off", "end", "font-weight=\"bold\"");
        Say((MiddleLeft + MiddleRight) / 2, 52, "substrate", "middle", "font-weight=\"bold\"");
        Say(RightEdge, 52, "responds", "start", "font-weight=\"bold\"");
        foreach (var bond in _bonds.Where(b => b.Kind == BondKind.Gives))
            Curve(LeftEdge + 4, _givers[bond.From], MiddleLeft - 3, _substrates[bond.To], bond);
        foreach (var bond in _bonds.Where(b => b.Kind == BondKind.Moves))
            Curve(MiddleRight + 3, _substrates[bond.From], RightEdge - 6, _moved[bond.To], bond);
        foreach (var (type, y) in _givers)
            Say(LeftEdge, y + 4, _model.Types[type].Name, "end");
        foreach (var (type, y) in _moved)
            Say(RightEdge, y + 4, _model.Types[type].Name, "start");
        foreach (var (substrate, y) in _substrates)
        {
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{MiddleLeft}\" y=\"{y - 8:0.#}\" width=\"{MiddleRight - MiddleLeft}\" height=\"16\" rx=\"8\" fill=\"whitesmoke\" stroke=\"gray\"/>\n"
            );
            Say((MiddleLeft + MiddleRight) / 2, y + 4, _model.Substrates[substrate].Name, "middle");
        }
    }

    private void Circle()
    {
        var (x, y) = Center;
        Say(20, _bottom + 30, "From cell to cell", "start", "font-size=\"14\" font-weight=\"bold\"");
        foreach (var bond in _bonds.Where(b => b.Kind >= BondKind.Touches && b.From != b.To))
        {
            var (from, to) = (_circle.IndexOf(bond.From), _circle.IndexOf(bond.To));
            // Each kind bows a little differently, so that two between the same cells can be told apart.
            var bow = 0.25 + (0.17 * (bond.Kind - BondKind.Touches));
            var (ax, ay) = At(from, Radius - 4);
            var (bx, by) = At(to, Radius - 4);
            var (mx, my) = (x + (bow * (((ax + bx) / 2) - x)), y + (bow * (((ay + by) / 2) - y)));
            Path($"M{N(ax)} {N(ay)} Q{N(mx)} {N(my)} {N(bx)} {N(by)}", bond);
        }
        for (var k = 0; k < _circle.Count; k++)
        {
            var (px, py) = At(k, Radius);
            var (lx, ly) = At(k, Radius + 9);
            var angle = Angle(k) * 180 / Math.PI;
            var isLeft = angle is > 90 and < 270;
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<circle cx=\"{px:0.#}\" cy=\"{py:0.#}\" r=\"4\" fill=\"white\" stroke=\"black\"/>\n"
            );
            var turn = string.Create(
                CultureInfo.InvariantCulture,
                $"transform=\"rotate({(isLeft ? angle - 180 : angle):0.#} {lx:0.#} {ly:0.#})\" dominant-baseline=\"middle\""
            );
            Say(lx, ly, _model.Types[_circle[k]].Name, isLeft ? "end" : "start", turn);
        }
    }

    private void Legend()
    {
        var y = Height - 45;
        var x = 20.0;
        foreach (var (label, bond) in LegendOf())
        {
            if (bond.Kind > BondKind.Moves && _circle.Count == 0)
                continue;
            if (x > 780)
                (x, y) = (20, y + 20);
            Path($"M{N(x)} {N(y)} L{N(x + 34)} {N(y)}", bond with { What = [] });
            Say(x + 40, y + 4, label, "start");
            x += 60 + (label.Length * 5.8);
        }
        Say(
            20,
            Height - 8,
            "Uptake, and what cells sense of themselves, is not drawn. Arrows say what rules do to behaviors: one that raises death harms.",
            "start",
            "fill=\"dimgray\""
        );
    }

    private static IEnumerable<(string Label, Bond Bond)> LegendOf()
    {
        yield return ("gives off", new Bond(BondKind.Gives, 0, 0, BondSign.Raises, []));
        yield return ("raises a behavior", new Bond(BondKind.Moves, 0, 0, BondSign.Raises, []));
        yield return ("lowers a behavior", new Bond(BondKind.Moves, 0, 0, BondSign.Lowers, []));
        yield return ("both, or by a formula", new Bond(BondKind.Moves, 0, 0, BondSign.Open, []));
        yield return ("attacks or eats", new Bond(BondKind.Attacks, 0, 0, BondSign.Lowers, []));
        yield return ("becomes", new Bond(BondKind.Becomes, 0, 0, BondSign.Open, []));
    }

    // Okabe and Ito's palette.
    private static readonly (string Name, string Color)[] Colors =
    [
        ("gives", "#888888"),
        ("raises", "#0072B2"),
        ("lowers", "#D55E00"),
        ("open", "#555555"),
        ("attacks", "#000000"),
        ("becomes", "#009E73"),
    ];

    private static (string Color, string End, string Dash, double Stroke) StyleOf(Bond bond) =>
        (bond.Kind, bond.Sign) switch
        {
            (BondKind.Gives, _) => ("gives", "arrow", "", 0.9),
            (BondKind.Attacks, _) => ("attacks", "arrow", "", 1.8),
            (BondKind.Becomes, _) => ("becomes", "arrow", "6 3", 1.4),
            (_, BondSign.Raises) => ("raises", "arrow", "", 1),
            (_, BondSign.Lowers) => ("lowers", "bar", "", 1),
            _ => ("open", "arrow", "2 2", 0.9),
        };

    private void Curve(double ax, double ay, double bx, double by, Bond bond)
    {
        var middle = (ax + bx) / 2;
        Path($"M{N(ax)} {N(ay)} C{N(middle)} {N(ay)} {N(middle)} {N(by)} {N(bx)} {N(by)}", bond);
    }

    private void Path(string path, Bond bond)
    {
        var (name, end, dash, stroke) = StyleOf(bond);
        var color = Array.Find(Colors, c => c.Name == name).Color;
        _svg.Append(
            $"<path d=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{N(stroke)}\" stroke-opacity=\"0.8\" marker-end=\"url(#{end}-{name})\""
        );
        if (dash.Length > 0)
            _svg.Append($" stroke-dasharray=\"{dash}\"");
        _svg.Append(bond.What.Count == 0 ? "/>\n" : $"><title>{Escaped(TitleOf(bond))}</title></path>\n");
    }

    private string TitleOf(Bond bond)
    {
        var from = bond.Kind == BondKind.Moves ? _model.Substrates[bond.From].Name : _model.Types[bond.From].Name;
        var to = bond.Kind == BondKind.Gives ? _model.Substrates[bond.To].Name : _model.Types[bond.To].Name;
        return $"{from} → {to}: {string.Join(", ", bond.What)}";
    }

    private void Say(double x, double y, string text, string anchor, string more = "") =>
        _svg.Append($"<text x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\" {more}>{Escaped(text)}</text>\n");

    private List<int> Of(BondKind kind, Func<Bond, int> end) =>
        [.. _bonds.Where(b => b.Kind == kind).Select(end).Distinct().Order()];

    private void Spread(Dictionary<int, double> places, List<int> parts)
    {
        var step = (_bottom - Top - 20) / Math.Max(1, parts.Count);
        for (var k = 0; k < parts.Count; k++)
            places[parts[k]] = Top + (step * (k + 0.5));
    }

    /// <summary>Substrates by the mean height of those that they are tied to: fewer lines cross.</summary>
    private List<int> InOrder() =>
        [
            .. Enumerable
                .Range(0, _model.Substrates.Length)
                .Select(s =>
                    (
                        Substrate: s,
                        Ties: _bonds
                            .Where(b =>
                                (b.Kind == BondKind.Gives && b.To == s) || (b.Kind == BondKind.Moves && b.From == s)
                            )
                            .Select(b => b.Kind == BondKind.Gives ? _givers[b.From] : _moved[b.To])
                            .ToList()
                    )
                )
                .OrderBy(s => s.Ties.Count == 0 ? double.MaxValue : s.Ties.Average())
                .ThenBy(s => s.Substrate)
                .Select(s => s.Substrate),
        ];

    private double Angle(int k) => 2 * Math.PI * k / _circle.Count;

    private (double X, double Y) At(int k, double radius) =>
        (Center.X + (radius * ExactMath.Cos(Angle(k))), Center.Y + (radius * ExactMath.Sin(Angle(k))));

    private static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
