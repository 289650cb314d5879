// Names as XML files can hold them.
using System.Security;
using System.Text;
using System.Xml;

namespace Milieu.PhysiCell;

/// <summary>Names come from models and may hold anything.</summary>
internal static class SafeText
{
    /// <summary>Characters that XML has no way to write become question marks.</summary>
    public static string Plain(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            safe.Append(!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "?");
        return safe.ToString();
    }

    /// <summary>As text or attribute between tags that are written by hand.</summary>
    public static string Escaped(string text) => SecurityElement.Escape(Plain(text));
}
