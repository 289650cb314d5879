// A 3-D tissue cut open: one eighth taken away towards the viewer.
using System.Numerics;
using System.Runtime.CompilerServices;
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
    private static readonly Vector3 Right = new(-0.7986f, 0.6018f, 0);
    private static readonly Vector3 Up = new(-0.2825f, -0.3749f, 0.8829f);
    private static readonly Vector3 Near = new(0.5313f, 0.7051f, 0.4694f);
    private static readonly Vector3 Light = new(0.20f, 0.62f, 0.76f);
    private static readonly Vector3 Ink = Rgb.Ink.ToVector();
    private static readonly Vector3 White = Rgb.White.ToVector();

    private readonly Vector3[] _colors = new Vector3[Pixels * Pixels];
    private readonly float[] _depth = new float[Pixels * Pixels];
    private readonly float _scale;
    private readonly float _extent;

    private SectionScene(float extent)
    {
        _extent = extent;
        _scale = Pixels / (2.08f * extent);
        Array.Fill(_depth, float.NegativeInfinity);
        Array.Fill(_colors, new Vector3(0xF3, 0xF5, 0xF7));
    }

    private readonly record struct Sphere(Vector3 Place, float Radius, Vector3 Color);

    /// <summary>Takes what it needs of the tissue now; the picture is drawn when asked for, on any thread.</summary>
    public static Func<Scene> Of(CompiledModel model, Tissue tissue, double minutes)
    {
        var spheres = Spheres(model, tissue, out var extent);
        var panel = new PixelBox(24, 24, Side, Side);
        var legend = new Legend(model, tissue, panel).Compose([], minutes, "cut open", null);
        return () =>
        {
            var section = new SectionScene(extent);
            // Nearest first: most of what lies behind is then refused by its depth alone.
            foreach (var sphere in spheres.OrderByDescending(s => Vector3.Dot(s.Place, Near) + s.Radius))
                section.Draw(sphere);
            var image = new ImageShape(panel, Side, Side, section.Shrink());
            return legend with { PanelShapes = [image, .. ScaleBar.Of(panel, section._scale / Oversampling)] };
        };
    }

    private static List<Sphere> Spheres(CompiledModel model, Tissue tissue, out float extent)
    {
        var cells = tissue.Cells;
        var states = new CellStates(model, cells);
        var rows = Enumerable.Range(0, cells.Count).Where(r => !cells.Is(r, CellFlags.Tombstone)).ToList();
        var (x, y, z) =
            rows.Count == 0
                ? default
                : (rows.Average(r => cells.X[r]), rows.Average(r => cells.Y[r]), rows.Average(r => cells.Z[r]));
        var spheres = rows.ConvertAll(r => new Sphere(
            new Vector3((float)(cells.X[r] - x), (float)(cells.Y[r] - y), (float)(cells.Z[r] - z)),
            cells.Radius[r],
            Palette.Of(cells.Type[r], states.Of(r)).ToVector()
        ));
        spheres.AddRange(Vessels(tissue, spheres, rows));
        extent = spheres.Count == 0 ? 100 : spheres.Max(s => s.Place.Length() + s.Radius);
        return spheres;
    }

    // Between two linked pieces of a vessel lie beads, so that a vessel is seen as one.
    private static List<Sphere> Vessels(Tissue tissue, List<Sphere> spheres, List<int> rows)
    {
        var (links, beads) = (tissue.Links, new List<Sphere>());
        for (var k = 0; k < links.Count; k++)
        {
            // Rows ascend, and those of tombstones are left out.
            var (a, b) = (rows.BinarySearch(links.A[k]), rows.BinarySearch(links.B[k]));
            if ((links.Kind[k] & (byte)LinkKind.Vessel) == 0 || a < 0 || b < 0)
                continue;
            var radius = 0.7f * Math.Min(spheres[a].Radius, spheres[b].Radius);
            for (var part = 1; part < 4; part++)
                beads.Add(
                    new Sphere(Vector3.Lerp(spheres[a].Place, spheres[b].Place, 0.25f * part), radius, spheres[a].Color)
                );
        }
        return beads;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Draw(in Sphere sphere)
    {
        var (x, y) = (
            (Pixels / 2) + (Vector3.Dot(sphere.Place, Right) * _scale),
            (Pixels / 2) - (Vector3.Dot(sphere.Place, Up) * _scale)
        );
        var (r, nearest) = (sphere.Radius * _scale, Vector3.Dot(sphere.Place, Near) + sphere.Radius);
        var (x0, x1) = (Math.Max(0, (int)(x - r)), Math.Min(Pixels - 1, (int)(x + r)));
        var (y0, y1) = (Math.Max(0, (int)(y - r)), Math.Min(Pixels - 1, (int)(y + r)));
        for (var py = y0; py <= y1; py++)
        {
            var dv = (y - py - 0.5f) / _scale;
            var left = (sphere.Radius * sphere.Radius) - (dv * dv);
            for (var px = x0; px <= x1; px++)
            {
                var at = (py * Pixels) + px;
                if (_depth[at] >= nearest)
                    continue;
                var du = (px + 0.5f - x) / _scale;
                var inside = left - (du * du);
                if (inside > 0)
                    Look(sphere, at, (Right * du) + (Up * dv), MathF.Sqrt(inside));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Look(in Sphere sphere, int at, Vector3 across, float half)
    {
        var offset = across + (Near * half);
        var front = sphere.Place + offset;
        var face = Vector3.Zero;
        if (front.X > 0 && front.Y > 0 && front.Z > 0)
        {
            var (tx, ty, tz) = (front.X / Near.X, front.Y / Near.Y, front.Z / Near.Z);
            var t = Math.Min(tx, Math.Min(ty, tz));
            if (t >= 2 * half)
                return;
            front -= Near * t;
            face =
                t == tx ? Vector3.UnitX
                : t == ty ? Vector3.UnitY
                : Vector3.UnitZ;
        }
        var depth = Vector3.Dot(front, Near);
        if (depth <= _depth[at])
            return;
        _depth[at] = depth;
        _colors[at] = face == Vector3.Zero ? Shade(sphere, offset, depth) : Cut(sphere, front, face);
    }

    private Vector3 Shade(in Sphere sphere, Vector3 offset, float depth)
    {
        var lit = Math.Max(0, Vector3.Dot(offset, Light) / sphere.Radius);
        // Farther from the viewer is paler, as in haze; the rim is darker, as between touching spheres.
        var rim = Math.Max(0, Vector3.Dot(offset, Near) / sphere.Radius);
        var color = Vector3.Lerp(sphere.Color, Ink, 0.62f * (1 - (0.35f * rim) - (0.65f * lit)));
        var pale = (0.16f * lit * lit * lit) + (0.12f * (0.5f - (0.5f * depth / _extent)));
        return Vector3.Lerp(color, White, pale);
    }

    // The section is flat: one light for each of the three faces, and a dark membrane.
    private static Vector3 Cut(in Sphere sphere, Vector3 place, Vector3 face)
    {
        var rim = (place - sphere.Place).Length() / sphere.Radius;
        var color = Vector3.Lerp(sphere.Color, White, 0.10f + (0.10f * face.Y) + (0.22f * face.Z));
        return rim > 0.86f ? Vector3.Lerp(color, Ink, 0.55f) : color;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Rgb[] Shrink()
    {
        var small = new Rgb[Side * Side];
        for (var y = 0; y < Side; y++)
        for (var x = 0; x < Side; x++)
        {
            var at = (y * Oversampling * Pixels) + (x * Oversampling);
            var sum = _colors[at] + _colors[at + 1] + _colors[at + Pixels] + _colors[at + Pixels + 1];
            small[(y * Side) + x] = Rgb.Of(sum * 0.25f);
        }
        return small;
    }
}
