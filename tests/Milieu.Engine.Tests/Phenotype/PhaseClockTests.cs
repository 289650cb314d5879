// Leaving a phase and dying, one step of one row at a time: which draw decides, where the borders lie, what changes at once.
using System.Collections.Immutable;

namespace Milieu.Engine.Tests;

public class PhaseClockTests
{
    private const uint Tick = 40;

    [Theory(
        DisplayName = "A fixed phase ends after half a step less than 1 / rate, not at it: a border on the wrong side moves every division by a step"
    )]
    [InlineData(9, 2)]
    [InlineData(8.9, 1)]
    [InlineData(9.1, 2)]
    [InlineData(14.9, 2)]
    [InlineData(15, 3)]
    public void FixedBorder(double minutes, int steps)
    {
        var model = Model(Ring(7, 1 / minutes, true));
        using var tissue = new Tissue(model);
        var (clock, cells) = Of(model, tissue);
        for (var step = 1; step <= steps; step++)
        {
            Assert.Equal(0, cells.Phase[0]);
            clock.Advance(0, Tick);
            Assert.Equal(step < steps ? step * 2 : 0, cells.PhaseTicks[0]);
        }
        Assert.Equal(1, cells.Phase[0]);
    }

    [Fact(
        DisplayName = "A random phase ends where the link's own draw is below rate dt, each link by its number; another subject, purpose or number would draw others"
    )]
    public void RandomDraw()
    {
        PhaseLink[] links = [new(1, 0.05, false), new(2, 0.05, false), new(0, 0, false)];
        var graph = new PhaseGraph("fork", 1, [Plain(0, [.. links]), Plain(1, []), Plain(2, [])]);
        var model = Model(graph, exit: 0.04);
        using var tissue = new Tissue(model);
        var (clock, cells) = Of(model, tissue);
        var counts = new int[3];
        for (uint tick = 0; tick < 400; tick++)
        {
            (cells.Phase[0], cells.PhaseTicks[0], cells.Lineage[0]) = (0, 0, tick * 3);
            double Draw(int k) => Draws.Uniform(tick * 3, tick, Purpose.PhaseExit, k);
            var expected =
                Draw(0) < 0.04 * 6 ? 1
                : Draw(1) < 0.05 * 6 ? 2
                : 0;
            Assert.Equal(Fate.None, clock.Advance(0, tick));
            Assert.Equal(expected, cells.Phase[0]);
            counts[expected]++;
        }
        Assert.All(counts, c => Assert.True(c > 40));
    }

    [Fact(
        DisplayName = "The behavior of a phase's exit holds for the first six phases of the living alone; later phases and the dead keep the link's rate"
    )]
    public void WhoseRate()
    {
        // The links never open by themselves; the behavior opens them at once, and so would the one that follows it, the rate of death.
        var model = Model(Ring(8, 0, false), exit: 1e9, dying: Ring(2, 0, false), apoptosis: 1e9);
        using var tissue = new Tissue(model);
        var (clock, cells) = Of(model, tissue);
        for (var phase = 0; phase < 8; phase++)
        {
            cells.Phase[0] = (byte)phase;
            clock.Advance(0, Tick);
            Assert.Equal(phase < 6 ? phase + 1 : phase, cells.Phase[0]);
        }
        cells.Phase[0] = 0;
        cells.Flags[0] = (byte)CellFlags.Dead;
        clock.Advance(0, Tick);
        Assert.Equal(0, cells.Phase[0]);
    }

    [Fact(
        DisplayName = "A row's graph is its cycle, or that of the death it died; a link that waits for rupture opens at the rupture volume itself"
    )]
    public void GraphsAndRupture()
    {
        var bursting = new PhaseGraph(
            "bursting",
            2,
            [Plain(0, [new(1, 1e9, false, WaitsForRupture: true)]), Plain(1, []) with { Lyses = true }]
        );
        var model = Model(Ring(2, 0, false), dying: bursting);
        using var tissue = new Tissue(model);
        var (clock, cells) = Of(model, tissue);
        Assert.Equal("ring", clock.GraphOf(0).Name);
        cells.Flags[0] = (byte)CellFlags.Dead;
        Assert.Equal("bursting", clock.GraphOf(0).Name);
        (cells.Fluid[0], cells.NuclearSolid[0], cells.CytoplasmicSolid[0]) = (4, 2, 1);
        cells.RuptureVolume[0] = 7.5;
        clock.Advance(0, Tick);
        Assert.Equal((0, 0), (cells.Phase[0], cells.Flags[0] & (byte)CellFlags.Lysed));
        cells.RuptureVolume[0] = 7;
        clock.Advance(0, Tick);
        Assert.Equal((1, PhaseClock.BurstRupture), (cells.Phase[0], cells.RuptureVolume[0]));
        Assert.Equal((byte)(CellFlags.Dead | CellFlags.Lysed), cells.Flags[0]);
        cells.Flags[0] = (byte)(CellFlags.Dead | CellFlags.Necrosis);
        Assert.Equal("second", clock.GraphOf(0).Name);
    }

    [Fact(
        DisplayName = "What a phase says happens at its exit or entry, and else nothing: a division, a removal, a doubling or a bursting out of place"
    )]
    public void CrossingDoesWhatIsSaid()
    {
        ImmutableArray<PhaseLink> open = [new(1, 1e9, false)];
        foreach (
            var (divides, removes, doubles) in new[] { (true, false, false), (false, true, true), (false, false, true) }
        )
        {
            var from = Plain(0, open) with { DividesAtExit = divides, RemovesAtExit = removes };
            var graph = new PhaseGraph("two", 1, [from, Plain(1, []) with { DoublesTargets = doubles }]);
            var model = Model(graph, exit: 1e9);
            using var tissue = new Tissue(model);
            var (clock, cells) = Of(model, tissue);
            (cells.NuclearSolidTarget[0], cells.RuptureVolume[0], cells.PhaseTicks[0]) = (5, 3, 8);
            var fate = clock.Advance(0, Tick);
            Assert.Equal(
                removes ? Fate.Remove
                    : divides ? Fate.Divide
                    : Fate.None,
                fate
            );
            Assert.Equal(removes ? (0, 10) : (1, 0), (cells.Phase[0], cells.PhaseTicks[0]));
            Assert.Equal(doubles && !removes ? 10 : 5, cells.NuclearSolidTarget[0]);
            Assert.Equal(3, cells.RuptureVolume[0]);
            Assert.Equal(0, cells.Flags[0]);
        }
    }

    [Fact(
        DisplayName = "Death comes where the draw of its model is below rate dt, in order; it starts the first phase, drops the nuclear target, sets the rupture volume and stops the crawl"
    )]
    public void DyingDraws()
    {
        var model = Model(Ring(2, 0, false), apoptosis: 0.05, necrosis: 0.06);
        model = model with { Types = [model.Types[0] with { IsMotile = true }] };
        using var tissue = new Tissue(model);
        var (_, cells) = Of(model, tissue);
        var dying = new Dying(model, cells, new BehaviorReader(model, cells), Draws);
        var counts = new int[3];
        for (uint tick = 0; tick < 400; tick++)
        {
            (cells.Flags[0], cells.Phase[0], cells.PhaseTicks[0], cells.Lineage[0]) = (0, 1, 4, tick * 5);
            (cells.Fluid[0], cells.NuclearSolid[0], cells.CytoplasmicSolid[0]) = (4, 2, 1);
            (cells.NuclearSolidTarget[0], cells.RuptureVolume[0]) = (9, 1);
            (cells.MotilityX![0], cells.MotilityY![0], cells.MotilityZ![0]) = (1, 2, 3);
            double Draw(int k) => Draws.Uniform(tick * 5, tick, Purpose.Death, k);
            var expected =
                Draw(0) < 0.05 * 6 ? 1
                : Draw(1) < 0.06 * 6 ? 2
                : 0;
            counts[expected]++;
            Assert.Equal(expected > 0, dying.Try(0, tick));
            var (phase, left) = expected > 0 ? (0, 0) : (1, 4);
            Assert.Equal((phase, left), (cells.Phase[0], cells.PhaseTicks[0]));
            CellFlags[] flags = [CellFlags.None, CellFlags.Dead, CellFlags.Dead | CellFlags.Necrosis];
            Assert.Equal((byte)flags[expected], cells.Flags[0]);
            Assert.Equal(expected > 0 ? 0 : 9, cells.NuclearSolidTarget[0]);
            // Relative rupture volumes 2 and 3 of the two models of death.
            double[] rupture = [1, 14, 21];
            Assert.Equal(rupture[expected], cells.RuptureVolume[0]);
            Assert.Equal(
                expected > 0 ? (0f, 0f, 0f) : (1f, 2f, 3f),
                (cells.MotilityX[0], cells.MotilityY[0], cells.MotilityZ[0])
            );
        }
        Assert.All(counts, c => Assert.True(c > 40));
    }

    private static Chance Draws { get; } = new(5);

    private static Phase Plain(int code, ImmutableArray<PhaseLink> links) =>
        new("phase" + code, code, false, false, false, false, links);

    private static PhaseGraph Ring(int count, double rate, bool isFixed) =>
        new("ring", 1, [.. Enumerable.Range(0, count).Select(k => Plain(k, [new((k + 1) % count, rate, isFixed)]))]);

    private static (PhaseClock Clock, Cells Cells) Of(CompiledModel model, Tissue tissue)
    {
        tissue.Cells.SetCount(1);
        tissue.Cells.Type[0] = 0;
        return (new PhaseClock(model, tissue.Cells, new BehaviorReader(model, tissue.Cells), Draws), tissue.Cells);
    }

    /// <summary>One type; a phenotype step of 6 min is 2 ticks.</summary>
    private static CompiledModel Model(
        PhaseGraph cycle,
        double? exit = null,
        PhaseGraph? dying = null,
        double apoptosis = 0,
        double necrosis = 0
    )
    {
        var model = Fixture.Model(
            Fixture.Plane(100),
            [],
            1,
            (_, b, c) =>
            {
                for (var k = 0; k < BehaviorIndex.PhaseExits; k++)
                    c[b.PhaseExit(k)] = exit ?? (k < cycle.Phases.Length ? cycle.Phases[k].Links[0].Rate : 0);
                (c[b.Death(0)], c[b.Death(1)]) = (apoptosis, necrosis);
            }
        );
        var first = Fixture.Apoptosis with { Graph = dying ?? cycle, RelativeRupture = 2 };
        var second = Fixture.Apoptosis with { Graph = cycle with { Name = "second" }, RelativeRupture = 3 };
        return model with
        {
            Timing = new Timing(3, 1, 1, 2, 100),
            Types = [model.Types[0] with { Cycle = cycle, Deaths = [first, second] }],
        };
    }
}
