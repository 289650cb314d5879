// What a project says about its run and its output (contract 2.4, 2.5).
using System.Globalization;
using System.Xml.Linq;
using Milieu.Model;

namespace Milieu.PhysiCell;

internal static class WishesReader
{
    public static ProjectWishes Read(XElement root, UserParameters parameters, Findings findings)
    {
        var save = root.Child("save");
        var picture = save.Find("SVG/plot_substrate");
        var isPlotted = picture.Enabled();
        var hasLimits = isPlotted && XmlValues.IsYes(picture!.Named("limits"));
        return new ProjectWishes
        {
            Seed = Seed(root, parameters, findings),
            SaveMinutes = Interval(save.Child("full_data"), findings),
            PictureMinutes = Interval(save.Child("SVG"), findings),
            PictureSubstrate = isPlotted ? picture.Child("substrate").Text() : null,
            PictureLow = hasLimits ? picture.Child("min_conc").Number(findings) : null,
            PictureHigh = hasLimits ? picture.Child("max_conc").Number(findings) : null,
            PictureColors = picture.Child("colormap").Text(),
        };
    }

    private static double? Interval(XElement? section, Findings findings)
    {
        if (!section.Child("enable").Yes())
            return null;
        var interval = section.Child("interval");
        var minutes = interval.Number(findings);
        if (minutes > 0)
            return minutes;
        findings.Error(
            interval ?? section,
            "the interval of saving must be above zero",
            interval.Text(),
            "minutes, such as 60"
        );
        return null;
    }

    private static ulong? Seed(XElement root, UserParameters parameters, Findings findings)
    {
        if (parameters.Whole("random_seed") is { } own)
        {
            var value = own.Whole(findings);
            if (value >= 0)
                return (ulong)value;
            findings.Error(own, "a seed cannot be negative", own.Text());
            return null;
        }
        var seed = root.Find("options/random_seed");
        var text = seed.Text();
        if (text is "" or "random" or "system_clock")
            return null;
        if (uint.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            return number;
        findings.Error(seed, "not a random seed", text, "a whole number from 0 to 4294967295, random or system_clock");
        return null;
    }
}
