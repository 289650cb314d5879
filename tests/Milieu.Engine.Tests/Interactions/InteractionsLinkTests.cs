// Springs that form and break by themselves.
namespace Milieu.Engine.Tests;

public class InteractionsLinkTests
{
    [Fact(
        DisplayName = "Attachment and detachment balance: the linked share of lone pairs is within 4 sd of the stationary share"
    )]
    public void Equilibrium()
    {
        const double Attach = 0.4;
        const double Detach = 0.6;
        const double Dt = 0.1;
        using var scene = new Scene(Model(Attach, Detach, 12));
        const int Pairs = 1600;
        for (var k = 0; k < Pairs; k++)
        {
            scene.Add(-1950 + (70 * (k % 40)), -1950 + (70 * (k / 40)));
            scene.Add(-1934 + (70 * (k % 40)), -1950 + (70 * (k / 40)));
        }
        scene.Steps(60);
        var made = 1 - Math.Pow(1 - (Attach * Dt), 2);
        var broken = 1 - Math.Pow(1 - (Detach * Dt), 2);
        var share = made / (made + broken);
        Assert.Equal(share * Pairs, scene.Links.Count, 4 * Math.Sqrt(Pairs * share * (1 - share)));
        var (total, lost) = (scene.Tissue.Tally[EventKind.LinkMade], scene.Tissue.Tally[EventKind.LinkBroken]);
        Assert.Equal(scene.Links.Count, total - lost);
        Assert.True(lost > 1000);
    }

    [Fact(DisplayName = "No cell ever holds more springs than its capacity, which crowds fill to the brim")]
    public void Capacity()
    {
        using var scene = new Scene(Model(5, 0.3, 3));
        Crowd.Fill(scene, 900, 4, margin: 1700);
        var full = 0;
        for (var step = 0; step < 20; step++)
        {
            scene.Step();
            var held = new int[scene.Rows];
            for (var k = 0; k < scene.Links.Count; k++)
            {
                held[scene.Links.A[k]]++;
                held[scene.Links.B[k]]++;
            }
            Assert.All(held, h => Assert.InRange(h, 0, 3));
            full += held.Count(h => h == 3);
        }
        Assert.True(full > 1000);
    }

    [Fact(
        DisplayName = "Affinity scales the rate of attachment: type 1 is asked three times as often as type 0, within 4 sd"
    )]
    public void AffinityScales()
    {
        var model = Fixture.Model(
            Fixture.Plane(4000),
            [],
            2,
            (t, b, c) =>
            {
                c[b.AttachRate] = t == 0 ? 1 : 0;
                (c[b.Affinity(0)], c[b.Affinity(1)]) = (1, 3);
                (c[b.Adhesion], c[b.Repulsion]) = (0, 0);
            }
        );
        using var scene = new Scene(model);
        const int Pairs = 2500;
        for (var k = 0; k < Pairs; k++)
        {
            scene.Add(-1950 + (70 * (k % 50)), -1950 + (70 * (k / 50)));
            scene.Add(-1934 + (70 * (k % 50)), -1950 + (70 * (k / 50)), 0, 1);
        }
        scene.Step();
        Assert.Equal(Pairs * 0.3, scene.Links.Count, 4 * Math.Sqrt(Pairs * 0.3 * 0.7));
    }

    [Fact(
        DisplayName = "Links make the same bits and the same pairs when rows arrive in reverse: luck is named by lineage, order by id"
    )]
    public void RowOrderLeavesNoTrace()
    {
        using var forward = new Scene(Model(2, 0.5, 2));
        using var reverse = new Scene(Model(2, 0.5, 2));
        Crowd.Fill(forward, 300, 8, margin: 1850);
        Crowd.Fill(reverse, 300, 8, margin: 1850);
        for (var row = 0; row < 300; row++)
            foreach (var column in reverse.Cells.StateColumns)
                forward
                    .Cells.StateColumns.First(c => c.Name == column.Name)
                    .Bytes(300)
                    .Slice((299 - row) * column.ElementSize, column.ElementSize)
                    .CopyTo(column.Bytes(300)[(row * column.ElementSize)..]);
        forward.Steps(20);
        reverse.Steps(20);
        Assert.Equal(forward.State(), reverse.State());
        Assert.True(forward.Tissue.Tally[EventKind.LinkBroken] > 20);
    }

    [Fact(DisplayName = "With automatic springs off nothing attaches or lets go")]
    public void SpringsOff()
    {
        using var scene = new Scene(Model(5, 5, 12) with { DynamicSprings = false });
        scene.Add(0, 0);
        scene.Add(16, 0);
        scene.Add(0, 16);
        scene.Sort();
        scene.Links.Add(0, 1, LinkKind.Spring);
        scene.Links.Tidy();
        scene.Steps(20);
        Assert.Equal(1, scene.Links.Count);
    }

    private static CompiledModel Model(double attach, double detach, int capacity) =>
        Fixture.Model(
            Fixture.Plane(4000),
            [],
            1,
            (_, b, c) =>
            {
                c[b.AttachRate] = attach;
                c[b.DetachRate] = detach;
                c[b.MaxAttachments] = capacity;
                c[b.Elasticity] = 0;
                (c[b.Adhesion], c[b.Repulsion]) = (0, 0);
            }
        );
}
