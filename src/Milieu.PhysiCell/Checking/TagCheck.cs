// Looks at every tag of a settings file: is it known, is it read, does its unit fit?
using System.Xml.Linq;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>What PhysiCell passes over in silence: misspelt tags and attributes, second copies, tags without effect, units.</summary>
internal static class TagCheck
{
    // Words that say "no unit"; PhysiCell's own files also write the name of what is counted.
    private static readonly string[] NoUnit = ["", "dimensionless", "none", "n/a", "unitless", "1"];

    public static void Run(XElement root, Findings findings) => Children(root, Tag.Root, findings);

    private static void Children(XElement element, Tag tag, Findings findings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var child in element.Elements())
        {
            var name = child.Name.LocalName;
            if (!tag.Children.TryGetValue(name, out var known))
            {
                if (!tag.IsOpen)
                    Unknown(child, tag, findings);
                continue;
            }
            if (!seen.Add(name) && !known.IsRepeated)
                findings.Warn(child, $"a second {name} in {element.Name.LocalName}: PhysiCell reads the first alone");
            else
                Known(child, known, findings);
        }
    }

    private static void Known(XElement element, Tag tag, Findings findings)
    {
        if (tag.Idle is not null)
        {
            // An empty or disabled one asks for nothing.
            if (IsAsking(element))
                findings.Warn(element, $"{tag.Name} is without effect: {tag.Idle}");
            return;
        }
        Attributes(element, tag, findings);
        if (tag.Measure is { } measure)
            Unit(element, measure, findings);
        Children(element, tag, findings);
    }

    private static bool IsAsking(XElement element) =>
        element.Attribute("enabled") is { } enabled
            ? XmlValues.IsYes(enabled.Value)
            : element.HasElements || element.Value.Trim().Length > 0;

    // What is spelt almost like a tag that is missing is taken for that one: PhysiCell would go on with a default.
    private static void Unknown(XElement element, Tag tag, Findings findings)
    {
        var name = element.Name.LocalName;
        var near = Nearest.To(name, tag.Children.Keys);
        if (near is not null && element.Parent.Child(near) is null)
            findings.Error(element, "unknown tag: PhysiCell would go on as if it were not there", name, null, near);
        else
            findings.Warn(
                element,
                "no effect: PhysiCell reads no such tag here",
                name,
                near is null && Tag.Home(name) is { } home ? "it in " + home : null,
                near
            );
    }

    private static void Attributes(XElement element, Tag tag, Findings findings)
    {
        foreach (var attribute in element.Attributes().Where(a => !a.IsNamespaceDeclaration))
        {
            var name = attribute.Name.LocalName;
            if (name is "units" or "type" or "description" || tag.Attributes.Contains(name))
                continue;
            if (Nearest.To(name, tag.Attributes) is { } nearest)
                findings.Warn(
                    attribute,
                    $"PhysiCell knows no such attribute of {tag.Name} and passes over it",
                    name,
                    null,
                    nearest
                );
        }
    }

    /// <summary>PhysiCell never reads units: a number in hours is taken as minutes.</summary>
    private static void Unit(XElement element, Measure measure, Findings findings)
    {
        var text = element.Attribute("units")?.Value.Trim() ?? "";
        var wanted = Measures.UnitOf(measure, Model.Unit.One);
        if (NoUnit.Contains(text, StringComparer.OrdinalIgnoreCase) || !UnitText.TryParse(text, out var unit, out _))
            return;
        var label = Measures.LabelOf(measure, "");
        if (unit.Dimension != wanted.Dimension)
            findings.Warn(
                element.Attribute("units"),
                $"the unit contradicts {element.Name.LocalName}; PhysiCell does not read units and takes the number {Taken(label)}",
                text,
                label.Length == 0 ? "no unit" : label
            );
        else if (unit.Convert(1, wanted) != 1)
            findings.Warn(
                element.Attribute("units"),
                $"PhysiCell does not read units: the number is taken {Taken(label)}, not converted",
                text,
                label.Length == 0 ? "no unit" : label
            );
    }

    private static string Taken(string label) => label.Length == 0 ? "as a plain number" : "in " + label;
}
