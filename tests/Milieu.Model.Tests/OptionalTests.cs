// Names of other modules that may be absent.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class OptionalTests
{
    private const string Absent = """
        optional: {cells: [CAF, MSC], substrates: [IL6], signals: [stress], custom: [cd80]}
        groups: {stroma: [CAF, MSC]}
        signals:
          help: {sum: custom:cd80, touching: [CAF, tumor]}
          stroma near: {count: [stroma], within: 50 um}
          sum of all: 1 + IL6 / 2 nM + stress + contact with CAF

        """;

    private static CompiledModel Model(params string[] sets) => Given.Whole(Given.Load(Given.Base + Absent, sets));

    [Fact(
        DisplayName = "Exchange, targets, transformations and placements about absent names are left out: the model is as if they had not been said"
    )]
    public void Entries()
    {
        var model = Model(
            "cells.tumor.uptake.IL6=1 /min",
            "cells.tumor.export.IL6=1 nM um3/min",
            "cells.tumor.transform.CAF=1 /min",
            "cells.T cell.attack.targets.MSC=1 /min",
            "cells.T cell.motility.chemotaxis={sensitivities: {IL6: 1, oxygen: 0.5}}",
            "placements.c={cells: CAF, disc: 50 um, count: 5}"
        );
        Assert.Equal(
            CompiledModelText.Hash(Model("cells.T cell.motility.chemotaxis={sensitivities: {oxygen: 0.5}}")),
            CompiledModelText.Hash(model)
        );
    }

    [Theory(DisplayName = "A rule that names something absent, wherever in the sentence, is left out and listed")]
    [InlineData("IL6 increases apoptosis to 1 /min, half-max 1 nM, hill 1")]
    [InlineData("contact with CAF decreases apoptosis to 0 /min, half-max 1, hill 1")]
    [InlineData("oxygen increases transform to MSC to 1 /min, half-max 1 mmHg, hill 1")]
    [InlineData("stress multiplies apoptosis by 2, half-max 1, hill 1")]
    [InlineData("apoptosis is multiplied by 1 + custom:cd80")]
    public void Rules(string sentence)
    {
        var loaded = Given.Load(Given.Rules($"{{rule: \"{sentence}\", id: R1}}") + Absent);
        Assert.Empty(Given.Whole(loaded).Types[0].Rules);
        Assert.Contains(loaded.LeftOut, l => l.EndsWith(sentence, StringComparison.Ordinal));
    }

    [Fact(DisplayName = "A reaction that takes or gives an absent species is left out; a rate that names one reads 0")]
    public void Reactions()
    {
        const string Drug = """
            optional: {species: [blood Treg]}
            body:
              species: {plasma: 4 mg}
              reactions:
                depletion: {takes: {blood Treg: 1}, rate: 1 /d * blood Treg}
                clearance: {takes: {plasma: 1}, rate: 1 /d * plasma * (1 + blood Treg / 2)}

            """;
        var loaded = Given.Load(Given.Base + Drug);
        var reaction = Assert.Single(Given.Whole(loaded).Body!.Reactions);
        Assert.Equal("clearance", reaction.Name);
        Assert.Equal(4.0 / 1440, reaction.Rate.Evaluate([4, 0]), 1e-12);
        Assert.Contains("body.reactions.depletion", loaded.LeftOut);
    }

    [Fact(DisplayName = "In signals of one's own an absent name reads 0, and lists of types do without it")]
    public void Signals()
    {
        var model = Model();
        Assert.Equal([0], model.Touches.Single(t => t.Name == "help").Types);
        Assert.Empty(model.Touches.Single(t => t.Name == "stroma near").Types);
        Assert.Equal(1, model.Formulas.Single(f => f.Name == "sum of all").Law.Constant);
    }

    [Fact(DisplayName = "A name that is there is not left out because it is optional")]
    public void Present()
    {
        const string Sentence = "IL6 increases apoptosis to 1 /min, half-max 1 nM, hill 1";
        var loaded = Given.Load(Given.Rules($"{{rule: \"{Sentence}\"}}") + Absent, "substrates.IL6={initial: 0 nM}");
        Assert.Single(Given.Whole(loaded).Types[0].Rules);
    }

    [Theory(
        DisplayName = "A name that is neither there nor optional stays an error, although parts of it are optional"
    )]
    [InlineData("cells.tumor.uptake.IL66=1 /min")]
    [InlineData("cells.tumor.transform.CAFs=1 /min")]
    [InlineData("placements.c={cells: CAF2, disc: 50 um, count: 5}")]
    [InlineData("cells.tumor.rules=['IL6b increases apoptosis to 1 /min, half-max 1, hill 1']")]
    public void Misspelt(string set) => Assert.True(Given.Load(Given.Base + Absent, set).HasErrors);

    [Fact(DisplayName = "The author's own spec is not changed by compiling it")]
    public void Untouched()
    {
        var spec = ModelText.Load("m.yaml", new MemoryFiles { ["m.yaml"] = Given.Base + Absent }, []).Spec!;
        spec.Placements["c"] = new PlacementSpec
        {
            Cells = "CAF",
            Disc = "50 um",
            Count = "5",
        };
        Assert.NotNull(Compiler.Compile(spec).Model);
        Assert.True(spec.Placements.ContainsKey("c"));
    }

    [Fact(
        DisplayName = "Optional names of several files add up: the first file's would be errors if the second's took their place"
    )]
    public void AddUp()
    {
        var files = new MemoryFiles
        {
            ["m.yaml"] = "include: [a.yaml, b.yaml]\n",
            ["a.yaml"] = Given.Base + "optional: {cells: [CAF]}\ngroups: {stroma: [CAF, MSC]}\n",
            ["b.yaml"] = "optional: {cells: [MSC]}\n",
        };
        Assert.Empty(Given.Texts(Given.Load(files)));
    }

    [Fact(DisplayName = "Optional fibers that are absent take guidance along without a word")]
    public void Fibers() =>
        Assert.Empty(
            Given.Texts(
                Given.Load(Given.Base + "optional: {structures: [fibers]}\n", "cells.T cell.motility.guidance=0.4")
            )
        );

    [Fact(DisplayName = "A walk along absent gradients alone is a walk without gradients, not a mistake")]
    public void Chemotaxis() =>
        Assert.Equal(
            CompiledModelText.Hash(Model("cells.T cell.motility.chemotaxis=")),
            CompiledModelText.Hash(
                Model(
                    "cells.T cell.motility.chemotaxis=",
                    "cells.T cell.motility.chemotaxis={sensitivities: {IL6: 1}, normalize: true}"
                )
            )
        );
}
