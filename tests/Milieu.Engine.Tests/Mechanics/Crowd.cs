// Random but repeatable crowds.
namespace Milieu.Engine.Tests;

/// <summary>Cells strewn uniformly over a box, by a chance that the engine does not share.</summary>
internal static class Crowd
{
    public static Random Seeded(int seed) => new(seed);

    /// <summary>Adds cells of alternating types within the inner part of the domain.</summary>
    public static void Fill(Scene scene, int count, int seed, double margin = 1, double spread = 0)
    {
        var random = Seeded(seed);
        var g = scene.Context.Model.Grid;
        var types = scene.Context.Model.Types.Length;
        for (var k = 0; k < count; k++)
        {
            var x = Between(random, g.OriginX + margin, g.EndX - margin);
            var y = Between(random, g.OriginY + margin, g.EndY - margin);
            var z = g.Is2D ? g.MiddleZ : Between(random, g.OriginZ + margin, g.EndZ - margin);
            scene.Add(x, y, z, k % types, 1 + (spread * ((2 * random.NextDouble()) - 1)));
        }
    }

    private static double Between(Random random, double low, double high) => low + ((high - low) * random.NextDouble());
}
