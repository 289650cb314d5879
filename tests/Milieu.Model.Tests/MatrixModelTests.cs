// Structures and fibers in the model language.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class MatrixModelTests
{
    private const string Base = """
        model: matrix
        domain: {size: [100 um, 100 um, 20 um], voxel: 20 um}
        parameters: {k: 2e-5 /min}
        substrates:
          MMP: {diffusion: 850 um2/min, initial: 0.02 nM}
        structures:
          ecm_density: {initial: 0.4, bounds: [0, 1], change: "-k * MMP / (MMP + 0.02 nM) * ecm_density"}
          collagen: {units: mg/mL, initial: 2 mg/mL}
        fibers: {direction: {around: [0 um, 0 um]}, anisotropy: 0.4}
        cells:
          myCAF:
            deposition: {ecm_density: {rate: 1e-4 /min, target: 0.8}, collagen: {rate: 1 /h, target: 5000 ug/mL}}
            degradation: {collagen: 3e-4 /min}
            aligns: {turn: 0.2 /um, gain: 0.004 /um}
            motility: {guidance: 0.4, fiber barrier: 0.3}
            rules: ["ecm_density decreases ecm_density deposition to 0 /min, half-max 0.5, hill 4"]
        placements: {one: {cells: myCAF, disc: 30 um, count: 3}}
        """;

    [Fact(
        DisplayName = "Structures, deposition, degradation, fibers and habits become the numbers that were written, units converted; a formula reads its own voxel"
    )]
    public void BecomesNumbers()
    {
        var model = Compiled();
        var (matrix, b, type) = (model.Matrix!, model.Behaviors, model.Types[0]);
        Assert.Equal(60, matrix.Period);
        Assert.Equal(("ecm_density", 0.4, 0.0, 1.0), Named(matrix.Structures[0]));
        Assert.Equal(("collagen", 2.0, 0.0, double.PositiveInfinity), Named(matrix.Structures[1]));
        Assert.Equal((1e-4, 0.8), (type.Constants[b.Deposition(0)], type.Constants[b.DepositionTarget(0)]));
        Assert.Equal(1.0 / 60, type.Constants[b.Deposition(1)], 1e-15);
        Assert.Equal(5, type.Constants[b.DepositionTarget(1)], 1e-12);
        Assert.Equal((0, 3e-4), (type.Constants[b.Degradation(0)], type.Constants[b.Degradation(1)]));
        Assert.Equal(new FiberHabit(0.2, 0.004, 0.4, 0.6, 0.3), type.Fibers);
        Assert.Equal(
            [SignalKind.Substrate, SignalKind.Structure],
            matrix.Structures[0].Change!.Inputs.Select(i => i.Kind)
        );
        Assert.Equal(-2e-5 * 0.5 * 0.4, matrix.Structures[0].Change!.Law.Evaluate([0.02, 0.4]), 1e-18);
        // Tangential around the middle: at the voxel right of it along y, in 2-D never along z.
        var right = 3 * ((2 * 5) + 4);
        Assert.Equal([0, 1, 0], matrix.Fibers!.Directions[right..(right + 3)]);
        Assert.All(matrix.Fibers.Anisotropy, a => Assert.Equal(0.4, a));
        Assert.Equal((SignalKind.Structure, 0), (type.Rules[0].Down[0].Kind, type.Rules[0].Down[0].Index));
        Assert.Equal(b.Deposition(0), type.Rules[0].Behavior);
    }

    [Fact(
        DisplayName = "The text of a compiled matrix gives back the same model; a model without one says nothing of it"
    )]
    public void TextRoundTrip()
    {
        var json = CompiledModelText.ToJson(Compiled());
        Assert.Equal(json, CompiledModelText.ToJson(CompiledModelText.FromJson(json)));
        Assert.Contains("\"matrix\"", json, StringComparison.Ordinal);
        var bare = CompiledModelText.ToJson(Given.With());
        Assert.DoesNotContain("matrix", bare, StringComparison.Ordinal);
        Assert.DoesNotContain("diffusivityLaw", bare, StringComparison.Ordinal);
    }

    [Fact(
        DisplayName = "A law of diffusivity keeps what it reads; one that reads nothing is part of the coefficient, within its bounds"
    )]
    public void Laws()
    {
        CompiledSubstrate Of(string law) => Compiled($"substrates: {{MMP: {{diffusivity: {law}}}}}").Substrates[0];
        var one = Of("{formula: 1 - 0.3 * ecm_density}");
        Assert.Equal([new SignalInput(SignalKind.Structure)], one.DiffusivityLaw!.Factor.Inputs);
        Assert.Equal((850, 850, 1), (one.Diffusion, one.LargestDiffusion, one.DiffusivityLaw.Most));
        Assert.Equal(1700, Of("{formula: 1 + ecm_density, most: 2}").LargestDiffusion);
        Assert.Equal((425, null), (Of("{formula: 1 - 0.5}").Diffusion, Of("{formula: 1 - 0.5}").DiffusivityLaw));
        Assert.Equal(850, Of("{formula: 1 + 3 * k * 1 min}").Diffusion);
        Assert.Equal(one.DiffusivityLaw, Of("{formula: 1 - 0.3 * ecm_density}").DiffusivityLaw);
    }

    [Theory(DisplayName = "Every mistake about structures is named where it stands")]
    [InlineData("structures: {ecm_density: {initial: 1.4}}", "the start lies outside the bounds")]
    [InlineData("structures: {ecm_density: {initial: {function: 0.4 + x}}}", "must be finite and not negative")]
    [InlineData("structures: {ecm_density: {bounds: [1, 0]}}", "not two bounds, the least first")]
    [InlineData("structures: {ecm_density: {change: 1 nM/min}}", "the expression is")]
    [InlineData("structures: {ecm_density: {change: pressure * 1 /min}}", "a voxel knows substrates, structures")]
    [InlineData("structures: {ecm_density: {change: MMPP * 1 /min}}", "unknown name in the expression")]
    [InlineData("structures: {MMP: {initial: 1}}", "a signal has this name already")]
    [InlineData("structures: {pressure: {initial: 1}}", "a signal has this name already")]
    [InlineData("cells: {myCAF: {deposition: {ecm_densty: 1 /min}}}", "unknown structure")]
    [InlineData("cells: {myCAF: {deposition: {collagen: {target: 1 nM}}}}", "cannot stand here")]
    [InlineData("cells: {myCAF: {degradation: {colagen: 1 /min}}}", "unknown structure")]
    [InlineData("cells: {myCAF: {degradation: {collagen: 1 um}}}", "cannot stand here")]
    [InlineData("cells: {myCAF: {aligns: {turn: 4}}}", "a unit is missing")]
    [InlineData("cells: {myCAF: {motility: {guidance: 1.2}}}", "out of range")]
    [InlineData("cells: {myCAF: {motility: {fiber barrier: {above: 2}}}}", "out of range")]
    [InlineData("fibers: {anisotropy: 1.5}", "out of range")]
    [InlineData("fibers: {direction: {along: [0, 0, 0]}}", "no length")]
    [InlineData("fibers: {direction: {functions: {x: y, w: 1}}}", "unknown part")]
    [InlineData("fibers: {direction: {functions: {x: y +}}}", "not complete")]
    [InlineData("output: {picture: ecm}", "unknown substrate or structure")]
    [InlineData("time: {steps: {matrix: 0 min}}", "must be above zero")]
    [InlineData(
        "substrates: {MMP: {diffusivity: {formula: 1 - 0.3 * MMP / 1 nM}}}",
        "follows structures, nothing else"
    )]
    [InlineData("substrates: {MMP: {diffusivity: {formula: 1 um}}}", "the expression is")]
    [InlineData(
        "substrates: {MMP: {diffusivity: {formula: 1 - ecm_density}, integrator: lod}}",
        "one diffusion coefficient for all voxels"
    )]
    public void NamesMistakes(string layer, string message)
    {
        var errors = Load(layer).Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.ToString());
        Assert.Contains(errors, e => e.Contains(message, StringComparison.Ordinal));
    }

    [Fact(
        DisplayName = "A matrix step that is no multiple of the others shortens the tick; without structures it is a warning, and guidance without fibers too"
    )]
    public void Steps()
    {
        var model = Compiled("time: {steps: {matrix: 1.25 min}}");
        Assert.Equal(0.05, model.Timing.TickMinutes);
        Assert.Equal(25, model.Matrix!.Period);
        var idle = Given.Load(
            Given.Base.Replace("bias: 0.5,", "bias: 0.5, guidance: 0.5,", StringComparison.Ordinal),
            "time.steps.matrix=3 min"
        );
        Assert.Equal(2, idle.Diagnostics.Count(d => d.Message.StartsWith("no effect", StringComparison.Ordinal)));
        Assert.Equal((0.1, 60), (idle.Compiled!.Timing.TickMinutes, idle.Compiled.Timing.PhenotypePeriod));
    }

    private static LoadedModel Load(string layer) =>
        Given.Load(new MemoryFiles { ["base.yaml"] = Base, ["m.yaml"] = "include: base.yaml\n" + layer });

    private static CompiledModel Compiled(string layer = "") => Given.Whole(Load(layer));

    private static (string, double, double, double) Named(CompiledStructure s) => (s.Name, s.Initial, s.Least, s.Most);
}
