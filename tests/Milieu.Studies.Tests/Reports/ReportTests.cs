// Reports and figures: well-formed, self-contained, saying what was found.
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Milieu.Studies.Tests;

public sealed partial class ReportTests
{
    private static readonly ReportOrigin Origin = new("milieu study barrier.yaml --jobs 2", "2026-11-22", "2 cores")
    {
        Pictures = new Dictionary<string, string>
        {
            ["excluded"] =
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><circle cx=\"4\" cy=\"4\" r=\"3\"/></svg>",
        }.ToImmutableDictionary(),
    };

    private static readonly string Page = StudyReport.Html(Sample.Results, Origin);

    [Fact(DisplayName = "The report is well-formed, and every figure in it names itself for those who cannot see it")]
    public void WellFormed()
    {
        var document = Xml(Page);
        var figures = document.Descendants().Where(e => e.Name.LocalName == "svg").ToArray();
        Assert.Equal(1 + Sample.Results.Measures.Length, figures.Length);
        foreach (var figure in figures)
        {
            Assert.Equal("img", figure.Attribute("role")?.Value);
            var labels = figure.Attribute("aria-labelledby")!.Value.Split(' ');
            var ids = figure.Elements().Select(e => e.Attribute("id")?.Value).ToArray();
            Assert.All(labels, l => Assert.Contains(l, ids));
        }
        Assert.All(document.Descendants("img"), i => Assert.False(string.IsNullOrEmpty(i.Attribute("alt")?.Value)));
        var all = document.Descendants().Attributes("id").Select(a => a.Value).ToArray();
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact(
        DisplayName = "The report needs nothing but itself: no script, no file, no network; links lead only where a reader clicks"
    )]
    public void SelfContained()
    {
        Assert.DoesNotContain("<script", Page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(Loading(), Page);
        Assert.Contains("default-src 'none'", Page, StringComparison.Ordinal);
        Assert.Matches(Loading(), "<img src=\"https://example.org/a.png\">");
        Assert.Matches(Loading(), "a { background: url(b.png) }");
    }

    [Theory(DisplayName = "The report says what was claimed, expected and found, and where it comes from")]
    [InlineData("Fibroblasts keep cytotoxic T cells out of tumor nests")]
    [InlineData("2 of 3 expectations met.")]
    [InlineData("nest_cd8[soft matrix] &gt; 2 x nest_cd8[excluded]")]
    [InlineData("0.0156")]
    [InlineData("31 %")]
    [InlineData("https://doi.org/10.1172/JCI45817")]
    [InlineData("https://pubmed.ncbi.nlm.nih.gov/22156201/")]
    [InlineData("milieu study barrier.yaml --jobs 2")]
    [InlineData("12.6 min")]
    [InlineData("2 of 6 seeds have values")]
    [InlineData("oxygen at tick 1,200 &lt;cell 17&gt;")]
    [InlineData("Fibroblasts &lt;keep&gt; T cells out &amp; away.")]
    [InlineData("never")]
    public void SaysWhatWasFound(string part) => Assert.Contains(part, Page, StringComparison.Ordinal);

    [Fact(DisplayName = "Equal results give equal reports, byte for byte")]
    public void Deterministic() => Assert.Equal(Page, StudyReport.Html(Sample.Results, Origin));

    [Fact(DisplayName = "A study without values, expectations or sources still has a report")]
    public void Empty()
    {
        var bare = Sample.Results with
        {
            Source = "",
            Expectations = [],
            Failures = [],
            Values = Sample.Results.Values.Clear(),
        };
        var page = StudyReport.Html(bare, new ReportOrigin("", "", ""));
        Assert.NotEmpty(Xml(page).Descendants("h1"));
        Assert.Contains("No expectation is stated.", page, StringComparison.Ordinal);
        Assert.Contains("no finite values", page, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Many studies make one table: a claim holds only where all of its expectations are met")]
    public void Folder()
    {
        var good = Sample.Results with { Name = "good", Expectations = [Sample.Results.Expectations[0]] };
        ReportedStudy[] studies = [new("a.yaml", Sample.Results, "a/report.html"), new("b|c.yaml", good, "")];
        var page = StudiesReport.Html("Claims", studies, Origin);
        Assert.Single(Xml(page).Descendants("table"));
        Assert.Contains(
            "1 of 2 claims hold in all of their expectations; 3 of 4 expectations met.",
            page,
            StringComparison.Ordinal
        );
        var text = StudiesReport.Markdown("Claims", studies, Origin);
        Assert.Contains("| `a.yaml` |", text, StringComparison.Ordinal);
        Assert.Contains("does not hold (2 of 3)", text, StringComparison.Ordinal);
        Assert.Contains("`b\\|c.yaml`", text, StringComparison.Ordinal);
        var table = text.Split('\n').Where(l => l.StartsWith('|')).ToArray();
        Assert.Equal(4, table.Length);
        Assert.All(table, l => Assert.Equal(6, Bars().Count(l)));
    }

    [Theory(
        DisplayName = "Ticks are round numbers that take in the range, three to nine of them, written with as many digits as they need"
    )]
    [InlineData(0, 1, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 97, "0 20 40 60 80 100")]
    [InlineData(-3, 12, "-5 0 5 10 15")]
    [InlineData(0.0312, 0.0498, "0.030 0.035 0.040 0.045 0.050")]
    [InlineData(5, 5, "4.4 4.6 4.8 5.0 5.2 5.4 5.6")]
    [InlineData(0, 0, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 1.2, "0.00 0.25 0.50 0.75 1.00 1.25")]
    public void RoundTicks(double low, double high, string expected)
    {
        var ticks = Ticks.Around(low, high);
        Assert.Equal(expected, string.Join(' ', ticks.At.Select(ticks.Text)));
        Assert.True(ticks.Low <= low && ticks.High >= high);
    }

    [Theory(DisplayName = "Axes of time have steps of clocks and calendars, and end where the run ends")]
    [InlineData(24, "h", "0 3 6 9 12 15 18 21 24")]
    [InlineData(7, "d", "0 1 2 3 4 5 6 7")]
    [InlineData(28, "d", "0 7 14 21 28")]
    [InlineData(2.5, "d", "0.0 0.5 1.0 1.5 2.0 2.5")]
    [InlineData(90, "min", "0 15 30 45 60 75 90")]
    [InlineData(400, "d", "0 50 100 150 200 250 300 350 400")]
    public void TicksOfTime(double end, string unit, string expected)
    {
        var ticks = Ticks.OfTime(end, unit);
        Assert.Equal(expected, string.Join(' ', ticks.At.Select(ticks.Text)));
        Assert.Equal(end, ticks.High);
    }

    [Fact(DisplayName = "Whatever the range, ticks are few, even and inside double's reach")]
    public void TicksOfAnyRange()
    {
        for (var power = -12; power <= 12; power++)
        for (var k = 1; k < 40; k++)
        {
            var (low, high) = (-k * 0.3 * Math.Pow(10, power), ((k * 1.7) + 0.01) * Math.Pow(10, power));
            var ticks = Ticks.Around(low, high);
            Assert.InRange(ticks.At.Length, 3, 9);
            Assert.True(
                ticks.Low <= low * 0.999 && ticks.High >= high * 0.999,
                string.Create(CultureInfo.InvariantCulture, $"{low} {high}")
            );
        }
    }

    [Theory(DisplayName = "Numbers have three digits, and powers of ten where zeros would be many")]
    [InlineData(0, "0")]
    [InlineData(12345, "12345")]
    [InlineData(0.015625, "0.0156")]
    [InlineData(2.5, "2.5")]
    [InlineData(-0.0004, "\u22124\u00d710\u207b\u2074")]
    [InlineData(9.999e6, "1\u00d710\u2077")]
    [InlineData(double.NaN, "n/a")]
    [InlineData(double.PositiveInfinity, "never")]
    public void Numbers(double value, string expected) => Assert.Equal(expected, FigureNumber.Of(value));

    [Fact(DisplayName = "The bootstrap interval of a median takes it in and narrows with more values")]
    public void Bootstrap()
    {
        double[] few = [1, 2, 3, 4, 5, 6];
        double[] many = [.. Enumerable.Range(0, 60).Select(k => 1 + (k / 11.8))];
        var (low, high) = EffectFigure.Interval(few);
        Assert.InRange(3.5, low, high);
        var (a, b) = EffectFigure.Interval(many);
        Assert.True(b - a < 0.6 * (high - low));
    }

    private static XDocument Xml(string page) =>
        XDocument.Parse(Void().Replace(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "<$1/>"));

    [GeneratedRegex("<((?:meta|img|br)(?:\\s[^<>]*[^/<>])?)>")]
    private static partial Regex Void();

    [GeneratedRegex(@"(?:src|data|action|srcset)=""(?!data:)|<link|@import|url\(", RegexOptions.IgnoreCase)]
    private static partial Regex Loading();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bars();
}
