// Phagocytosis and fusion: what is conserved, and which of two conflicting events happens.
namespace Milieu.Engine.Tests;

public class InteractionsAbsorptionTests
{
    [Theory(
        DisplayName = "Ingestion adds volume, internalized amounts and conserved customs to the eater, keeps its targets, and removes the prey"
    )]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 0)]
    public void IngestionConserves(bool dead, int necrosis)
    {
        using var scene = new Scene(Eaters(100));
        scene.Add(0, 0);
        scene.Add(12, 0, 0, 1, 0.5);
        Endow(scene);
        if (dead)
            scene.Die(1, necrosis == 1);
        scene.Step();
        var eater = scene.RowOf(0);
        Assert.Equal(1, scene.Tissue.Tally[EventKind.Ingestion]);
        Assert.Equal(1.5 * 2494, scene.Cells.Volume(eater), 1e-9);
        Assert.Equal(1.5 * 1870.5, scene.Cells.Fluid[eater], 1e-9);
        Assert.Equal(405, scene.Cells.NuclearFluid[eater], 1e-9);
        Assert.Equal(135, scene.Cells.NuclearSolid[eater], 1e-9);
        Assert.Equal(135, scene.Cells.NuclearSolidTarget[eater], 1e-9);
        Assert.Equal(3, scene.Cells.Internalized[0][eater]);
        Assert.Equal(30, Custom(scene, 0, eater));
        Assert.Equal(10, Custom(scene, 1, eater));
        Assert.Equal(Math.Cbrt(3 * 1.5 * 2494 / (4 * Math.PI)), scene.Cells.Radius[eater], 1e-5);
        Assert.True(scene.Cells.Is(1, CellFlags.Tombstone));
        Assert.Equal(0, scene.Cells.Volume(1));
        Assert.True(scene.Tissue.SortDue);
        scene.Step();
        Assert.Equal(1, scene.Rows);
    }

    [Fact(DisplayName = "A dead cell is eaten at the rate of its own kind of death only")]
    public void KindOfDeath()
    {
        Assert.Equal(1, Eaten(b => b.PhagocytoseApoptotic, false, 0));
        Assert.Equal(0, Eaten(b => b.PhagocytoseApoptotic, true, 0));
        Assert.Equal(1, Eaten(b => b.PhagocytoseNecrotic, true, 0));
        Assert.Equal(1, Eaten(b => b.PhagocytoseNecrotic, true, 1));
        Assert.Equal(0, Eaten(b => b.PhagocytoseNecrotic, false, 0));
        Assert.Equal(1, Eaten(b => b.PhagocytoseOtherDead, false, 1));
        Assert.Equal(0, Eaten(b => b.PhagocytoseOtherDead, true, 1));

        static long Eaten(Func<BehaviorIndex, int> rate, bool necrosis, int phase)
        {
            var model = Fixture.Model(Fixture.Plane(), [], 2, (t, b, c) => c[rate(b)] = t == 0 ? 1e9 : 0);
            using var scene = new Scene(model);
            scene.Add(0, 0);
            scene.Add(12, 0, 0, 1);
            scene.Die(1, necrosis, phase);
            scene.Step();
            return scene.Tissue.Tally[EventKind.Ingestion];
        }
    }

    [Fact(
        DisplayName = "Fusion adds compartments, targets, nuclei and amounts, and stands at the mean weighted by volume"
    )]
    public void FusionConserves()
    {
        using var scene = new Scene(Fusers(1e9));
        scene.Add(-6, 0);
        scene.Add(6, 0, 0, 1, 2);
        Endow(scene);
        scene.Step();
        var cell = scene.RowOf(0);
        Assert.Equal(1, scene.Tissue.Tally[EventKind.Fusion]);
        Assert.Equal(3 * 2494, scene.Cells.Volume(cell), 1e-9);
        Assert.Equal(3 * 405, scene.Cells.NuclearFluid[cell], 1e-9);
        Assert.Equal(3 * 135, scene.Cells.NuclearSolidTarget[cell], 1e-9);
        Assert.Equal(2, scene.Cells.Nuclei![cell]);
        Assert.Equal(3, scene.Cells.Internalized[0][cell]);
        // -6 + 12 * 2/3, then one step of the velocity that the pair had: repulsion 10 (1 - 12/R)^2 less adhesion.
        Assert.InRange(scene.Cells.X[cell], 2 - 0.3, 2);
        scene.Step();
        Assert.Equal(1, scene.Rows);
    }

    [Theory(
        DisplayName = "A eats B eats C in one step: exactly the earlier event happens, whichever it is, in any order of rows"
    )]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Chain(ulong seed)
    {
        var model = Fixture.Model(
            Fixture.Plane(),
            [],
            3,
            (t, b, c) =>
            {
                if (t < 2)
                    c[b.PhagocytoseLive(t + 1)] = 10;
            }
        );
        using var scene = new Scene(model, seed: seed);
        scene.Add(-14, 0, 0, 0);
        scene.Add(0, 0, 0, 1);
        scene.Add(14, 0, 0, 2);
        var chance = scene.Context.Chance;
        double Time(int a, int b) =>
            chance.Uniform(Chance.Mix(scene.Cells.Lineage[a], scene.Cells.Lineage[b]), 0, Purpose.PhagocytoseLive);
        var firstIsEarlier = Time(0, 1) < Time(1, 2);
        scene.Step();
        scene.Sort();
        Assert.Equal(1, scene.Tissue.Tally[EventKind.Ingestion]);
        Assert.Equal(2, scene.Rows);
        Assert.Equal(firstIsEarlier, scene.RowOf(1) < 0);
        Assert.Equal(firstIsEarlier, scene.RowOf(2) >= 0);
        Assert.Equal(2 * 2494, scene.Cells.Volume(scene.RowOf(firstIsEarlier ? 0UL : 1)), 1e-9);
    }

    [Fact(DisplayName = "Two eaters of one prey: it is eaten once, by the earlier; mass is not doubled")]
    public void OnePreyTwoEaters()
    {
        using var scene = new Scene(Eaters(1e9));
        scene.Add(-12, 0);
        scene.Add(0, 0, 0, 1);
        scene.Add(12, 0);
        scene.Step();
        scene.Sort();
        Assert.Equal(1, scene.Tissue.Tally[EventKind.Ingestion]);
        Assert.Equal(2, scene.Rows);
        Assert.Equal(3 * 2494, scene.Cells.Volume(0) + scene.Cells.Volume(1), 1e-9);
    }

    [Fact(
        DisplayName = "Each prey of many lone pairs is eaten at the rate: share left after 10 steps within 4 standard deviations of (1 - k dt)^10"
    )]
    public void Rate()
    {
        const int Count = 2500;
        using var scene = new Scene(Eaters(0.5));
        for (var k = 0; k < Count; k++)
        {
            scene.Add(-1950 + (70 * (k % 50)), -1950 + (70 * (k / 50)));
            scene.Add(-1934 + (70 * (k % 50)), -1950 + (70 * (k / 50)), 0, 1);
        }
        scene.Steps(10);
        var p = Math.Pow(1 - (0.5 * 0.1), 10);
        var left = Count - scene.Tissue.Tally[EventKind.Ingestion];
        Assert.Equal(Count * p, left, 4 * Math.Sqrt(Count * p * (1 - p)));
    }

    [Fact(
        DisplayName = "Cells without volume, escaped ones and tombstones are passed over, and the neighbors behind them still met (Q15)"
    )]
    public void PassedOver()
    {
        using var scene = new Scene(Eaters(1e9));
        scene.Add(0, 0);
        scene.Add(12, 0, 0, 1, 0);
        scene.Add(0, 12, 0, 1);
        scene.Add(-12, 0, 0, 1);
        scene.Cells.Radius[1] = 8;
        scene.Cells.Flags[2] = (byte)CellFlags.Escaped;
        scene.Step();
        scene.Sort();
        Assert.Equal(1, scene.Tissue.Tally[EventKind.Ingestion]);
        Assert.True(scene.RowOf(1) >= 0);
        Assert.True(scene.RowOf(2) >= 0);
        Assert.True(scene.RowOf(3) < 0);
    }

    [Theory(
        DisplayName = "A crowd that eats and fuses keeps its volume, internalized amounts and conserved customs to rounding, for any threads"
    )]
    [InlineData(1, 256)]
    [InlineData(2, 16)]
    [InlineData(3, 1)]
    [InlineData(7, 64)]
    public void CrowdConserves(int threads, int chunk)
    {
        var model = Rich(
            (t, b, c) =>
            {
                (c[b.PhagocytoseLive(0)], c[b.PhagocytoseLive(1)]) = (0.3, 0.2);
                c[b.PhagocytoseNecrotic] = 2;
                c[b.Fuse(1 - t)] = 0.3;
            }
        );
        using var scene = new Scene(model, KernelKind.Vectorized, threads, chunk);
        Crowd.Fill(scene, 800, 6, margin: 1800, spread: 0.5);
        for (var row = 0; row < scene.Rows; row++)
        {
            scene.Cells.Internalized[0][row] = row;
            if (row % 6 == 0)
                scene.Die(row, true);
        }
        var before = Totals(scene);
        scene.Steps(8);
        var after = Totals(scene);
        Assert.Equal(before.Volume, after.Volume, 1e-6);
        Assert.Equal(before.Amount, after.Amount, 1e-6);
        var (eaten, fused) = (scene.Tissue.Tally[EventKind.Ingestion], scene.Tissue.Tally[EventKind.Fusion]);
        Assert.True(eaten > 50 && fused > 50, $"{eaten} eaten, {fused} fused");
        scene.Sort();
        Assert.Equal(800 - eaten - fused, scene.Rows);
        // The bits of one thread are the bits of any number of them.
        Assert.Equal(
            OneThread(model),
            Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(scene.State()))
        );
    }

    private static string OneThread(CompiledModel model)
    {
        using var scene = new Scene(model, KernelKind.Vectorized);
        Crowd.Fill(scene, 800, 6, margin: 1800, spread: 0.5);
        for (var row = 0; row < scene.Rows; row++)
        {
            scene.Cells.Internalized[0][row] = row;
            if (row % 6 == 0)
                scene.Die(row, true);
        }
        scene.Steps(8);
        scene.Sort();
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(scene.State()));
    }

    private static (double Volume, double Amount) Totals(Scene scene) =>
        (
            Enumerable.Range(0, scene.Rows).Sum(scene.Cells.Volume),
            Enumerable.Range(0, scene.Rows).Sum(row => scene.Cells.Internalized[0][row])
        );

    private static CompiledModel Eaters(double rate) =>
        Rich(
            (t, b, c) =>
            {
                if (t != 0)
                    return;
                c[b.PhagocytoseLive(1)] = rate;
                c[b.PhagocytoseApoptotic] = rate;
                c[b.PhagocytoseNecrotic] = rate;
            }
        );

    private static CompiledModel Fusers(double rate) => Rich((t, b, c) => c[b.Fuse(1)] = t == 0 ? rate : 0);

    /// <summary>Two types, a tracked substrate, one conserved custom variable and one that is not.</summary>
    private static CompiledModel Rich(Action<int, BehaviorIndex, double[]> set) =>
        Fixture.Model(
            Fixture.Plane(4000),
            [Fixture.Substrate() with { TracksInternalized = true }],
            2,
            set,
            [new CustomVariable("carried", "", true), new CustomVariable("own", "", false)]
        );

    private static void Endow(Scene scene)
    {
        (scene.Cells.Internalized[0][0], scene.Cells.Internalized[0][1]) = (1, 2);
        var b = scene.Context.Model.Behaviors;
        for (var row = 0; row < 2; row++)
        for (var custom = 0; custom < 2; custom++)
            scene.Cells.ColumnOf(b.Custom(custom))![row] = 10 * (row + 1);
    }

    private static double Custom(Scene scene, int variable, int row) =>
        scene.Cells.ColumnOf(scene.Context.Model.Behaviors.Custom(variable))![row];
}
