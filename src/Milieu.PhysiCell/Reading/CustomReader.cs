// Custom variables of a definition (contract 3.12).
using System.Globalization;
using System.Xml.Linq;

namespace Milieu.PhysiCell;

internal sealed class CustomReader(Findings findings)
{
    public void Read(XElement? custom, TypeState state)
    {
        foreach (var element in custom?.Elements() ?? [])
        {
            var name = element.Name.LocalName;
            var parts = element
                .Text()
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length != 1)
            {
                findings.Warn(
                    element,
                    "a custom variable that is a list of numbers is left out: no rule can read it",
                    name,
                    "one number"
                );
                continue;
            }
            if (
                !double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || !double.IsFinite(value)
            )
            {
                findings.Error(element, "a custom variable must be a finite number", parts[0], "a number");
                continue;
            }
            var at = findings.At(element);
            var units = state.Custom.TryGetValue(name, out var old) ? old.Units : element.Named("units");
            state.Custom[name] = new CustomValue(
                new Said(value, at),
                units,
                XmlValues.IsYes(element.Named("conserved"))
            );
        }
    }
}
