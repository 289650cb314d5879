// Mistakes of an author: each is found, with its place and a way out.
namespace Milieu.Model.Tests;

public sealed class MistakeTests
{
    [Fact(DisplayName = "A model without mistakes has no diagnostics at all: no test here passes by noise")]
    public void NoNoise() => Assert.Empty(Given.Texts(Given.Load(Given.Base)));

    [Theory(DisplayName = "One wrong value gives one error that names the value and what was expected")]
    [InlineData("substrates.oxygen.decay=0.1", "a unit is missing: '0.1'; expected a rate")]
    [InlineData("substrates.oxygen.decay=0.1 um", "a length cannot stand here: '0.1 um'; expected a rate")]
    [InlineData("substrates.oxygen.diffusion=5 /min", "a rate cannot stand here")]
    [InlineData("substrates.oxygen.diffusion=-5 um2/min", "cannot be negative: '-5 um2/min'")]
    [InlineData("substrates.oxygen.diffusion=nan um2/min", "must be finite")]
    [InlineData("substrates.oxygen.diffusion=.inf um2/min", "must be finite")]
    [InlineData("substrates.oxygen.diffusion=1e400 um2/min", "must be finite")]
    [InlineData("substrates.oxygen.decay=much", "not a number with a unit: 'much'; expected a rate")]
    [InlineData(
        "substrates.oxygen.boundary=5 nM",
        "a concentration cannot stand here: '5 nM'; expected a density, such as 1 mmHg"
    )]
    [InlineData("substrates.oxygen.units=mmHq", "unknown unit: 'mmHq'")]
    [InlineData("substrates.oxygen.units=um", "not the unit of a density: 'um'")]
    [InlineData("substrates.drug.initial=0", "a unit is missing: '0'; expected a density, such as 1 nM")]
    [InlineData("substrates.oxygen.integrator=euler", "unknown integrator: 'euler'; expected one of auto, rkl1")]
    [InlineData("substrates.drug.initial=none", "none cannot stand here")]
    [InlineData("substrates.drug.boundary={x mim: 5 nM}", "unknown key: 'x mim'", "did you mean 'x min'?")]
    [InlineData("domain.voxel=0 um", "must be above zero: '0 um'")]
    [InlineData(
        "domain.voxel=[30 um, 20 um, 20 um]",
        "not a whole number of voxels: '400 um'; expected 390 um or 420 um"
    )]
    [InlineData("domain.voxel=[20 um, 20 um]", "a voxel has one edge or three")]
    [InlineData("domain.voxel=[20 um, 500 um, 20 um]", "smaller than a voxel: '400 um'; expected at least 500 um")]
    [InlineData("domain.size=[1 um]", "two lengths or three")]
    [InlineData("domain.dimensions=4", "2 or 3 dimensions: '4'")]
    [InlineData("domain.size=[5000 mm, 5000 mm, 20 um]", "too many voxels")]
    [InlineData("domain={x: [5 um, -5 um], y: [-200 um, 200 um]}", "not a range")]
    [InlineData("time.steps.field=0 min", "must be above zero: '0 min'")]
    [InlineData("time.steps.mechanics=-1 min", "must be above zero")]
    [InlineData("time.steps.mechanics=0 min", "must be above zero")]
    [InlineData("time.steps.phenotype=0 min", "must be above zero")]
    [InlineData("time.steps.field=1e-9 min", "not a usable step")]
    [InlineData("time.steps.field=1 s", "not a usable step")]
    [InlineData("time.end=5", "a unit is missing: '5'; expected a time")]
    [InlineData("time.end=-5 min", "cannot be negative")]
    [InlineData("time.end=1e12 min", "too many ticks")]
    [InlineData("time.mode=physicel", "did you mean 'physicell'?")]
    [InlineData("output.frames=0 h", "must be above zero")]
    [InlineData("walls=maybe", "not a switch: 'maybe'; expected true or false")]
    [InlineData("cells.tumor.cycle=liev", "unknown model: 'liev'", "did you mean 'live'?")]
    [InlineData("cells.tumor.cycle.rates=[1 /min, 2 /min]", "2 rates for the 1 phases of the model 'live'")]
    [InlineData("cells.tumor.cycle.durations=[1 h, 2 h]", "2 durations for the 1 phases")]
    [InlineData("cells.tumor.cycle.fixed=[true, false]", "2 fixed for the 1 phases of the model 'live'")]
    [InlineData("cells.tumor.cycle={model: none, rates: [1 /h]}", "1 rates for the 0 phases of the model 'none'")]
    [InlineData("cells.tumor.cycle=; cells.tumor.cycle={rates: [1 /h]}", "no cycle model")]
    [InlineData("cells.tumor.cycle={model: live, phases: {a: {}}}", "leave no place for model")]
    [InlineData("cells.tumor.cycle=; cells.tumor.cycle={rates: [1 /h], phases: {a: {}}}", "leave no place for model")]
    [InlineData("cells.tumor.cycle={rates: [1 /h], durations: [5 h]}", "rates and durations")]
    [InlineData("cells.tumor.volume={total: 100 um3}", "the nucleus is larger than the cell")]
    [InlineData("cells.tumor.volume={total: 500 um3}", "larger than the cell: '540 um3 by default'")]
    [InlineData("cells.tumor.volume={total: 500 um3, nuclear: 501 um3}", "larger than the cell: '501 um3'")]
    [InlineData(
        "cells.tumor.mechanics={equilibrium distance: 2, adhesion distance: 1}",
        "cells cannot rest there: it is no nearer"
    )]
    [InlineData("cells.tumor.volume={total: 0 um3}", "must be above zero")]
    [InlineData("cells.tumor.volume={fluid fraction: 1.5}", "out of range: '1.5'; expected a number from 0 to 1")]
    [InlineData("cells.tumor.uptake.oxigen=1 /min", "unknown substrate: 'oxigen'", "did you mean 'oxygen'?")]
    [InlineData("cells.T cell.attack.targets.tumro=1 /min", "unknown cell type: 'tumro'", "did you mean 'tumor'?")]
    [InlineData("cells.T cell.phagocytose.necrotik=1 /min", "unknown prey: 'necrotik'", "did you mean 'necrotic'?")]
    [InlineData(
        "cells.T cell.motility.chemotaxis={towards: oxygen, away from: drug}",
        "which gradients count is not clear"
    )]
    [InlineData("cells.T cell.motility.chemotaxis=oxygn", "unknown substrate: 'oxygn'")]
    [InlineData("cells.T cell.motility.bias=2", "out of range: '2'")]
    [InlineData("cells.T cell.motility.speed=2 um", "a length cannot stand here: '2 um'; expected a speed")]
    [InlineData("cells.T cell.mechanics.maximum attachments=2.5", "not a whole number: '2.5'")]
    [InlineData(
        "cells.T cell.mechanics.equilibrium distance=5 min",
        "a time cannot stand here: '5 min'; expected a length"
    )]
    [InlineData("cells.T cell.like=tumors", "unknown cell type: 'tumors'")]
    [InlineData("cells.T cell.like=T cell", "in a circle: T cell -> T cell")]
    [InlineData("cells.dead={}", "this name has a meaning of its own: 'dead'")]
    [InlineData("cells.Tumor={}", "differs from 'tumor' in case only")]
    [InlineData("substrates.pressure={}", "a signal has this name already")]
    [InlineData("placements.a.cells=tumors", "unknown cell type: 'tumors'")]
    [InlineData("placements.a.disc=300 um", "cells outside the domain; expected x from -200 to 200")]
    [InlineData("placements.c={cells: tumor, disc: 30 um, ball: 30 um, count: 1}", "several shapes: 'disc, ball'")]
    [InlineData("placements.c={cells: tumor}", "the placement has no shape")]
    [InlineData("placements.c={disc: 50 um, count: 3}", "no cell type; expected cells: one of tumor, T cell")]
    [InlineData("placements.c={cells: tumor, points: [[300 um, 0 um]]}", "a cell outside the domain: '300 um, 0 um'")]
    [InlineData("placements.c={cells: tumor, points: [[300 um]]}", "not a point")]
    [InlineData("placements.a={count: 5, density: 5 /mm2}", "either count or density")]
    [InlineData(
        "placements.c={cells: tumor, disc: 50 um, density: 5 /min}",
        "a rate cannot stand here: '5 /min'; expected cells per area"
    )]
    [InlineData("placements.c={cells: tumor, annulus: {inner: 50 um, outer: 40 um}, count: 1}", "the ring is empty")]
    [InlineData(
        "placements.c={cells: tumor, disc: 50 um, count: 100, packing: no overlap}",
        "do not fit without overlap: '100'"
    )]
    [InlineData("placements.c={cells: tumor, disc: 50 um, count: 10, packing: dense}", "unknown packing: 'dense'")]
    [InlineData("cells.tumor.distributions=[{of: speed, kind: normal}]", "unknown behavior: 'speed'")]
    [InlineData("cells.tumor.distributions=[{of: apoptosis, kind: normal, mean: 1 /min}]", "'sd' is missing")]
    [InlineData(
        "cells.tumor.distributions=[{of: apoptosis, kind: uniform, min: 1 um, max: 2 /min}]",
        "the unit does not fit"
    )]
    [InlineData(
        "cells.tumor.distributions=[{of: apoptosis, kind: uniform, min: 1 /min, max: 2 /min}]",
        "lies outside the distribution: '0.0001'"
    )]
    [InlineData("cells.tumor.distributions=[{of: apoptosis, kind: uniform, min: 3 /min, max: 2 /min}]", "not a range")]
    [InlineData("substrates.drug.regions={vein: {value: 5 nM}}", "a region has one shape")]
    [InlineData(
        "substrates.drug.regions={vein: {ball: 1 um, value: 5 nM}}",
        "the center of no voxel lies in this region"
    )]
    [InlineData("substrates.drug.regions={vein: {ball: 30 um}}", "no value; expected value: a density, or none")]
    [InlineData(
        "substrates.drug.regions={vein: {ball: 30 um, value: 5 nM}}; substrates.drug.schedule=[{at: 5 min, region: vein}]",
        "no value; expected value: a density, or none"
    )]
    [InlineData("substrates.drug.schedule=[{at: 5 min, region: vein, value: 5 nM}]", "unknown region: 'vein'")]
    [InlineData("substrates.drug.schedule=[{boundary: 5 nM}]", "no time")]
    [InlineData("substrates.drug.schedule=[{at: 5 min}]", "what changes is not clear")]
    [InlineData("substrates.drug.initial={function: 38 - q}", "unknown name 'q' in the expression")]
    [InlineData("substrates.drug.initial={function: (38}", "')' is missing")]
    [InlineData("substrates.drug.initial={function: 0 - x}", "the density is -10 at x = 10")]
    [InlineData("substrates.drug.initial={function: 1 / (x - x)}", "must be finite")]
    [InlineData(
        "substrates.drug.initial={function: r}; domain.size=[100 mm, 100 mm, 20 um]",
        "too many voxels for a density each: '25000000'"
    )]
    [InlineData("substrates.drug.initial={file: none.csv}", "cannot read the file: no such file: 'none.csv'")]
    [InlineData("substrates.oxygen.integrator=explicit", "not stable at this field step")]
    [InlineData("custom={a.b: 1}", "not a name: 'a.b'")]
    [InlineData(
        "cells.tumor.custom={x: {value: 1 um}}; cells.T cell.custom={x: 1 min}",
        "a time cannot stand here: '1 min'; expected a value in um"
    )]
    [InlineData("cells.tumor.cycle={phases: {a: {to: {b: 1 /min}}}}", "unknown phase: 'b'; expected one of a")]
    [InlineData("cells.tumor.cycle={phases: {a: {to: {a: {}}}}}", "either rate or duration")]
    public void Single(string sets, params string[] parts)
    {
        var found = Given.Single(Given.Load(Given.Base, sets.Split("; ")), parts);
        Assert.Equal(Severity.Error, found.Severity);
    }

    [Theory(DisplayName = "Texts that are no model say so, in words")]
    [InlineData("", "m.yaml:1:1: error: the file is empty")]
    [InlineData("# only a comment\n", "the file is empty")]
    [InlineData("just words", "a model is a map, not a single value")]
    [InlineData("- a\n- b\n", "a model is a map, not a list")]
    [InlineData("model: [a", "not YAML")]
    [InlineData("model: a\n\tb: c", "not YAML")]
    [InlineData("model: \"a", "not YAML")]
    [InlineData("a: b: c", "not YAML")]
    [InlineData("\0\u0001", "a model is a map")]
    public void NoModel(string text, string message) =>
        Assert.Contains(Given.Texts(Given.Load(text)), t => t.Contains(message, StringComparison.Ordinal));

    [Fact(DisplayName = "A file that is not there is an error that names it")]
    public void Missing() =>
        Given.Single(Given.Load(new MemoryFiles()), "m.yaml:1:1: error: cannot read the model: no such file: 'm.yaml'");

    [Fact(DisplayName = "Every mistake is reported at once, in the order of lines, each with line and column")]
    public void AllAtOnce()
    {
        var text = Given
            .Base.Replace("diffusion: 100000", "diffuson: 100000", StringComparison.Ordinal)
            .Replace("model: live", "model: lively", StringComparison.Ordinal)
            .Replace("necrosis: 0.002 /min", "necrosis: 0.002 um", StringComparison.Ordinal)
            .Replace("{cells: T cell, disc: 50 um", "{cells: B cell, disc: 500 um", StringComparison.Ordinal);
        Assert.Equal(
            ["4:12", "8:20", "9:47", "17:14"],
            Given.Load(text).Diagnostics.Select(d => $"{d.Line}:{d.Column}")
        );
    }

    [Fact(DisplayName = "A key given twice, an anchor, an alias and a second document are errors, not guesses")]
    public void YamlThatIsNotOurs()
    {
        Given.Single(Given.Load(Given.Base + "model: again\n"), "m.yaml:18:1: error: this key is given twice: 'model'");
        Given.Single(Given.Load(Given.Base + "about: &a b\n"), "anchors");
        Assert.Contains(
            Given.Texts(Given.Load(Given.Base + "about: *a\n")),
            t => t.Contains("YAML", StringComparison.Ordinal) || t.Contains("aliases", StringComparison.Ordinal)
        );
        Given.Single(Given.Load(Given.Base + "---\nmodel: b\n"), "another begins here");
        Assert.NotEmpty(Given.Load(Given.Base + "? [a, b]\n: c\n").Diagnostics);
        Assert.NotEmpty(Given.Load(new string('[', 5000)).Diagnostics);
    }

    [Fact(DisplayName = "A persistence of 0 is legal: turn at every step")]
    public void PersistenceZero()
    {
        var model = Given.With("cells.T cell.motility.persistence=0 min");
        Assert.Equal(0, model.Types[1].Constants[model.Behaviors.Persistence]);
    }

    [Fact(DisplayName = "An empty section is as good as none, and a missing domain or name is an error")]
    public void Empty()
    {
        Assert.Empty(Given.Texts(Given.Load(Given.Base + "output:\ncustom:\n")));
        Assert.Contains(
            Given.Texts(Given.Load(Given.Base, "model=")),
            t => t.Contains("no name", StringComparison.Ordinal)
        );
    }
}
