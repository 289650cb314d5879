// A study as one page: claim, verdicts, figures, arms, and where the numbers come from.
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Milieu.Studies;

/// <summary>What a report tells beside the results.</summary>
/// <param name="Command">As it was typed.</param>
/// <param name="Date">When the report was made, as text.</param>
/// <param name="Machine">Where it was run; empty if nobody knows.</param>
public sealed record ReportOrigin(string Command, string Date, string Machine)
{
    /// <summary>Pictures (SVG) of the tissue by arm.</summary>
    public ImmutableDictionary<string, string> Pictures { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>One HTML file without scripts, network or other files; prints on A4 and letter.</summary>
public static class StudyReport
{
    public static string Html(StudyResults results, ReportOrigin origin)
    {
        var page = new HtmlPage(results.Name + " - study");
        Head(page, results);
        Expectations(page, results);
        BranchSection.Add(page, results);
        EndpointSection.Add(page, results);
        EffectSection.Add(page, results);
        Measures(page, results);
        Pictures(page, results, origin);
        Arms(page, results);
        Provenance(page, results, origin);
        return page.End();
    }

    private static void Head(HtmlPage page, StudyResults results)
    {
        page.Add("h1", results.Name);
        page.Add("p", results.Claim, "claim");
        if (results.Source.Length > 0)
            page.Raw($"<p class=\"quiet\">Source: {HtmlPage.Sourced(results.Source)}</p>");
        page.Add("p", Summary(results), "sum");
        page.Add(
            "p",
            $"{results.Arms.Length} arms, {results.Seeds.Length} seeds each. Arms with the same seed share their chance, so that pairs of runs are compared.",
            "quiet"
        );
    }

    /// <summary>How many expectations hold.</summary>
    public static string Summary(StudyResults results)
    {
        var (all, met) = (results.Expectations.Length, results.Expectations.Count(e => e.Verdict == Verdict.Met));
        var open = results.Expectations.Count(e => e.Verdict == Verdict.Undecided);
        return all == 0
            ? "No expectation is stated."
            : $"{met} of {all} expectations met" + (open > 0 ? $", {open} undecided." : ".");
    }

    private static void Expectations(HtmlPage page, StudyResults results)
    {
        if (results.Expectations.IsEmpty)
            return;
        page.Add("h2", "Expectations");
        page.Table(
            "Each expectation with its effect over seeds. p is one-sided, from flips of the signs of paired differences.",
            ["Expectation", "Result", "#Effect", "#p", "#Pairs", "#Variance left by pairing"],
            results.Expectations.Select(Row),
            isWide: true
        );
        ImmutableArray<FigureEffect> effects =
        [
            .. results
                .Expectations.Where(e => e.Right.Length > 0)
                .Select(e => new FigureEffect(
                    e.Text,
                    [.. e.Left.Zip(e.Right, (a, b) => b > 0 && a > 0 ? a / b : double.NaN)],
                    e.Verdict == Verdict.Met
                )),
        ];
        if (effects.Any(e => e.Ratios.Any(double.IsFinite)))
            page.Figure(
                EffectFigure.Draw("effects", "Effects of all expectations", effects),
                "The side that should be larger over the other, factors included. Bars: median over pairs; dots: pairs; whiskers: 95 % bootstrap interval of the median. Filled bars are met; right of the line the inequality holds."
            );
    }

    private static string[] Row(ExpectationResult e)
    {
        var about = e.About.Length > 0 ? "<br>" + HtmlPage.Element("span", e.About, "quiet") : "";
        var note = e.Note.Length > 0 ? "<br>" + HtmlPage.Element("span", e.Note, "quiet") : "";
        var word = StudyWords.Of(e.Verdict);
        var sign = e.Verdict switch
        {
            Verdict.Met => "\u2713",
            Verdict.Missed => "\u2717",
            _ => "?",
        };
        return
        [
            HtmlPage.Element("code", e.Text) + about,
            $"<span class=\"v {word}\"><span aria-hidden=\"true\">{sign}</span> {word}</span>{note}",
            $"{FigureNumber.Of(e.Effect)}<br>{HtmlPage.Element("span", e.EffectName, "quiet")}",
            e.P is { } p ? P(p) : "\u2013",
            HtmlPage.Whole(e.Left.Length),
            e.VarianceLeft is { } left ? FigureNumber.Of(Math.Round(100 * left)) + " %" : "\u2013",
        ];
    }

    /// <summary>A p value as text; very small ones as a bound.</summary>
    public static string P(double p) => p < 1e-4 ? "< 0.0001" : p.ToString("0.####", CultureInfo.InvariantCulture);

    private static void Measures(HtmlPage page, StudyResults results)
    {
        page.Add("h2", "Measures");
        for (var k = 0; k < results.Measures.Length; k++)
        {
            var measure = results.Measures[k];
            page.Raw("<section>");
            page.Add("h3", measure.Name);
            page.Raw(
                $"<p>{HtmlPage.Element("code", measure.Of)}, {HtmlPage.Escaped(measure.When)}.{(measure.About.Length > 0 ? " " + HtmlPage.Escaped(measure.About) : "")}</p>"
            );
            MeasureSection.Add(page, results, measure, $"m{HtmlPage.Whole(k)}");
            page.Raw("</section>");
        }
    }

    private static void Pictures(HtmlPage page, StudyResults results, ReportOrigin origin)
    {
        var shown = results.Arms.Where(a => origin.Pictures.ContainsKey(a.Name)).ToArray();
        if (shown.Length == 0)
            return;
        page.Add("h2", "The tissue at the end");
        page.Add("p", $"Seed {results.Seeds[0]} of each arm.", "quiet");
        page.Raw("<div class=\"pictures\">");
        foreach (var arm in shown)
        {
            var data = Convert.ToBase64String(Encoding.UTF8.GetBytes(origin.Pictures[arm.Name]));
            var alt = HtmlPage.Escaped($"Cells and a field at the end of the run of arm {arm.Name}");
            page.Raw(
                $"<figure><img alt=\"{alt}\" src=\"data:image/svg+xml;base64,{data}\">{HtmlPage.Element("figcaption", arm.Name)}</figure>"
            );
        }
        page.Raw("</div>");
    }

    private static void Arms(HtmlPage page, StudyResults results)
    {
        page.Add("h2", "Arms");
        page.Table(
            "What sets each arm apart from the base model.",
            ["Arm", "Changes", "Model hash"],
            results.Arms.Select(a =>
                (string[])
                    [
                        HtmlPage.Escaped(a.Name)
                            + (a.About.Length > 0 ? "<br>" + HtmlPage.Element("span", a.About, "quiet") : ""),
                        a.Changes.IsEmpty
                            ? HtmlPage.Element("span", "the base model", "quiet")
                            : string.Join("<br>", a.Changes.Select(c => HtmlPage.Element("code", c))),
                        HtmlPage.Element("code", a.ModelHash.Length > 16 ? a.ModelHash[..16] : a.ModelHash),
                    ]
            )
        );
    }

    private static void Provenance(HtmlPage page, StudyResults results, ReportOrigin origin)
    {
        page.Add("h2", "Provenance");
        page.Raw("<dl>");
        Item("Milieu", results.Version);
        Item("Command", origin.Command);
        Item("Date", origin.Date);
        Item("Machine", origin.Machine);
        Item("Seeds", string.Join(", ", results.Seeds));
        Item("Wall time of all runs", Duration(results.WallSeconds));
        Item("Runs that broke", results.Failures.IsEmpty ? "none" : HtmlPage.Whole(results.Failures.Length));
        page.Raw("</dl>");
        if (!results.Failures.IsEmpty)
            page.Table(
                "Runs that broke; their seeds count in no comparison.",
                ["Arm", "#Seed", "Reason"],
                results.Failures.Select(f =>
                    (string[])[HtmlPage.Escaped(f.Arm), HtmlPage.Whole(f.Seed), HtmlPage.Escaped(f.Reason)]
                )
            );
        page.Add("h3", "The study file");
        page.Raw($"<pre><code>{HtmlPage.Escaped(results.Text)}</code></pre>");

        void Item(string name, string text)
        {
            if (text.Length > 0)
                page.Raw(HtmlPage.Element("dt", name) + HtmlPage.Element("dd", text));
        }
    }

    /// <summary>Seconds in words.</summary>
    public static string Duration(double seconds) =>
        seconds < 120 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s")
        : seconds < 7200 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} h");
}
