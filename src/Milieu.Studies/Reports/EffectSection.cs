// What factors do to measures, as a table of the report.
namespace Milieu.Studies;

internal static class EffectSection
{
    public static void Add(HtmlPage page, StudyResults results)
    {
        if (results.Effects.IsEmpty)
            return;
        page.Add("h2", "Effects of factors");
        page.Table(
            "Least squares over all arms, seed by seed: from the lowest to the highest level of a factor, the others at their mean; of a pair, how much the effect of one grows with the other. Means over seeds with 95 % intervals by bootstrap over seeds; on the scale of logarithms shown as a ratio.",
            ["Measure", "Factor", "#Effect", "#Interval (95 %)", "Unit", "#Seeds"],
            results.Effects.Select(e =>
                (string[])
                    [
                        HtmlPage.Escaped(e.Measure),
                        HtmlPage.Escaped(e.Factor),
                        Shown(e, e.Value),
                        double.IsNaN(e.Low) ? "\u2013" : $"{Shown(e, e.Low)} to {Shown(e, e.High)}",
                        e.IsLog ? "ratio" : HtmlPage.Escaped(e.Unit),
                        HtmlPage.Whole(e.BySeed.Length),
                    ]
            ),
            isWide: true
        );
    }

    private static string Shown(EffectResult effect, double value) =>
        double.IsNaN(value) ? "\u2013"
        : effect.IsLog ? "\u00d7 " + FigureNumber.Of(Math.Exp(value))
        : FigureNumber.Of(value);
}
