// Numbers, switches and words of elements, as the field's parser takes them.
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Milieu.PhysiCell;

/// <summary>
/// A missing or empty element is 0, false or the empty text (contract 1). A text that is no number is 0 to PhysiCell and
/// an error here; what follows a number is left out with a warning.
/// </summary>
internal static partial class XmlValues
{
    /// <summary>The first child of this name.</summary>
    public static XElement? Child(this XElement? parent, string name) =>
        parent?.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    public static IEnumerable<XElement> Children(this XElement? parent, string name) =>
        parent?.Elements().Where(e => e.Name.LocalName == name) ?? [];

    /// <summary>A path of children, such as <c>save/full_data/interval</c>.</summary>
    public static XElement? Find(this XElement? parent, string path) =>
        path.Split('/').Aggregate(parent, (at, name) => at.Child(name));

    public static string Named(this XElement element, string attribute) =>
        element.Attributes().FirstOrDefault(a => a.Name.LocalName == attribute)?.Value ?? "";

    public static bool Has(this XElement element, string attribute) =>
        element.Attributes().Any(a => a.Name.LocalName == attribute);

    /// <summary>The element's own text without the blanks around it; PhysiCell takes no text of its children.</summary>
    public static string Text(this XElement? element) =>
        element?.Nodes().OfType<XText>().Select(t => t.Value).FirstOrDefault(t => !string.IsNullOrWhiteSpace(t))?.Trim()
        ?? "";

    /// <summary>True where the first letter is 1, t, T, y or Y.</summary>
    public static bool IsYes(string text) => text.Length > 0 && text[0] is '1' or 't' or 'T' or 'y' or 'Y';

    public static bool Yes(this XElement? element) => IsYes(element.Text());

    public static bool Enabled(this XElement? element) => element is not null && IsYes(element.Named("enabled"));

    /// <summary>A finite number; 0 where the element is missing or empty, or where an error was found.</summary>
    public static double Number(this XElement? element, Findings findings)
    {
        var text = element.Text();
        if (text.Length == 0)
            return 0;
        var match = Prefix().Match(text);
        if (!match.Success)
        {
            var isOdd = Odd().IsMatch(text);
            findings.Error(
                element,
                isOdd
                    ? $"the number of {element!.Name.LocalName} must be finite"
                    : $"{element!.Name.LocalName} is not a number (PhysiCell reads 0)",
                text,
                "a number"
            );
            return 0;
        }
        var value = double.Parse(match.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value))
            findings.Error(element, $"the number of {element!.Name.LocalName} is too large", text, "a number");
        else if (match.Length < text.Length)
            findings.Warn(element, "what follows the number is not read", text, match.Value);
        return double.IsFinite(value) ? value : 0;
    }

    /// <summary>The number at the start of an attribute; null where there is none.</summary>
    public static double? Number(string attribute) =>
        Prefix().Match(attribute.Trim()) is { Success: true } match
            ? double.Parse(match.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture)
            : null;

    /// <summary>A whole number; 0 where the element is missing or empty, or where an error was found.</summary>
    public static int Whole(this XElement? element, Findings findings)
    {
        var value = element.Number(findings);
        if (Math.Abs(value) > int.MaxValue)
        {
            findings.Error(element, "not a whole number of this size", element.Text(), "at most 2147483647");
            return 0;
        }
        if (value != Math.Truncate(value))
            findings.Warn(element, "only the whole part is read, as PhysiCell does", element.Text());
        return (int)Math.Truncate(value);
    }

    /// <summary>A whole number in an attribute; null where it is missing or none.</summary>
    public static int? Index(this XElement element, string attribute) =>
        int.TryParse(element.Named(attribute), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    [GeneratedRegex(@"^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();

    [GeneratedRegex("^[-+]?(nan|inf)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Odd();
}
