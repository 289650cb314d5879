// Where cells start.
namespace Milieu.Engine.Tests;

public class FoundingTests
{
    [Fact(
        DisplayName = "Points are placed exactly, numbered in row order and carry mix(name, ordinal); a shifted or swapped point shows"
    )]
    public void Points()
    {
        using var scene = Place(Fixture.At(0, 100, 50, 5, -100, -50, 3));
        var cells = scene.Cells;
        Assert.Equal(2, cells.Count);
        // Row order is by bin: the second point comes first.
        Assert.Equal((-100.0, -50.0, 0.0), (cells.X[0], cells.Y[0], cells.Z[0]));
        Assert.Equal((100.0, 50.0, 0.0), (cells.X[1], cells.Y[1], cells.Z[1]));
        Assert.Equal((0ul, 1ul, 2ul), (cells.Id[0], cells.Id[1], scene.Tissue.NextId));
        Assert.Equal(Chance.Mix(Chance.NameHash("points"), 1), cells.Lineage[0]);
        Assert.Equal(Chance.Mix(Chance.NameHash("points"), 0), cells.Lineage[1]);
        Assert.Equal(2494, cells.Volume(0), 9);
        Assert.Equal(8.41271054795423, cells.Radius[0], 1e-6);
        Assert.Equal(
            (4988.0, 135.0, 405.0),
            (cells.RuptureVolume[0], cells.NuclearSolidTarget[0], cells.NuclearFluid[0])
        );
    }

    [Theory(
        DisplayName = "Every shape is filled uniformly: equal parts of its area or volume get equal shares, and nothing lies outside"
    )]
    [InlineData(PlacementShape.Disc, true)]
    [InlineData(PlacementShape.Annulus, true)]
    [InlineData(PlacementShape.Box, true)]
    [InlineData(PlacementShape.Ball, true)]
    [InlineData(PlacementShape.Shell, true)]
    [InlineData(PlacementShape.Disc, false)]
    [InlineData(PlacementShape.Annulus, false)]
    [InlineData(PlacementShape.Ball, false)]
    [InlineData(PlacementShape.Shell, false)]
    [InlineData(PlacementShape.Box, false)]
    public void Uniform(PlacementShape shape, bool is2D)
    {
        const int Count = 4000;
        var placement = Shaped(shape, PlacementFill.Uniform, Count);
        using var scene = Place(placement, is2D);
        var cells = scene.Cells;
        Assert.Equal(Count, cells.Count);
        var isFlat = is2D || shape is PlacementShape.Disc or PlacementShape.Annulus;
        var inner = shape is PlacementShape.Annulus or PlacementShape.Shell ? placement.R1 : 0;
        var parts = new int[40];
        for (var row = 0; row < Count; row++)
        {
            var (x, y, z) = (cells.X[row] - 10, cells.Y[row] + 20, cells.Z[row] - (is2D ? 0 : 30));
            if (isFlat)
                Assert.Equal(0, z, 1e-9);
            parts[PartOf(shape, placement, isFlat, inner, x, y, z)]++;
        }
        Assert.True(Statistic.UniformZ(parts) < 4, $"{shape}: {string.Join(' ', parts)}");
    }

    [Fact(DisplayName = "Cells placed without overlap keep their distance to each other and to those placed before")]
    public void NoOverlap()
    {
        foreach (var is2D in new[] { true, false })
        {
            var first = Shaped(PlacementShape.Ball, PlacementFill.NoOverlap, is2D ? 60 : 300);
            using var scene = Place([first, first with { Name = "second", Type = 1 }], is2D);
            var cells = scene.Cells;
            Assert.Equal(2 * first.Count, cells.Count);
            for (var a = 0; a < cells.Count; a++)
            for (var b = 0; b < a; b++)
            {
                var (x, y, z) = (cells.X[a] - cells.X[b], cells.Y[a] - cells.Y[b], cells.Z[a] - cells.Z[b]);
                Assert.True((x * x) + (y * y) + (z * z) >= Math.Pow((double)cells.Radius[a] + cells.Radius[b], 2));
            }
        }
    }

    [Fact(DisplayName = "A region too small for its cells is an error that names the placement, not an endless search")]
    public void TooSmall()
    {
        var placement = Shaped(PlacementShape.Disc, PlacementFill.NoOverlap, 20) with { R2 = 15 };
        var error = Assert.Throws<StartException>(() => Place(placement));
        Assert.Contains("Disc", error.Message, StringComparison.Ordinal);
    }

    [Fact(
        DisplayName = "Hexagonal packing has the counts of the lattice: 1 + 6 + 12 within two spacings in the plane, 1 + 12 and 1 + 12 + 6 in close packing"
    )]
    public void Hexagonal()
    {
        foreach (
            var (is2D, radius, expected) in new[]
            {
                (true, 1.01, 7),
                (true, 2.0, 19),
                (false, 1.0, 13),
                (false, 1.42, 19),
            }
        )
        {
            var placement = Shaped(PlacementShape.Ball, PlacementFill.Hexagonal, 0) with
            {
                Spacing = 12,
                R2 = 12 * radius,
            };
            using var scene = Place(placement, is2D);
            Assert.Equal(expected, scene.Cells.Count);
            Assert.Equal(12, NearestPair(scene.Cells), 1e-9);
        }
        var dense = Shaped(PlacementShape.Ball, PlacementFill.Hexagonal, 0) with { R2 = 150, Spacing = 15 };
        using var ball = Place(dense, false);
        // Close packing holds sqrt(2)/s^3 cells per volume.
        Assert.Equal(
            Math.Sqrt(2) / Math.Pow(15, 3) * 4 / 3 * Math.PI * Math.Pow(150, 3),
            ball.Cells.Count,
            0.03 * ball.Cells.Count
        );
        // Without a spacing cells just touch.
        using var touching = Place(Shaped(PlacementShape.Box, PlacementFill.Hexagonal, 0), true);
        Assert.Equal(2 * touching.Cells.Radius[0], NearestPair(touching.Cells), 1e-9);
    }

    [Fact(DisplayName = "A region that sticks out of the domain is filled inside the domain only")]
    public void CutByTheDomain()
    {
        foreach (var fill in new[] { PlacementFill.Uniform, PlacementFill.Hexagonal })
        {
            using var scene = Place(
                Shaped(PlacementShape.Disc, fill, 500) with
                {
                    CenterX = 195,
                    R2 = 60,
                    Spacing = 5,
                }
            );
            Assert.True(scene.Cells.Count > 100);
            Assert.Equal(0, scene.CountOf(r => scene.Cells.X[r] > 200));
        }
    }

    [Fact(DisplayName = "In 3-D every cell has a random axis of unit length; in 2-D there is no such column")]
    public void Orientation()
    {
        using var flat = Place(Shaped(PlacementShape.Disc, PlacementFill.Uniform, 10));
        Assert.Null(flat.Cells.OrientationX);
        using var scene = Place(Shaped(PlacementShape.Ball, PlacementFill.Uniform, 3000), false);
        var (x, y, z) = (scene.Cells.OrientationX!, scene.Cells.OrientationY!, scene.Cells.OrientationZ!);
        for (var row = 0; row < 3000; row++)
            Assert.Equal(1, Math.Sqrt((x[row] * x[row]) + (y[row] * y[row]) + (z[row] * z[row])), 1e-6);
        Assert.True(Statistic.Kolmogorov(Enumerable.Range(0, 3000).Select(r => (double)z[r]), h => (h + 1) / 2) < 1.95);
    }

    [Fact(DisplayName = "Two placements of one name do not put their cells on the same spots")]
    public void TwinNames()
    {
        var placement = Shaped(PlacementShape.Disc, PlacementFill.Uniform, 50);
        using var scene = Place([placement, placement], true);
        var spots = Enumerable.Range(0, 100).Select(r => (scene.Cells.X[r], scene.Cells.Y[r])).Distinct();
        Assert.Equal(100, spots.Count());
        Assert.Equal(100, Enumerable.Range(0, 100).Select(r => scene.Cells.Lineage[r]).Distinct().Count());
    }

    [Fact(
        DisplayName = "Values of a CSV go to their points: volume scales all compartments and targets, behaviors are written, NaN leaves the type's own"
    )]
    public void Values()
    {
        var model = Fixture.Model(Fixture.Plane(), [], set: (_, b, c) => c[b.Speed] = 1);
        var b = model.Behaviors;
        var points = Fixture.At(0, -50, 0, 0, 0, 0, 0, 50, 0, 0) with
        {
            Values = [new(-1, [1247, double.NaN, 4988]), new(b.Speed, [7, 8, double.NaN])],
        };
        using var scene = new LifeScene(model with { Placements = [points] });
        var cells = scene.Cells;
        var rows = Enumerable.Range(0, 3).OrderBy(r => cells.X[r]).ToArray();
        double[] scale = [0.5, 1, 2];
        double[] speeds = [7, 8, 1];
        for (var k = 0; k < 3; k++)
        {
            Assert.Equal(2494 * scale[k], cells.Volume(rows[k]), 9);
            Assert.Equal(135 * scale[k], cells.NuclearSolidTarget[rows[k]], 9);
            Assert.Equal(405 * scale[k], cells.NuclearFluid[rows[k]], 9);
            Assert.Equal(4988 * scale[k], cells.RuptureVolume[rows[k]], 9);
            Assert.Equal(Math.Cbrt(3 * 2494 * scale[k] / (4 * Math.PI)), cells.Radius[rows[k]], 1e-5);
            Assert.Equal(speeds[k], cells.ColumnOf(b.Speed)![rows[k]]);
        }
    }

    private static double NearestPair(Cells cells)
    {
        var nearest = double.PositiveInfinity;
        for (var a = 0; a < cells.Count; a++)
        for (var b = 0; b < a; b++)
        {
            var (x, y, z) = (cells.X[a] - cells.X[b], cells.Y[a] - cells.Y[b], cells.Z[a] - cells.Z[b]);
            nearest = Math.Min(nearest, Math.Sqrt((x * x) + (y * y) + (z * z)));
        }
        return nearest;
    }

    /// <summary>Ten rings, shells or slabs of equal measure times four sectors.</summary>
    private static int PartOf(
        PlacementShape shape,
        CompiledPlacement p,
        bool isFlat,
        double inner,
        double x,
        double y,
        double z
    )
    {
        double share;
        if (shape == PlacementShape.Box)
            share = isFlat ? (x / p.SizeX) + 0.5 : (z / p.SizeZ) + 0.5;
        else
        {
            var power = isFlat ? 2 : 3;
            var r = Math.Sqrt((x * x) + (y * y) + (z * z));
            share = (Math.Pow(r, power) - Math.Pow(inner, power)) / (Math.Pow(p.R2, power) - Math.Pow(inner, power));
        }
        Assert.InRange(share, -1e-9, 1 + 1e-9);
        var sector =
            shape == PlacementShape.Box && isFlat
                ? Math.Clamp((int)(((y / p.SizeY) + 0.5) * 4), 0, 3)
                : (x > 0 ? 1 : 0) + (y > 0 ? 2 : 0);
        return (Math.Clamp((int)(share * 10), 0, 9) * 4) + sector;
    }

    private static CompiledPlacement Shaped(PlacementShape shape, PlacementFill fill, int count) =>
        new()
        {
            Name = shape.ToString(),
            Type = 0,
            Tick = 0,
            Shape = shape,
            Fill = fill,
            Count = count,
            CenterX = 10,
            CenterY = -20,
            CenterZ = 30,
            R1 = 60,
            R2 = 150,
            SizeX = 200,
            SizeY = 240,
            SizeZ = 180,
        };

    private static LifeScene Place(CompiledPlacement placement, bool is2D = true) => Place([placement], is2D);

    private static LifeScene Place(CompiledPlacement[] placements, bool is2D)
    {
        var model = Fixture.Model(is2D ? Fixture.Plane() : Fixture.Cube(400), [], types: 2);
        return new LifeScene(model with { Placements = [.. placements] });
    }
}
