// The best change of every patient, sorted: one strip an arm.
using System.Globalization;

namespace Milieu.Studies;

/// <summary>The best change of one run, in %, and its best response.</summary>
internal readonly record struct WaterfallBar(double Change, ResponseCategory Best);

internal sealed record WaterfallStrip(string Name, IReadOnlyList<WaterfallBar> Bars);

/// <summary>Bars from the largest growth to the deepest response; lines at the limits of progression and of partial response.</summary>
internal static class WaterfallFigure
{
    private const double Width = 640;
    private const double StripHeight = 124;
    private const double Gap = 34;
    private const double Most = 100;
    private const double Widest = 34;

    public static string Draw(string id, string title, IReadOnlyList<WaterfallStrip> strips)
    {
        var height = (strips.Count * (StripHeight + Gap)) + 38;
        var canvas = new FigureCanvas(Width, height, title, Description(strips), id);
        // All strips have one axis, which holds both limits; growth beyond a doubling is cut and says its number.
        var changes = strips.SelectMany(s => s.Bars).Select(b => Math.Clamp(b.Change, -Most, Most)).ToList();
        var ticks = Ticks.Around(changes.Append(-40).Min(), changes.Append(30).Max());
        for (var k = 0; k < strips.Count; k++)
            Strip(canvas, strips[k], ticks, 22 + (k * (StripHeight + Gap)));
        Legend(canvas, height - 12);
        return canvas.End();
    }

    private static void Strip(FigureCanvas canvas, WaterfallStrip strip, Ticks ticks, double top)
    {
        var bars = strip.Bars.OrderByDescending(b => b.Change).ToList();
        var frame = new PlotFrame(64, top, Width - 18, top + StripHeight, new Ticks(0, 1, [], 0), ticks);
        canvas.Text(
            frame.Left,
            top - 8,
            FigureCanvas.Cut(strip.Name, Width - 100),
            TextAnchor.Start,
            FigureColors.Ink,
            " font-weight=\"600\""
        );
        frame.DrawY(canvas, "best change (%)");
        foreach (var limit in (double[])[Recist.PartialChange, Recist.ProgressiveChange])
            canvas.Segment(
                frame.Left,
                frame.AtY(limit),
                frame.Right,
                frame.AtY(limit),
                FigureColors.Ink,
                1,
                " stroke-dasharray=\"5 4\""
            );
        if (bars.Count == 0)
        {
            canvas.Text(
                (frame.Left + frame.Right) / 2,
                frame.AtY(0) - 6,
                "no visit",
                TextAnchor.Middle,
                FigureColors.Middle
            );
            return;
        }
        var step = Math.Min(Widest, (frame.Right - frame.Left - 8) / bars.Count);
        for (var k = 0; k < bars.Count; k++)
            Bar(canvas, frame, bars[k], frame.Left + 4 + (k * step), 0.82 * step);
        canvas.Segment(frame.Left, frame.AtY(0), frame.Right, frame.AtY(0), FigureColors.Ink);
        canvas.Segment(frame.Left, frame.Top, frame.Left, frame.Bottom, FigureColors.Ink);
    }

    private static void Bar(FigureCanvas canvas, PlotFrame frame, WaterfallBar bar, double x, double width)
    {
        var end = frame.AtY(Math.Clamp(bar.Change, -Most, Most));
        var zero = frame.AtY(0);
        // A bar of nothing is seen as a line.
        var length = Math.Max(1.5, Math.Abs(end - zero));
        canvas.Box(x, Math.Min(zero, end), width, length, ColorOf(bar.Best));
        if (width < 15)
            return;
        var text = bar.Change > Most ? FigureNumber.Of(Math.Round(bar.Change)) : Recist.Short(bar.Best);
        var y = bar.Change > 0 ? Math.Max(end - 4, frame.Top + 11) : Math.Min(end + 13, frame.Bottom + 12);
        canvas.Box(x + (width / 2) - 9, y - 9, 18, 11, "#ffffff");
        canvas.Text(x + (width / 2), y, text, TextAnchor.Middle, FigureColors.Ink, " font-size=\"10\"");
    }

    private static void Legend(FigureCanvas canvas, double y)
    {
        var x = 64.0;
        foreach (var category in Enum.GetValues<ResponseCategory>())
        {
            canvas.Box(x, y - 10, 12, 12, ColorOf(category));
            canvas.Text(x + 17, y, Recist.Short(category));
            x += 58;
        }
        canvas.Text(x + 12, y, "dashed: -30 % and +20 %", TextAnchor.Start, FigureColors.Middle);
    }

    private static string ColorOf(ResponseCategory category) =>
        category switch
        {
            ResponseCategory.Complete => "#0072B2",
            ResponseCategory.Partial => "#56B4E9",
            ResponseCategory.Stable => "#B0B0B0",
            _ => "#D55E00",
        };

    private static string Description(IReadOnlyList<WaterfallStrip> strips) =>
        string.Join(
            "; ",
            strips.Select(s =>
                s.Name
                + ": "
                + (
                    s.Bars.Count == 0
                        ? "no visit"
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"from {s.Bars.Max(b => b.Change):0} % to {s.Bars.Min(b => b.Change):0} % in {s.Bars.Count} runs"
                        )
                )
            )
        ) + ".";
}
