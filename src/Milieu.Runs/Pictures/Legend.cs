// What stands beside a picture: name, time, counts, colors.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>The column on the right of a panel.</summary>
internal sealed class Legend(CompiledModel model, Tissue tissue, PixelBox panel)
{
    private const double Gap = 22;
    private const double Width = 218;
    private const double Line = 21;
    private static readonly string[] States = ["live", "apoptotic", "necrotic", "other dead"];
    private readonly List<Shape> _shapes = [];
    private readonly double _x = panel.X + panel.Width + Gap;
    private double _y = panel.Y + 18;

    public Scene Compose(IReadOnlyList<Shape> panelShapes, double minutes, string note, Field? field)
    {
        // A long name is set smaller before it is cut.
        var size = Math.Clamp(19 * (Width - 12) / Math.Max(1, StrokeFont.Width(model.Name, 19)), 14, 19);
        Text(Fitting(model.Name, size), size, Rgb.Ink);
        _y += 27;
        Text(TimeText(minutes), 16, Rgb.Ink);
        _y += Line;
        if (note.Length > 0)
        {
            Text(note, 13, Gray);
            _y += Line;
        }
        _y += 14;
        foreach (var (count, type) in Counts.Of(model, tissue.Cells).Select((c, t) => (c, t)))
            AddType(type, count);
        if (field is not null)
            AddColorBar(field);
        var height = Math.Max(panel.Y + panel.Height, _y) + panel.Y;
        return new Scene((int)Math.Ceiling(_x + Width), (int)Math.Ceiling(height), panel, panelShapes, _shapes);
    }

    private static Rgb Gray => Rgb.Ink.Mix(Rgb.White, 0.35);

    private static string TimeText(double minutes)
    {
        var (days, rest) = ((int)(minutes / 1440), minutes % 1440);
        var clock = string.Create(CultureInfo.InvariantCulture, $"{(int)(rest / 60):00} h {rest % 60:00} min");
        return days > 0 ? string.Create(CultureInfo.InvariantCulture, $"{days} d {clock}") : clock;
    }

    private static string Fitting(string text, double size)
    {
        while (text.Length > 1 && StrokeFont.Width(text, size) > Width - 12)
            text = text.EndsWith("..", StringComparison.Ordinal) ? text[..^3] + ".." : text[..^2] + "..";
        return text;
    }

    private void AddType(int type, TypeCount count)
    {
        Text(Fitting(count.Type, 15), 15, Rgb.Ink);
        _y += Line;
        int[] numbers = [count.Live, count.Apoptotic, count.Necrotic, count.OtherDead];
        for (var state = 0; state < numbers.Length; state++)
        {
            if (state > 0 && numbers[state] == 0)
                continue;
            var fill = Palette.Of(type, (CellState)state);
            _shapes.Add(new DiscShape(_x + 8, _y - 5, 6.5, fill, fill.Mix(Rgb.Ink, 0.55), 1));
            _shapes.Add(new TextShape(_x + 23, _y, 13, States[state], Anchor.Start, Gray));
            var number = numbers[state].ToString("N0", CultureInfo.InvariantCulture);
            _shapes.Add(new TextShape(_x + Width - 40, _y, 13, number, Anchor.End, Rgb.Ink));
            _y += Line;
        }
        _y += 8;
    }

    private void AddColorBar(Field field)
    {
        const int Steps = 64;
        _y += 12;
        var units = field.Substrate.Units.Length > 0 ? $" ({field.Substrate.Units})" : "";
        Text(Fitting(field.Substrate.Name + units, 15), 15, Rgb.Ink);
        _y += 10;
        var place = new PixelBox(_x, _y, Width - 40, 14);
        var colors = Enumerable.Range(0, Steps).Select(k => FieldColors.At((double)k / (Steps - 1)));
        _shapes.Add(new BoxShape(new PixelBox(place.X - 1, place.Y - 1, place.Width + 2, place.Height + 2), Gray));
        _shapes.Add(new ImageShape(place, Steps, 1, [.. colors]));
        _y += 31;
        var greatest = ColorRange.Of(field).Greatest;
        for (var tick = 0; tick <= 2; tick++)
        {
            var anchor = (Anchor)tick;
            var label = (greatest * tick / 2).ToString("G3", CultureInfo.InvariantCulture);
            _shapes.Add(new TextShape(place.X + (place.Width * tick / 2), _y, 13, label, anchor, Gray));
        }
        _y += Line;
    }

    private void Text(string text, double size, Rgb color) =>
        _shapes.Add(new TextShape(_x, _y, size, text, Anchor.Start, color));
}
