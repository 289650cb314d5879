// Values of a moment: one row an arm, one dot a seed, dots of one seed joined.
namespace Milieu.Studies;

/// <summary>The value of every seed in one arm, in the order of the seeds; not a number where there is none, infinite for never.</summary>
internal sealed record FigureRow(string Name, IReadOnlyList<double> Values);

/// <summary>Dots, their median as a thick stroke, the middle half as a box, and thin lines that join the same seed in neighboring rows.</summary>
internal static class DotFigure
{
    private const double Width = 640;
    private const double RowHeight = 38;
    private const double Top = 12;

    /// <param name="band">Limits that the values should keep, drawn as a shaded stretch.</param>
    public static string Draw(
        string id,
        string title,
        string axis,
        IReadOnlyList<FigureRow> rows,
        (double Low, double High)? band = null
    )
    {
        var height = Top + (RowHeight * rows.Count) + 52;
        var canvas = new FigureCanvas(Width, height, title, Description(rows, axis), id);
        var finite = rows.SelectMany(r => r.Values).Where(double.IsFinite).ToList();
        if (finite.Count == 0)
        {
            canvas.Text(Width / 2, height / 2, "no finite values", TextAnchor.Middle, FigureColors.Middle);
            return canvas.End();
        }
        var hasNever = rows.Any(r => r.Values.Any(double.IsInfinity));
        finite.AddRange(new[] { band?.Low ?? finite[0], band?.High ?? finite[0] }.Where(double.IsFinite));
        var (low, high) = (finite.Min(), finite.Max());
        // Zero belongs to the axis unless the values lie far from it and close together.
        if (low > 0 && high - low > 0.25 * high)
            low = 0;
        var left = 16 + Math.Min(190, rows.Max(r => FigureCanvas.WidthOf(r.Name)));
        var right = Width - (hasNever ? 84 : 18);
        var frame = new PlotFrame(
            left,
            Top,
            right,
            height - 52,
            Ticks.Around(low, high, 6),
            new Ticks(0, rows.Count, [], 0)
        );
        Grid(canvas, frame, band, hasNever);
        Seeds(canvas, frame, rows);
        for (var k = 0; k < rows.Count; k++)
            Row(canvas, frame, rows[k], k);
        frame.DrawX(canvas, axis);
        frame.DrawBorder(canvas);
        return canvas.End();
    }

    private static void Grid(FigureCanvas canvas, PlotFrame frame, (double Low, double High)? band, bool hasNever)
    {
        if (band is var (from, to))
        {
            var (x0, x1) = (frame.AtX(Math.Max(from, frame.X.Low)), frame.AtX(Math.Min(to, frame.X.High)));
            canvas.Box(x0, frame.Top, x1 - x0, frame.Bottom - frame.Top, "#009E73", " fill-opacity=\"0.12\"");
        }
        foreach (var tick in frame.X.At)
            canvas.Segment(frame.AtX(tick), frame.Top, frame.AtX(tick), frame.Bottom, FigureColors.Faint);
        if (!hasNever)
            return;
        canvas.Segment(frame.Right + 48, frame.Top, frame.Right + 48, frame.Bottom, FigureColors.Faint);
        canvas.Text(frame.Right + 48, frame.Bottom + 19, "never", TextAnchor.Middle);
    }

    private static void Seeds(FigureCanvas canvas, PlotFrame frame, IReadOnlyList<FigureRow> rows)
    {
        for (var k = 1; k < rows.Count; k++)
        for (var s = 0; s < Math.Min(rows[k].Values.Count, rows[k - 1].Values.Count); s++)
            if (!double.IsNaN(rows[k].Values[s]) && !double.IsNaN(rows[k - 1].Values[s]))
                canvas.Segment(
                    X(frame, rows[k - 1].Values[s]),
                    Y(frame, k - 1) + Jitter(s),
                    X(frame, rows[k].Values[s]),
                    Y(frame, k) + Jitter(s),
                    "#a8a8a8",
                    0.7
                );
    }

    private static void Row(FigureCanvas canvas, PlotFrame frame, FigureRow row, int index)
    {
        var (y, color) = (Y(frame, index), FigureColors.Of(index));
        canvas.Text(frame.Left - 8, y + 4, FigureCanvas.Cut(row.Name, 190), TextAnchor.End);
        double[] finite = [.. row.Values.Where(double.IsFinite)];
        if (finite.Length >= 4)
        {
            var (q1, q3) = (Statistic.Quantile(finite, [], 0.25), Statistic.Quantile(finite, [], 0.75));
            canvas.Box(frame.AtX(q1), y - 9, frame.AtX(q3) - frame.AtX(q1), 18, color, " fill-opacity=\"0.2\"");
        }
        for (var s = 0; s < row.Values.Count; s++)
            if (!double.IsNaN(row.Values[s]))
                canvas.Dot(X(frame, row.Values[s]), y + Jitter(s), index, color, 3.2);
        if (finite.Length == 0)
            return;
        var middle = frame.AtX(Statistic.Quantile(finite, [], 0.5));
        canvas.Segment(middle, y - 12, middle, y + 12, FigureColors.Ink, 2.4);
    }

    private static double X(PlotFrame frame, double value) =>
        double.IsInfinity(value) ? frame.Right + 48 : frame.AtX(value);

    private static double Y(PlotFrame frame, int row) => frame.Top + (RowHeight * (row + 0.5));

    /// <summary>Seeds keep their height in every row, so that equal values do not hide each other.</summary>
    private static double Jitter(int seed) => ((seed * 5 % 8) - 3.5) * 2.4;

    private static string Description(IReadOnlyList<FigureRow> rows, string axis) =>
        $"{axis}, one dot a seed. Medians: "
        + string.Join("; ", rows.Select(r => $"{r.Name} {Middle(r.Values)}"))
        + ".";

    private static string Middle(IReadOnlyList<double> values)
    {
        double[] known = [.. values.Where(v => !double.IsNaN(v))];
        return FigureNumber.Of(Statistic.Quantile(known, [], 0.5));
    }
}
