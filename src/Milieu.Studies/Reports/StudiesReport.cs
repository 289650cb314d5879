// Many studies in one table: as a page, and as Markdown for the repository.
using System.Text;

namespace Milieu.Studies;

/// <summary>A study of a folder.</summary>
/// <param name="File">The study file, as the reader would type it.</param>
/// <param name="Link">Where its own report lies, relative to the page; empty for none.</param>
public sealed record ReportedStudy(string File, StudyResults Results, string Link);

public static class StudiesReport
{
    /// <summary>One self-contained page.</summary>
    public static string Html(string title, IReadOnlyList<ReportedStudy> studies, ReportOrigin origin)
    {
        var page = new HtmlPage(title);
        page.Add("h1", title);
        page.Add("p", Summary(studies), "sum");
        page.Table(
            "Every study with its claim and what came of it.",
            ["Study", "Claim", "Result", "Effects"],
            studies.Select(s =>
                (string[])
                    [
                        Name(s),
                        $"{HtmlPage.Escaped(s.Results.Claim)}<br><span class=\"quiet\">{HtmlPage.Sourced(s.Results.Source)}</span>",
                        $"<span class=\"v {Class(s.Results)}\">{HtmlPage.Escaped(Word(s.Results))}</span>",
                        string.Concat(s.Results.Expectations.Select(Line)),
                    ]
            ),
            isWide: true
        );
        page.Add("h2", "Provenance");
        page.Raw(
            $"<dl><dt>Command</dt><dd>{HtmlPage.Escaped(origin.Command)}</dd><dt>Date</dt><dd>{HtmlPage.Escaped(origin.Date)}</dd>"
                + $"<dt>Wall time of all runs</dt><dd>{StudyReport.Duration(studies.Sum(s => s.Results.WallSeconds))}</dd></dl>"
        );
        return page.End();
    }

    /// <summary>The same as Markdown: one row a study, one line an expectation.</summary>
    public static string Markdown(string title, IReadOnlyList<ReportedStudy> studies, ReportOrigin origin)
    {
        var text = new StringBuilder($"# {title}\n\n{Summary(studies)}\n\n");
        text.Append("As last measured with `").Append(origin.Command).Append("`, ").Append(origin.Date);
        text.Append(origin.Machine.Length > 0 ? $", on {origin.Machine}" : "").Append(", ");
        text.Append(StudyReport.Duration(studies.Sum(s => s.Results.WallSeconds)))
            .Append(" of wall time for all runs.\n\n");
        text.Append("| study | claim | source | result | expectation: effect (p, pairs) |\n|---|---|---|---|---|\n");
        foreach (var study in studies)
            text.Append(
                $"| `{Cell(study.File)}` | {Cell(study.Results.Claim)} | {Cell(study.Results.Source)} | {Word(study.Results)} | "
                    + string.Join(
                        "<br>",
                        study.Results.Expectations.Select(e =>
                            $"{StudyWords.Of(e.Verdict)}: `{Cell(e.Text)}`: {Cell(Effect(e))}"
                        )
                    )
                    + " |\n"
            );
        return text.ToString();
    }

    private static string Summary(IReadOnlyList<ReportedStudy> studies)
    {
        var (all, held) = (studies.Count, studies.Count(s => Holds(s.Results)));
        var expectations = studies.SelectMany(s => s.Results.Expectations).ToArray();
        var met = expectations.Count(e => e.Verdict == Verdict.Met);
        return $"{held} of {all} claims hold in all of their expectations; {met} of {expectations.Length} expectations met.";
    }

    private static string Line(ExpectationResult e)
    {
        var word = StudyWords.Of(e.Verdict);
        return $"<p><span class=\"v {word}\">{word}</span> {HtmlPage.Element("code", e.Text)} {HtmlPage.Escaped(Effect(e))}</p>";
    }

    private static string Effect(ExpectationResult e)
    {
        var numbers = $"{e.EffectName} {FigureNumber.Of(e.Effect)}";
        return e.P is { } p ? $"{numbers} (p {StudyReport.P(p)}, {e.Left.Length})" : $"{numbers} ({e.Left.Length})";
    }

    private static bool Holds(StudyResults results) =>
        !results.Expectations.IsEmpty && results.Expectations.All(e => e.Verdict == Verdict.Met);

    private static string Word(StudyResults results)
    {
        var met = results.Expectations.Count(e => e.Verdict == Verdict.Met);
        var word =
            Holds(results) ? "holds"
            : results.Expectations.Any(e => e.Verdict == Verdict.Missed) ? "does not hold"
            : "undecided";
        return $"{word} ({met} of {results.Expectations.Length})";
    }

    private static string Class(StudyResults results) =>
        Holds(results) ? "met"
        : results.Expectations.Any(e => e.Verdict == Verdict.Missed) ? "missed"
        : "undecided";

    private static string Name(ReportedStudy study)
    {
        var name = HtmlPage.Escaped(study.Results.Name);
        return study.Link.Length > 0 ? $"<a href=\"{HtmlPage.Escaped(study.Link)}\">{name}</a>" : name;
    }

    private static string Cell(string text) =>
        text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}
