// A text as a YAML scalar: plain where it reads back as itself, else in double quotes.
using System.Globalization;
using System.Text;

namespace Milieu.Model;

internal static class YamlScalar
{
    // Plain scalars that the language, or an editor's YAML, takes for something else than a text.
    private static readonly string[] Words = ["", "~", "null"];

    /// <param name="isInside">Inside brackets or braces, where commas and brackets end a scalar.</param>
    public static string Of(string text, bool isInside) => IsPlain(text, isInside) ? text : Quoted(text);

    private static bool IsPlain(string text, bool isInside)
    {
        if (Words.Contains(text, StringComparer.OrdinalIgnoreCase) || text.Trim() != text)
            return false;
        if (!(char.IsAsciiLetterOrDigit(text[0]) || text[0] is '(' or '/' or '+' or '.' or '_' || IsSigned(text)))
            return false;
        // Two dots or dashes at the start of a line may end a document.
        if (text.StartsWith("...", StringComparison.Ordinal))
            return false;
        for (var i = 0; i < text.Length; i++)
            if (text[i] is < ' ' or > '~' || (isInside && text[i] is ',' or '[' or ']' or '{' or '}'))
                return false;
        return !text.Contains(": ", StringComparison.Ordinal)
            && !text.Contains(" #", StringComparison.Ordinal)
            && !text.EndsWith(':')
            && !(isInside && text.Contains(':', StringComparison.Ordinal));
    }

    private static bool IsSigned(string text) => text.Length > 1 && text[0] == '-' && char.IsAsciiDigit(text[1]);

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            quoted.Append(
                c switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\t' => "\\t",
                    _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' => "\\u"
                        + ((int)c).ToString("X4", CultureInfo.InvariantCulture),
                    _ => c.ToString(),
                }
            );
        return quoted.Append('"').ToString();
    }
}
