// Fields that feed and consume each other, and that the body feeds.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class ReactionTests
{
    /// <summary>What all models here have: steps, and one cell that does nothing.</summary>
    private const string Frame = """
        time: {steps: {field: 1 min, mechanics: 1 min, phenotype: 6 min}}
        cells: {x: {}}
        placements: {one: {cells: x, points: [[0 um, 0 um]]}}

        """;

    private const string Carrier = """
        model: carrier
        domain: {size: [40 um, 40 um, 20 um], voxel: 20 um}
        parameters: {release: 0.02 /min}
        substrates:
          carrier: {units: nM, initial: 100 nM, reaction: -release * carrier}
          cargo: {units: nM, initial: 0 nM, reaction: release * carrier}

        """;

    [Fact(
        DisplayName = "What a carrier loses its cargo gains, to rounding; c0 (1 - exp(-k t)) with an error of first order in the step, as the scheme"
    )]
    public void Cargo()
    {
        var exact = 100 * (1 - Math.Exp(-0.02 * 120));
        double Error(string step)
        {
            using var run = Run(Carrier, 120, $"time.steps.field={step}", "time.steps.phenotype=12 min");
            Assert.Equal(100, run.Tissue.Fields[0][0] + run.Tissue.Fields[1][0], 1e-11);
            return Math.Abs(run.Tissue.Fields[1][0] - exact);
        }
        Assert.InRange(Error("1 min"), 0, 0.25);
        Assert.InRange(Error("2 min") / Error("1 min"), 1.9, 2.2);
    }

    [Fact(
        DisplayName = "A source everywhere between held faces: S x (L - x) / 2 D at rest, to 1e-5 of the middle, though a step carries it three voxels far"
    )]
    public void Source()
    {
        const string Text = """
            model: source
            domain: {size: [220 um, 20 um, 20 um], voxel: 20 um}
            substrates:
              drug: {units: nM, diffusion: 1000 um2/min, initial: 0 nM, reaction: 0.1 nM/min, boundary: {x min: 0 nM, x max: 0 nM}}

            """;
        using var run = Run(Text, 600);
        var field = run.Tissue.Fields[0];
        for (var i = 0; i <= 10; i++)
            Assert.Equal(0.1 / 2000 * (20 * i) * (200 - (20 * i)), field[field.Offset(i, 0, 0)], 5e-6);
    }

    [Fact(
        DisplayName = "A drug and its target that bind: what is free and what is bound add up to what was there, and nothing falls below 0"
    )]
    public void Binding()
    {
        const string Text = """
            model: binding
            domain: {size: [100 um, 100 um, 20 um], voxel: 20 um}
            substrates:
              drug: {units: nM, diffusion: 600 um2/min, initial: {function: 4 * exp(-r / 50)}, reaction: -0.01 /nM/min * drug * target}
              target: {units: nM, diffusion: 10 um2/min, initial: 2 nM, reaction: -0.01 /nM/min * drug * target}
              pair: {units: nM, diffusion: 500 um2/min, initial: 0 nM, reaction: 0.01 /nM/min * drug * target}

            """;
        using var start = Run(Text, 0);
        using var run = Run(Text, 300);
        Assert.InRange(Total(run, 2), 1, 50);
        Assert.Equal(Total(start, 0), Total(run, 0) + Total(run, 2), 1e-10);
        Assert.Equal(Total(start, 1), Total(run, 1) + Total(run, 2), 1e-10);
    }

    [Fact(DisplayName = "What the body holds can feed a place: a depot that empties into a spot of a structure")]
    public void Depot()
    {
        const string Text = """
            model: depot
            domain: {size: [100 um, 100 um, 20 um], voxel: 20 um}
            parameters: {out: 0.01 /min}
            body:
              species: {depot: {initial: 1000 nM}}
              reactions: {leaves: {takes: {depot: 1}, rate: out * depot}}
            structures: {needle: {initial: {function: step(25 - r)}}}
            substrates: {drug: {units: nM, initial: 0 nM, reaction: out * depot * needle}}

            """;
        using var run = Run(Text, 240);
        var field = run.Tissue.Fields[0];
        // The body is a step ahead: the sum over the ends of 240 steps.
        var given = 10 * Math.Exp(-0.01) * (1 - Math.Exp(-2.4)) / (1 - Math.Exp(-0.01));
        Assert.Equal(given, field[field.OffsetAt(0, 0, 0)], 1e-3);
        Assert.Equal(0, field[field.OffsetAt(45, 45, 0)]);
    }

    [Fact(DisplayName = "Plain and vectorized kernels, one thread and seven: the same bits")]
    public void SameBits()
    {
        string Hash(KernelKind kernel, int threads)
        {
            using var run = Run(
                Carrier,
                60,
                kernel,
                threads,
                "domain.size=[2000 um, 200 um, 20 um]",
                Spread,
                "substrates.cargo.diffusion=50 um2/min"
            );
            return StateHash.Of(run.Tissue).ToString()!;
        }
        var one = Hash(KernelKind.Vectorized, 1);
        Assert.Equal(one, Hash(KernelKind.Vectorized, 7));
        Assert.Equal(one, Hash(KernelKind.Reference, 1));
    }

    private const string Spread = "substrates.carrier.initial={function: 100 * exp(-r / 300)}";

    [Fact(
        DisplayName = "Cells go on to exchange where voxels react: at rest a secretor and a source share a voxel as their rates say"
    )]
    public void Cells()
    {
        const string Text = """
            model: cells
            domain: {size: [20 um, 20 um, 20 um], voxel: 20 um}
            substrates: {drug: {units: nM, decay: 0.1 /min, initial: 0 nM, reaction: 0.5 nM/min, track internalized: true}}

            """;
        using var run = Run(
            Text,
            200,
            "cells.x={volume: {total: 4000 um3, nuclear: 500 um3}, uptake: {drug: 0.3 /min}}"
        );
        Assert.Equal(0.5 / (0.1 + 0.15), run.Tissue.Fields[0][0], 1e-5);
        var taken = run.Tissue.Cells.InternalizedOf(0)![0];
        // 0.5 nM/min x 200 min came in; what is not there and did not decay was taken up, and taken up is 1.5 times decayed.
        Assert.Equal((100 - 2) * 8000 * 0.6, taken, 1e-3 * taken);
    }

    [Theory(DisplayName = "A wrong reaction is an error at its place")]
    [InlineData("release * carier", "unknown name in the expression: 'carier'; did you mean 'carrier'?")]
    [InlineData("release", "expected a density per time, such as 1e-5 /min * cargo")]
    [InlineData("release * carrier", "no reactions", "substrates.cargo.integrator=lod")]
    [InlineData("release * carrier * pressure", "a voxel knows substrates, structures, the body, parameters and time")]
    public void Wrong(string reaction, string message, params string[] more)
    {
        var loaded = Given.Load(Carrier + Frame, [$"substrates.cargo.reaction={reaction}", .. more]);
        Assert.Contains(Given.Texts(loaded), t => t.Contains(message, StringComparison.Ordinal));
        Assert.Null(loaded.Compiled);
    }

    private static double Total(Simulation run, int substrate)
    {
        var field = run.Tissue.Fields[substrate];
        return Enumerable.Range(0, field.Grid.Voxels).Sum(v => field[field.OffsetOfVoxel(v)]);
    }

    private static Simulation Run(string text, double minutes, params string[] sets) =>
        Run(text, minutes, KernelKind.Vectorized, 2, sets);

    private static Simulation Run(string text, double minutes, KernelKind kernel, int threads, params string[] sets)
    {
        var run = new Simulation(
            Given.Whole(Given.Load(text + Frame, sets)),
            new SimulationOptions(1, Threads: threads, Kernel: kernel)
        );
        run.RunTo((long)Math.Round(minutes / run.Model.Timing.TickMinutes));
        return run;
    }
}
