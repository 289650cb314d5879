// Endpoints in a study: said, worked out, judged, kept and shown.
using Microsoft.Data.Sqlite;
using Milieu.Runs;

namespace Milieu.Studies.Tests;

public sealed class EndpointStudyTests
{
    private const string Arms = """
        arms:
          control: {}
          a: {set: {cells.tumor.death.apoptosis: 0.01 /min}}
          b: {set: {cells.tumor.cycle.rates: [0.001 /min]}}
          both: {set: {cells.tumor.death.apoptosis: 0.01 /min, cells.tumor.cycle.rates: [0.001 /min]}}
        measures:
          tumor: {of: count of tumor, at: every 30 min}
          hunters: count of hunter
          burden: {of: deaths, at: 2 h}
        lesions:
          lesion: {of: tumor, start: 30 min, diameter: 20 mm}
        combinations:
          pair: {of: tumor, control: control, a: a, b: b, both: both}
        therapeutic indices:
          window: {of: tumor, control: control, toxicity: burden}
        exposures:
          stay: {of: tumor, from: 30 min, until: 90 min}
          whole stay: tumor
        """;

    private static string Text { get; } =
        GivenStudy.Text[..GivenStudy.Text.IndexOf("arms:", StringComparison.Ordinal)] + Arms;

    private static string With(string expectations) => Text + "\nexpect:\n" + expectations;

    [Fact(
        DisplayName = "Endpoints are worked out from what was measured, by hand; they stand in results.csv, in the database and in the report, and are judged as measures are; another endpoint runs nothing again"
    )]
    public void EndpointsAreWorkedOut()
    {
        using var scratch = new Scratch();
        var outcome = Run(
            scratch,
            With(
                """
                  - {say: "bliss excess of pair[both] in -1 .. 1"}
                  - {say: "best change of lesion[both] < 20 %", test: median}
                  - size of lesion[a] at 90 min < size of lesion[control] at 90 min
                  - {say: "therapeutic index of window[a] >= 0", test: median}
                  - {say: "area under stay[a] / burden[b] < 2 x area under whole stay[a] / burden[b]", test: median}

                """
            )
        );
        var results = outcome.Results;
        Assert.Equal(5, results.Expectations.Length);
        Assert.All(results.Expectations, e => Assert.Equal(6, e.Left.Length));
        Assert.All(results.Expectations.Take(2), e => Assert.Equal(Verdict.Met, e.Verdict));
        foreach (var seed in results.Seeds)
        {
            double N(string arm, int k) => results.Of("tumor", arm, seed)[k].Value;
            double E(string arm) => Math.Clamp(1 - (N(arm, 4) / N("control", 4)), 0, 1);
            double Value(string name, string arm) => Assert.Single(results.Of(name, arm, seed)).Value;
            Assert.Equal(E("both") - (E("a") + E("b") - (E("a") * E("b"))), Value("bliss excess of pair", "both"), 12);
            Assert.Equal(E("both") - Math.Max(E("a"), E("b")), Value("HSA excess of pair", "both"), 12);
            Assert.Equal(E("a"), Value("inhibition of pair", "a"), 12);
            Assert.Empty(results.Of("bliss excess of pair", "a", seed));
            Assert.Equal(E("b") / Value("burden", "b"), Value("therapeutic index of window", "b"), 12);
            Assert.Equal(30 * ((0.5 * N("b", 1)) + N("b", 2) + (0.5 * N("b", 3))), Value("area under stay", "b"), 12);
            Assert.Equal(
                30 * ((0.5 * N("b", 0)) + N("b", 1) + N("b", 2) + N("b", 3) + (0.5 * N("b", 4))),
                Value("area under whole stay", "b"),
                12
            );
            Assert.Equal(Enumerable.Range(1, 3).Max(k => N("b", k)), Value("peak of stay", "b"));
            var sizes = results.Of("size of lesion", "a", seed);
            Assert.Equal([30, 60, 90, 120], sizes.Select(v => v.Minutes));
            for (var k = 0; k < 4; k++)
                Assert.Equal(20 * Math.Cbrt(N("a", k + 1) / N("a", 1)), sizes[k].Value, 9);
        }
        var bliss = results.EndpointResults.Single(r => r.Name == "bliss excess of pair");
        double[] seeds = [.. results.Seeds.Select(s => results.Of("bliss excess of pair", "both", s)[0].Value)];
        Assert.Equal(("both", 6), (bliss.Arm, bliss.Seeds));
        Assert.Equal(seeds.Average(), bliss.Mean, 12);
        Assert.InRange(bliss.Mean, bliss.Low, bliss.High);
        Assert.InRange(bliss.Low, seeds.Min(), seeds.Max());
        Assert.True(bliss.Low < bliss.High, "an interval of seeds that differ has a width");
        var csv = File.ReadAllText(Path.Combine(outcome.Folder, "results.csv"));
        Assert.Contains("both,1,bliss excess of pair,120,", csv, StringComparison.Ordinal);
        Assert.Contains("a,6,best change of lesion,", csv, StringComparison.Ordinal);
        Assert.Equal(6, Rows(outcome.Folder, "SELECT COUNT(*) FROM endpoints WHERE endpoint = 'bliss excess of pair'"));
        var page = File.ReadAllText(Path.Combine(outcome.Folder, "report.html"));
        foreach (
            var said in (string[])
                [
                    "Best change of the sum of diameters",
                    "bliss excess of pair",
                    "Best responses.",
                    "therapeutic index of window",
                ]
        )
            Assert.Contains(said, page, StringComparison.Ordinal);
        var other = Text.Replace("start: 30 min, diameter: 20 mm", "start: 1 h", StringComparison.Ordinal);
        var again = Run(scratch, other, _ => throw new InvalidOperationException("nothing should be run"));
        Assert.Equal((24, 0), (again.Reused, again.Ran));
        Assert.Equal(1, again.Results.Of("size of lesion", "a", 1)[0].Value);
    }

    [Theory(
        DisplayName = "A wrong word of an endpoint is a mistake of the file with the nearest right one, before anything is run"
    )]
    [InlineData(
        "{of: tumor, start: 30 min",
        "{of: tumr, start: 30 min",
        17,
        "unknown measure: 'tumr'; expected one of tumor, hunters, burden; did you mean 'tumor'?"
    )]
    [InlineData("start: 30 min", "start: 31 min", 17, "'tumor' is not taken at 31 min, but every 30 min")]
    [InlineData("start: 30 min", "visits: every 45 min", 17, "'tumor' is not taken at 45 min")]
    [InlineData("start: 30 min", "visits: [3 h]", 17, "visits come after the start and before the end")]
    [InlineData("diameter: 20 mm", "diameter: 20 min", 17, "not a diameter: '20 min'")]
    [InlineData("diameter: 20 mm", "diameter: [20 mm, 3 mm]", 17, "2 diameters for 1 lesions")]
    [InlineData("diameter: 20 mm", "gone below: 2", 17, "not a share below 1: '2'")]
    [InlineData(
        "{of: tumor, start: 30 min",
        "{of: hunters, start: 30 min",
        17,
        "'hunters' is not taken at 30 min, but at the end"
    )]
    [InlineData(
        "both: both}",
        "both: bth}",
        19,
        "unknown arm: 'bth'; expected one of control; a; b; both; did you mean 'both'?"
    )]
    [InlineData("control: control, a: a", "a: a", 19, "says no arm for 'control'")]
    [InlineData("both: both}", "both: control}", 19, "are different arms")]
    [InlineData(
        "{of: tumor, control: control, a: a, b: b, both: both}",
        "{of: tumor, factors: [a, b]}",
        19,
        "unknown factor: 'a'"
    )]
    [InlineData(
        "toxicity: burden",
        "toxicity: burden, loss of: hunters",
        21,
        "the harm is either a toxicity or a loss"
    )]
    [InlineData("from: 30 min", "from: 45 min", 23, "'tumor' is not taken then, but every 30 min")]
    [InlineData("until: 90 min", "until: 30 min", 23, "the area ends before it begins")]
    [InlineData("stay: {of: tumor,", "stay: {of: burden,", 23, "an area lies under what is taken again and again")]
    [InlineData("toxicity: burden", "toxicity: burdn", 21, "did you mean 'burden'?")]
    [InlineData("toxicity: burden", "toxicty: burden", 21, "did you mean 'toxicity'?")]
    public void Mistakes(string old, string fresh, int line, string said)
    {
        Assert.Contains(old, Text, StringComparison.Ordinal);
        var read = GivenStudy.Read(Text.Replace(old, fresh, StringComparison.Ordinal));
        Assert.Null(read.Study);
        var texts = read.Diagnostics.Select(d => d.ToString()).ToList();
        Assert.Contains(
            texts,
            t =>
                t.StartsWith($"study.yaml:{line}:", StringComparison.Ordinal)
                && t.Contains(said, StringComparison.Ordinal)
        );
    }

    [Theory(
        DisplayName = "A sentence that asks an endpoint of an arm that has none, or misspells it, says what would be right"
    )]
    [InlineData(
        "bliss excess of pair[a] > 0",
        "'bliss excess of pair' has no value in this arm: 'a'; expected one of both"
    )]
    [InlineData("bliss excess of pear[both] > 0", "unknown measure: 'pear'")]
    [InlineData("size of lesion[a] at 45 min > 0 mm", "'size of lesion' is not taken then")]
    public void WrongSentences(string sentence, string said)
    {
        var read = GivenStudy.Read(With($"  - {{say: \"{sentence}\", test: median}}\n"));
        Assert.Contains(read.Diagnostics, d => d.ToString().Contains(said, StringComparison.Ordinal));
    }

    [Fact(
        DisplayName = "The example study of a drug with itself: half a dose twice is one dose, to the bit, so that Loewe's index is exactly 1 in every seed, while Bliss sees synergy"
    )]
    public void ADrugWithItself()
    {
        using var scratch = new Scratch();
        var path = Path.Combine(Given.Root, "models", "studies", "two-doses.yaml");
        var read = StudyReader.Read(path, new DiskModelFiles(), seeds: 2);
        Assert.Empty(read.Diagnostics);
        var results = Run(scratch, read.Study!, null).Results;
        foreach (var seed in results.Seeds)
        {
            const string Both = "first=0.5, second=0.5";
            Assert.Equal(results.Of("tumor", "first=1, second=0", seed), results.Of("tumor", Both, seed));
            Assert.Equal(1, Assert.Single(results.Of("combination index of doses", Both, seed)).Value, 12);
            Assert.True(Assert.Single(results.Of("bliss excess of doses", Both, seed)).Value > 0);
        }
        Assert.Equal(Verdict.Met, results.Expectations[0].Verdict);
    }

    [Fact(
        DisplayName = "A grid without the doses alone that a combination reaches leaves its index out; factors without a dose of 0 are refused"
    )]
    public void GridsNeedTheirEdges()
    {
        const string Grid = """
            vary:
              one: {path: cells.tumor.death.apoptosis, values: [0 /min, 0.002 /min, 0.02 /min]}
              two: {path: cells.hunter.attack.damage rate, values: [0 /min, 1 /min]}
            measures: {tumor: count of tumor}
            combinations: {grid: {of: tumor, factors: [one, two]}}
            """;
        var text = GivenStudy.Text[..GivenStudy.Text.IndexOf("arms:", StringComparison.Ordinal)] + Grid;
        using var scratch = new Scratch();
        var results = Run(scratch, text).Results;
        var both = results.EndpointMeasures.Single(m => m.Name == "combination index of grid");
        Assert.Equal("", both.Unit);
        var strong = results
            .Seeds.Select(s => Assert.Single(results.Of(both.Name, "one=0.02 /min, two=1 /min", s)).Value)
            .ToList();
        var single = results
            .Seeds.Select(s => Assert.Single(results.Of("inhibition of grid", "one=0 /min, two=1 /min", s)).Value)
            .ToList();
        var combined = results
            .Seeds.Select(s => Assert.Single(results.Of("inhibition of grid", "one=0.02 /min, two=1 /min", s)).Value)
            .ToList();
        for (var k = 0; k < strong.Count; k++)
            Assert.Equal(combined[k] > single[k], double.IsNaN(strong[k]));
        Assert.Contains(strong, double.IsNaN);
        var without = GivenStudy.Read(text.Replace("[0 /min, 1 /min]", "[0.5 /min, 1 /min]", StringComparison.Ordinal));
        Assert.Contains(
            without.Diagnostics,
            d => d.ToString().Contains("the values of 'two' are no doses", StringComparison.Ordinal)
        );
    }

    [Fact(
        DisplayName = "A waterfall is sorted from growth to the deepest response, with one bar a run, both limits and every category said in words"
    )]
    public void Waterfalls()
    {
        var svg = WaterfallFigure.Draw(
            "w",
            "best change",
            [
                new WaterfallStrip(
                    "drug <A>",
                    [
                        new(-100, ResponseCategory.Complete),
                        new(250, ResponseCategory.Progressive),
                        new(-45, ResponseCategory.Partial),
                        new(3, ResponseCategory.Stable),
                    ]
                ),
                new WaterfallStrip("none", []),
            ]
        );
        var boxes = svg.Split('\n')
            .Where(l =>
                l.StartsWith("<rect", StringComparison.Ordinal)
                && l.Contains("width=\"27.88\"", StringComparison.Ordinal)
            )
            .ToList();
        Assert.Equal(
            ["#D55E00", "#B0B0B0", "#56B4E9", "#0072B2"],
            boxes.Select(b => b[(b.IndexOf("fill=\"", StringComparison.Ordinal) + 6)..][..7])
        );
        Assert.Equal(4, svg.Split("stroke-dasharray=\"5 4\"").Length - 1);
        foreach (
            var said in (string[])
                [">250<", ">PR<", ">CR<", "no visit", "drug &lt;A&gt;: from 250 % to -100 % in 4 runs"]
        )
            Assert.Contains(said, svg, StringComparison.Ordinal);
    }

    private static StudyOutcome Run(Scratch scratch, string text, Func<RunTask, RunEnd?>? instead = null) =>
        Run(scratch, GivenStudy.Of(text), instead);

    private static StudyOutcome Run(Scratch scratch, Study study, Func<RunTask, RunEnd?>? instead)
    {
        var wishes = new StudyWishes { Folder = scratch.Of("x"), Jobs = 2 };
        return Assert.Single(
            StudyRunner.Run([study], wishes, () => new InlineWorker(instead), null, CancellationToken.None).Studies
        );
    }

    private static long Rows(string folder, string query)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(folder, "study.db")};Mode=ReadOnly;Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the queries are those above
        command.CommandText = query;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }
}
