// Letters as strokes, so that pictures need no font files.
namespace Milieu.Runs;

/// <summary>A plain alphabet for PNG pictures: strokes on a small grid, thickened when drawn.</summary>
/// <remarks>
/// A glyph is its width and strokes. A stroke begins with - (straight), ~ (smooth) or o (smooth and closed), then one
/// hexadecimal digit each for x and y; letters stand on y = 3, small ones reach 9, capitals and digits 12.
/// Smooth strokes are quadratic B-splines over their points.
/// </remarks>
internal static class StrokeFont
{
    private const double UnitsPerSize = 12.6;
    private const double Gap = 2.4;
    private const int Pieces = 5;

    private static readonly Dictionary<char, string> Glyphs = new()
    {
        [' '] = "3",
        ['a'] = "6 o03636909 -6963",
        ['b'] = "6 o03636909 -0c03",
        ['c'] = "6 ~685909035364",
        ['d'] = "6 o03636909 -6c63",
        ['e'] = "6 -0666 ~666909035364",
        ['f'] = "4 ~4c1c19 -1913 -0939",
        ['g'] = "6 o03636909 -6962 ~62600011",
        ['h'] = "6 -0c03 ~0609696663",
        ['i'] = "2 -1913 -1b1c",
        ['j'] = "3 -2922 ~222000 -2b2c",
        ['k'] = "5 -0c03 -5905 -2753",
        ['l'] = "2 -1c13",
        ['m'] = "8 -0903 ~0609494643 ~4649898683",
        ['n'] = "6 -0903 ~0609696663",
        ['o'] = "6 o03636909",
        ['p'] = "6 o03636909 -0900",
        ['q'] = "6 o03636909 -6960",
        ['r'] = "4 -0903 ~060949",
        ['s'] = "5 ~5859090656530304",
        ['t'] = "4 -1c15 ~151343 -0939",
        ['u'] = "6 ~0906036366 -6963",
        ['v'] = "6 -093369",
        ['w'] = "8 -0923496389",
        ['x'] = "6 -0963 -0369",
        ['y'] = "6 -0933 -693310",
        ['z'] = "6 -09690363",
        ['A'] = "8 -034c83 -1676",
        ['B'] = "7 -33030c3c ~3c6c6838 -0838 ~38787333",
        ['C'] = "7 ~7a7c0c037375",
        ['D'] = "7 -33030c3c ~3c7c7333",
        ['E'] = "6 -6c0c0363 -0858",
        ['F'] = "6 -6c0c03 -0858",
        ['G'] = "7 ~7a7c0c037378 -7848",
        ['H'] = "7 -0c03 -7c73 -0878",
        ['I'] = "2 -1c13",
        ['J'] = "5 -5c56 ~56530305",
        ['K'] = "6 -0c03 -6c07 -2963",
        ['L'] = "6 -0c0363",
        ['M'] = "8 -030c488c83",
        ['N'] = "7 -030c737c",
        ['O'] = "8 o03838c0c",
        ['P'] = "7 -030c3c ~3c7c7737 -3707",
        ['Q'] = "8 o03838c0c -5683",
        ['R'] = "7 -030c3c ~3c7c7737 -3707 -3773",
        ['S'] = "6 ~6a6c0c0867630305",
        ['T'] = "8 -0c8c -4c43",
        ['U'] = "7 -0c07 ~07037377 -7c77",
        ['V'] = "8 -0c438c",
        ['W'] = "a -0c235c83ac",
        ['X'] = "7 -0c73 -037c",
        ['Y'] = "8 -0c488c -4843",
        ['Z'] = "7 -0c7c0373",
        ['0'] = "6 o03636c0c",
        ['1'] = "4 -0a2c23",
        ['2'] = "6 ~0a0c6c6803 -0363",
        ['3'] = "6 ~0a0c6c6828 ~2868630305",
        ['4'] = "6 -434c0666",
        ['5'] = "6 -5c0c08 ~0869630304",
        ['6'] = "6 o03636909 ~5c0b06",
        ['7'] = "6 -0c6c23",
        ['8'] = "6 o18585c1c o03636808",
        ['9'] = "6 o06666c0c ~696413",
        ['.'] = "2 -1314",
        [','] = "2 -1401",
        [':'] = "2 -1314 -1819",
        [';'] = "2 -1401 -1819",
        ['-'] = "4 -0747",
        ['+'] = "6 -0767 -3a34",
        ['='] = "6 -0969 -0666",
        ['/'] = "5 -025d",
        ['%'] = "9 -127d o09393c0c o636393",
        ['('] = "3 ~2d090722",
        [')'] = "3 ~0d292702",
        ['['] = "3 -2d0d0222",
        [']'] = "3 -0d2d2202",
        ['_'] = "6 -0262",
        ['\''] = "2 -1c1a",
        ['<'] = "5 -5a0754",
        ['>'] = "5 -0a5704",
        ['*'] = "4 -0c48 -084c",
        ['#'] = "6 -2c13 -5c43 -0969 -0666",
        ['^'] = "4 -0a2c4a",
        ['|'] = "2 -1d11",
        ['\u00b5'] = "6 ~0906036366 -6963 -0900",
        ['\u00b7'] = "2 -1708",
    };

    private const string Unknown = "6 -03636c0c03";

    /// <summary>Width of a text in pixels.</summary>
    public static double Width(string text, double size) =>
        Math.Max(0, (text.Sum(c => Digit(Glyph(c)[0]) + Gap) - Gap) * size / UnitsPerSize);

    /// <summary>Line pieces of a text whose first letter stands at (x, y), y downwards.</summary>
    public static IEnumerable<(double X0, double Y0, double X1, double Y1)> Lines(
        string text,
        double x,
        double y,
        double size
    )
    {
        var unit = size / UnitsPerSize;
        foreach (var c in text)
        {
            var glyph = Glyph(c);
            foreach (var stroke in glyph.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1))
            {
                var points = Points(stroke);
                for (var k = 0; k + 1 < points.Count; k++)
                    yield return (
                        x + (points[k].X * unit),
                        y - ((points[k].Y - 3) * unit),
                        x + (points[k + 1].X * unit),
                        y - ((points[k + 1].Y - 3) * unit)
                    );
            }
            x += (Digit(glyph[0]) + Gap) * unit;
        }
    }

    private static string Glyph(char c) => Glyphs.GetValueOrDefault(c, Unknown);

    private static int Digit(char c) => Convert.ToInt32(c.ToString(), 16);

    private static List<(double X, double Y)> Points(string stroke)
    {
        var p = Enumerable
            .Range(0, (stroke.Length - 1) / 2)
            .Select(k => (X: (double)Digit(stroke[1 + (2 * k)]), Y: (double)Digit(stroke[2 + (2 * k)])))
            .ToList();
        return stroke[0] switch
        {
            'o' => Smooth([Middle(p[^1], p[0]), .. p, Middle(p[^1], p[0])]),
            '~' => Smooth(p),
            _ => p,
        };
    }

    // From middle to middle of the control points' sides, the ends kept.
    private static List<(double X, double Y)> Smooth(List<(double X, double Y)> p)
    {
        var curve = new List<(double X, double Y)> { p[0] };
        for (var k = 1; k < p.Count - 1; k++)
        {
            var from = curve[^1];
            var to = k == p.Count - 2 ? p[^1] : Middle(p[k], p[k + 1]);
            for (var piece = 1; piece <= Pieces; piece++)
            {
                var t = (double)piece / Pieces;
                var (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t);
                curve.Add(((a * from.X) + (b * p[k].X) + (c * to.X), (a * from.Y) + (b * p[k].Y) + (c * to.Y)));
            }
        }
        return curve;
    }

    private static (double X, double Y) Middle((double X, double Y) a, (double X, double Y) b) =>
        (0.5 * (a.X + b.X), 0.5 * (a.Y + b.Y));
}
