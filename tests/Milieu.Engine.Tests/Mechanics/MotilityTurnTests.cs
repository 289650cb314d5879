// One turn of a crawling cell, against the formula with the same draw.
namespace Milieu.Engine.Tests;

public class MotilityTurnTests
{
    [Theory(
        DisplayName = "A turn in 3-D is speed n with n along b taxis + (1 - b) u, to the digit, for the u that chance gives"
    )]
    [InlineData(0.0)]
    [InlineData(0.35)]
    [InlineData(1.0)]
    public void Turn(double bias)
    {
        using var scene = Alone(bias, 0);
        scene.RunForces();
        var (u, v) = scene.Context.Chance.Pair(scene.Cells.Lineage[0], 0, Purpose.MotilityDirection);
        var (x, y, z) = Sphere.Point(u, v);
        (x, y, z) = (Mixed(x, 1.0 / 3), Mixed(y, 2.0 / 3), Mixed(z, 2.0 / 3));
        var length = Math.Sqrt((x * x) + (y * y) + (z * z));
        Assert.Equal(3 * x / length, scene.Cells.MotilityX![0], 1e-5);
        Assert.Equal(3 * y / length, scene.Cells.MotilityY![0], 1e-5);
        Assert.Equal(3 * z / length, scene.Cells.MotilityZ![0], 1e-5);

        double Mixed(double own, double taxis) => (bias * taxis) + ((1 - bias) * own);
    }

    [Theory(
        DisplayName = "In a plane, by the domain or by the type's wish, the random part of a turn is on the circle; only a gradient lifts it off"
    )]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void InPlane(bool flat, bool wish)
    {
        using var scene = Alone(0.4, 0, t => t with { MotilityInPlane = wish }, flat: flat);
        scene.RunForces();
        var (_, v) = scene.Context.Chance.Pair(scene.Cells.Lineage[0], 0, Purpose.MotilityDirection);
        var (x, y, _) = Sphere.Point(0.5, v);
        var rise = flat ? Math.Sqrt(5) : 3;
        var z = flat ? 0 : 0.4 * 2 / rise;
        (x, y) = ((0.4 / rise) + (0.6 * x), (0.4 * 2 / rise) + (0.6 * y));
        var length = Math.Sqrt((x * x) + (y * y) + (z * z));
        Assert.Equal(3 * x / length, scene.Cells.MotilityX![0], 1e-5);
        Assert.Equal(3 * y / length, scene.Cells.MotilityY![0], 1e-5);
        Assert.Equal(3 * z / length, scene.Cells.MotilityZ![0], 1e-5);
    }

    [Fact(DisplayName = "A cell of endless persistence keeps its vector")]
    public void Persists()
    {
        using var scene = Alone(1, 1e12);
        scene.Cells.MotilityX![0] = 7;
        scene.RunForces();
        Assert.Equal(7f, scene.Cells.MotilityX[0]);
    }

    [Fact(DisplayName = "Where nothing but a taxis without a gradient leads, the cell stands still")]
    public void NoDirection()
    {
        using var scene = Alone(1, 0, t => t with { Taxis = Taxis.None });
        scene.RunForces();
        Assert.Equal((0f, 0f, 0f), Vector(scene));
    }

    [Theory(DisplayName = "An immovable cell keeps its vector, a dead or an escaped one has none; a movable one turns")]
    [InlineData(0.5, CellFlags.None, 7f)]
    [InlineData(0.51, CellFlags.None, 1f)]
    [InlineData(1, CellFlags.Dead, 0f)]
    [InlineData(1, CellFlags.Escaped, 0f)]
    public void WhoTurns(double movable, CellFlags flags, float expected)
    {
        using var scene = Alone(1, 0, movable: movable);
        scene.Cells.MotilityX![0] = 7;
        scene.Cells.Flags[0] = (byte)flags;
        scene.RunForces();
        Assert.Equal(expected, scene.Cells.MotilityX[0], 1e-4);
    }

    [Fact(DisplayName = "At a persistence of just the step the draw decides, and 1 in 1 turns")]
    public void PersistenceOfOneStep()
    {
        using var scene = Alone(1, 0.1);
        scene.RunForces();
        Assert.Equal(1f, scene.Cells.MotilityX![0], 1e-4);
    }

    private static (float X, float Y, float Z) Vector(Scene scene) =>
        (scene.Cells.MotilityX![0], scene.Cells.MotilityY![0], scene.Cells.MotilityZ![0]);

    /// <summary>One cell of speed 3 in a field that rises by 0.01, 0.02 and 0.02 per um along x, y and z.</summary>
    private static Scene Alone(
        double bias,
        double persistence,
        Func<CompiledType, CompiledType>? change = null,
        double movable = 1,
        bool flat = false
    )
    {
        var model = Fixture.Model(
            flat ? Fixture.Plane() : Fixture.Cube(),
            [Fixture.Substrate(isDouble: true)],
            set: (_, b, c) =>
            {
                (c[b.Speed], c[b.Bias], c[b.Persistence], c[b.Movable]) = (3, bias, persistence, movable);
            }
        );
        model = model.EachType(t => t with { IsMotile = true, Taxis = Taxis.Single, TaxisSign = 1 });
        if (change is not null)
            model = model.EachType(change);
        var scene = new Scene(model);
        scene.Add(5, 5, 5);
        var (g, field) = (model.Grid, scene.Tissue.Fields[0]);
        for (var k = 0; k < g.Nz; k++)
        for (var j = 0; j < g.Ny; j++)
        for (var i = 0; i < g.Nx; i++)
        {
            var (x, y, z) = (g.CenterX(i), g.CenterY(j), g.CenterZ(k));
            field[field.OffsetAt(x, y, z)] = 100 + (0.01 * x) + (0.02 * y) + (0.02 * z);
        }
        return scene;
    }
}
