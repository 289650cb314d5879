// Events of cells: chance, conditions, draws, what they change, and doses that are felt once.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class EventTests
{
    private const int Many = 10_000;
    private const int Some = 4_000;

    [Theory(
        DisplayName = "Of 10,000 cells that 2 Gy hit, as many live on as the linear-quadratic law says (HSG 0.418, V79 0.639), within 99 % of the binomial; each dose is felt once"
    )]
    [InlineData(0.313, 0.0615)]
    [InlineData(0.184, 0.02)]
    public void Radiation(double alpha, double beta)
    {
        var text = Model(
            $"irradiated: {{when: new radiation > 0, chance: \"1 - exp(-{alpha} * new radiation - {beta} * new radiation^2)\", dies: apoptosis}}",
            "body: {species: {radiation: 0 Gy}}\ntherapy: {doses: {fraction: {into: radiation, amount: 2 Gy, at: [10 min, 40 min]}}}\n",
            Many
        );
        using var simulation = new Simulation(Given.Whole(Given.Load(text)), new SimulationOptions(Seed: 3));
        RunTo(simulation, 9);
        Assert.Equal(Many, Live(simulation));
        var share = Math.Exp(-(2 * alpha) - (4 * beta));
        RunTo(simulation, 38);
        Within(Live(simulation), Many, share);
        var left = Live(simulation);
        RunTo(simulation, 80);
        Within(Live(simulation), left, share);
        Assert.Equal(4, simulation.Tissue.Body!.Amounts[0]);
    }

    [Fact(
        DisplayName = "A hit cell dies when its own clock has passed a delay drawn for it: mean and spread are those that the event says"
    )]
    public void Delayed()
    {
        var text = Model(
            """
            hit: {when: time < 1 min, set: {wait: 200 min + 40 min * normal, chosen: uniform, hit: 1}}
                      due: {when: custom:clock > custom:wait and custom:hit > 0, dies: necrosis}
            """,
            "custom: {wait: 0 min, chosen: 0, hit: 0, clock: {value: 0 min, change: custom:hit}}\n"
        );
        using var simulation = new Simulation(Given.Whole(Given.Load(text)), new SimulationOptions());
        RunTo(simulation, 12);
        var (waits, chosen) = (Customs(simulation, "wait"), Customs(simulation, "chosen"));
        Assert.InRange(waits.Average(), 198.4, 201.6);
        Assert.InRange(Sd(waits), 38.8, 41.2);
        Assert.InRange(chosen.Average(), 0.49, 0.51);
        Assert.InRange(Sd(chosen), 0.283, 0.294);
        RunTo(simulation, 206);
        // The step at 204 min asks last.
        Assert.Equal(waits.Count(w => w >= 204), Live(simulation));
        Assert.Contains(simulation.Tissue.Cells.Flags.Span(Some).ToArray(), f => (f & (byte)CellFlags.Necrosis) != 0);
    }

    [Fact(
        DisplayName = "An equation goes on in dead cells where its variable says so, and stands still where it does not"
    )]
    public void InDead()
    {
        var text = Model(
            "end: {when: time < 1 min, dies: apoptosis}",
            "custom: {load: {value: 8, change: -0.1 /min * custom:load, change in dead: true}, still: {value: 8, change: -0.1 /min * custom:still}}\n",
            4
        );
        using var simulation = new Simulation(Given.Whole(Given.Load(text)), new SimulationOptions());
        RunTo(simulation, 31);
        // Equations come before events: the one of the first step runs in a live cell.
        Assert.All(Customs(simulation, "load"), v => Assert.Equal(8 * Math.Exp(-3.6), v, 0.01));
        Assert.All(Customs(simulation, "still"), v => Assert.Equal(8 * Math.Exp(-0.6), v, 0.01));
    }

    [Fact(DisplayName = "At a division each daughter draws for herself: one in ten loses her antigen")]
    public void AtDivision()
    {
        var text = Model(
            """
            split: {when: time < 1 min, divides: true}
                      loss: {at: division, chance: 0.1, set: {"custom:antigen": 0}}
            """,
            "custom: {antigen: {value: 1, heritable: true}}\n"
        );
        using var simulation = new Simulation(Given.Whole(Given.Load(text)), new SimulationOptions());
        RunTo(simulation, 2);
        Assert.Equal(2 * Some, simulation.Tissue.Cells.Count);
        var antigen = Customs(simulation, "antigen");
        Within(antigen.Count(a => a == 0), 2 * Some, 0.1);
        // Mother and daughter do not share their luck.
        Within(Enumerable.Range(0, Some).Count(k => antigen[2 * k] == 0 && antigen[(2 * k) + 1] == 0), Some, 0.01);
    }

    [Theory(
        DisplayName = "Cells that an event divides grow back to their mother's size, with a cycle of their own or without"
    )]
    [InlineData("cycle: {model: live, rates: [0 /min]}")]
    [InlineData("cycle: {model: ki67 basic, rates: [0 /min, 0.001 /min]}")]
    [InlineData("uptake: {oxygen: 0 /min}")]
    public void Sizes(string cycle)
    {
        var text = Model("split: {when: time < 1 min, divides: true}", "", 20)
            .Replace("    events:", $"    {cycle}\n    events:", StringComparison.Ordinal);
        using var simulation = new Simulation(Given.Whole(Given.Load(text)), new SimulationOptions());
        RunTo(simulation, 1);
        var cells = simulation.Tissue.Cells;
        Assert.Equal(40, cells.Count);
        Assert.All(Enumerable.Range(0, 40), r => Assert.InRange(cells.Volume(r), 1200, 1300));
        RunTo(simulation, 3000);
        Assert.All(Enumerable.Range(0, 40), r => Assert.InRange(cells.Volume(r), 2450, 2500));
    }

    [Fact(DisplayName = "A rate is per time: after an hour at 0.02 /min, exp(-1.2) of the cells are what they were")]
    public void ByRate()
    {
        var text = Model("turn: {rate: 0.02 /min, becomes: other}", "");
        using var simulation = new Simulation(Given.Whole(Given.Load(text)), new SimulationOptions());
        RunTo(simulation, 60);
        Within(Enumerable.Range(0, Some).Count(r => simulation.Tissue.Cells.Type[r] == 0), Some, Math.Exp(-0.02 * 60));
    }

    [Fact(
        DisplayName = "Events give the same bits with 1, 2 and 7 threads, and a compiled model with them reads back as it was"
    )]
    public void Laws()
    {
        var model = Given.Whole(
            Given.Load(
                Model(
                    """
                    hit: {rate: 0.01 /min, set: {wait: 20 min + 5 min * normal, clock: 0 min}}
                              due: {when: custom:clock > custom:wait, chance: 0.5, dies: apoptosis}
                              split: {when: new dose > 0.5, divides: true}
                              loss: {at: division, chance: 0.3, becomes: other}
                    """,
                    "custom: {wait: 1000 d, clock: {value: 0 min, change: 1, change in dead: true}}\nbody: {species: {dose: 0}}\n"
                        + "therapy: {doses: {d: {into: dose, amount: 1, at: 20 min}}}\n",
                    900
                )
            )
        );
        var hashes = new[] { 1, 2, 7 }
            .Select(threads => Hash(model, new SimulationOptions(Seed: 5, Threads: threads, Chunk: 16)))
            .Append(
                Hash(
                    CompiledModelText.FromJson(CompiledModelText.ToJson(model)),
                    new SimulationOptions(Seed: 5, Threads: 2)
                )
            );
        Assert.Single(hashes.Distinct());
    }

    [Theory(DisplayName = "Events that say too little, too much or what cannot be are errors with their place")]
    [InlineData("e: {chance: 0.5}", "changes nothing")]
    [InlineData("e: {chance: 0.5, rate: 1 /d, dies: apoptosis}", "a chance or a rate")]
    [InlineData("e: {dies: apoptosis, becomes: other}", "does nothing else")]
    [InlineData("e: {at: division, dies: apoptosis}", "at a division")]
    [InlineData("e: {at: division, when: near > 2, set: {free: 1}}", "gathered")]
    [InlineData("e: {set: {fre: 1}}", "'free'")]
    [InlineData("e: {set: {ruled: 1}}", "no trace")]
    [InlineData("e: {set: {free: 3 min}}", "a time")]
    [InlineData("e: {rate: 3, dies: apoptosis}", "a rate")]
    [InlineData("e: {when: custom:fre > 1, dies: apoptosis}", "custom:free")]
    [InlineData("e: {becomes: others}", "'other'")]
    [InlineData("e: {dies: old age}", "apoptosis")]
    [InlineData("e: {at: noon, dies: apoptosis}", "division")]
    public void Wrong(string one, string said)
    {
        var loaded = Given.Load(
            Model(one, "custom: {free: 0, ruled: 0}\nsignals: {near: {count: tumor, within: 30 um}}\n", 4)
                .Replace("    events:", "    rules: [custom:ruled is 2]\n    events:", StringComparison.Ordinal)
        );
        Assert.Null(loaded.Compiled);
        Assert.Contains(loaded.Diagnostics, d => d.Line > 0 && d.ToString().Contains(said, StringComparison.Ordinal));
    }

    [Fact(
        DisplayName = "An event about something optional and absent is left out; uniform and normal mean nothing outside of events"
    )]
    public void Outside()
    {
        var text = Model(
            """
            a: {when: virus > 3, dies: apoptosis}
                      b: {becomes: stranger}
            """,
            "optional: {substrates: [virus], cells: [stranger]}\n",
            4
        );
        Assert.Empty(Given.Whole(Given.Load(text)).Types[0].Events);
        var outside = Given.Load(Model("e: {dies: apoptosis}", "signals: {luck: uniform}\n", 4));
        Assert.Contains(Given.Texts(outside), t => t.Contains("uniform", StringComparison.Ordinal));
        var behind = Given.Load(Model("e: {chance: luck, dies: apoptosis}", "signals: {luck: uniform}\n", 4));
        Assert.Contains(Given.Texts(behind), t => t.Contains("uniform", StringComparison.Ordinal));
        Assert.Null(outside.Compiled);
    }

    private static string Model(string events, string more, int count = Some) =>
        "model: events\ndomain: {size: [4000 um, 4000 um, 40 um], voxel: 40 um}\n"
        + "substrates: {oxygen: {initial: 38 mmHg}}\n"
        + more
        + "cells:\n  tumor:\n    mechanics: {repulsion: 0 um/min, adhesion: 0 um/min}\n    events:\n"
        + string.Concat(events.Split('\n').Select(e => $"      {e.Trim()}\n"))
        + "  other: {}\n"
        + $"placements: {{a: {{cells: tumor, count: {count}, box: {{size: [3900 um, 3900 um]}}}}}}\n";

    private static ulong Hash(CompiledModel model, SimulationOptions options)
    {
        using var simulation = new Simulation(model, options);
        RunTo(simulation, 120);
        return StateHash.Of(simulation.Tissue).Value;
    }

    private static void RunTo(Simulation simulation, double minutes) =>
        simulation.RunTo((long)Math.Round(minutes / simulation.Model.Timing.TickMinutes));

    private static int Live(Simulation simulation) =>
        Enumerable.Range(0, simulation.Tissue.Cells.Count).Count(simulation.Tissue.Cells.IsLive);

    private static double[] Customs(Simulation simulation, string name)
    {
        var custom = simulation.Model.Customs.Select((c, k) => (c.Name, k)).Single(c => c.Name == name).k;
        var cells = simulation.Tissue.Cells;
        return cells.ColumnOf(simulation.Model.Behaviors.Custom(custom))!.Span(cells.Count).ToArray();
    }

    private static double Sd(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static void Within(int seen, int of, double share) =>
        Assert.InRange(
            seen,
            (of * share) - (2.576 * Math.Sqrt(of * share * (1 - share))),
            (of * share) + (2.576 * Math.Sqrt(of * share * (1 - share)))
        );
}
