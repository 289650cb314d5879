// Endpoints as parts of the report.
using System.Globalization;

namespace Milieu.Studies;

internal static class EndpointSection
{
    public static void Add(HtmlPage page, StudyResults results)
    {
        if (results.Endpoints.IsEmpty)
            return;
        page.Add("h2", "Endpoints");
        for (var k = 0; k < results.Endpoints.Length; k++)
        {
            page.Raw("<section>");
            page.Add("h3", results.Endpoints[k].Name);
            if (results.Endpoints[k] is Lesions lesions)
                Responses(page, results, lesions, $"e{HtmlPage.Whole(k)}");
            else if (results.Endpoints[k] is Combination combination)
                Excess(page, results, combination);
            else
                Numbers(page, results, results.Endpoints[k], Words(results.Endpoints[k]));
            page.Raw("</section>");
        }
    }

    private static string Words(Endpoint endpoint) =>
        endpoint is Exposure exposure
            ? $"Area under the course of {exposure.Course}, by trapezoids, and its peak."
            : "Effect on the tumor over toxicity.";

    private static void Responses(HtmlPage page, StudyResults results, Lesions lesions, string id)
    {
        var arms = results
            .Arms.Select(a =>
                (
                    a.Name,
                    Courses: results
                        .Seeds.Select(s => lesions.CourseOf(m => results.Of(m, a.Name, s)))
                        .Where(c => !c.All.IsEmpty)
                        .ToList()
                )
            )
            .ToList();
        page.Figure(
            WaterfallFigure.Draw(
                id,
                "Best change of the sum of diameters",
                [
                    .. arms.Select(a => new WaterfallStrip(
                        a.Name,
                        [.. a.Courses.Select(c => new WaterfallBar(c.BestChange, c.Best!.Value))]
                    )),
                ]
            ),
            "Each bar is a run: the lowest sum of diameters until progression against that at the start, with the best response by RECIST 1.1. Bars above +100 % are cut and say their number."
        );
        Best(page, arms);
        var axis = "change of the sum of diameters (%)";
        var courses = results.Arms.Select(a => new FigureCourse(
            a.Name,
            [
                .. results.Seeds.Select(s =>
                    (IReadOnlyList<(double, double)>)
                        [.. results.Of(lesions.Change, a.Name, s).Select(v => (v.Minutes, v.Value))]
                ),
            ]
        ));
        page.Figure(
            LineFigure.Draw(id + "c", "Sum of diameters over time", axis, [.. courses]),
            "Lines: median over seeds. Bands: lowest to highest seed."
        );
    }

    private static void Best(HtmlPage page, IReadOnlyList<(string Name, List<LesionCourse> Courses)> arms) =>
        page.Table(
            "Best responses. Rates are shares of runs with their 95 % intervals (Wilson).",
            [
                "Arm",
                "#Runs",
                "#CR",
                "#PR",
                "#SD",
                "#PD",
                "#Response rate",
                "#Disease control",
                "#Median best change (%)",
            ],
            arms.Select(a =>
                (string[])
                    [
                        HtmlPage.Escaped(a.Name),
                        HtmlPage.Whole(a.Courses.Count),
                        .. Enum.GetValues<ResponseCategory>()
                            .Select(c => HtmlPage.Whole(a.Courses.Count(r => r.Best == c))),
                        Rate(a.Courses.Count(r => r.Best <= ResponseCategory.Partial), a.Courses.Count),
                        Rate(a.Courses.Count(r => r.Best <= ResponseCategory.Stable), a.Courses.Count),
                        FigureNumber.Of(Spread.Median(a.Courses.Select(c => c.BestChange))),
                    ]
            ),
            isWide: true
        );

    private static void Excess(HtmlPage page, StudyResults results, Combination combination)
    {
        Numbers(
            page,
            results,
            combination,
            "Effects are shares of what is left in the control. Bliss: above E_a + E_b - E_a E_b; HSA: above the stronger of both"
                + (combination.HasDoses ? "; combination index (Loewe): 1 is additive, below is synergy." : ".")
        );
    }

    /// <summary>Every value of an arm as a mean with its interval.</summary>
    private static void Numbers(HtmlPage page, StudyResults results, Endpoint endpoint, string caption) =>
        page.Table(
            caption + " Means over seeds with 95 % intervals by bootstrap over seeds.",
            ["Arm", "Endpoint", "#Seeds", "#Mean", "#Interval (95 %)"],
            results
                .EndpointResults.Where(r => endpoint.Measures.Any(m => m.Name == r.Name))
                .Select(r =>
                    (string[])
                        [
                            HtmlPage.Escaped(r.Arm),
                            HtmlPage.Escaped(r.Name),
                            HtmlPage.Whole(r.Seeds),
                            r.Seeds == 0 ? "\u2013" : FigureNumber.Of(r.Mean),
                            double.IsNaN(r.Low) ? "\u2013" : $"{FigureNumber.Of(r.Low)} to {FigureNumber.Of(r.High)}",
                        ]
                ),
            isWide: true
        );

    private static string Rate(int hits, int runs)
    {
        if (runs == 0)
            return "\u2013";
        var (low, high) = Spread.Wilson(hits, runs);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{100.0 * hits / runs:0} % ({100 * low:0} to {100 * high:0})"
        );
    }
}
