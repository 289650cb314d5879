// A small study for tests, and the same with one text replaced.
using Milieu.Model;

namespace Milieu.Studies.Tests;

internal static class GivenStudy
{
    public const string Text = """
        study: small study
        claim: Hunters keep the tumor small.
        source: a test
        model: small.yaml
        end: 2 h
        seeds: 6
        arms:
          hunted: {about: as it is}
          alone:
            about: no hunters
            set: {placements.hunters.count: 0}
        measures:
          tumor: count of tumor
          course: {of: count of tumor, at: every 1 h}
          dead: {of: deaths, from: 1 h, at: 2 h}
          less: {of: time, at: "when count of tumor < 10, every 6 min"}
        expect:
          - tumor[alone] > tumor[hunted]
        """;

    public static ReadStudy Read(string text = Text, int? seeds = null, params (string Path, string Text)[] more)
    {
        var files = new MemoryFiles { ["study.yaml"] = text, ["small.yaml"] = Given.Small };
        foreach (var (path, other) in more)
            files[path] = other;
        return StudyReader.Read("study.yaml", files, seeds);
    }

    /// <summary>The study, which must be without mistakes.</summary>
    public static Study Of(string text = Text, params (string Path, string Text)[] more)
    {
        var read = Read(text, null, more);
        Assert.True(read.Study is not null, string.Join("\n", read.Diagnostics));
        return read.Study!;
    }

    public static string With(string old, string fresh)
    {
        Assert.Contains(old, Text, StringComparison.Ordinal);
        return Text.Replace(old, fresh, StringComparison.Ordinal);
    }
}
