// A 3-D tissue cut open: one eighth taken away towards the viewer.
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Shaded spheres seen along (-1, -1, -1)-like, without the octant that faces the viewer.</summary>
/// <remarks>
/// Each pixel keeps the nearest surface. Where a sphere's front lies in the octant, the ray goes on to the octant's
/// face, and the sphere shows its flat section if it reaches that far.
/// </remarks>
internal sealed class SectionScene
{
    private const int Side = 720;
    private const int Oversampling = 2;
    private const int Pixels = Side * Oversampling;

    // View axes: right, up, and towards the viewer (orthonormal; the last has three positive parts).
    private static readonly Vector Right = new(-0.7986, 0.6018, 0);
    private static readonly Vector Up = new(-0.2825, -0.3749, 0.8829);
    private static readonly Vector Near = new(0.5313, 0.7051, 0.4694);
    private static readonly Vector Light = new(0.20, 0.62, 0.76);

    private readonly Rgb[] _colors = new Rgb[Pixels * Pixels];
    private readonly float[] _depth = new float[Pixels * Pixels];
    private readonly double _scale;
    private readonly double _extent;

    private SectionScene(double extent)
    {
        _extent = extent;
        _scale = Pixels / (2.08 * extent);
        Array.Fill(_depth, float.NegativeInfinity);
        Array.Fill(_colors, new Rgb(0xF3, 0xF5, 0xF7));
    }

    private readonly record struct Vector(double X, double Y, double Z)
    {
        public double Dot(Vector o) => (X * o.X) + (Y * o.Y) + (Z * o.Z);

        public Vector Plus(Vector o, double times) => new(X + (o.X * times), Y + (o.Y * times), Z + (o.Z * times));
    }

    private readonly record struct Sphere(Vector Place, double Radius, Rgb Color);

    public static Scene Of(CompiledModel model, Tissue tissue, double minutes)
    {
        var spheres = Spheres(model, tissue, out var extent);
        var section = new SectionScene(extent);
        // Nearest first: most of what lies behind is then refused by its depth alone.
        foreach (var sphere in spheres.OrderByDescending(s => s.Place.Dot(Near) + s.Radius))
            section.Draw(sphere);
        var panel = new PixelBox(24, 24, Side, Side);
        var shapes = new List<Shape> { new ImageShape(panel, Side, Side, section.Shrink()) };
        shapes.AddRange(ScaleBar.Of(panel, section._scale / Oversampling));
        return new Legend(model, tissue, panel).Compose(shapes, minutes, "cut open", withField: false);
    }

    private static List<Sphere> Spheres(CompiledModel model, Tissue tissue, out double extent)
    {
        var cells = tissue.Cells;
        var states = new CellStates(model, cells);
        var rows = Enumerable.Range(0, cells.Count).Where(r => !cells.Is(r, CellFlags.Tombstone)).ToList();
        var middle =
            rows.Count == 0
                ? default
                : new Vector(
                    rows.Average(r => cells.X[r]),
                    rows.Average(r => cells.Y[r]),
                    rows.Average(r => cells.Z[r])
                );
        var spheres = rows.ConvertAll(r => new Sphere(
            new Vector(cells.X[r] - middle.X, cells.Y[r] - middle.Y, cells.Z[r] - middle.Z),
            cells.Radius[r],
            Palette.Of(cells.Type[r], states.Of(r))
        ));
        extent = spheres.Count == 0 ? 100 : spheres.Max(s => Math.Sqrt(s.Place.Dot(s.Place)) + s.Radius);
        return spheres;
    }

    private void Draw(Sphere sphere)
    {
        var (u, v, w) = (sphere.Place.Dot(Right), sphere.Place.Dot(Up), sphere.Place.Dot(Near));
        var (x, y, r) = ((Pixels / 2) + (u * _scale), (Pixels / 2) - (v * _scale), sphere.Radius * _scale);
        var (x0, x1) = (Math.Max(0, (int)(x - r)), Math.Min(Pixels - 1, (int)(x + r)));
        var (y0, y1) = (Math.Max(0, (int)(y - r)), Math.Min(Pixels - 1, (int)(y + r)));
        for (var py = y0; py <= y1; py++)
        for (var px = x0; px <= x1; px++)
        {
            var at = (py * Pixels) + px;
            if (_depth[at] >= w + sphere.Radius)
                continue;
            var (du, dv) = ((px + 0.5 - x) / _scale, (y - py - 0.5) / _scale);
            var inside = (sphere.Radius * sphere.Radius) - (du * du) - (dv * dv);
            if (inside > 0)
                Look(sphere, at, du, dv, Math.Sqrt(inside));
        }
    }

    private void Look(Sphere sphere, int at, double du, double dv, double half)
    {
        var offset = new Vector(0, 0, 0).Plus(Right, du).Plus(Up, dv).Plus(Near, half);
        var front = sphere.Place.Plus(offset, 1);
        var face = default(Vector);
        if (front.X > 0 && front.Y > 0 && front.Z > 0)
        {
            var (tx, ty, tz) = (front.X / Near.X, front.Y / Near.Y, front.Z / Near.Z);
            var t = Math.Min(tx, Math.Min(ty, tz));
            if (t >= 2 * half)
                return;
            front = front.Plus(Near, -t);
            face =
                t == tx ? new Vector(1, 0, 0)
                : t == ty ? new Vector(0, 1, 0)
                : new Vector(0, 0, 1);
        }
        var depth = (float)front.Dot(Near);
        if (depth <= _depth[at])
            return;
        _depth[at] = depth;
        _colors[at] = face == default ? Shade(sphere, offset, front) : Cut(sphere, front, face);
    }

    private Rgb Shade(Sphere sphere, Vector offset, Vector place)
    {
        var lit = Math.Max(0, offset.Dot(Light) / sphere.Radius);
        // Farther from the viewer is paler, as in haze; the rim is darker, as between touching spheres.
        var rim = Math.Max(0, offset.Dot(Near) / sphere.Radius);
        var color = sphere.Color.Mix(Rgb.Ink, 0.62 * (1 - (0.35 * rim) - (0.65 * lit)));
        return color.Mix(Rgb.White, (0.16 * lit * lit * lit) + (0.12 * (0.5 - (0.5 * place.Dot(Near) / _extent))));
    }

    // The section is flat: one light for each of the three faces, and a dark membrane.
    private static Rgb Cut(Sphere sphere, Vector place, Vector face)
    {
        var d = place.Plus(sphere.Place, -1);
        var rim = Math.Sqrt(d.Dot(d)) / sphere.Radius;
        var light = 0.10 + (0.10 * face.Y) + (0.22 * face.Z);
        var color = sphere.Color.Mix(Rgb.White, light);
        return rim > 0.86 ? color.Mix(Rgb.Ink, 0.55) : color;
    }

    private Rgb[] Shrink()
    {
        var small = new Rgb[Side * Side];
        for (var y = 0; y < Side; y++)
        for (var x = 0; x < Side; x++)
        {
            var at = (y * Oversampling * Pixels) + (x * Oversampling);
            var (a, b, c, d) = (_colors[at], _colors[at + 1], _colors[at + Pixels], _colors[at + Pixels + 1]);
            small[(y * Side) + x] = a.Mix(b, 0.5).Mix(c.Mix(d, 0.5), 0.5);
        }
        return small;
    }
}
