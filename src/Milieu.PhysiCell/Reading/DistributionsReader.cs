// Values drawn for each initial cell (contract 3.13).
using System.Xml.Linq;
using Milieu.Model;

namespace Milieu.PhysiCell;

internal sealed class DistributionsReader(Vocabulary words, ModelTree tree, Findings findings)
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Uniform"] = "uniform",
        ["LogUniform"] = "log uniform",
        ["Normal"] = "normal",
        ["LogNormal"] = "log normal",
        ["Log10Normal"] = "log10 normal",
    };

    public void Read(XElement root)
    {
        foreach (var definition in root.Child("cell_definitions").Children("cell_definition"))
        {
            var section = definition.Child("initial_parameter_distributions");
            if (section is null || !IsOn(section))
                continue;
            foreach (var distribution in section.Children("distribution").Where(IsOn))
                Distribution(distribution, definition.Named("name"));
        }
    }

    // What does not say whether it is enabled, is.
    private static bool IsOn(XElement element) => !element.Has("enabled") || element.Enabled();

    private void Distribution(XElement element, string type)
    {
        var said = element.Child("behavior").Text();
        var isVolume = string.Equals(said, "volume", StringComparison.OrdinalIgnoreCase);
        var word = isVolume ? null : words.Behavior(said);
        if (!Kinds.TryGetValue(element.Named("type"), out var kind))
        {
            findings.Unknown(element, "distribution", element.Named("type"), Kinds.Keys);
            return;
        }
        if (word is null && !isVolume)
        {
            findings.Error(
                element.Child("behavior") ?? element,
                "unknown behavior",
                said,
                "volume, or a behavior such as migration speed",
                words.NearestBehavior(said)
            );
            return;
        }
        var at = findings.At(element);
        var map = new MapNode(at);
        Put(map, "of", isVolume ? "volume" : word!.Name, at);
        Put(map, "kind", kind, at);
        string Own(double value) => word is null ? ModelTree.Text(value, Measure.Volume) : word.Text(value);
        static string Plain(double value) => ModelTree.Text(value, Measure.Number);
        var isBell = kind == "normal";
        var isLog = kind is "log normal" or "log10 normal";
        Number(element, map, isLog || isBell ? "lower_bound" : "min", "min", Own, !isLog && !isBell);
        Number(element, map, isLog || isBell ? "upper_bound" : "max", "max", Own, !isLog && !isBell);
        if (isLog || isBell)
        {
            Number(element, map, "mu", isBell ? "mean" : "mu", isBell ? Own : Plain, true);
            Number(element, map, "sigma", isBell ? "sd" : "sigma", isBell ? Own : Plain, true);
        }
        if (element.Has("check_base") && !XmlValues.IsYes(element.Named("check_base")))
            Put(map, "check base", "false", at);
        tree.Add(at, map, "cells", type, "distributions");
    }

    private void Number(
        XElement distribution,
        MapNode map,
        string tag,
        string key,
        Func<double, string> text,
        bool isNeeded
    )
    {
        var element = distribution.Child(tag);
        if (element is null && isNeeded)
            findings.Error(distribution, $"the distribution has no {tag}", distribution.Named("type"));
        if (element is not null)
            Put(map, key, text(element.Number(findings)), findings.At(element));
    }

    private static void Put(MapNode map, string key, string text, Mark at) =>
        map.Put(new MapEntry(key, at, new ScalarNode(text, false, at)));
}
