// One measure of a report: its figure, and the same in numbers.
namespace Milieu.Studies;

internal static class MeasureSection
{
    /// <param name="id">Tells its figure from the others of the page.</param>
    public static void Add(HtmlPage page, StudyResults results, MeasureResult measure, string id)
    {
        var axis = measure.Name.Replace('_', ' ') + (measure.Unit.Length > 0 ? $" ({measure.Unit})" : "");
        if (measure.IsSeries)
            page.Figure(
                LineFigure.Draw(id, $"{measure.Name} over time", axis, Courses(results, measure)),
                "Lines: median over seeds. Bands: lowest to highest seed."
            );
        else
            page.Figure(
                DotFigure.Draw(id, $"{measure.Name} by arm", axis, Rows(results, measure)),
                "Dots: seeds; thin lines join the same seed. Thick strokes: medians; boxes: the middle half."
            );
        page.Table(
            measure.IsSeries ? "Values at the last time." : "Values in numbers.",
            ["Arm", "#Seeds", "#Median", "#Lowest", "#Highest"],
            Rows(results, measure).Select(Numbers)
        );
    }

    private static FigureRow[] Rows(StudyResults results, MeasureResult measure) =>
        [
            .. results.Arms.Select(a => new FigureRow(
                a.Name,
                [
                    .. results.Seeds.Select(s =>
                        results.Of(measure.Name, a.Name, s) is { IsEmpty: false } values ? values[^1].Value : double.NaN
                    ),
                ]
            )),
        ];

    private static FigureCourse[] Courses(StudyResults results, MeasureResult measure) =>
        [
            .. results.Arms.Select(a => new FigureCourse(
                a.Name,
                [
                    .. results.Seeds.Select(s =>
                        (IReadOnlyList<(double, double)>)
                            [.. results.Of(measure.Name, a.Name, s).Select(v => (v.Minutes, v.Value))]
                    ),
                ]
            )),
        ];

    private static string[] Numbers(FigureRow row)
    {
        double[] known = [.. row.Values.Where(v => !double.IsNaN(v))];
        return
        [
            HtmlPage.Escaped(row.Name),
            HtmlPage.Whole(known.Length),
            FigureNumber.Of(Statistic.Quantile(known, [], 0.5)),
            FigureNumber.Of(known.Length > 0 ? known.Min() : double.NaN),
            FigureNumber.Of(known.Length > 0 ? known.Max() : double.NaN),
        ];
    }
}
