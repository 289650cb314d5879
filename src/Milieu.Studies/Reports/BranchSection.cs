// What the arms of a study have in common, and what that is worth, as a part of the report.
using System.Globalization;

namespace Milieu.Studies;

internal static class BranchSection
{
    public static void Add(HtmlPage page, StudyResults results)
    {
        if (results.Trunk is not { } trunk)
            return;
        page.Add("h2", "One tumor, many arms");
        var apart = trunk.ArmMinutes.Sum();
        var together = trunk.AtMinutes + trunk.ArmMinutes.Sum(end => end - trunk.AtMinutes);
        page.Add(
            "p",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Each seed grew one tumor for {Days(trunk.AtMinutes)}; its arms went on from that same tissue. What was measured before is the same in all of them. In all {100 * together / apart:0} % of the time was simulated that arms grown apart would have taken."
            )
        );
        var noise = Pairing.Of(results);
        if (noise.IsEmpty)
            return;
        page.Table(
            $"What is left of the noise: variance over seeds of the difference to {noise[0].Against} within a seed, over that of runs of different seeds; last values. Worth: as many times the seeds would be needed without a common past and common chance.",
            ["Measure", "Arm", "#Pairs", "#Variance, paired", "#Variance, independent", "#Left", "#Worth"],
            noise.Select(n =>
                (string[])
                    [
                        HtmlPage.Escaped(n.Measure),
                        HtmlPage.Escaped(n.Arm),
                        HtmlPage.Whole(n.Pairs),
                        Shown(n.Paired),
                        Shown(n.Independent),
                        n.Left is { } left ? FigureNumber.Of(Math.Round(100 * left)) + " %" : "\u2013",
                        n.Left is > 0 and var share ? "\u00d7 " + FigureNumber.Of(1 / share) : "\u2013",
                    ]
            ),
            isWide: true
        );
    }

    private static string Shown(double value) => double.IsNaN(value) ? "\u2013" : FigureNumber.Of(value);

    private static string Days(double minutes) =>
        minutes >= 1440
            ? string.Create(CultureInfo.InvariantCulture, $"{minutes / 1440:0.##} d")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:0.##} h");
}
