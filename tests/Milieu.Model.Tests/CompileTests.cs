// From spec to numbers.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class CompileTests
{
    private const string Bare =
        "model: m\ndomain: {size: [100 um, 100 um], voxel: 20 um}\ncells: {a: }\nplacements: {p: {cells: a, points: [0 um, 0 um]}}\n";

    [Fact(
        DisplayName = "A type that says nothing has contract 3's defaults: no cycle, no death, MCF-7, not motile, no exchange"
    )]
    public void Defaults()
    {
        var model = Given.Whole(
            Given.Load(Bare.Replace("points: [0 um, 0 um]", "points: [[0 um, 0 um]]", StringComparison.Ordinal))
        );
        var (b, c, t) = (model.Behaviors, model.Types[0].Constants, model.Types[0]);
        Assert.Equal(new VolumeLaw(2494, 0.75, 540, 3.0 / 60, 0.27 / 60, 0.33 / 60, 0, 0, 2), t.Volume);
        Assert.False(t.IsMotile);
        Assert.Equal(Taxis.None, t.Taxis);
        Assert.Empty(t.Cycle.Phases[0].Links);
        var set = new Dictionary<int, double>
        {
            [b.Adhesion] = 0.4,
            [b.Repulsion] = 10,
            [b.MembraneAdhesion] = 4,
            [b.MembraneRepulsion] = 100,
            [b.Reach] = 1.25,
            [b.Elasticity] = 0.01,
            [b.MaxAttachments] = 12,
            [b.Movable] = 1,
            [b.AttackDamageRate] = 1,
            [b.AttackDuration] = 30,
            [b.Speed] = 1,
            [b.Persistence] = 1,
            [b.Affinity(0)] = 1,
            [b.Immunogenicity(0)] = 1,
        };
        for (var i = 0; i < b.Count; i++)
            Assert.Equal(set.GetValueOrDefault(i), c[i]);
    }

    [Fact(DisplayName = "Death models have contract 3.2 and 3.3's phases and numbers")]
    public void Deaths()
    {
        var deaths = Given.With().Types[0].Deaths;
        var (a, n) = (deaths[0], deaths[1]);
        Assert.Equal((100, 101), (a.Graph.Code, n.Graph.Code));
        Assert.Equal([100, 104], a.Graph.Phases.Select(p => p.Code));
        Assert.Equal([101, 102, 104], n.Graph.Phases.Select(p => p.Code));
        Assert.Equal(new PhaseLink(1, 1 / (8.6 * 60), true), a.Graph.Phases[0].Links[0]);
        Assert.Equal(new PhaseLink(1, 9e9, false, true), n.Graph.Phases[0].Links[0]);
        Assert.Equal(new PhaseLink(2, 1.0 / (60 * 24 * 60), true), n.Graph.Phases[1].Links[0]);
        Assert.Equal([true, false], a.Graph.Phases.Select(p => p.RemovesAtExit));
        Assert.Equal([false, true, false], n.Graph.Phases.Select(p => p.RemovesAtExit));
        Assert.Equal([false, true, false], n.Graph.Phases.Select(p => p.Lyses));
        Assert.Equal((0, 0.05, 0, 1.0 / 60, 0.35 / 60, 0, 2), Numbers(a));
        Assert.Equal((1, 0.67 / 60, 0.05 / 60, 0.0032 / 60, 0.013 / 60, 0.0042 / 60, 2), Numbers(n));
        var changed = Given.With(
            "cells.tumor.death={apoptosis: {rate: 1 /h, duration: 10 h, fixed: false, relative rupture volume: 3}, necrosis: {lysed fluid change rate: 6 /h}}"
        );
        var (x, y) = (changed.Types[0].Deaths[0], changed.Types[0].Deaths[1]);
        Assert.Equal(new PhaseLink(1, 1.0 / 600, false), x.Graph.Phases[0].Links[0]);
        Assert.Equal(3, x.RelativeRupture);
        Assert.Equal(0.1, y.LysedFluidRate);
        Assert.Equal(n.UnlysedFluidRate, y.UnlysedFluidRate);
    }

    /// <summary>Contract 3.2's table: word, code, phase codes, rates, fixed, doubling phase, dividing phase.</summary>
    public static TheoryData<string, int, int[], double[], bool[], int, int> Cycles =>
        new()
        {
            {
                "ki67 advanced",
                0,
                [3, 0, 1],
                [1 / (3.62 * 60), 1.0 / (13 * 60), 1 / (2.5 * 60)],
                [false, true, true],
                1,
                1
            },
            { "ki67 basic", 1, [3, 2], [1 / (4.59 * 60), 1 / (15.5 * 60)], [false, true], 1, 1 },
            { "flow cytometry basic", 2, [4, 10, 11], [0.00324, 0.00208, 0.00333], [false, false, false], 1, 2 },
            { "live", 5, [14], [0.0432 / 60], [false], 0, 0 },
            {
                "flow cytometry separated",
                6,
                [4, 10, 12, 13],
                [0.00335, 0.00208, 0.00417, 0.0167],
                [false, false, false, false],
                1,
                3
            },
            { "cycling quiescent", 7, [18, 17], [1 / (4.59 * 60), 1 / (15.5 * 60)], [false, true], 1, 1 },
        };

    [Theory(
        DisplayName = "Each known cycle model is contract 3.2's: codes, default rates, fixed links, where targets double and cells divide"
    )]
    [MemberData(nameof(Cycles))]
    public void KnownCycles(
        string word,
        int code,
        int[] phases,
        double[] rates,
        bool[] isFixed,
        int doubles,
        int divides
    )
    {
        var model = Given.With("cells.tumor.cycle={model: " + word + "}", "cells.tumor.cycle=" + word);
        var cycle = model.Types[0].Cycle;
        Assert.Equal(code, cycle.Code);
        Assert.Equal(phases, cycle.Phases.Select(p => p.Code));
        Assert.Equal(rates, cycle.Phases.Select(p => p.Links[0].Rate));
        Assert.Equal(isFixed, cycle.Phases.Select(p => p.Links[0].IsFixed));
        for (var i = 0; i < phases.Length; i++)
        {
            Assert.Equal((i + 1) % phases.Length, cycle.Phases[i].Links[0].To);
            Assert.Equal(i == doubles, cycle.Phases[i].DoublesTargets);
            Assert.Equal(i == divides, cycle.Phases[i].DividesAtExit);
            Assert.Equal(rates[i], model.Types[0].Constants[model.Behaviors.PhaseExit(i)]);
        }
        Assert.Equal(0, model.Types[0].Constants[model.Behaviors.PhaseExit(5)]);
    }

    [Fact(
        DisplayName = "Rates, durations and fixed flags change the links of a known model; the rest keeps its default"
    )]
    public void TimedCycle()
    {
        var a = Given
            .With("cells.tumor.cycle={model: ki67 advanced, durations: [5 h, 10 h], fixed: [true, false]}")
            .Types[0]
            .Cycle;
        Assert.Equal(
            [
                new PhaseLink(1, 1.0 / 300, true),
                new PhaseLink(2, 1.0 / 600, false),
                new PhaseLink(0, 1 / (2.5 * 60), true),
            ],
            a.Phases.Select(p => p.Links[0])
        );
    }

    [Fact(
        DisplayName = "A duration of 0 is left at the first step: its rate is as good as endless, and not below zero"
    )]
    public void NoDuration() =>
        Assert.Equal(
            1e16,
            Given
                .With("cells.tumor.cycle={model: ki67 basic, durations: [0 min]}")
                .Types[0]
                .Cycle.Phases[0]
                .Links[0]
                .Rate
        );

    [Fact(DisplayName = "A nucleus may fill its cell")]
    public void AllNucleus() =>
        Assert.Equal(540, Given.With("cells.tumor.volume={total: 540 um3, nuclear: 540 um3}").Types[0].Volume.Nuclear);

    [Fact(DisplayName = "Phases of one's own become a graph with several links, division and removal")]
    public void OwnPhases()
    {
        var model = Given.With(
            "cells.tumor.cycle={phases: {G1: {code: 6, to: {S: 0.01 /min, G0: {duration: 5 h, fixed: true}}}, S: {doubles targets: true, divides: true, to: {G1: {duration: 8 h}}}, G0: {removes: true}}}"
        );
        var phases = model.Types[0].Cycle.Phases;
        Assert.Equal(["G1", "S", "G0"], phases.Select(p => p.Name));
        Assert.Equal([new PhaseLink(1, 0.01, false), new PhaseLink(2, 1.0 / 300, true)], phases[0].Links);
        Assert.Equal((6, 9999), (phases[0].Code, phases[1].Code));
        Assert.True(phases[0] is { DoublesTargets: false, DividesAtExit: false, RemovesAtExit: false });
        Assert.True(phases[1] is { DoublesTargets: true, DividesAtExit: true } && phases[2].RemovesAtExit);
        Assert.DoesNotContain(phases, p => p.Lyses);
        Assert.Equal(0.01, model.Types[0].Constants[model.Behaviors.PhaseExit(0)]);
    }

    [Fact(DisplayName = "Every value of a type lands in its behavior, in base units")]
    public void Values()
    {
        var model = Given.With(
            "cells.tumor.mechanics={adhesion: 24 um/h, repulsion: 11 um/min, membrane adhesion: 5 um/min, membrane repulsion: 90 um/min, adhesion distance: 1.3, affinity: {T cell: 0.2}, spring constant: 0.02 /min, attachment rate: 0.1 /min, detachment rate: 0.2 /min, maximum attachments: 5, movable: false}",
            "cells.tumor.phagocytose={dead: 0.3 /min, necrotic: 0.4 /min, T cell: 0.5 /min}",
            "cells.tumor.fuse={T cell: 0.6 /min}",
            "cells.tumor.transform={T cell: 0.7 /min}",
            "cells.tumor.asymmetric division={T cell: 10 %}",
            "cells.tumor.immunogenicity={T cell: 3}",
            "cells.tumor.integrity={damage rate: 0.8 /min, repair rate: 0.9 /min}",
            "cells.tumor.export={drug: 60 nM um3/h}",
            "cells.T cell.attack={targets: {tumor: 6 /h}, damage rate: 2 /min, duration: 1 h}",
            "cells.T cell.motility={speed: 60 um/h, persistence: 1 h, bias: 0.25, chemotaxis: {sensitivities: {oxygen: 1, drug: -2}, normalize: true}}",
            "custom={age: {value: 1 h, conserved: true}}",
            "cells.tumor.custom={age: 90 min, own: 4}"
        );
        var (b, c, t) = (model.Behaviors, model.Types[0].Constants, model.Types[1]);
        Assert.Equal(
            (0.4, 11, 5, 90, 1.3),
            (c[b.Adhesion], c[b.Repulsion], c[b.MembraneAdhesion], c[b.MembraneRepulsion], c[b.Reach])
        );
        Assert.Equal((1, 0.2), (c[b.Affinity(0)], c[b.Affinity(1)]));
        Assert.Equal(
            (0.02, 0.1, 0.2, 5, 0),
            (c[b.Elasticity], c[b.AttachRate], c[b.DetachRate], c[b.MaxAttachments], c[b.Movable])
        );
        Assert.Equal(
            (0.3, 0.4, 0.3, 0.5),
            (c[b.PhagocytoseApoptotic], c[b.PhagocytoseNecrotic], c[b.PhagocytoseOtherDead], c[b.PhagocytoseLive(1)])
        );
        Assert.Equal(
            (0.6, 0.7, 0.1, 3),
            (c[b.Fuse(1)], c[b.Transform(1)], c[b.AsymmetricDivision(1)], c[b.Immunogenicity(1)])
        );
        Assert.Equal((0.8, 0.9, 1), (c[b.DamageRate], c[b.RepairRate], c[b.Export(1)]));
        Assert.Equal(
            (0.0001, 0.002, 10, 1, 5),
            (c[b.Death(0)], c[b.Death(1)], c[b.Uptake(0)], c[b.Secretion(1)], c[b.SecretionTarget(1)])
        );
        Assert.Equal(
            (0.1, 2, 60),
            (t.Constants[b.Attack(0)], t.Constants[b.AttackDamageRate], t.Constants[b.AttackDuration])
        );
        Assert.Equal((1, 60, 0.25), (t.Constants[b.Speed], t.Constants[b.Persistence], t.Constants[b.Bias]));
        Assert.Equal((1, -2), (t.Constants[b.ChemotacticSensitivity(0)], t.Constants[b.ChemotacticSensitivity(1)]));
        Assert.Equal((true, Taxis.AdvancedNormalized), (t.IsMotile, t.Taxis));
        Assert.Equal([new CustomVariable("age", "h", true), new CustomVariable("own", "", false)], model.Customs);
        Assert.Equal(
            (1.5, 4, 1, 0),
            (c[b.Custom(0)], c[b.Custom(1)], t.Constants[b.Custom(0)], t.Constants[b.Custom(1)])
        );
    }

    [Theory(DisplayName = "Chemotaxis: towards, away from and sensitivities become the engine's kinds")]
    [InlineData("oxygen", Taxis.Single, 0, 1)]
    [InlineData("{away from: drug}", Taxis.Single, 1, -1)]
    [InlineData("{sensitivities: {drug: 1}}", Taxis.Advanced, 0, 1)]
    public void Chemotaxis(string text, Taxis taxis, int substrate, int sign)
    {
        var type = Given.With("cells.T cell.motility.chemotaxis=" + text).Types[1];
        Assert.Equal((taxis, substrate, sign), (type.Taxis, type.TaxisSubstrate, type.TaxisSign));
    }

    [Theory(
        DisplayName = "An equilibrium distance sets the adhesion at which the pair force vanishes there (contract 3.5)"
    )]
    [InlineData("1.8", 1.8)]
    [InlineData("12 um", 12 / 8.412710547954228)]
    [InlineData("3", 2.0)]
    public void Equilibrium(string text, double s)
    {
        var model = Given.With($"cells.tumor.mechanics={{equilibrium distance: {text}}}");
        var c = model.Types[0].Constants;
        var adhesion = c[model.Behaviors.Adhesion];
        var share = (1 - (s / 2)) / (1 - (s / 2.5));
        Assert.Equal(10 * share * share, adhesion, 10);
        // At distance s r two equal cells: repulsion (1 - d/R)^2 equals adhesion (1 - d/S)^2.
        Assert.Equal(10 * Math.Pow(1 - (s / 2), 2), adhesion * Math.Pow(1 - (s / 2.5), 2), 10);
    }

    [Fact(DisplayName = "Saturable uptake and distributions reach the compiled type")]
    public void UptakeAndDistributions()
    {
        var type = Given
            .With(
                "cells.tumor.uptake={oxygen: {rate: 10 /min, half saturation: 2 mmHg}}",
                "cells.tumor.distributions=[{of: volume, kind: normal, mean: 2500 um3, sd: 100 um3, min: 2000 um3, max: 3 pL}, {of: apoptosis, kind: log normal, mu: -9, sigma: 0.5}, {of: cycle entry, kind: log uniform, min: 0.06 /h, max: 1 /min}]"
            )
            .Types[0];
        Assert.Equal([2, 0], type.UptakeHalfSaturation);
        Assert.Equal(
            new InitialDistribution(-1, DistributionKind.Normal, 2500, 100, 2000, 3000),
            type.Distributions[0]
        );
        Assert.Equal(
            (DistributionKind.LogNormal, -9, 0.5, double.NegativeInfinity, double.PositiveInfinity),
            (
                type.Distributions[1].Kind,
                type.Distributions[1].A,
                type.Distributions[1].B,
                type.Distributions[1].Lower,
                type.Distributions[1].Upper
            )
        );
        Assert.Equal(
            (DistributionKind.LogUniform, 0.001, 1.0),
            (type.Distributions[2].Kind, type.Distributions[2].A, type.Distributions[2].B)
        );
    }

    [Fact(
        DisplayName = "A type that is like another has its values but those it says itself, and its rules before its own"
    )]
    public void Like()
    {
        var text = Given
            .Rules(
                "oxygen increases cycle entry to 1 /min, half-max 5 mmHg, hill 1",
                "pressure decreases cycle entry to 0 /min, half-max 1, hill 1"
            )
            .Replace(
                "placements:",
                "  clone:\n    like: tumor\n    death: {necrosis: 0.5 /min}\n    uptake: {drug: 3 /min}\n    rules: [\"oxygen increases cycle entry to 2 /min, half-max 6 mmHg, hill 1\", \"drug increases apoptosis to 1 /min, half-max 6 nM, hill 1\"]\nplacements:\n  c: {cells: clone, disc: 50 um, count: 1}",
                StringComparison.Ordinal
            );
        var model = Given.Whole(Given.Load(text));
        var (b, tumor, clone) = (model.Behaviors, model.Types[0], model.Types[2]);
        Assert.Equal(tumor.Cycle.Code, clone.Cycle.Code);
        Assert.Equal((0.0001, 0.5), (clone.Constants[b.Death(0)], clone.Constants[b.Death(1)]));
        Assert.Equal((10, 3), (clone.Constants[b.Uptake(0)], clone.Constants[b.Uptake(1)]));
        Assert.Equal([b.PhaseExit(0), b.Death(0)], clone.Rules.Select(r => r.Behavior));
        Assert.Equal((2, 6), (clone.Rules[0].Max, clone.Rules[0].Up[0].HalfMax));
        Assert.Single(clone.Rules[0].Down);
        Assert.Equal(1, tumor.Rules[0].Max);
    }

    private static (double, double, double, double, double, double, double) Numbers(DeathModel d) =>
        (
            d.FluidTarget,
            d.UnlysedFluidRate,
            d.LysedFluidRate,
            d.CytoplasmicRate,
            d.NuclearRate,
            d.CalcificationRate,
            d.RelativeRupture
        );
}
