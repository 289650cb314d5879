// Division and removal: who comes, who goes, what each keeps.
using System.Collections.Immutable;

namespace Milieu.Engine.Tests;

public class CommitTests
{
    private static readonly ImmutableArray<CustomVariable> Customs = [new("kept", "", true), new("copied", "", false)];

    [Fact(
        DisplayName = "Division halves volumes, targets, amounts and conserved variables, and copies the rest; nothing is made or lost"
    )]
    public void HalvesAndCopies()
    {
        using var scene = new LifeScene(Dividing(1));
        var cells = scene.Cells;
        var b = scene.Context.Model.Behaviors;
        cells.Internalized[0][0] = 8;
        cells.ColumnOf(b.Custom(0))![0] = 6;
        cells.ColumnOf(b.Custom(1))![0] = 5;
        cells.Damage![0] = 3;
        cells.DamageDelivered![0] = 2;
        cells.AttackTime![0] = 9;
        cells.Calcified[0] = 0.25;
        cells.PreviousVx[0] = 1;
        cells.Pressure[0] = 2;
        var target = cells.NuclearSolidTarget[0];
        scene.Step();
        Assert.Equal(2, cells.Count);
        Assert.Equal((0ul, 1ul), (Math.Min(cells.Id[0], cells.Id[1]), Math.Max(cells.Id[0], cells.Id[1])));
        var (mother, daughter) = (scene.RowOf(0), scene.RowOf(1));
        foreach (var row in new[] { mother, daughter })
        {
            Assert.Equal(2494.0 / 2, cells.Volume(row), 9);
            Assert.Equal(1870.5 / 2, cells.Fluid[row], 9);
            Assert.Equal(405.0 / 2, cells.NuclearFluid[row], 9);
            // Entering the live phase doubled the target just before.
            Assert.Equal(target, cells.NuclearSolidTarget[row], 9);
            Assert.Equal(4988.0 / 2, cells.RuptureVolume[row], 9);
            Assert.Equal(Math.Cbrt(3 * 1247 / (4 * Math.PI)), cells.Radius[row], 1e-5);
            Assert.Equal(4, cells.Internalized[0][row]);
            Assert.Equal((3.0, 5.0), (cells.ColumnOf(b.Custom(0))![row], cells.ColumnOf(b.Custom(1))![row]));
            Assert.Equal((3.0, 2.0, 0.0), (cells.Damage[row], cells.DamageDelivered[row], cells.AttackTime[row]));
            Assert.Equal((0.25, -1, 0), (cells.Calcified[row], cells.AttackTarget![row], cells.PhaseTicks[row]));
        }
        Assert.Equal((1f, 0f), (cells.PreviousVx[mother], cells.PreviousVx[daughter]));
        Assert.Equal(0f, cells.Pressure[daughter]);
        Assert.Equal((1u, 0u), (cells.Divisions[mother], cells.Divisions[daughter]));
        var lineage = Chance.Mix(Chance.NameHash("box0"), 0);
        Assert.Equal((lineage, Chance.Mix(lineage, 1)), (cells.Lineage[mother], cells.Lineage[daughter]));
        Assert.Equal(2ul, scene.Tissue.NextId);
        Assert.Equal(0, cells.Fate[0] | cells.Fate[1]);
    }

    [Theory(
        DisplayName = "The daughter goes to +d and the mother to -d/2, d uniform on the sphere times the radius, flattened in 2-D; a biased direction or a lost shift shows"
    )]
    [InlineData(true)]
    [InlineData(false)]
    public void Geometry(bool is2D)
    {
        const int Count = 4000;
        using var scene = new LifeScene(Dividing(Count, is2D));
        var cells = scene.Cells;
        var start = Enumerable
            .Range(0, Count)
            .ToDictionary(r => cells.Id[r], r => (cells.X[r], cells.Y[r], cells.Z[r]));
        var mothers = Enumerable.Range(0, Count).ToDictionary(r => cells.Lineage[r], r => cells.Id[r]);
        scene.Step();
        Assert.Equal(2 * Count, cells.Count);
        var of = Enumerable
            .Range(0, 2 * Count)
            .Where(r => mothers.ContainsKey(cells.Lineage[r]))
            .ToDictionary(r => Chance.Mix(cells.Lineage[r], 1), r => r);
        var heights = new List<double>();
        var angles = new int[24];
        var radius = Math.Cbrt(3 * 2494 / (4 * Math.PI));
        foreach (var daughter in Enumerable.Range(0, 2 * Count).Where(r => of.ContainsKey(cells.Lineage[r])))
        {
            var mother = of[cells.Lineage[daughter]];
            var (x, y, z) = start[cells.Id[mother]];
            var (dx, dy, dz) = (cells.X[daughter] - x, cells.Y[daughter] - y, cells.Z[daughter] - z);
            Assert.Equal(-0.5 * dx, cells.X[mother] - x, 1e-9);
            Assert.Equal(-0.5 * dy, cells.Y[mother] - y, 1e-9);
            Assert.Equal(-0.5 * dz, cells.Z[mother] - z, 1e-9);
            var length = Math.Sqrt((dx * dx) + (dy * dy) + (dz * dz)) / radius;
            if (is2D)
            {
                Assert.Equal(0, dz);
                // Length sqrt(1 - h^2) with h uniform.
                heights.Add(Math.Sqrt(Math.Max(0, 1 - (length * length))));
            }
            else
            {
                Assert.Equal(1, length, 1e-6);
                heights.Add(Math.Abs(dz) / radius);
            }
            angles[(int)((Math.Atan2(dy, dx) + Math.PI) / (2 * Math.PI) * 24 % 24)]++;
        }
        Assert.Equal(Count, heights.Count);
        Assert.True(Statistic.Kolmogorov(heights, h => h) < 1.95);
        Assert.True(Statistic.UniformZ(angles) < 4);
    }

    [Fact(
        DisplayName = "Cells that divide at a face stay in the box in native mode, and may leave it in PhysiCell mode"
    )]
    public void DivisionAtAFace()
    {
        foreach (var conventions in new[] { Conventions.Native, Conventions.PhysiCell })
        {
            var model = Dividing(1) with
            {
                Conventions = conventions,
                Placements =
                [
                    Fixture.At(0, [.. Enumerable.Range(0, 200).SelectMany(k => new[] { 999.9, (10.0 * k) - 995, 0 })]),
                ],
            };
            using var scene = new LifeScene(model);
            scene.Step();
            var outside = scene.CountOf(r => Math.Abs(scene.Cells.X[r]) > 1000 || Math.Abs(scene.Cells.Y[r]) > 1000);
            Assert.Equal(conventions.MirrorAtWall, outside == 0);
            Assert.Equal(400, scene.Cells.Count);
        }
    }

    [Fact(
        DisplayName = "A mother loses her links but keeps her victim, and her daughter attacks it too; the victim's own division changes nothing for them"
    )]
    public void LinksAndTargets()
    {
        var model = Dividing(3) with
        {
            Placements = [Fixture.At(0, -50, 0, 0), Fixture.At(1, 0, 0, 0), Fixture.At(1, 50, 0, 0)],
        };
        using var scene = new LifeScene(model);
        var (mother, victim, other) = (Of(scene, 0), Of(scene, 1), Of(scene, 1, last: true));
        var victimId = scene.Cells.Id[victim];
        scene.Cells.AttackTarget![mother] = victim;
        scene.Tissue.Links.Add(mother, victim, LinkKind.LowAttacks);
        scene.Tissue.Links.Add(victim, other, LinkKind.Spring);
        scene.Tissue.Links.Tidy();
        scene.Step();
        Assert.Equal(4, scene.Cells.Count);
        Assert.Equal(1, scene.Tissue.Links.Count);
        Assert.Equal(2, scene.CountOf(r => scene.Cells.Type[r] == 0));
        for (var row = 0; row < 4; row++)
            if (scene.Cells.Type[row] == 0)
                Assert.Equal(victimId, scene.Cells.Id[scene.Cells.AttackTarget[row]]);
            else
                Assert.Equal(-1, scene.Cells.AttackTarget[row]);
    }

    [Fact(
        DisplayName = "Asymmetric division sends daughters to their types with the given odds; where the odds pass 1 the own type gives way"
    )]
    public void AsymmetricFractions()
    {
        const int Count = 9000;
        foreach (var (own, first, second) in new[] { (0.0, 0.3, 0.1), (0.8, 0.3, 0.1), (0.0, 0.7, 0.3) })
        {
            var model = LifeScene.Model(
                Count,
                types: 3,
                cycle: Fixture.Live,
                set: (t, b, c) =>
                {
                    if (t > 0)
                        return;
                    c[b.PhaseExit(0)] = 1e9;
                    (c[b.AsymmetricDivision(0)], c[b.AsymmetricDivision(1)], c[b.AsymmetricDivision(2)]) = (
                        own,
                        first,
                        second
                    );
                }
            );
            model = model with { Placements = [model.Placements[0]] };
            using var scene = new LifeScene(model);
            scene.Step();
            Assert.Equal(2 * Count, scene.Cells.Count);
            var counts = Enumerable.Range(0, 3).Select(t => scene.CountOf(r => scene.Cells.Type[r] == t)).ToArray();
            Assert.InRange(Statistic.BinomialZ(counts[1], Count, first), -4, 4);
            Assert.InRange(Statistic.BinomialZ(counts[2], Count, second), -4, 4);
            Assert.Equal(2 * Count, counts.Sum());
        }
    }

    [Fact(
        DisplayName = "Daughters are numbered in the rows of their mothers, and rows end sorted by bin and id with no cell lost"
    )]
    public void NumbersAndOrder()
    {
        const int Count = 500;
        using var scene = new LifeScene(Dividing(Count));
        var mothers = Enumerable.Range(0, Count).Select(r => scene.Cells.Lineage[r]).ToArray();
        scene.Step();
        var cells = scene.Cells;
        for (var k = 0; k < Count; k++)
            Assert.Equal(Chance.Mix(mothers[k], 1), cells.Lineage[scene.RowOf((ulong)(Count + k))]);
        for (var row = 1; row < cells.Count; row++)
            Assert.True(
                cells.Bin[row - 1] < cells.Bin[row]
                    || (cells.Bin[row - 1] == cells.Bin[row] && cells.Id[row - 1] < cells.Id[row])
            );
    }

    [Fact(
        DisplayName = "Removal drops the rows that left their last phase and keeps every other, with links and targets following"
    )]
    public void Removal()
    {
        var model = LifeScene.Model(300, set: (_, b, c) => (c[b.Death(0)], c[b.Attack(0)]) = (0.02, 1e-300));
        using var scene = new LifeScene(model);
        var cells = scene.Cells;
        var victims = Enumerable.Range(0, 300).ToDictionary(r => cells.Id[r], r => cells.Id[(r + 7) % 300]);
        for (var row = 0; row < 300; row++)
            cells.AttackTarget![row] = (row + 7) % 300;
        scene.Steps(516 / 6);
        var left = Enumerable.Range(0, cells.Count).Select(r => cells.Id[r]).ToHashSet();
        Assert.InRange(left.Count, 200, 290);
        Assert.Equal(300 - left.Count, scene.Tally[EventKind.Removal]);
        for (var row = 0; row < cells.Count; row++)
        {
            var victim = victims[cells.Id[row]];
            Assert.Equal(left.Contains(victim) ? scene.RowOf(victim) : -1, cells.AttackTarget![row]);
        }
    }

    /// <summary>Type 0 divides in every step, type 1 never; nothing else happens.</summary>
    private static CompiledModel Dividing(int count, bool is2D = true)
    {
        var model = LifeScene.Model(
            count,
            types: 2,
            cycle: Fixture.Live,
            set: (t, b, c) => (c[b.PhaseExit(0)], c[b.Attack(0)]) = (t == 0 ? 1e9 : 0, 1e-300),
            customs: Customs,
            is2D: is2D,
            substrates: 1
        );
        return model with
        {
            Substrates = [model.Substrates[0] with { TracksInternalized = true }],
            Placements = [model.Placements[0]],
        };
    }

    private static int Of(LifeScene scene, int type, bool last = false)
    {
        var rows = Enumerable.Range(0, scene.Cells.Count).Where(r => scene.Cells.Type[r] == type);
        return last ? rows.Last() : rows.First();
    }
}
