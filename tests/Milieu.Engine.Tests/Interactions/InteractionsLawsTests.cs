// Laws of judging, striking and linking at their borders.
namespace Milieu.Engine.Tests;

public class InteractionsLawsTests
{
    private const double Dt = 0.1;

    [Fact(
        DisplayName = "An event wins when it is the least by (time, actor's id) of all that name either of its cells, ties included, in 300 random throngs"
    )]
    public void LeastWins()
    {
        using var scene = new Scene(Fixture.Model(Fixture.Plane(), [], 1, (_, b, c) => c[b.Fuse(0)] = 1));
        for (var row = 0; row < 12; row++)
            scene.Add(20 * row, 0);
        var (claims, random, won) = (scene.Context.Claims, Crowd.Seeded(3), 0);
        for (var throng = 0; throng < 300; throng++)
        {
            for (var row = 0; row < 12; row++)
            {
                // Ids run against rows, and few different times make ties.
                scene.Cells.Id[row] = (ulong)(throng % 2 == 0 ? row : 99 - row);
                claims.Marks![row] = 0;
                claims.Time![row] = random.Next(3);
                var target = random.Next(-6, 12);
                claims.Target![row] = target == row ? -1 : Math.Max(-1, target);
            }
            claims.Events.Gather(claims.Target!, 12);
            new JudgeEvents(scene.Cells, claims).Run(0, claims.Events.Count, 0);
            for (var row = 0; row < 12; row++)
            {
                var expected = claims.Target![row] >= 0 && Rivals(row).All(r => Before(row, r));
                Assert.Equal(expected, claims.Is(row, Claim.Won));
                won += expected ? 1 : 0;
            }
        }
        Assert.True(won > 300);

        IEnumerable<int> Rivals(int row) =>
            Enumerable
                .Range(0, 12)
                .Where(r => r != row && claims.Target![r] >= 0)
                .Where(r =>
                    r == claims.Target![row] || claims.Target[r] == row || claims.Target[r] == claims.Target[row]
                );

        bool Before(int a, int b) =>
            claims.Time![a] < claims.Time[b]
            || (claims.Time[a] == claims.Time[b] && scene.Cells.Id[a] < scene.Cells.Id[b]);
    }

    [Fact(DisplayName = "Of two attackers a dead one does nothing: its target suffers the living one's damage alone")]
    public void DeadAttacker()
    {
        using var scene = new Scene(Attackers());
        scene.Add(0, 0, 0, 1);
        scene.Add(12, 0);
        scene.Add(-12, 0);
        scene.Step();
        scene.Die(scene.RowOf(1));
        scene.Step();
        var cells = scene.Cells;
        Assert.Equal(3 * Dt * 2.5, cells.Damage![scene.RowOf(0)], 1e-12);
        Assert.Equal(3 * Dt, cells.AttackTime![scene.RowOf(0)], 1e-12);
        Assert.Equal(Dt * 2.5, cells.DamageDelivered![scene.RowOf(1)], 1e-12);
        Assert.Equal(2 * Dt * 2.5, cells.DamageDelivered[scene.RowOf(2)], 1e-12);
        // The dead one's hold is left, as a spring.
        Assert.Equal(2, scene.Links.Count);
        Assert.Equal((2L, 1L), (scene.Tissue.Tally[EventKind.Attack], scene.Tissue.Tally[EventKind.AttackEnd]));
    }

    [Fact(DisplayName = "Each of many targets suffers its own attackers, each once: 1, 2 or 3 times the rate")]
    public void ManyTargets()
    {
        using var scene = new Scene(Attackers());
        for (var k = 0; k < 9; k++)
        {
            scene.Add(-160 + (40 * k), 0, 0, 1);
            for (var n = 0; n <= k % 3; n++)
                scene.Add(-160 + (40 * k) + (2 * n), 14);
        }
        var cells = scene.Cells;
        scene.Steps(5);
        var suffered = new int[4];
        for (var row = 0; row < scene.Rows; row++)
            if (cells.Type[row] == 1)
                suffered[(int)Math.Round(cells.Damage![row] / (5 * Dt * 2.5))]++;
        Assert.Equal([0, 3, 3, 3], suffered);
        Assert.Equal(
            Enumerable.Range(0, scene.Rows).Sum(r => cells.Damage![r]),
            Enumerable.Range(0, scene.Rows).Sum(r => cells.DamageDelivered![r]),
            1e-9
        );
    }

    [Fact(DisplayName = "A target without volume takes no damage and gives none to count")]
    public void NothingToHit()
    {
        using var scene = new Scene(Attackers());
        scene.Add(0, 0, 0, 1);
        scene.Add(12, 0);
        scene.Step();
        var (cells, target) = (scene.Cells, scene.RowOf(0));
        (cells.Fluid[target], cells.NuclearSolid[target], cells.CytoplasmicSolid[target]) = (0, 0, 0);
        scene.Step();
        Assert.Equal(Dt * 2.5, cells.Damage![scene.RowOf(0)], 1e-12);
        Assert.Equal(Dt * 2.5, cells.DamageDelivered![scene.RowOf(1)], 1e-12);
    }

    [Fact(DisplayName = "An attack of no duration does its damage in one step and leaves no link")]
    public void NoDuration()
    {
        using var scene = new Scene(Attackers(duration: 0));
        scene.Add(0, 0, 0, 1);
        scene.Add(12, 0);
        scene.Steps(3);
        Assert.Equal(3 * Dt * 2.5, scene.Cells.Damage![scene.RowOf(0)], 1e-12);
        Assert.Equal(0, scene.Links.Count);
        Assert.Equal((3L, 3L), (scene.Tissue.Tally[EventKind.Attack], scene.Tissue.Tally[EventKind.AttackEnd]));
    }

    [Theory(
        DisplayName = "When one of two that attack each other lets go, the other still holds, whichever row comes first"
    )]
    [InlineData(0)]
    [InlineData(1)]
    public void OneLetsGo(int row)
    {
        var model = Attackers(mutual: true);
        model = model.Varying(model.Behaviors.AttackDuration);
        using var scene = new Scene(model);
        scene.Add(0, 0, 0, 0);
        scene.Add(12, 0, 0, 1);
        scene.Step();
        Assert.Equal(LinkKind.LowAttacks | LinkKind.HighAttacks, (LinkKind)scene.Links.Kind[0]);
        scene.Cells.ColumnOf(model.Behaviors.AttackDuration)![row] = 0;
        scene.Step();
        Assert.Equal(1, scene.Links.Count);
        Assert.Equal(row == 0 ? LinkKind.HighAttacks : LinkKind.LowAttacks, (LinkKind)scene.Links.Kind[0]);
        Assert.Equal(-1, scene.Cells.AttackTarget![row]);
        Assert.Equal(row, scene.Cells.AttackTarget[1 - row]);
    }

    [Theory(DisplayName = "A spring needs room on both sides: the smaller capacity holds, whole springs only")]
    [InlineData(1, 12)]
    [InlineData(1.9, 12)]
    [InlineData(12, 1)]
    public void RoomOnBothSides(double middle, double around)
    {
        var model = Fixture.Model(
            Fixture.Plane(),
            [],
            2,
            (t, b, c) =>
            {
                c[b.AttachRate] = 1e9;
                c[b.MaxAttachments] = t == 0 ? middle : around;
                c[b.Affinity(1)] = t == 0 ? 1 : 0;
                (c[b.Adhesion], c[b.Repulsion]) = (0, 0);
            }
        );
        using var scene = new Scene(model);
        scene.Add(0, 0);
        for (var k = 0; k < 5; k++)
            scene.Add(12 * Math.Cos(k), 12 * Math.Sin(k), 0, 1);
        scene.Steps(3);
        Assert.Equal(middle < 2 ? 1 : 5, scene.Links.Count);
        Assert.Equal(scene.Links.Count, scene.Tissue.Tally[EventKind.LinkMade]);
    }

    [Fact(DisplayName = "The link of an attack takes no room: an attacker of capacity 1 still forms its one spring")]
    public void AttacksTakeNoRoom()
    {
        var model = Fixture.Model(
            Fixture.Plane(),
            [],
            3,
            (t, b, c) =>
            {
                c[b.MaxAttachments] = 1;
                (c[b.AttachRate], c[b.Attack(1)]) = t == 0 ? (1e9, 1e9) : (0, 0);
                (c[b.AttackDuration], c[b.Affinity(1)]) = (1e12, 0);
                (c[b.Adhesion], c[b.Repulsion]) = (0, 0);
            }
        );
        using var scene = new Scene(model);
        scene.Add(0, 0);
        scene.Add(12, 0, 0, 1);
        scene.Add(-12, 0, 0, 2);
        scene.Steps(3);
        Assert.Equal(2, scene.Links.Count);
        Assert.Equal((1L, 1L), (scene.Tissue.Tally[EventKind.LinkMade], scene.Tissue.Tally[EventKind.Attack]));
    }

    [Fact(
        DisplayName = "Fused cells stand at the mean of their places weighted by volume on each axis, with all compartments summed"
    )]
    public void Fusion()
    {
        var model = Fixture.Model(
            Fixture.Cube(),
            [],
            1,
            (_, b, c) => (c[b.Fuse(0)], c[b.Attack(0)]) = (1e-300, 1e-300)
        );
        using var scene = new Scene(model);
        scene.Add(-6, 10, 30);
        scene.Add(6, -20, 60, 0, 2);
        var cells = scene.Cells;
        cells.AttackTarget![1] = 0;
        new Absorption(model, cells).Fuse(0, 1);
        Assert.Equal(-1, cells.AttackTarget[1]);
        Assert.Equal(-6 + (12 * 2.0 / 3), cells.X[0], 12);
        Assert.Equal(10 - (30 * 2.0 / 3), cells.Y[0], 12);
        Assert.Equal(30 + (30 * 2.0 / 3), cells.Z[0], 12);
        Assert.Equal(3 * 1870.5, cells.Fluid[0], 9);
        Assert.Equal(3 * 405.0, cells.NuclearFluid[0], 9);
        Assert.Equal(3 * 135.0, cells.NuclearSolid[0], 9);
        Assert.Equal(3 * 488.5, cells.CytoplasmicSolid[0], 9);
        Assert.Equal(3 * 135.0, cells.NuclearSolidTarget[0], 9);
        Assert.Equal(
            (0.0, 0.0, 0.0, 0.0, 0f),
            (cells.Fluid[1], cells.NuclearFluid[1], cells.NuclearSolid[1], cells.CytoplasmicSolid[1], cells.Radius[1])
        );
        Assert.True(cells.Is(1, CellFlags.Tombstone));
    }

    /// <summary>Type 0 attacks type 1 at once and for good; with <paramref name="mutual"/> each attacks the other.</summary>
    private static CompiledModel Attackers(double duration = 1e12, bool mutual = false) =>
        Fixture.Model(
            Fixture.Plane(),
            [],
            2,
            (t, b, c) =>
            {
                c[b.Attack(1)] = t == 0 ? 1e9 : 0;
                c[b.Attack(0)] = t == 1 && mutual ? 1e9 : 0;
                (c[b.AttackDamageRate], c[b.AttackDuration]) = (2.5, duration);
                (c[b.Adhesion], c[b.Repulsion]) = (0, 0);
            }
        );
}
