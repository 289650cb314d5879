// The law of the wall and of reflection, apart from the cells that feel them.
namespace Milieu.Engine.Tests;

public class WallLawTests
{
    private const double Radius = 8;
    private const double Strength = 5;

    private static readonly GridSpec Box = new(-50, -60, -70, 10, 10, 10, 10, 12, 14, false);

    /// <summary>A place 2 um inside each face, and the inward normal there.</summary>
    public static TheoryData<double, double, double, int, int> Faces =>
        new()
        {
            { -48, 0, 0, 0, 1 },
            { 48, 0, 0, 0, -1 },
            { 0, -58, 0, 1, 1 },
            { 0, 58, 0, 1, -1 },
            { 0, 0, -68, 2, 1 },
            { 0, 0, 68, 2, -1 },
        };

    [Theory(DisplayName = "Each of the six faces pushes inwards by beta (1 - d/r)^2 along its own axis and no other")]
    [MemberData(nameof(Faces))]
    public void EveryFace(double x, double y, double z, int axis, int sign)
    {
        var push = Wall.Push(Box, x, y, z, Radius, Strength);
        double[] expected = [0, 0, 0];
        expected[axis] = sign * Strength * 0.75 * 0.75;
        Assert.Equal((expected[0], expected[1], expected[2]), push);
        Assert.False(Wall.IsOutOfReach(Box, x, y, z, Radius));
        var isFlat = Box with { Is2D = true };
        Assert.Equal(axis == 2, Wall.Push(isFlat, x, y, z, Radius, Strength) == (0, 0, 0));
        Assert.Equal(axis == 2, Wall.IsOutOfReach(isFlat, x, y, z, Radius));
    }

    [Theory(DisplayName = "At just one radius from a face there is no wall, a hair nearer there is")]
    [MemberData(nameof(Faces))]
    public void Border(double x, double y, double z, int axis, int sign)
    {
        double[] at = [x, y, z];
        at[axis] += sign * (Radius - 2);
        Assert.True(Wall.IsOutOfReach(Box, at[0], at[1], at[2], Radius));
        Assert.Equal((0, 0, 0), Wall.Push(Box, at[0], at[1], at[2], Radius, Strength));
        at[axis] -= sign * 0.001;
        Assert.False(Wall.IsOutOfReach(Box, at[0], at[1], at[2], Radius));
        Assert.NotEqual((0, 0, 0), Wall.Push(Box, at[0], at[1], at[2], Radius, Strength));
    }

    [Fact(DisplayName = "In a corner the nearest face alone pushes, and of two as near the first")]
    public void Corner()
    {
        Assert.Equal((0, -Strength * 0.75 * 0.75, 0), Wall.Push(Box, 47, 58, 66, Radius, Strength));
        Assert.Equal((-Strength * 0.75 * 0.75, 0, 0), Wall.Push(Box, 48, 58, 68, Radius, Strength));
    }

    [Theory(DisplayName = "A step beyond a face is folded back, and one longer than the box ends at the far face")]
    [InlineData(3, 3)]
    [InlineData(-10, -10)]
    [InlineData(20, 20)]
    [InlineData(-12, -8)]
    [InlineData(23, 17)]
    [InlineData(-70, 20)]
    [InlineData(90, -10)]
    public void Mirror(double p, double expected) => Assert.Equal(expected, Walls.Mirror(p, -10, 20));
}
