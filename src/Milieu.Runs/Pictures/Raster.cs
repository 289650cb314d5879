// A scene as pixels.
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Milieu.Runs;

/// <summary>Antialiased discs, lines and images over each other.</summary>
/// <remarks>Loops over pixels are compiled well from the first call: many runs end before the tenth frame.</remarks>
internal sealed class Raster
{
    private readonly int _width;
    private readonly int _height;
    private readonly Rgb[] _pixels;
    private int _left;
    private int _top;
    private int _right;
    private int _bottom;

    private Raster(int width, int height)
    {
        (_width, _height) = (width, height);
        _pixels = new Rgb[width * height];
        Array.Fill(_pixels, Rgb.White);
    }

    public static byte[] Paint(Scene scene)
    {
        var raster = new Raster(scene.Width, scene.Height);
        raster.Clip(scene.Panel);
        foreach (var shape in scene.PanelShapes)
            raster.Paint(shape);
        raster.Clip(new PixelBox(0, 0, scene.Width, scene.Height));
        foreach (var shape in scene.Overlay)
            raster.Paint(shape);
        return Png.Encode(scene.Width, scene.Height, raster._pixels);
    }

    private void Clip(PixelBox place)
    {
        (_left, _top) = (Math.Max(0, (int)place.X), Math.Max(0, (int)place.Y));
        _right = Math.Min(_width, (int)Math.Ceiling(place.X + place.Width));
        _bottom = Math.Min(_height, (int)Math.Ceiling(place.Y + place.Height));
    }

    private void Paint(Shape shape)
    {
        switch (shape)
        {
            case ImageShape image:
                Image(image);
                break;
            case DiscShape disc:
                Disc(disc);
                break;
            case BoxShape box:
                Box(box);
                break;
            case LineShape line:
                Line(line);
                break;
            case TextShape text:
                Text(text);
                break;
        }
    }

    // Between the centers of the image's pixels colors change linearly; one row is blended down, then stretched.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Image(ImageShape image)
    {
        var place = image.Place;
        var (x0, x1) = Span(place.X, place.X + place.Width, _left, _right);
        var (y0, y1) = Span(place.Y, place.Y + place.Height, _top, _bottom);
        var row = new Vector3[image.Columns];
        var across = new (int Left, int Right, float Share)[Math.Max(0, x1 - x0)];
        for (var x = x0; x < x1; x++)
            across[x - x0] = Between(((x + 0.5 - place.X) / place.Width * image.Columns) - 0.5, image.Columns);
        for (var y = y0; y < y1; y++)
        {
            var (upper, lower, share) = Between(((y + 0.5 - place.Y) / place.Height * image.Rows) - 0.5, image.Rows);
            for (var i = 0; i < row.Length; i++)
                row[i] = Vector3.Lerp(
                    image.Pixels[(upper * image.Columns) + i].ToVector(),
                    image.Pixels[(lower * image.Columns) + i].ToVector(),
                    share
                );
            for (var x = x0; x < x1; x++)
            {
                var at = across[x - x0];
                _pixels[(y * _width) + x] = Rgb.Of(Vector3.Lerp(row[at.Left], row[at.Right], at.Share));
            }
        }
    }

    private static (int Low, int High, float Share) Between(double at, int count)
    {
        at = Math.Clamp(at, 0, count - 1);
        return ((int)at, Math.Min((int)at + 1, count - 1), (float)(at - (int)at));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Disc(DiscShape disc)
    {
        var (x0, x1) = Span(disc.X - disc.Radius - 1, disc.X + disc.Radius + 1, _left, _right);
        var (y0, y1) = Span(disc.Y - disc.Radius - 1, disc.Y + disc.Radius + 1, _top, _bottom);
        var inner = disc.Radius - disc.EdgeWidth;
        for (var y = y0; y < y1; y++)
        for (var x = x0; x < x1; x++)
        {
            var (dx, dy) = (x + 0.5 - disc.X, y + 0.5 - disc.Y);
            var distance = Math.Sqrt((dx * dx) + (dy * dy));
            var cover = disc.Radius - distance + 0.5;
            if (cover <= 0)
                continue;
            var color = disc.Fill.Mix(disc.Edge, Math.Clamp(distance - inner + 0.5, 0, 1));
            Blend(x, y, color, Math.Min(1, cover));
        }
    }

    private void Line(LineShape line)
    {
        var (half, ends) = (line.Width / 2, (line.X0, line.Y0, line.X1, line.Y1));
        var (x0, x1) = Span(
            Math.Min(line.X0, line.X1) - half - 1,
            Math.Max(line.X0, line.X1) + half + 1,
            _left,
            _right
        );
        var (y0, y1) = Span(
            Math.Min(line.Y0, line.Y1) - half - 1,
            Math.Max(line.Y0, line.Y1) + half + 1,
            _top,
            _bottom
        );
        for (var y = y0; y < y1; y++)
        for (var x = x0; x < x1; x++)
            Blend(x, y, line.Color, Math.Clamp(half - Distance(ends, x + 0.5, y + 0.5) + 0.5, 0, 1));
    }

    private void Box(BoxShape box)
    {
        var p = box.Place;
        var (x0, x1) = Span(p.X, p.X + p.Width, _left, _right);
        var (y0, y1) = Span(p.Y, p.Y + p.Height, _top, _bottom);
        for (var y = y0; y < y1; y++)
        for (var x = x0; x < x1; x++)
        {
            var wide = Math.Min(x + 1, p.X + p.Width) - Math.Max(x, p.X);
            var high = Math.Min(y + 1, p.Y + p.Height) - Math.Max(y, p.Y);
            Blend(x, y, box.Fill, box.Opacity * Math.Max(0, wide) * Math.Max(0, high));
        }
    }

    // Coverage is gathered over all strokes first: blended one by one, their joints would show as dots.
    private void Text(TextShape text)
    {
        var width = StrokeFont.Width(text.Text, text.Size);
        var start =
            text.X
            - (
                text.Anchor == Anchor.Start ? 0
                : text.Anchor == Anchor.Middle ? width / 2
                : width
            );
        var (x0, x1) = Span(start - 2, start + width + 2, _left, _right);
        var (y0, y1) = Span(text.Y - (1.1 * text.Size), text.Y + (0.4 * text.Size), _top, _bottom);
        if (x1 <= x0 || y1 <= y0)
            return;
        var cover = new double[(x1 - x0) * (y1 - y0)];
        var half = Math.Max(0.6, 0.052 * text.Size);
        foreach (var line in StrokeFont.Lines(text.Text, start, text.Y, text.Size))
        {
            var (lx0, lx1) = Span(Math.Min(line.X0, line.X1) - half - 1, Math.Max(line.X0, line.X1) + half + 1, x0, x1);
            var (ly0, ly1) = Span(Math.Min(line.Y0, line.Y1) - half - 1, Math.Max(line.Y0, line.Y1) + half + 1, y0, y1);
            for (var y = ly0; y < ly1; y++)
            for (var x = lx0; x < lx1; x++)
            {
                ref var c = ref cover[((y - y0) * (x1 - x0)) + x - x0];
                c = Math.Max(c, half - Distance(line, x + 0.5, y + 0.5) + 0.5);
            }
        }
        for (var y = y0; y < y1; y++)
        for (var x = x0; x < x1; x++)
            Blend(x, y, text.Color, Math.Clamp(cover[((y - y0) * (x1 - x0)) + x - x0], 0, 1));
    }

    private static double Distance((double X0, double Y0, double X1, double Y1) line, double x, double y)
    {
        var (dx, dy) = (line.X1 - line.X0, line.Y1 - line.Y0);
        var length = (dx * dx) + (dy * dy);
        var t = length > 0 ? Math.Clamp((((x - line.X0) * dx) + ((y - line.Y0) * dy)) / length, 0, 1) : 0;
        var (ex, ey) = (x - line.X0 - (t * dx), y - line.Y0 - (t * dy));
        return Math.Sqrt((ex * ex) + (ey * ey));
    }

    private static (int From, int To) Span(double from, double to, int least, int most) =>
        (Math.Max(least, (int)Math.Floor(from)), Math.Min(most, (int)Math.Ceiling(to)));

    private void Blend(int x, int y, Rgb color, double share)
    {
        if (share > 0)
            _pixels[(y * _width) + x] = _pixels[(y * _width) + x].Mix(color, share);
    }
}
