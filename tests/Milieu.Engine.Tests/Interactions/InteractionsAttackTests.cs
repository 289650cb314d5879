// Attacks: how often they begin, how long they last, what they do.
namespace Milieu.Engine.Tests;

public class InteractionsAttackTests
{
    private const double Dt = 0.1;

    [Fact(
        DisplayName = "A target's damage and attack time, and the attackers' delivered sum, are rate x time exactly while attacks last"
    )]
    public void DamageIsRateTimesTime()
    {
        using var scene = new Scene(Model(attack: 1e9, damage: 2.5, duration: 1e12));
        var target = scene.Add(0, 0, 0, 1);
        for (var k = 0; k < 5; k++)
            scene.Add(12 * Math.Cos(k), 12 * Math.Sin(k));
        scene.Steps(40);
        target = scene.RowOf(0);
        Assert.Equal(5 * 40 * Dt * 2.5, scene.Cells.Damage![target], 1e-9);
        Assert.Equal(5 * 40 * Dt, scene.Cells.AttackTime![target], 1e-9);
        for (var id = 1UL; id <= 5; id++)
        {
            Assert.Equal(40 * Dt * 2.5, scene.Cells.DamageDelivered![scene.RowOf(id)], 1e-9);
            Assert.Equal(target, scene.Cells.AttackTarget![scene.RowOf(id)]);
        }
        Assert.Equal(5, scene.Tissue.Tally[EventKind.Attack]);
        Assert.Equal(5, scene.Links.Count);
    }

    [Fact(
        DisplayName = "Attacks end with probability dt/duration a step, so last the duration on average: within 4 standard errors"
    )]
    public void MeanDuration()
    {
        using var scene = new Scene(Model(attack: 1e9, damage: 1, duration: 2));
        Pairs(scene, 500);
        scene.Steps(400);
        var minutes = Enumerable.Range(0, scene.Rows).Sum(row => scene.Cells.DamageDelivered![row]);
        var ended = scene.Tissue.Tally[EventKind.AttackEnd];
        Assert.Equal(2, minutes / ended, 4 * 2 * Math.Sqrt((1 - (Dt / 2)) / ended));
        Assert.True(ended > 5000);
    }

    [Fact(
        DisplayName = "Attacks begin at rate x immunogenicity: the share begun after one step is within 4 standard deviations"
    )]
    public void StartRate()
    {
        const int Count = 4000;
        using var scene = new Scene(Model(attack: 2, damage: 0, duration: 1e12, immunogenicity: 1.5), seed: 11);
        Pairs(scene, Count);
        scene.Step();
        const double P = 2 * 1.5 * Dt;
        Assert.Equal(Count * P, scene.Tissue.Tally[EventKind.Attack], 4 * Math.Sqrt(Count * P * (1 - P)));
    }

    [Fact(
        DisplayName = "A new attack does its damage in its first step; an attack on a dead cell ends without doing any"
    )]
    public void FirstAndLastStep()
    {
        using var scene = new Scene(Model(attack: 1e9, damage: 1, duration: 1e12));
        scene.Add(0, 0, 0, 1);
        scene.Add(12, 0);
        scene.Step();
        Assert.Equal(Dt, scene.Cells.Damage![scene.RowOf(0)], 1e-12);
        Assert.Equal(1, scene.Links.Count);
        scene.Die(scene.RowOf(0));
        scene.Step();
        Assert.Equal(Dt, scene.Cells.Damage[scene.RowOf(0)], 1e-12);
        Assert.Equal(-1, scene.Cells.AttackTarget![scene.RowOf(1)]);
        Assert.Equal(0, scene.Links.Count);
        Assert.Equal(1, scene.Tissue.Tally[EventKind.AttackEnd]);
    }

    [Fact(
        DisplayName = "The end of an attack cuts a spring between the two cells as well, and no other: an attack that only took back its own hold would leave two"
    )]
    public void EndCutsTheSpring()
    {
        using var scene = new Scene(Model(attack: 1e9, damage: 1, duration: 1e12));
        scene.Add(0, 0, 0, 1);
        scene.Add(12, 0);
        scene.Add(-12, 0, 0, 1);
        scene.Sort();
        scene.Links.Add(scene.RowOf(0), scene.RowOf(1), LinkKind.Spring);
        scene.Links.Add(scene.RowOf(0), scene.RowOf(2), LinkKind.Spring);
        scene.Links.Tidy();
        scene.Step();
        Assert.Equal(2, scene.Links.Count);
        scene.Die(scene.RowOf(0));
        scene.Step();
        Assert.Equal(1, scene.Links.Count);
        Assert.True(scene.Links.Find(scene.RowOf(0), scene.RowOf(2)) >= 0);
    }

    [Fact(
        DisplayName = "A dead attacker strikes no more, but its hold stays as a spring; an immovable or escaped one begins nothing"
    )]
    public void WhoAttacks()
    {
        using var scene = new Scene(Model(attack: 1e9, damage: 1, duration: 1e12, movable: 0));
        scene.Add(0, 0, 0, 1);
        scene.Add(12, 0);
        scene.Step();
        Assert.Equal(0, scene.Tissue.Tally[EventKind.Attack]);
        using var other = new Scene(Model(attack: 1e9, damage: 1, duration: 1e12));
        other.Add(0, 0, 0, 1);
        other.Add(12, 0);
        other.Step();
        other.Die(other.RowOf(1));
        other.Step();
        Assert.Equal(-1, other.Cells.AttackTarget![other.RowOf(1)]);
        Assert.Equal(Dt, other.Cells.Damage![other.RowOf(0)], 1e-12);
        Assert.Equal((1, (byte)LinkKind.Spring), (other.Links.Count, other.Links.Kind[0]));
        other.Die(other.RowOf(0));
        other.Steps(3);
        Assert.Equal(1, other.Links.Count);
    }

    [Fact(DisplayName = "An attacker keeps its target at any distance, and takes no second one")]
    public void TargetIsKept()
    {
        using var scene = new Scene(Model(attack: 1e9, damage: 1, duration: 1e12));
        scene.Add(0, 0, 0, 1);
        scene.Add(12, 0);
        scene.Step();
        scene.Cells.X[scene.RowOf(1)] = 150;
        scene.Add(150, 12, 0, 1);
        scene.Steps(10);
        Assert.Equal(scene.RowOf(0), scene.Cells.AttackTarget![scene.RowOf(1)]);
        Assert.Equal(11 * Dt, scene.Cells.Damage![scene.RowOf(0)], 1e-9);
        Assert.Equal(0, scene.Cells.Damage[scene.RowOf(2)]);
    }

    [Fact(DisplayName = "An attack link pulls, holds against detachment and takes no capacity")]
    public void AttackLink()
    {
        using var scene = new Scene(Model(attack: 1e9, damage: 1, duration: 1e12, detach: 1e9, capacity: 0));
        scene.Add(0, 0, 0, 1);
        scene.Add(12, 0);
        scene.Step();
        Assert.Equal(1, scene.Links.Count);
        scene.Cells.X[scene.RowOf(1)] = 60;
        scene.Tissue.SortDue = true;
        scene.Step();
        scene.RunForces();
        Assert.Equal(1, scene.Links.Count);
        Assert.Equal(0.01 * 60, scene.Cells.Vx[scene.RowOf(0)], 0.01);
    }

    private static void Pairs(Scene scene, int count)
    {
        var side = (int)Math.Ceiling(Math.Sqrt(count));
        for (var k = 0; k < count; k++)
        {
            var x = -1950 + (60 * (k % side));
            var y = -1950 + (60 * (k / side));
            scene.Add(x, y, 0, 1);
            scene.Add(x + 16, y);
        }
    }

    private static CompiledModel Model(
        double attack,
        double damage,
        double duration,
        double immunogenicity = 1,
        double movable = 1,
        double detach = 0,
        double capacity = 12
    ) =>
        Fixture.Model(
            Fixture.Plane(4000),
            [],
            2,
            (type, b, c) =>
            {
                c[b.Attack(1)] = type == 0 ? attack : 0;
                c[b.AttackDamageRate] = damage;
                c[b.AttackDuration] = duration;
                c[b.Immunogenicity(0)] = immunogenicity;
                c[b.Movable] = movable;
                c[b.DetachRate] = detach;
                c[b.MaxAttachments] = capacity;
                // Cells stay where they are put, so that contacts do not change.
                (c[b.Adhesion], c[b.Repulsion]) = (0, 0);
            }
        );
}
