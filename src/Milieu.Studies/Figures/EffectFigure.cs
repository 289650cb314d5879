// Effects side by side: ratios of pairs, on a logarithmic axis about one.
using Milieu.Engine;

namespace Milieu.Studies;

/// <summary>One comparison: the ratio of left to right in every pair.</summary>
internal sealed record FigureEffect(string Name, IReadOnlyList<double> Ratios, bool IsMet);

/// <summary>Medians as bars from one, 95 % bootstrap intervals of the median as whiskers, pairs as dots.</summary>
internal static class EffectFigure
{
    private const double Width = 640;
    private const double RowHeight = 48;
    private const double Top = 12;
    private const int Draws = 2000;

    public static string Draw(string id, string title, IReadOnlyList<FigureEffect> effects)
    {
        var height = Top + (RowHeight * effects.Count) + 52;
        var canvas = new FigureCanvas(Width, height, title, Description(effects), id);
        var all = effects.SelectMany(e => Usable(e.Ratios)).Append(0).ToArray();
        var reach = Math.Max(1, Math.Ceiling(all.Max(Math.Abs)));
        var step = Math.Max(1, Math.Ceiling(reach / 4));
        reach = step * Math.Ceiling(reach / step);
        var ticks = new Ticks(
            -reach,
            reach,
            [.. Enumerable.Range(0, (int)(2 * reach / step) + 1).Select(k => -reach + (k * step))],
            0
        );
        var frame = new PlotFrame(18, Top, Width - 18, height - 52, ticks, new Ticks(0, effects.Count, [], 0));
        foreach (var tick in ticks.At)
        {
            canvas.Segment(frame.AtX(tick), frame.Top, frame.AtX(tick), frame.Bottom, FigureColors.Faint);
            canvas.Segment(frame.AtX(tick), frame.Bottom, frame.AtX(tick), frame.Bottom + 5, FigureColors.Ink);
            canvas.Text(frame.AtX(tick), frame.Bottom + 19, Fold(tick), TextAnchor.Middle);
        }
        canvas.Text(
            (frame.Left + frame.Right) / 2,
            frame.Bottom + 38,
            "side that should be larger / other side, by pairs of seeds",
            TextAnchor.Middle
        );
        for (var k = 0; k < effects.Count; k++)
            Row(canvas, frame, effects[k], k);
        canvas.Segment(frame.AtX(0), frame.Top, frame.AtX(0), frame.Bottom, FigureColors.Ink, 1.4);
        frame.DrawBorder(canvas);
        return canvas.End();
    }

    /// <summary>The 2.5 and 97.5 % quantiles of the medians of resampled values; the draws are the same every time.</summary>
    public static (double Low, double High) Interval(double[] values)
    {
        if (values.Length < 2)
            return (double.NaN, double.NaN);
        var chance = new Chance(0);
        var (medians, sample) = (new double[Draws], new double[values.Length]);
        for (var d = 0; d < Draws; d++)
        {
            for (var k = 0; k < sample.Length; k++)
                sample[k] = values[
                    Math.Min(values.Length - 1, (int)(values.Length * chance.Uniform((ulong)d, (uint)k, Purpose.Drift)))
                ];
            medians[d] = Statistic.Quantile(sample, [], 0.5);
        }
        return (Statistic.Quantile(medians, [], 0.025), Statistic.Quantile(medians, [], 0.975));
    }

    private static void Row(FigureCanvas canvas, PlotFrame frame, FigureEffect effect, int index)
    {
        var y = frame.Top + (RowHeight * (index + 0.66));
        var color = effect.IsMet ? "#0072B2" : "#D55E00";
        var label = FigureCanvas.Cut(effect.Name, frame.Right - frame.Left - 12);
        canvas.Box(frame.Left + 3, y - 29, FigureCanvas.WidthOf(label) + 8, 16, "#ffffff");
        canvas.Text(frame.Left + 6, y - 17, label);
        var logs = Usable(effect.Ratios);
        if (logs.Length == 0)
        {
            canvas.Text(frame.AtX(0) + 8, y + 4, "no ratio", TextAnchor.Start, FigureColors.Middle);
            return;
        }
        var middle = Statistic.Quantile(logs, [], 0.5);
        var (a, b) = (Math.Min(frame.AtX(0), frame.AtX(middle)), Math.Max(frame.AtX(0), frame.AtX(middle)));
        canvas.Box(a, y - 8, b - a, 16, color, effect.IsMet ? " fill-opacity=\"0.75\"" : " fill-opacity=\"0.25\"");
        for (var s = 0; s < logs.Length; s++)
            canvas.Dot(frame.AtX(logs[s]), y + (((s * 5 % 8) - 3.5) * 1.6), 1, color, 2.8);
        var (low, high) = Interval(logs);
        if (double.IsNaN(low))
            return;
        canvas.Segment(frame.AtX(low), y, frame.AtX(high), y, FigureColors.Ink, 1.6);
        canvas.Segment(frame.AtX(low), y - 5, frame.AtX(low), y + 5, FigureColors.Ink, 1.6);
        canvas.Segment(frame.AtX(high), y - 5, frame.AtX(high), y + 5, FigureColors.Ink, 1.6);
    }

    private static double[] Usable(IReadOnlyList<double> ratios) =>
        [.. ratios.Where(r => r > 0 && double.IsFinite(r)).Select(Math.Log2)];

    private static string Fold(double log) =>
        log < 0 ? "1/" + FigureNumber.Of(Math.Pow(2, -log)) : FigureNumber.Of(Math.Pow(2, log));

    private static string Description(IReadOnlyList<FigureEffect> effects) =>
        "Median ratios: "
        + string.Join(
            "; ",
            effects.Select(e =>
                $"{e.Name} {FigureNumber.Of(Statistic.Quantile([.. e.Ratios.Where(double.IsFinite)], [], 0.5))}, {(e.IsMet ? "met" : "not met")}"
            )
        )
        + ". Filled bars are met.";
}
