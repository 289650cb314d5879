// Includes, overrides and where values come from.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class LayerTests
{
    [Fact(
        DisplayName = "The including file overrides what it includes; later includes override earlier ones; the command line overrides all"
    )]
    public void Order()
    {
        var files = new MemoryFiles
        {
            ["m.yaml"] = "include: [parts/a.yaml, parts/b.yaml]\ncells: {tumor: {uptake: {oxygen: 3 /min}}}\n",
            ["parts/a.yaml"] = Given.Base,
            ["parts/b.yaml"] =
                "cells: {tumor: {uptake: {oxygen: 2 /min}, death: {necrosis: 7 /min}}}\nsubstrates: {oxygen: {decay: 9 /min}}\n",
        };
        var loaded = Given.Load(files, "substrates.oxygen.decay=5 /min");
        var model = Given.Whole(loaded);
        var (b, c) = (model.Behaviors, model.Types[0].Constants);
        Assert.Equal((3, 7, 0.0001), (c[b.Uptake(0)], c[b.Death(1)], c[b.Death(0)]));
        Assert.Equal(5, model.Substrates[0].Decay);
        Origin Of(string path) => Assert.Single(loaded.Origins, o => o.Path == path);
        Assert.Equal(
            new Origin("cells.tumor.uptake.oxygen", "3 /min", "m.yaml", 2, 34),
            Of("cells.tumor.uptake.oxygen")
        );
        Assert.Equal(
            ("parts/b.yaml", 1),
            (Of("cells.tumor.death.necrosis").File, Of("cells.tumor.death.necrosis").Line)
        );
        Assert.Equal(
            ("parts/a.yaml", 9),
            (Of("cells.tumor.death.apoptosis").File, Of("cells.tumor.death.apoptosis").Line)
        );
        Assert.Equal(
            ("--set substrates.oxygen.decay=5 /min", 0, "5 /min"),
            (
                Of("substrates.oxygen.decay").File,
                Of("substrates.oxygen.decay").Line,
                Of("substrates.oxygen.decay").Value
            )
        );
        Assert.Equal(("parts/a.yaml", "test"), (Of("model").File, Of("model").Value));
    }

    [Fact(
        DisplayName = "Rules of an include and of the file add up; the same sentence about the same behavior is replaced"
    )]
    public void RulesAddUp()
    {
        var files = new MemoryFiles
        {
            ["base.yaml"] = Given.Rules(
                "oxygen increases cycle entry to 1 /min, half-max 5 mmHg, hill 1",
                "pressure decreases cycle entry to 0 /min, half-max 1, hill 1"
            ),
            ["m.yaml"] =
                "include: base.yaml\ncells: {tumor: {rules: [\"oxygen increases cycle entry to 2 /min, half-max 6 mmHg, hill 2\", \"drug decreases cycle entry to 0 /min, half-max 1 nM, hill 1\"]}}\n",
        };
        var loaded = Given.Load(files);
        var rule = Assert.Single(Given.Whole(loaded).Types[0].Rules);
        Assert.Equal((2, 6, 2), (rule.Max, rule.Up[0].HalfMax, rule.Down.Length));
        Assert.Equal(4, loaded.Origins.Count(o => o.Path.StartsWith("cells.tumor.rules[", StringComparison.Ordinal)));
    }

    [Fact(DisplayName = "A circular include is an error that names the chain, at the line that closes it")]
    public void Circle()
    {
        var files = new MemoryFiles
        {
            ["m.yaml"] = Given.Base + "include: a/x.yaml\n",
            ["a/x.yaml"] = "# x\ninclude: [y.yaml]\n",
            ["a/y.yaml"] = "include: [../a/x.yaml]\n",
        };
        Given.Single(
            Given.Load(files),
            "a/y.yaml:1:11: error: this include closes a circle: a/x.yaml -> a/y.yaml -> a/x.yaml"
        );
        Given.Single(Given.Load(new MemoryFiles { ["m.yaml"] = "include: m.yaml\n" + Given.Base }), "m.yaml -> m.yaml");
    }

    [Fact(DisplayName = "One file included by two others counts once, and its rules too")]
    public void Diamond()
    {
        var files = new MemoryFiles
        {
            ["m.yaml"] = "include: [a.yaml, b.yaml]\n",
            ["a.yaml"] = "include: base.yaml\n",
            ["b.yaml"] = "include: base.yaml\nabout: b\n",
            ["base.yaml"] = Given.Rules("oxygen increases cycle entry to 1 /min, half-max 5 mmHg, hill 1"),
        };
        Assert.Empty(Given.Texts(Given.Load(files)));
    }

    [Theory(
        DisplayName = "An include that cannot be read, or is no name, is an error at its place; the rest is still checked"
    )]
    [InlineData(
        "include: gone.yaml\nwals: true\n",
        "m.yaml:18:10: error: cannot read this include: no such file: 'gone.yaml'"
    )]
    [InlineData("include: bads.yaml\nwals: true\n", "no such file: 'bads.yaml'; did you mean 'bad.yaml'?")]
    [InlineData("include: parts/caff.yaml\nwals: true\n", "'parts/caff.yaml'; did you mean 'parts/caf.yaml'?")]
    [InlineData("include: [[a]]\nwals: true\n", "an include is the name of a file")]
    [InlineData("include: bad.yaml\nwals: true\n", "bad.yaml:2:1: error: not YAML")]
    public void BadInclude(string text, string message)
    {
        var loaded = Given.Load(
            new MemoryFiles
            {
                ["m.yaml"] = Given.Base + text,
                ["bad.yaml"] = "a: [b",
                ["parts/caf.yaml"] = "",
            }
        );
        Assert.Equal(2, loaded.Diagnostics.Count);
        Assert.Contains(Given.Texts(loaded), t => t.Contains(message, StringComparison.Ordinal));
        Assert.Contains(Given.Texts(loaded), t => t.Contains("did you mean 'walls'?", StringComparison.Ordinal));
    }

    [Fact(
        DisplayName = "Overrides reach values, maps, list items and new names; what is no override or leads nowhere is an error"
    )]
    public void Sets()
    {
        var model = Given.With(
            "cells.tumor.cycle.rates[0]=0.5 /min",
            "cells.T cell.uptake={oxygen: 4 /min}",
            "placements.a.count=3",
            "walls=false"
        );
        var b = model.Behaviors;
        Assert.Equal(
            (0.5, 4, 3, false),
            (
                model.Types[0].Constants[b.PhaseExit(0)],
                model.Types[1].Constants[b.Uptake(0)],
                model.Placements[0].Count,
                model.Wall
            )
        );
        Given.Single(
            Given.Load(Given.Base, "walls"),
            "--set walls: error: not an override: 'walls'; expected path=value"
        );
        Given.Single(Given.Load(Given.Base, "=5"), "not an override");
        Given.Single(Given.Load(Given.Base, "cells..x=5"), "not an override");
        Given.Single(Given.Load(Given.Base, "cells.tumor.cycle.rates[7]=5 /min"), "there is no such place");
        Given.Single(
            Given.Load(Given.Base, "cells.tumor.uptak.oxygen=5 /min"),
            "--set cells.tumor.uptak.oxygen=5 /min: error: unknown key: 'uptak'",
            "did you mean 'uptake'?"
        );
        Given.Single(Given.Load(Given.Base, "walls=[a"), "--set walls=[a: error: not YAML");
    }

    [Fact(
        DisplayName = "Comments, order of keys, about, end and frames do not change the hash; any number and name does"
    )]
    public void HashOfText()
    {
        string Hash(params string[] sets) => CompiledModelText.Hash(Given.With(sets));
        var hash = Hash();
        Assert.Equal(
            hash,
            CompiledModelText.Hash(Given.Whole(Given.Load("# a comment\n" + Given.Base + "# another\n")))
        );
        Assert.Equal(hash, Hash("about=some words", "time.end=5 h", "output.frames=5 min"));
        Assert.Equal(hash, Hash("cells.tumor.uptake.oxygen=600 /h"));
        Assert.NotEqual(hash, Hash("cells.tumor.uptake.oxygen=10.000001 /min"));
        Assert.NotEqual(hash, Hash("model=other"));
        Assert.NotEqual(hash, Hash("walls=false"));
        Assert.NotEqual(hash, Hash("placements.a.count=11"));
    }

    [Fact(DisplayName = "Frame interval and end are read, in minutes")]
    public void Output()
    {
        var output = Given.Load(Given.Base, "time.end=2 days", "output.frames=0.5 h").Output;
        Assert.Equal(new OutputSpec(30, 2880), output);
    }

    [Theory(DisplayName = "A setting without effect is a warning at its place")]
    [InlineData("cells.T cell.motility.enabled=false", "no effect: the type is not motile")]
    [InlineData("cells.T cell.motility.bias=0", "no effect: the bias is 0")]
    [InlineData("cells.tumor.secretion.drug.rate=0 /min", "there is a target but nothing is secreted: '5 nM'")]
    [InlineData("cells.T cell.secretion={oxygen: 1 /min}", "towards a target of 0 removes the substrate")]
    [InlineData("cells.T cell.uptake={drug: {half saturation: 1 nM}}", "nothing is taken up")]
    [InlineData("cells.tumor.attack={damage rate: 1 /min}", "the type attacks nothing")]
    [InlineData("cells.tumor.transform={tumor: 1 /min}", "the type becomes itself")]
    [InlineData("cells.ghost={}", "no cell of this type is ever placed or arises: 'ghost'")]
    [InlineData("substrates.oxygen.boundary={all: 38 mmHg, z min: 1 mmHg}", "a 2-D domain has no z faces")]
    [InlineData("placements.a.packing=hexagonal", "packing decides how many cells there are: '10'")]
    [InlineData("placements.a.spacing=10 um", "only hexagonal packing has a spacing")]
    [InlineData("springs=false; cells.tumor.mechanics={attachment rate: 1 /min}", "springs are off")]
    public void Idle(string sets, string why)
    {
        var warning = Given.Single(Given.Load(Given.Base, sets.Split("; ")), why);
        Assert.Equal(Severity.Warning, warning.Severity);
    }

    [Fact(
        DisplayName = "A type that arises by transformation or asymmetric division is not missed, nor one placed later"
    )]
    public void Arises()
    {
        Assert.Empty(Given.Texts(Given.Load(Given.Base, "cells.ghost={}", "cells.tumor.transform={ghost: 1 /min}")));
        Assert.Empty(
            Given.Texts(Given.Load(Given.Base, "cells.ghost={}", "cells.tumor.asymmetric division={ghost: 0.5}"))
        );
        Assert.Empty(
            Given.Texts(
                Given.Load(Given.Base, "cells.ghost={}", "placements.g={cells: ghost, disc: 10 um, count: 1, at: 5 h}")
            )
        );
        Assert.Empty(
            Given.Texts(
                Given.Load(
                    Given.Rules("oxygen increases transform to T cell to 1 /min, half-max 1 mmHg, hill 1"),
                    "placements.b.cells=tumor"
                )
            )
        );
    }

    [Theory(
        DisplayName = "A key that says the same thing in another way replaces the old way, and a bare value keeps what stands beside it"
    )]
    [InlineData("cells.tumor.cycle.durations=[5 h]")]
    [InlineData("cells.tumor.cycle=ki67 basic")]
    [InlineData("cells.tumor.cycle={model: ki67 basic, rates: [1 /h, 1 /h]}")]
    [InlineData("cells.tumor.cycle={rates: [1 /h, 1 /h], model: ki67 basic}")]
    [InlineData("cells.tumor.cycle={phases: {a: {to: {a: 1 /min}}}}")]
    [InlineData("cells.T cell.motility.chemotaxis={away from: drug}")]
    [InlineData("placements.a.density=100 /mm2")]
    [InlineData("placements.a.annulus={inner: 10 um, outer: 30 um}")]
    [InlineData("placements.a.points=[[0 um, 0 um]]")]
    [InlineData("domain={x: [-200 um, 200 um], y: [-200 um, 200 um]}")]
    [InlineData("substrates.drug.initial={function: \"r\"}")]
    public void OtherWays(string set) => Assert.Empty(Given.Texts(Given.Load(Given.Base, set)));

    [Fact(DisplayName = "A bare value over a map is the map's short key: what stands beside it stays")]
    public void BareOverMap()
    {
        var model = Given.With(
            "cells.tumor.uptake.oxygen={rate: 4 /min, half saturation: 2 mmHg}",
            "cells.tumor.uptake.oxygen=5 /min"
        );
        Assert.Equal(5, model.Types[0].Constants[model.Behaviors.Uptake(0)]);
        Assert.Equal(2, model.Types[0].UptakeHalfSaturation[0]);
        var other = Given.With("cells.tumor.uptake.oxygen={half saturation: 2 mmHg}");
        Assert.Equal(
            (10, 2),
            (other.Types[0].Constants[other.Behaviors.Uptake(0)], other.Types[0].UptakeHalfSaturation[0])
        );
    }

    [Fact(DisplayName = "A type like another may say in its own way what the other said in another")]
    public void LikeInOtherWays()
    {
        var model = Given.With(
            "cells.clone={like: tumor, cycle: {durations: [5 h]}}",
            "cells.runner={like: T cell, motility: {chemotaxis: {away from: drug}}}"
        );
        Assert.Equal(1.0 / 300, model.Types[2].Cycle.Phases[0].Links[0].Rate);
        Assert.Equal(
            (Taxis.Single, 1, -1),
            (model.Types[3].Taxis, model.Types[3].TaxisSubstrate, model.Types[3].TaxisSign)
        );
        Assert.Equal(2, model.Types[3].Constants[model.Behaviors.Speed]);
    }

    [Fact(
        DisplayName = "Line ends of another system and a byte order mark change neither the model nor the places of mistakes"
    )]
    public void LineEnds()
    {
        var windows = Given.Base.ReplaceLineEndings("\r\n");
        var hash = CompiledModelText.Hash(Given.With());
        Assert.Equal(hash, CompiledModelText.Hash(Given.Whole(Given.Load(windows))));
        Assert.Equal(hash, CompiledModelText.Hash(Given.Whole(Given.Load("\uFEFF" + windows))));
        var wrong = Given.Single(
            Given.Load(windows.Replace("initial: 0 nM", "initial: 0 um", StringComparison.Ordinal)),
            "a length cannot stand here"
        );
        Assert.Equal((5, 44), (wrong.Line, wrong.Column));
    }

    private static readonly MemoryFiles Parts = new()
    {
        ["models/m.yaml"] = "include: [parts/base.yaml, parts/fast.yaml]\n",
        ["models/parts/base.yaml"] = Given.Base,
        ["models/parts/fast.yaml"] = "cells: {tumor: {death: {apoptosis: 9 /min}}}\n",
        ["models/parts/slow.yaml"] = "cells: {tumor: {death: {apoptosis: 2 /min}}}\n",
    };

    [Theory(
        DisplayName = "The command line lays a file over the model and leaves an included one out: the value is that of the layer that remains"
    )]
    [InlineData(9.0)]
    [InlineData(2.0, "include=parts/slow.yaml")]
    [InlineData(0.0001, "include=-parts/fast.yaml")]
    [InlineData(2.0, "include=-parts/fast.yaml", "include=parts/slow.yaml")]
    [InlineData(7.0, "include=parts/slow.yaml", "cells.tumor.death.apoptosis=7 /min")]
    public void Included(double apoptosis, params string[] sets)
    {
        var model = Given.Whole(ModelText.Load("models/m.yaml", Parts, sets));
        Assert.Equal(apoptosis, model.Types[0].Constants[model.Behaviors.Death(0)]);
    }

    [Theory(DisplayName = "A file on the command line that is not there, or not included, is an error that names it")]
    [InlineData("include=parts/none.yaml", "cannot read this include")]
    [InlineData("include=-parts/slow.yaml", "the model does not include this file")]
    public void NotIncluded(string set, string problem) =>
        Assert.Contains(
            Given.Texts(ModelText.Load("models/m.yaml", Parts, [set])),
            t => t.Contains(problem, StringComparison.Ordinal) && t.Contains("parts/", StringComparison.Ordinal)
        );

    [Fact(
        DisplayName = "An overlay changes what the model has and adds nothing: a preset for vessels leaves a model without vessels alone"
    )]
    public void Overlay()
    {
        var files = new MemoryFiles
        {
            ["m.yaml"] = "include: [base.yaml, preset.yaml]\n",
            ["base.yaml"] = Given.Base,
            ["preset.yaml"] =
                "overlay: true\ncells: {tumor: {death: {apoptosis: 3 /min}}, vessel: {custom: {maturity: 1}}}\nplacements: {vessels: {count: 3}}\n",
        };
        var model = Given.Whole(Given.Load(files));
        Assert.Equal(3, model.Types[0].Constants[model.Behaviors.Death(0)]);
        Assert.Equal((2, 2), (model.Types.Length, model.Placements.Length));
    }

    [Fact(
        DisplayName = "An overlay that an added file includes changes the whole model, not only what that file says; what the file itself says is added"
    )]
    public void OverlayInside()
    {
        var files = new MemoryFiles
        {
            ["m.yaml"] = Given.Base,
            ["arm.yaml"] = "include: preset.yaml\ncells: {vessel: {}}\n",
            ["preset.yaml"] =
                "overlay: true\ninclude: more.yaml\ncells: {tumor: {death: {apoptosis: 3 /min}}, nobody: {}}\n",
            ["more.yaml"] = "cells: {helper: {}}\n",
        };
        var model = Given.Whole(Given.Load(files, "include=arm.yaml"));
        Assert.Equal(3, model.Types[0].Constants[model.Behaviors.Death(0)]);
        Assert.Equal(["tumor", "T cell", "helper", "vessel"], model.Types.Select(t => t.Name));
    }
}
