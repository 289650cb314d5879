// A quantity over time: one line an arm, with the range over seeds as a band.
namespace Milieu.Studies;

/// <summary>The runs of one arm; each run's values ascend in time (min).</summary>
internal sealed record FigureCourse(string Name, IReadOnlyList<IReadOnlyList<(double Minutes, double Value)>> Runs);

/// <summary>Medians over seeds as lines, their range as bands.</summary>
internal static class LineFigure
{
    private const double Width = 640;
    private const double Height = 300;

    /// <param name="title">For those who cannot see the figure.</param>
    /// <param name="axis">The quantity with its unit.</param>
    public static string Draw(string id, string title, string axis, IReadOnlyList<FigureCourse> courses)
    {
        var lines = courses.Select(Summary).ToArray();
        var all = lines.SelectMany(l => l).ToArray();
        var canvas = new FigureCanvas(Width, Height, title, Description(courses, lines, axis), id);
        if (all.Length == 0)
        {
            canvas.Text(Width / 2, Height / 2, "no finite values", TextAnchor.Middle, FigureColors.Middle);
            return canvas.End();
        }
        var (unitMinutes, unit) = Ticks.TimeUnit(all.Max(p => p.Minutes));
        var low = Math.Min(0, all.Min(p => p.Low));
        var y = Ticks.Around(low, all.Max(p => p.High));
        var x = Ticks.OfTime(all.Max(p => p.Minutes) / unitMinutes, unit);
        var legend = 48 + Math.Min(200, courses.Max(c => FigureCanvas.WidthOf(c.Name)));
        var frame = new PlotFrame(28 + LabelRoom(y), 14, Width - legend, Height - 50, x, y);
        frame.DrawY(canvas, axis);
        frame.DrawX(canvas, $"time ({unit})");
        for (var k = 0; k < lines.Length; k++)
            DrawBand(canvas, frame, lines[k], unitMinutes, k);
        for (var k = 0; k < lines.Length; k++)
            DrawLine(canvas, frame, lines[k], unitMinutes, k);
        frame.DrawBorder(canvas);
        for (var k = 0; k < courses.Count; k++)
            Legend(canvas, frame.Right + 12, k, courses[k].Name);
        return canvas.End();
    }

    public static double LabelRoom(Ticks ticks) => 8 + ticks.At.Max(t => FigureCanvas.WidthOf(ticks.Text(t)));

    private static (double Minutes, double Low, double Middle, double High)[] Summary(FigureCourse course) =>
        [
            .. course
                .Runs.SelectMany(r => r)
                .Where(p => double.IsFinite(p.Value))
                .GroupBy(p => p.Minutes)
                .OrderBy(g => g.Key)
                .Select(g =>
                    (
                        g.Key,
                        g.Min(p => p.Value),
                        Statistic.Quantile([.. g.Select(p => p.Value)], [], 0.5),
                        g.Max(p => p.Value)
                    )
                ),
        ];

    private static void DrawBand(
        FigureCanvas canvas,
        PlotFrame frame,
        (double Minutes, double Low, double Middle, double High)[] line,
        double unit,
        int series
    )
    {
        if (line.Length > 1 && line.Any(p => p.High > p.Low))
            canvas.Area(
                [
                    .. line.Select(p => (frame.AtX(p.Minutes / unit), frame.AtY(p.High))),
                    .. line.Reverse().Select(p => (frame.AtX(p.Minutes / unit), frame.AtY(p.Low))),
                ],
                FigureColors.Of(series),
                0.18
            );
    }

    private static void DrawLine(
        FigureCanvas canvas,
        PlotFrame frame,
        (double Minutes, double Low, double Middle, double High)[] line,
        double unit,
        int series
    )
    {
        var color = FigureColors.Of(series);
        canvas.Path(
            line.Select(p => (frame.AtX(p.Minutes / unit), frame.AtY(p.Middle))),
            color,
            2,
            FigureColors.DashOf(series)
        );
        if (line.Length <= 12)
            foreach (var p in line)
                canvas.Dot(frame.AtX(p.Minutes / unit), frame.AtY(p.Middle), series, color, 3);
    }

    private static void Legend(FigureCanvas canvas, double x, int series, string name)
    {
        var y = 26 + (20.0 * series);
        canvas.Segment(x, y - 4, x + 26, y - 4, FigureColors.Of(series), 2, FigureColors.DashOf(series));
        canvas.Text(x + 32, y, FigureCanvas.Cut(name, 200));
    }

    private static string Description(
        IReadOnlyList<FigureCourse> courses,
        (double Minutes, double Low, double Middle, double High)[][] lines,
        string axis
    ) =>
        $"Lines: median of {axis} over seeds; bands: range over seeds. At the end: "
        + string.Join(
            "; ",
            courses.Select(
                (c, k) =>
                    lines[k].Length == 0
                        ? c.Name + " no value"
                        : $"{c.Name} {FigureNumber.Of(lines[k][^1].Middle)} ({FigureNumber.Of(lines[k][^1].Low)} to {FigureNumber.Of(lines[k][^1].High)})"
            )
        )
        + ".";
}
