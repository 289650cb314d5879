// Which rows the pair forces write, and which cells they leave without a velocity.
namespace Milieu.Engine.Tests;

public class PairRangeTests
{
    [Fact(DisplayName = "The plain kernel writes the rows of its range and not one beside it (law 1)")]
    public void OwnRowsOnly()
    {
        using var scene = new Scene(Fixture.Model(Fixture.Plane(300), []));
        Crowd.Fill(scene, 200, 1);
        scene.RunForces();
        for (var row = 0; row < scene.Rows; row++)
            scene.Cells.Vx[row] = 1e6f;
        new ReferencePairs(scene.Context).Run(50, 100, 0);
        for (var row = 0; row < scene.Rows; row++)
            Assert.Equal(row is >= 50 and < 100, scene.Cells.Vx[row] != 1e6f);
    }

    [Theory(DisplayName = "A cell moves when its mobility is above one half, and at one half it does not")]
    [InlineData(0.5, false)]
    [InlineData(0.51, true)]
    public void Movable(double movable, bool moves)
    {
        using var scene = new Scene(Fixture.Model(Fixture.Plane(300), [], set: (_, b, c) => c[b.Movable] = movable));
        scene.Add(0, 0);
        scene.Add(9, 0);
        scene.RunForces();
        Assert.Equal(moves, scene.Cells.Vx[0] != 0);
        Assert.Equal(moves, scene.Cells.Pressure[0] > 0);
    }
}
