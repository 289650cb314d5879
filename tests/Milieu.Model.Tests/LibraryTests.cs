// The library of the tumor microenvironment: where its numbers come from, and that its parts stand alone.
using System.Text.RegularExpressions;
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed partial class LibraryTests
{
    private const string Mini = "models/tme-mini.yaml";

    private static readonly Dictionary<string, string> Sources = ReadSources();

    public static TheoryData<string> Parts => [.. Repository.Parts];

    public static TheoryData<string> Modules => [.. Included(Mini).Where(m => !IsFloor(m))];

    public static TheoryData<string> Smoke => [.. Repository.Smoke];

    public static TheoryData<string> Presets =>
        [.. Repository.Parts.Where(p => p.StartsWith("models/presets/", StringComparison.Ordinal))];

    [Fact(DisplayName = "Every source has a citation and an identifier, or says that it has none")]
    public void Identified()
    {
        Assert.True(Sources.Count >= 117);
        Assert.All(Sources, s => Assert.Matches(@"doi:10\.|PMID|PMC\d|arXiv:|git |\d{4};|^none", s.Value));
    }

    [Theory(
        DisplayName = "Every number of a module or preset names a source in models/sources.yaml, or the word assumed"
    )]
    [MemberData(nameof(Parts))]
    public void Sourced(string part) => Assert.Empty(Unsourced(part));

    [Theory(DisplayName = "A tissue without any one of its modules compiles: what is said about it is left out")]
    [MemberData(nameof(Modules))]
    public void Without(string module) =>
        Given.Whole(ModelText.Load(Mini, new RepositoryFiles(), ["include=-" + module]));

    [Theory(DisplayName = "Each module alone compiles")]
    [MemberData(nameof(Smoke))]
    public void Alone(string model) => Given.Whole(ModelText.Load(model, new RepositoryFiles(), []));

    [Fact(DisplayName = "Every module has a model of its own in models/smoke")]
    public void AllAlone() =>
        Assert.Empty(
            Included(Mini)
                .Where(m => !IsFloor(m) && m != "modules/signals-more.yaml")
                .Except(Repository.Smoke.Select(s => "modules/" + Path.GetFileName(s)))
        );

    [Theory(
        DisplayName = "A preset lies over a tissue, and over one without vessels or without CAF, without a mistake"
    )]
    [MemberData(nameof(Presets))]
    public void Preset(string preset)
    {
        var lay = "include=" + preset["models/".Length..];
        string[] gone = ["modules/vasculature.yaml", "modules/caf.yaml", "modules/matrix.yaml"];
        foreach (var without in gone.Intersect(Included(Mini)))
            Given.Whole(ModelText.Load(Mini, new RepositoryFiles(), [lay, "include=-" + without]));
        Given.Whole(ModelText.Load(Mini, new RepositoryFiles(), [lay]));
    }

    [Theory(
        DisplayName = "A module alone runs for half an hour: cells stay, and every density is a number not below 0"
    )]
    [InlineData("cancer")]
    [InlineData("caf")]
    [InlineData("t-cells")]
    [InlineData("vasculature")]
    public void Runs(string module)
    {
        var model = Given.Whole(ModelText.Load($"models/smoke/{module}.yaml", new RepositoryFiles(), []));
        using var simulation = new Simulation(model, new SimulationOptions());
        simulation.RunTo((long)(30 / model.Timing.TickMinutes));
        Assert.True(simulation.Tissue.Cells.Count > 10);
        foreach (var field in simulation.Tissue.Fields)
            for (var voxel = 0; voxel < model.Grid.Voxels; voxel++)
                Assert.True(field[voxel] >= 0);
    }

    private static bool IsFloor(string module) => module is "modules/signals.yaml" or "modules/layout.yaml";

    private static IEnumerable<string> Included(string tissue) =>
        IncludeLine().Matches(Repository.Text(tissue)).Select(m => m.Groups[1].Value);

    private static Dictionary<string, string> ReadSources()
    {
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match source in Source().Matches(Repository.Text("models", "sources.yaml")))
            sources.Add(source.Groups[1].Value, source.Groups[2].Value);
        return sources;
    }

    /// <summary>Lines with a number whose comment, or whose rule, names no known source and is not marked as assumed.</summary>
    private static IEnumerable<string> Unsourced(string part)
    {
        var lines = Repository.Text(part).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var hash = lines[i].IndexOf(" #", StringComparison.Ordinal);
            var said = hash < 0 ? lines[i] : lines[i][..hash];
            var comment = hash < 0 ? "" : lines[i][(hash + 2)..];
            if (said.TrimStart().StartsWith('#') || Remark().IsMatch(said))
                continue;
            if (Rule().IsMatch(said))
                comment = string.Join(' ', lines.Skip(i + 1).TakeWhile(l => RuleKey().IsMatch(l)).Where(IsProof));
            else if (!Number().IsMatch(said))
                continue;
            if (!IsKnown(comment))
                yield return $"{part}:{i + 1}: {lines[i].Trim()}";
        }
    }

    private static bool IsProof(string line) =>
        line.TrimStart().StartsWith("source:", StringComparison.Ordinal)
        || line.TrimStart().StartsWith("assumed:", StringComparison.Ordinal);

    /// <summary>Names sources, all of them known, before anything else; or says that it is assumed.</summary>
    private static bool IsKnown(string comment)
    {
        var isAssumed = comment.Contains("assumed", StringComparison.Ordinal);
        var named = SourceList().Match(comment) is { Success: true } list
            ? list.Groups[1].Value
            : comment.Split(';', ':', ',')[0];
        var keys = named.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (SourceList().IsMatch(comment) || !isAssumed)
            return keys.Length > 0 && keys.All(Sources.ContainsKey);
        return true;
    }

    [GeneratedRegex(@"^  - (modules/\S+\.yaml)$", RegexOptions.Multiline)]
    private static partial Regex IncludeLine();

    [GeneratedRegex(@"^(\w+):\n  citation: "".+""\n  identifier: ""(.+)""\n", RegexOptions.Multiline)]
    private static partial Regex Source();

    [GeneratedRegex(@"^\s*(id|note|about|units|model|source|assumed): ")]
    private static partial Regex Remark();

    [GeneratedRegex(@"^\s*- rule: ")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\s*(id|source|assumed|note): ")]
    private static partial Regex RuleKey();

    [GeneratedRegex(@"\bsource: ((?:\w+ ?)+?)(?= +\w+:|$)")]
    private static partial Regex SourceList();

    [GeneratedRegex(@"(?<![\w.:-])-?\d+(\.\d+)?(e-?\d+)?(?![\w.]*_)(?!\w)")]
    private static partial Regex Number();
}
