// The names that a settings file declares.
using System.Globalization;
using System.Xml.Linq;

namespace Milieu.PhysiCell;

/// <param name="Substrates">In document order, which is their index.</param>
/// <param name="Types">In the order of their index: the default first, then as in the document.</param>
internal sealed record Declared(IReadOnlyList<string> Substrates, IReadOnlyList<string> Types)
{
    // The constants of a model grow with the square of its types.
    private const int Most = 1000;

    /// <summary>Null where there are more than any project has.</summary>
    public static Declared? Of(XElement root, Findings findings)
    {
        var substrates = root.Child("microenvironment_setup").Children("variable").ToList();
        var types = root.Child("cell_definitions").Children("cell_definition").ToList();
        if (substrates.Count > Most || types.Count > Most)
        {
            findings.Error(
                root,
                "too many substrates or cell types",
                Math.Max(substrates.Count, types.Count).ToString(CultureInfo.InvariantCulture),
                $"at most {Most} of each"
            );
            return null;
        }
        Once(substrates, "substrate", findings);
        Once(types, "cell type", findings);
        return new Declared(
            [.. substrates.Select(s => s.Named("name"))],
            [.. types.OrderBy(t => IsDefault(t) ? 0 : 1).Select(t => t.Named("name"))]
        );
    }

    /// <summary>Whether a definition writes the type from which others inherit (contract 3.1).</summary>
    public static bool IsDefault(XElement definition) =>
        definition.Named("name") == "default" || definition.Named("ID") == "0";

    private static void Once(List<XElement> elements, string what, Findings findings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in elements)
        {
            var name = element.Named("name");
            if (name.Length == 0)
                findings.Error(element, $"a {what} without a name");
            else if (!seen.Add(name))
                findings.Error(element, $"a second {what} of this name", name);
        }
    }
}
