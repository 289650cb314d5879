// Words: what types may be called, how a file opens, and what the repository never speaks of.
using System.Text.RegularExpressions;

namespace Milieu.House.Tests;

public sealed partial class WordTests
{
    private static readonly string[] BannedInTypeNames =
    [
        "Agent",
        "Manager",
        "Helper",
        "Util",
        "Utils",
        "Utility",
        "Info",
        "Data",
        "Handler",
        "Entity",
        "Processor",
    ];

    [Fact(DisplayName = "No type is called agent, manager, helper ...: such names hide what the thing is for")]
    public void TypeNamesSayTheirDuty() =>
        Guard.FindsNothing(
            Code()
                .SelectMany(f =>
                    new SourceText(Repository.Read(f)).DeclaredTypes.Where(IsBanned).Select(t => $"{f}: {t}")
                )
        );

    [Fact(DisplayName = "Every C# file opens with one comment line that says its duty, and not with a banner")]
    public void FilesOpenWithTheirDuty() => Guard.FindsNothing(Code().Where(f => !OpensWell(Repository.Read(f))));

    [Fact(DisplayName = "The repository speaks of Milieu alone: no machine paths, no talk of how it was made")]
    public void SpeaksOfMilieuAlone() =>
        Guard.FindsNothing(
            Repository.Files.Where(IsText).SelectMany(f => Foreign(Repository.Read(f)).Select(word => $"{f}: {word}"))
        );

    [Fact(DisplayName = "Pages speak of runs, not of sittings of whoever wrote them")]
    public void PagesSpeakOfRuns() =>
        Guard.FindsNothing(
            Repository.Files.Where(f =>
                IsPage(f) && Repository.Read(f).Contains("session", StringComparison.OrdinalIgnoreCase)
            )
        );

    [Fact(DisplayName = "American spelling throughout: behavior, neighbor, tumor")]
    public void SpellsAmerican() =>
        Guard.FindsNothing(
            Repository
                .Files.Where(f => IsText(f) && !f.EndsWith("WordTests.cs", StringComparison.Ordinal))
                .SelectMany(f => British().Matches(Repository.Read(f)).Select(m => $"{f}: {m.Value}"))
        );

    [Fact(
        DisplayName = "Every test states the claim that it defends: a bare method name does not say why it would see a violation"
    )]
    public void TestsStateTheirClaims() =>
        Guard.FindsNothing(
            Repository
                .Sources("tests")
                .SelectMany(f => Claimless().Matches(Repository.Read(f)).Select(m => $"{f}: {m.Value}"))
        );

    [Fact(DisplayName = "The word guards can fail: each bad sample is found, and good ones pass")]
    public void GuardsCanFail()
    {
        Assert.True(IsBanned("CellManager") && IsBanned("DataFrame") && IsBanned("IEntity"));
        Assert.False(IsBanned("Datum") || IsBanned("Agency") || IsBanned("FieldStage"));
        Assert.Matches(Claimless(), "    [Fact]\n    public void F()");
        Assert.DoesNotMatch(Claimless(), "    [Theory(\n        DisplayName = ...");
        Assert.False(OpensWell("using System;\n"));
        Assert.False(OpensWell("// ------------\nusing System;\n"));
        Assert.True(OpensWell("// One row of cells.\nnamespace A;\n"));
        foreach (var bad in (string[])["see issue " + "#12", "in /" + "work/main", "/" + "tmp/x", "TO" + "DO"])
            Assert.NotEmpty(Foreign(bad));
        Assert.Empty(Foreign("obsession is possession; a tissue of 12 cells; network/work"));
        Assert.NotEmpty(British().Matches("tum" + "our, behavi" + "our, Neighb" + "ours"));
    }

    private static IEnumerable<string> Code() => new[] { "src", "tests", "bench" }.SelectMany(Repository.Sources);

    private static bool IsText(string file) =>
        Path.GetExtension(file) is not (".png" or ".lock")
        && !file.EndsWith("packages.lock.json", StringComparison.Ordinal);

    private static bool IsBanned(string type) => Humps().Matches(type).Any(m => BannedInTypeNames.Contains(m.Value));

    private static bool OpensWell(string text) => Opening().IsMatch(text);

    /// <summary>A session of a run is a word of Milieu.Runs; in pages it would be another kind of session.</summary>
    private static bool IsPage(string file) => file.EndsWith(".md", StringComparison.Ordinal);

    private static IEnumerable<string> Foreign(string text) => ForeignWords().Matches(text).Select(m => m.Value);

    [GeneratedRegex(@"^\s*\[(?:Fact|Theory)(?:\]|\((?!\s*DisplayName))", RegexOptions.Multiline)]
    private static partial Regex Claimless();

    [GeneratedRegex(@"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")]
    private static partial Regex Humps();

    [GeneratedRegex(@"^\uFEFF?// \w[^\n]{7,}\n")]
    private static partial Regex Opening();

    [GeneratedRegex(
        @"\bissue\s+#?\d|\B#\d+\b(?![0-9a-fA-F;""])|(?<![\w.])/(?:work|tmp|root|home)/|\bTODO\b|\bFIXME\b|\bHACK\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex ForeignWords();

    [GeneratedRegex(
        @"\b(?:tumour|behaviour|neighbour|colour|oxygenis|normalis(?:e|ed|ing|ation)\b|centre\b|fibre)\w*",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex British();
}
