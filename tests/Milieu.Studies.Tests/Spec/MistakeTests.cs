// Bad study files: each mistake is named with its file, line, column and the nearest right word.
namespace Milieu.Studies.Tests;

public sealed class MistakeTests
{
    public static TheoryData<string, string, int, string> Mistakes =>
        new()
        {
            {
                "tumor[alone] > tumor[hunted]",
                "tumor[alon] > tumor[hunted]",
                18,
                "unknown arm: 'alon'; expected one of hunted; alone; did you mean 'alone'?"
            },
            {
                "tumor[alone] > tumor[hunted]",
                "tumr[alone] > tumor[hunted]",
                18,
                "unknown measure: 'tumr'; expected one of tumor, course, dead, less; did you mean 'tumor'?"
            },
            { "tumor[alone] > tumor[hunted]", "tumor[alone] > less[hunted]", 18, "the expression is" },
            {
                "tumor[alone] > tumor[hunted]",
                "course[alone] at 90 min > course[hunted]",
                18,
                "'course' is not taken then, but every 1 h: '90 min'"
            },
            {
                "tumor[alone] > tumor[hunted]",
                "tumor[alone] in 5 .. 3",
                18,
                "a band goes from a lower to a higher number"
            },
            {
                "tumor[alone] > tumor[hunted]",
                "tumor[alone] > tumor[hunted] < tumor[alone]",
                18,
                "a chain goes one way"
            },
            { "tumor[alone] > tumor[hunted]", "nothing at all", 18, "names no measure of an arm" },
            {
                "tumor[alone] > tumor[hunted]",
                "{say: 'tumor[alone] > tumor[hunted]', test: medan}",
                18,
                "unknown word for 'test': 'medan'; expected one of paired sign flip, median; did you mean 'median'?"
            },
            { "seeds: 6", "seeds: 3", 18, "3 seeds give too few pairs: p could not be below 0.125" },
            { "seeds: 6", "seeds: [1, 1]", 6, "not seeds: '1'" },
            { "seeds: 6", "seeds: none", 6, "not seeds" },
            {
                "placements.hunters.count: 0",
                "placements.hunter.count: 0",
                11,
                "the model has no 'hunter' in 'placements'"
            },
            { "placements.hunters.count: 0", "cells.hunter.motility.sped: 0 um/min", 11, "unknown key: 'sped'" },
            { "placements.hunters.count: 0", "cells.hunter.motility.speed: 0 um", 11, "expected a speed" },
            { "placements.hunters.count: 0", "cells.tumor.uptake.oxigen: 1 /min", 11, "did you mean 'oxygen'?" },
            {
                "set: {placements.hunters.count: 0}",
                "exclude: [immune]",
                11,
                "no included file is called so: 'immune'"
            },
            {
                "set: {placements.hunters.count: 0}",
                "include: [gone.yaml]",
                11,
                "cannot read this include: no such file: 'gone.yaml'"
            },
            { "count of tumor\n  course", "count of tumr\n  course", 13, "did you mean 'tumor'?" },
            { "at: every 1 h", "at: every 1 um", 14, "not a time: 'every 1 um'" },
            { "at: every 1 h", "at: 3 h", 14, "comes after the end of arm 'hunted'" },
            { "from: 1 h", "from: 1 um", 15, "not a time: '1 um'" },
            { "when count of tumor < 10", "when count of tumor = 10", 16, "a condition compares two expressions" },
            { "when count of tumor < 10", "when count of tumor < 10 um", 16, "the condition compares" },
            { "claim: Hunters keep the tumor small.", "clam: Hunters keep the tumor small.", 2, "unknown key: 'clam'" },
            { "model: small.yaml", "model: smal.yaml", 4, "cannot read the base model: no such file: 'smal.yaml'" },
            { "end: 2 h", "end: 2 um", 5, "not a time: '2 um'" },
            { "about: as it is", "sett: {}", 8, "did you mean 'set'?" },
        };

    [Theory(
        DisplayName = "A bad study file is refused with file, line and the nearest right word, so that it can be mended at once"
    )]
    [MemberData(nameof(Mistakes))]
    public void MistakesAreNamed(string old, string fresh, int line, string said)
    {
        var read = GivenStudy.Read(GivenStudy.With(old, fresh));
        Assert.Null(read.Study);
        var texts = read.Diagnostics.Select(d => d.ToString()).ToList();
        Assert.Contains(
            texts,
            t =>
                t.StartsWith($"study.yaml:{line}:", StringComparison.Ordinal)
                && t.Contains(said, StringComparison.Ordinal)
        );
    }

    [Fact(DisplayName = "A mistake of the base model is told once, not once an arm")]
    public void SharedMistakesOnce()
    {
        var broken = Given.Small.Replace("speed: 2 um/min", "speed: 2 um", StringComparison.Ordinal);
        var read = GivenStudy.Read(GivenStudy.Text, null, ("small.yaml", broken));
        Assert.Single(read.Diagnostics, d => d.ToString().Contains("expected a speed", StringComparison.Ordinal));
        Assert.DoesNotContain(read.Diagnostics, d => d.Message.Contains("unknown arm", StringComparison.Ordinal));
    }

    [Fact(
        DisplayName = "Fewer seeds by the command line are allowed: the verdict will be undecided, not the file wrong"
    )]
    public void FewerSeedsByOption() => Assert.Equal([1, 2], GivenStudy.Read(seeds: 2).Study!.Seeds);
}
