// Becoming another type.
namespace Milieu.Engine.Tests;

public class PhenotypeTransformationTests
{
    [Fact(
        DisplayName = "Types are tried in order at their rates: the first takes its share, the next its share of the rest"
    )]
    public void Rates()
    {
        const int Count = 20_000;
        var model = LifeScene.Model(
            Count,
            types: 3,
            set: (t, b, c) =>
            {
                // A rate to the own type is ignored.
                if (t == 1)
                    (c[b.Transform(0)], c[b.Transform(1)], c[b.Transform(2)]) = (0.02, 100, 0.05);
            }
        );
        model = model with { Placements = [model.Placements[1]] };
        using var scene = new LifeScene(model);
        scene.Step();
        Assert.InRange(Statistic.BinomialZ(scene.CountOf(r => scene.Cells.Type[r] == 0), Count, 0.12), -4, 4);
        Assert.InRange(Statistic.BinomialZ(scene.CountOf(r => scene.Cells.Type[r] == 2), Count, 0.88 * 0.3), -4, 4);
        Assert.Equal(scene.CountOf(r => scene.Cells.Type[r] != 1), scene.Tally[EventKind.Transformation]);
    }

    [Theory(
        DisplayName = "The end of an attack is counted when its attacker transforms, on the first row too, and only if it attacked"
    )]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    public void AttacksThatEnd(int target, long ends)
    {
        using var scene = new LifeScene(Two());
        var cells = scene.Cells;
        (cells.Type[0], cells.Type[1]) = (1, 0);
        cells.AttackTarget![1] = target;
        scene.Step();
        Assert.Equal((1L, ends), (scene.Tally[EventKind.Transformation], scene.Tally[EventKind.AttackEnd]));
    }

    [Fact(
        DisplayName = "A transformed cell keeps volume and its rates, lineage, conserved variables, attack time and links, and takes targets, written behaviors, other variables and phase 0 of its new type"
    )]
    public void KeepsAndTakes()
    {
        var model = Two();
        using var scene = new LifeScene(model);
        var cells = scene.Cells;
        var b = model.Behaviors;
        var row = cells.Type[0] == 0 ? 0 : 1;
        var other = 1 - row;
        cells.Phase[row] = 1;
        cells.PhaseTicks[row] = 3;
        cells.Fluid[row] = 1000;
        cells.Damage![row] = 4;
        cells.DamageDelivered![row] = 5;
        cells.AttackTime![row] = 6;
        cells.AttackTarget![row] = other;
        cells.MotilityX![row] = 1;
        cells.ColumnOf(b.Custom(0))![row] = 7;
        cells.ColumnOf(b.Custom(1))![row] = 8;
        cells.ColumnOf(b.Speed)![row] = 9;
        scene.Tissue.Links.Add(row, other, LinkKind.LowAttacks);
        scene.Tissue.Links.Tidy();
        var (lineage, rupture) = (cells.Lineage[row], cells.RuptureVolume[row]);
        scene.Step();
        Assert.Equal((1, 0), (cells.Type[row], cells.VolumeType[row]));
        Assert.Equal((0, 1), (cells.Phase[row], cells.PhaseTicks[row]));
        Assert.Equal((lineage, rupture), (cells.Lineage[row], cells.RuptureVolume[row]));
        Assert.Equal(
            (0.0, 0.0, 6.0, -1),
            (cells.Damage[row], cells.DamageDelivered[row], cells.AttackTime[row], cells.AttackTarget[row])
        );
        Assert.Equal(
            (7.0, 20.0, 30.0),
            (cells.ColumnOf(b.Custom(0))![row], cells.ColumnOf(b.Custom(1))![row], cells.ColumnOf(b.Speed)![row])
        );
        Assert.Equal(0f, cells.MotilityX[row]);
        Assert.Equal((1, (byte)LinkKind.Spring), (scene.Tissue.Links.Count, scene.Tissue.Links.Kind[0]));
        Assert.Equal((1L, 1L), (scene.Tally[EventKind.Transformation], scene.Tally[EventKind.AttackEnd]));
        // Targets and fluid fraction of type 1 (twice the size, 60 % fluid), the rates of type 0 (fluid 0.05 /min).
        var law = model.Types[1].Volume;
        Assert.Equal(law.NuclearSolid, cells.NuclearSolidTarget[row], 9);
        var before = 1000 + 135 + 488.5;
        Assert.Equal(1000 + (6 * 0.05 * ((0.6 * before) - 1000)), cells.Fluid[row], 9);
        Assert.Equal(
            488.5 + (6 * 0.27 / 60 * ((law.CytoplasmToNucleus * law.NuclearSolid) - 488.5)),
            cells.CytoplasmicSolid[row],
            9
        );
    }

    [Fact(DisplayName = "Transformation uses the rates before this step's rules, and the dead do not transform")]
    public void OldRatesAndTheDead()
    {
        var model = LifeScene.Model(1, types: 2, customs: [new("x", "", false)]);
        var b = model.Behaviors;
        var rule = new CompiledRule(b.Transform(1), 0, 1e12, 0, [new(SignalKind.Time, 0, 1e-9, 1, true)], []);
        model = model with
        {
            Types = [model.Types[0] with { Rules = [rule] }, model.Types[1]],
            Placements = [LifeScene.InBox("a", 0, 40, 1000)],
        };
        using var scene = new LifeScene(model);
        scene.Step(); // time 0: the rate stays 0
        scene.Step(); // the rule raises it, after this step's draws
        Assert.Equal(0, scene.Tally[EventKind.Transformation]);
        for (var row = 0; row < 10; row++)
            scene.Cells.Flags[row] = (byte)CellFlags.Dead;
        scene.Step();
        Assert.Equal(30, scene.Tally[EventKind.Transformation]);
    }

    [Theory(
        DisplayName = "Of a link by which both attack, the side that lets go leaves a spring and the other side's hold stays"
    )]
    [InlineData(true, true, LinkKind.LowAttacks | LinkKind.HighAttacks)]
    [InlineData(true, false, LinkKind.LowAttacks | LinkKind.Spring)]
    [InlineData(false, true, LinkKind.HighAttacks | LinkKind.Spring)]
    [InlineData(false, false, LinkKind.Spring)]
    public void HoldsOfEachSide(bool low, bool high, LinkKind expected)
    {
        using var scene = new LifeScene(Two());
        scene.Tissue.Links.Add(0, 1, LinkKind.LowAttacks);
        scene.Tissue.Links.Tidy();
        scene.Tissue.Links.Kind[0] = (byte)(LinkKind.LowAttacks | LinkKind.HighAttacks);
        (scene.Cells.AttackTarget![0], scene.Cells.AttackTarget[1]) = (low ? 1 : -1, high ? 0 : -1);
        Transformation.KeepAsSprings(scene.Tissue);
        Assert.Equal(expected, (LinkKind)scene.Tissue.Links.Kind[0]);
    }

    private static CompiledModel Two()
    {
        var graph = LifeScene.Ring(false, (0, false), (0, false));
        var model = LifeScene.Model(
            1,
            types: 2,
            cycle: graph,
            set: (t, b, c) =>
            {
                c[b.Transform(1)] = t == 0 ? 1e9 : 0;
                c[b.Attack(0)] = 1e-300;
                c[b.Custom(1)] = t == 0 ? 10 : 20;
                c[b.Speed] = t == 0 ? 1 : 30;
            },
            customs: [new("kept", "", true), new("taken", "", false)]
        );
        var written = new InitialDistribution(model.Behaviors.Speed, DistributionKind.Uniform, 2, 3, 0, 9);
        return model with
        {
            Types =
            [
                model.Types[0] with
                {
                    IsMotile = true,
                    Distributions = [written],
                },
                model.Types[1] with
                {
                    Volume = new VolumeLaw(4988, 0.6, 1000, 9, 9, 9, 0, 0, 3),
                },
            ],
        };
    }
}
