// Study files that are right: arms, factors, layers, expectations.
using Milieu.Model;

namespace Milieu.Studies.Tests;

public sealed class StudyReaderTests
{
    [Fact(DisplayName = "An arm is the base model with its values set: the same hash as the model with --set")]
    public void ArmsAreOverrides()
    {
        var study = GivenStudy.Of();
        var files = new MemoryFiles { ["small.yaml"] = Given.Small };
        var alone = ModelText.Load("small.yaml", files, ["placements.hunters.count=0"]).Compiled!;
        Assert.Equal(["hunted", "alone"], study.Arms.Select(a => a.Name));
        Assert.Equal(CompiledModelText.Hash(Given.Model()), study.Arms[0].ModelHash);
        Assert.Equal(CompiledModelText.Hash(alone), study.Arms[1].ModelHash);
        Assert.Equal(["placements.hunters.count = 0"], study.Arms[1].Changes);
        Assert.Equal([1, 2, 3, 4, 5, 6], study.Seeds);
        Assert.All(study.Arms, a => Assert.Equal(120, a.EndMinutes));
    }

    [Fact(DisplayName = "Modules are added and left out arm by arm; what an arm sets holds over what it includes")]
    public void Modules()
    {
        var text = """
            study: modules
            claim: Modules switch.
            model: whole.yaml
            arms:
              with: {}
              without: {exclude: [hunters]}
              more: {include: [fast.yaml]}
              set: {include: [fast.yaml], set: {cells.hunter.motility.speed: 9 um/min}}
            measures: {n: count of cells}
            """;
        var study = GivenStudy.Of(
            text,
            ("whole.yaml", "include: [small.yaml, hunters.yaml]\n"),
            ("hunters.yaml", "cells:\n  hunter: {motility: {speed: 3 um/min}}\n"),
            ("fast.yaml", "cells:\n  hunter: {motility: {speed: 5 um/min}}\n")
        );
        var speeds = study.Arms.Select(a =>
            a.Model.Types.First(t => t.Name == "hunter").Constants[a.Model.Behaviors.Speed]
        );
        Assert.Equal([3, 2, 5, 9], speeds);
    }

    [Fact(
        DisplayName = "Factors multiply: every combination of values and levels, with arms before them, each named by what it is"
    )]
    public void FactorsMultiply()
    {
        var text = GivenStudy
            .With(
                "measures:",
                "vary:\n  speed: {path: cells.hunter.motility.speed, values: [1 um/min, 4 um/min]}\n  place:\n    levels:\n      near: {}\n      far: {set: {placements.hunters.disc: {radius: 40 um}}}\nmeasures:"
            )
            .Replace(
                "tumor[alone] > tumor[hunted]",
                "tumor[alone, speed=1 um/min, place=near] > tumor[hunted, speed=4 um/min, place=far]",
                StringComparison.Ordinal
            );
        var study = GivenStudy.Of(text);
        Assert.Equal(8, study.Arms.Length);
        Assert.Equal("hunted, speed=1 um/min, place=far", study.Arms[1].Name);
        Assert.Equal(8, study.Arms.Select(a => a.Name).Distinct().Count());
    }

    [Fact(DisplayName = "Without arms the base model is one arm, and measures need no brackets")]
    public void OneArm()
    {
        var study = GivenStudy.Of(
            "study: one\nclaim: It is there.\nmodel: small.yaml\nmeasures: {n: count of tumor}\nexpect: [n in 5 .. 20]\n"
        );
        Assert.Equal("base", Assert.Single(study.Arms).Name);
        Assert.Equal(new Term("n", "base", null), Assert.Single(study.Expectations).Comparisons[0].Terms[0]);
    }

    [Fact(
        DisplayName = "A chain is as many comparisons as signs, a multiple keeps its factor, a band its ends in the measure's unit"
    )]
    public void Expectations()
    {
        var study = GivenStudy.Of(
            GivenStudy.With(
                "  - tumor[alone] > tumor[hunted]",
                "  - course[alone] > 2 x course[hunted] at 1 h > 0\n  - less[hunted] in 0.5 h .. 2 h\n  - tumor[alone] / tumor[hunted] >= 1.5"
            )
        );
        var chain = study.Expectations[0].Comparisons;
        Assert.Equal(2, chain.Length);
        Assert.Equal((2, 60), (chain[0].Factor, chain[0].Terms[1].AtMinutes));
        Assert.True(chain[0].IsBetweenArms && !chain[1].IsBetweenArms);
        Assert.Equal("course[alone] > 2 x course[hunted] at 1 h", chain[0].Text);
        Assert.Equal((30, 120), (study.Expectations[1].Comparisons[0].Low, study.Expectations[1].Comparisons[0].High));
        Assert.Equal(ExpectationTest.Median, study.Expectations[1].Test);
        Assert.True(study.Expectations[2].Comparisons[0].AllowsEqual);
    }
}
