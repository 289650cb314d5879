// The project's own parameters (contract 2.10).
using System.Xml.Linq;

namespace Milieu.PhysiCell;

/// <summary>Four spaces of names; only those that samples give a meaning are used.</summary>
internal sealed class UserParameters
{
    private readonly Dictionary<string, XElement> _whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XElement> _numbers = new(StringComparer.Ordinal);
    private readonly Findings _findings;

    public UserParameters(XElement? section, Findings findings)
    {
        _findings = findings;
        var seen = new HashSet<(string, string)>();
        foreach (var element in section?.Elements() ?? [])
        {
            var type = element.Named("type");
            if (type is not ("bool" or "int" or "string"))
                type = "double";
            if (!seen.Add((type, element.Name.LocalName)))
                findings.Error(
                    element,
                    $"a second user parameter of this name and type ({type})",
                    element.Name.LocalName
                );
            if (type == "int")
                _whole[element.Name.LocalName] = element;
            if (type == "double")
                _numbers[element.Name.LocalName] = element;
        }
    }

    public XElement? Whole(string name) => _whole.GetValueOrDefault(name);

    public XElement? Number(string name) => _numbers.GetValueOrDefault(name);

    public int? WholeValue(string name) => Whole(name)?.Whole(_findings);

    public double? NumberValue(string name) => Number(name)?.Number(_findings);

    public IEnumerable<string> Names => _whole.Keys.Concat(_numbers.Keys);
}
