// How long phases last, how populations grow, and when cells die.
namespace Milieu.Engine.Tests;

public class PhenotypeCycleTests
{
    private const double Dt = 6;

    [Fact(
        DisplayName = "Random phases last as long as a memoryless clock of their rate says (mean, spread, every step's share); a draw shared between steps or a lost dt shows"
    )]
    public void RandomDurations()
    {
        const double Rate = 0.005;
        var durations = Durations(2000, LifeScene.Ring(false, (Rate, false), (1e-9, false)), 0, seed: 3);
        var p = Rate * Dt;
        var sd = Dt * Math.Sqrt(1 - p) / p;
        Assert.Equal(Dt / p, durations.Average(), 4 * sd / Math.Sqrt(durations.Length));
        Assert.Equal(sd, Statistic.Deviation(durations), 0.1 * sd);
        // Between steps the distribution is a staircase: compare in its middle, as if each step were spread evenly.
        double Survival(double t) => 1 - Math.Exp(Math.Log(1 - p) * t / Dt);
        var spread = durations.Select((d, k) => d - (Dt * ((k + 0.5) / durations.Length * 7919 % 1)));
        Assert.True(Statistic.Kolmogorov(spread, Survival) < 1.95);
    }

    [Theory(DisplayName = "Fixed phases last exactly their time, rounded to the nearest step")]
    [InlineData(480, 480)]
    [InlineData(100, 102)]
    [InlineData(98, 96)]
    [InlineData(6, 6)]
    public void FixedDurations(double minutes, double expected) =>
        Assert.All(
            Durations(50, LifeScene.Ring(false, (1 / minutes, true), (1e-9, false)), 0),
            d => Assert.Equal(expected, d)
        );

    [Theory(
        DisplayName = "Phase durations agree with PhysiCell's 4000 cells a phase: fixed ones exactly, random ones in mean and spread"
    )]
    [InlineData("flow_sep", 300)]
    [InlineData("ki67adv", 435)]
    [InlineData("live", 1000)]
    public void DurationsAsInPhysiCell(string trace, double randomPhaseMinutes)
    {
        foreach (var row in ReferenceTable.Read($"traces/cycle_durations_{trace}.csv"))
        {
            var (mean, sd, n) = (row.Number("mean"), row.Number("sd"), row.Number("n"));
            var isFixed = sd == 0;
            var rate = 1 / (isFixed ? mean : randomPhaseMinutes);
            var durations = Durations(
                isFixed ? 50 : 1000,
                LifeScene.Ring(false, (rate, isFixed), (1e-9, false)),
                0,
                seed: 11
            );
            if (isFixed)
                Assert.All(durations, d => Assert.Equal(mean, d));
            else
            {
                var own = Statistic.Deviation(durations);
                var z = (durations.Average() - mean) / Math.Sqrt((own * own / durations.Length) + (sd * sd / n));
                Assert.True(Math.Abs(z) < 4, $"{trace}: {durations.Average()} and {mean}, z = {z}");
                Assert.Equal(sd, own, 0.15 * sd);
            }
        }
    }

    [Fact(DisplayName = "Of two links the first is tried first: it takes its share, the second its share of the rest")]
    public void LinksInOrder()
    {
        const double First = 0.03;
        const double Second = 0.02;
        var graph = new PhaseGraph(
            "fork",
            9999,
            [
                new("start", 0, false, false, false, false, [new(1, First, false), new(2, Second, false)]),
                new("left", 1, false, false, false, false, []),
                new("right", 2, false, false, false, false, []),
            ]
        );
        var model = LifeScene.Model(20_000, cycle: graph, set: (_, b, c) => c[b.PhaseExit(0)] = First);
        using var scene = new LifeScene(model);
        scene.Step();
        Assert.InRange(Statistic.BinomialZ(scene.CountOf(r => scene.Cells.Phase[r] == 1), 20_000, 6 * First), -4, 4);
        var right = (1 - (6 * First)) * 6 * Second;
        Assert.InRange(Statistic.BinomialZ(scene.CountOf(r => scene.Cells.Phase[r] == 2), 20_000, right), -4, 4);
    }

    [Fact(
        DisplayName = "A live population grows as e^(rt) within the spread of a birth process; a second draw a step or a birth lost shows in 240 steps"
    )]
    public void ExponentialGrowth()
    {
        const int Start = 1000;
        const int Steps = 240;
        const double Rate = 0.0432 / 60;
        using var scene = new LifeScene(
            LifeScene.Model(Start, cycle: Fixture.Live, set: (_, b, c) => c[b.PhaseExit(0)] = Rate)
        );
        scene.Steps(Steps);
        var mean = Start * Math.Pow(1 + (Rate * Dt), Steps);
        // A Yule process from n cells has variance n e^(rt) (e^(rt) - 1).
        var growth = mean / Start;
        var sd = Math.Sqrt(Start * growth * (growth - 1));
        Assert.InRange((scene.Cells.Count - mean) / sd, -4, 4);
        Assert.Equal(scene.Cells.Count - Start, scene.Tally[EventKind.Birth]);
        Assert.Equal(mean, Start * Math.Exp(Rate * Dt * Steps), 0.01 * mean);
    }

    [Fact(DisplayName = "Cells die at their rates, apoptosis first; necrosis takes its share of those that are left")]
    public void DeathRates()
    {
        const int Count = 20_000;
        var model = LifeScene.Model(Count, set: (_, b, c) => (c[b.Death(0)], c[b.Death(1)]) = (0.02, 0.05));
        using var scene = new LifeScene(model);
        scene.Step();
        var necrotic = scene.CountOf(r => scene.Cells.Is(r, CellFlags.Necrosis));
        var dead = scene.CountOf(r => scene.Cells.Is(r, CellFlags.Dead));
        Assert.InRange(Statistic.BinomialZ(dead - necrotic, Count, 0.12), -4, 4);
        Assert.InRange(Statistic.BinomialZ(necrotic, Count, 0.88 * 0.3), -4, 4);
        Assert.Equal(dead, scene.Tally[EventKind.Death]);
    }

    [Fact(
        DisplayName = "An apoptotic cell is removed 516 min after its death, and only once; the step of its death counts"
    )]
    public void RemovedOnTime()
    {
        using var scene = new LifeScene(LifeScene.Model(10, set: (_, b, c) => c[b.Death(0)] = 1e9));
        scene.Steps((516 / 6) - 1);
        Assert.Equal((10, 0L), (scene.Cells.Count, scene.Tally[EventKind.Removal]));
        scene.Step();
        Assert.Equal((0, 10L), (scene.Cells.Count, scene.Tally[EventKind.Removal]));
        scene.Step();
        Assert.Equal(10, scene.Tally[EventKind.Removal]);
    }

    [Fact(
        DisplayName = "Death stops motility, secretion and export and leaves a tenth of uptake, in columns and in constants alike"
    )]
    public void DeathStopsExchange()
    {
        CompiledModel Make(bool written)
        {
            var model = LifeScene.Model(
                1,
                set: (_, b, c) =>
                    (c[b.Secretion(0)], c[b.SecretionTarget(0)], c[b.Uptake(0)], c[b.Export(0)], c[b.Death(0)]) = (
                        2,
                        3,
                        10,
                        5,
                        1e9
                    ),
                substrates: 1
            );
            var b = model.Behaviors;
            int[] behaviors = [b.Secretion(0), b.SecretionTarget(0), b.Uptake(0), b.Export(0)];
            double[] values = [2, 3, 10, 5];
            var distributions = behaviors.Zip(
                values,
                (i, v) => new InitialDistribution(i, DistributionKind.Uniform, v, v, double.NaN, double.NaN)
            );
            return model with
            {
                Types = [model.Types[0] with { IsMotile = true, Distributions = written ? [.. distributions] : [] }],
            };
        }
        foreach (var written in new[] { false, true })
        {
            using var scene = new LifeScene(Make(written));
            var b = scene.Context.Model.Behaviors;
            var read = new BehaviorReader(scene.Context.Model, scene.Cells);
            scene.Cells.MotilityX![0] = 1;
            Assert.Equal(written, scene.Cells.ColumnOf(b.Uptake(0)) is not null);
            Assert.Equal((2.0, 10.0, 5.0), (read[0, b.Secretion(0)], read[0, b.Uptake(0)], read[0, b.Export(0)]));
            scene.Step();
            Assert.Equal((0.0, 1.0, 0.0), (read[0, b.Secretion(0)], read[0, b.Uptake(0)], read[0, b.Export(0)]));
            Assert.Equal(3, read[0, b.SecretionTarget(0)]);
            Assert.Equal(0f, scene.Cells.MotilityX![0]);
        }
    }

    [Fact(
        DisplayName = "In PhysiCell mode damage follows its rate and its repair to the closed form of the implicit step"
    )]
    public void Integrity()
    {
        var model = LifeScene.Model(1, set: (_, b, c) => (c[b.DamageRate], c[b.RepairRate]) = (0.5, 0.01)) with
        {
            Conventions = Conventions.PhysiCell,
        };
        using var scene = new LifeScene(model);
        scene.Cells.Damage![0] = 100;
        scene.Steps(40);
        // d <- (d + dt a)/(1 + dt r) has the fixed point a/r and contracts by 1/(1 + dt r) a step.
        Assert.Equal(50 + (50 * Math.Pow(1 / 1.06, 40)), scene.Cells.Damage[0], 9);
    }

    [Fact(DisplayName = "Entering S doubles the solid target once, and division at the end of M halves it again")]
    public void TargetsDoubleAndHalve()
    {
        var graph = new PhaseGraph(
            "flow",
            6,
            [
                new("G1", 4, false, false, false, false, [new(1, 1.0 / 60, true)]),
                new("S", 10, true, false, false, false, [new(2, 1.0 / 60, true)]),
                new("M", 13, false, true, false, false, [new(0, 1.0 / 60, true)]),
            ]
        );
        var model = LifeScene.Model(
            1,
            cycle: graph,
            set: (_, b, c) => (c[b.PhaseExit(0)], c[b.PhaseExit(1)], c[b.PhaseExit(2)]) = (1.0 / 60, 1.0 / 60, 1.0 / 60)
        );
        using var scene = new LifeScene(model);
        var seen = new List<(int, double)>();
        for (var step = 0; step < 31; step++)
        {
            seen.Add((scene.Cells.Count, scene.Cells.NuclearSolidTarget[0]));
            scene.Step();
        }
        Assert.All(seen.Take(10), s => Assert.Equal((1, 135.0), s));
        Assert.All(seen.Skip(10).Take(20), s => Assert.Equal((1, 270.0), s));
        Assert.Equal((2, 135.0), seen[30]);
        Assert.Equal(135.0, scene.Cells.NuclearSolidTarget[1]);
    }

    /// <summary>Minutes that each cell spends in phase 0 of a two-phase ring.</summary>
    private static double[] Durations(int count, PhaseGraph ring, int phase, ulong seed = 1)
    {
        var model = LifeScene.Model(
            count,
            cycle: ring,
            set: (_, b, c) =>
            {
                for (var k = 0; k < ring.Phases.Length; k++)
                    c[b.PhaseExit(k)] = ring.Phases[k].Links[0].Rate;
            }
        );
        using var scene = new LifeScene(model, seed);
        var left = new double[count];
        for (var step = 1; Array.IndexOf(left, 0) >= 0; step++)
        {
            scene.Step();
            for (var row = 0; row < count; row++)
                if (left[row] == 0 && scene.Cells.Phase[row] != phase)
                    left[row] = step * Dt;
        }
        return left;
    }
}
