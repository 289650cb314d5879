// Judging all claims at once against visiting cells one after another.
namespace Milieu.Engine.Tests;

public class InteractionsOrderTests
{
    private const int Seeds = 12;
    private const int Each = 300;
    private const int Steps = 6;

    [Fact(
        DisplayName = "At rate x dt = 0.1 the share of prey left after 6 steps is that of a sequential loop within 0.01 and 3 standard errors"
    )]
    public void SharesAgree()
    {
        var (together, inTurn) = (0.0, 0.0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            using var scene = Build((ulong)seed);
            inTurn += InTurn(scene, seed) / Seeds;
            scene.Steps(Steps);
            together += (1 - (scene.Tissue.Tally[EventKind.Ingestion] / (double)Each)) / Seeds;
        }
        var error = Math.Sqrt(2 * inTurn * (1 - inTurn) / (Seeds * Each));
        TestContext.Current.TestOutputHelper?.WriteLine($"left {together:F4}, in turn {inTurn:F4}, error {error:F4}");
        Assert.InRange(inTurn, 0.2, 0.6);
        Assert.Equal(inTurn, together, 0.01 + (3 * error));
    }

    /// <summary>Eaters (0) and prey (1) strewn over a plane; nobody moves.</summary>
    private static Scene Build(ulong seed)
    {
        var model = Fixture.Model(
            Fixture.Plane(400),
            [],
            2,
            (t, b, c) =>
            {
                c[b.PhagocytoseLive(1)] = t == 0 ? 1 : 0;
                (c[b.Adhesion], c[b.Repulsion]) = (0, 0);
            }
        );
        var scene = new Scene(model with { Wall = false }, seed: seed);
        Crowd.Fill(scene, 2 * Each, (int)seed);
        return scene;
    }

    /// <summary>Each step every eater in turn tries its neighbors, and eats at most one; it grows with every meal.</summary>
    private static double InTurn(Scene scene, int seed)
    {
        var random = Crowd.Seeded(1000 + seed);
        var (n, left) = (scene.Rows, Each);
        var gone = new bool[n];
        var volume = Enumerable.Range(0, n).Select(scene.Cells.Volume).ToArray();
        var radius = volume.Select(Radius).ToArray();
        for (var step = 0; step < Steps; step++)
        for (var i = 0; i < n; i++)
        {
            if (scene.Cells.Type[i] != 0)
                continue;
            for (var j = 0; j < n; j++)
            {
                if (gone[j] || scene.Cells.Type[j] != 1 || !Touch(i, j) || random.NextDouble() >= 0.1)
                    continue;
                gone[j] = true;
                volume[i] += volume[j];
                radius[i] = Radius(volume[i]);
                left--;
                break;
            }
        }
        return left / (double)Each;

        static double Radius(double v) => Math.Cbrt(3 * v / (4 * Math.PI));

        bool Touch(int i, int j)
        {
            var (dx, dy) = (scene.Cells.X[i] - scene.Cells.X[j], scene.Cells.Y[i] - scene.Cells.Y[j]);
            return Math.Sqrt((dx * dx) + (dy * dy)) < 1.25 * (radius[i] + radius[j]);
        }
    }
}
