// The box in which numbers are drawn, with its axes.
namespace Milieu.Studies;

/// <summary>Places of numbers on the sheet; lengths in px.</summary>
internal sealed record PlotFrame(double Left, double Top, double Right, double Bottom, Ticks X, Ticks Y)
{
    public double AtX(double value) => Left + ((value - X.Low) / (X.High - X.Low) * (Right - Left));

    public double AtY(double value) => Bottom - ((value - Y.Low) / (Y.High - Y.Low) * (Bottom - Top));

    /// <summary>Grid lines and numbers of the vertical axis, and its title.</summary>
    public void DrawY(FigureCanvas canvas, string title)
    {
        foreach (var tick in Y.At)
        {
            canvas.Segment(Left, AtY(tick), Right, AtY(tick), tick == 0 ? FigureColors.Middle : FigureColors.Faint);
            canvas.Text(Left - 6, AtY(tick) + 4, Y.Text(tick), TextAnchor.End);
        }
        canvas.Upwards(16, (Top + Bottom) / 2, FigureCanvas.Cut(title, Bottom - Top + 40));
    }

    /// <summary>Numbers of the horizontal axis, and its title.</summary>
    public void DrawX(FigureCanvas canvas, string title)
    {
        foreach (var tick in X.At)
        {
            canvas.Segment(AtX(tick), Bottom, AtX(tick), Bottom + 5, FigureColors.Ink);
            canvas.Text(AtX(tick), Bottom + 19, X.Text(tick), TextAnchor.Middle);
        }
        canvas.Text((Left + Right) / 2, Bottom + 38, title, TextAnchor.Middle);
    }

    public void DrawBorder(FigureCanvas canvas)
    {
        canvas.Segment(Left, Top, Left, Bottom, FigureColors.Ink);
        canvas.Segment(Left, Bottom, Right, Bottom, FigureColors.Ink);
    }
}
