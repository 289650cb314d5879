// A settings file as a tree of elements with lines, read with distrust.
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>Accepts what the field's own parser accepts of real files; refuses document types, and sizes that no project has.</summary>
internal static partial class SettingsXml
{
    private const int MostCharacters = 1 << 26;
    private const int MostElements = 1 << 20;
    private const int DeepestNesting = 64;
    private const string RootName = "PhysiCell_settings";

    /// <summary>The root element; null when the text is no settings file, and why is in <paramref name="problems"/>.</summary>
    public static XElement? Read(string file, IModelFiles files, List<Diagnostic> problems)
    {
        if (!TryText(file, files, out var text, out var problem))
        {
            problems.Add(Error(file, 1, 1, "cannot read the settings: " + problem));
            return null;
        }
        if (text.Length > MostCharacters)
        {
            problems.Add(Error(file, 1, 1, $"the settings are larger than {MostCharacters} characters"));
            return null;
        }
        try
        {
            var plain = Plain(text);
            Measure(plain);
            using var reader = XmlReader.Create(new StringReader(plain), Options());
            var root = XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace).Root!;
            if (root.Name.LocalName == RootName)
                return root;
            var at = (IXmlLineInfo)root;
            problems.Add(
                Error(file, at.LineNumber, at.LinePosition, "not PhysiCell settings", root.Name.LocalName) with
                {
                    Expected = "the element " + RootName,
                }
            );
        }
        catch (XmlException e)
        {
            problems.Add(
                Error(file, Math.Max(1, e.LineNumber), Math.Max(1, e.LinePosition), "not XML: " + Reason(e.Message))
            );
        }
        return null;
    }

    /// <summary>Whether a text looks like settings; for telling a project from a model.</summary>
    public static bool LooksLike(string text) =>
        text.AsSpan(0, Math.Min(text.Length, 1 << 16)).Contains("<" + RootName, StringComparison.Ordinal);

    private static bool TryText(string file, IModelFiles files, out string text, out string problem)
    {
        if (files.TryRead(file, out text, out problem))
            return true;
        if (!files.TryReadBytes(file, out var bytes, out problem))
            return false;
        // What is neither UTF-8 nor UTF-16 is read byte by byte: names of tags are ASCII in every old encoding.
        text = bytes switch
        {
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2),
            _ => Encoding.Latin1.GetString(bytes),
        };
        return true;
    }

    private static XmlReaderSettings Options() =>
        new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CheckCharacters = false,
            MaxCharactersInDocument = MostCharacters,
        };

    /// <summary>The same text, line by line, without comments, declaration and bare ampersands, which real files have in forms that are no XML.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text);
        var start = text.IndexOf('<', StringComparison.Ordinal);
        Blank(plain, 0, Math.Max(0, start));
        foreach (Match match in Hidden().Matches(text))
            if (!match.ValueSpan.StartsWith("<![CDATA[", StringComparison.Ordinal))
                Blank(plain, match.Index, match.Index + match.Length);
        return Ampersand().Replace(plain.ToString(), "&amp;");
    }

    private static void Blank(StringBuilder text, int from, int to)
    {
        for (var i = from; i < to; i++)
            if (text[i] is not ('\n' or '\r'))
                text[i] = ' ';
    }

    private static void Measure(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), Options());
        var elements = 0;
        while (reader.Read())
        {
            if (reader.Depth > DeepestNesting)
                throw new XmlException(
                    $"elements are nested more than {DeepestNesting} deep",
                    null,
                    ((IXmlLineInfo)reader).LineNumber,
                    ((IXmlLineInfo)reader).LinePosition
                );
            if (reader.NodeType == XmlNodeType.Element && ++elements > MostElements)
                throw new XmlException($"there are more than {MostElements} elements");
        }
    }

    private static string Reason(string message)
    {
        var at = message.IndexOf(" Line ", StringComparison.Ordinal);
        return (at < 0 ? message : message[..at]).ReplaceLineEndings(" ").TrimEnd('.');
    }

    private static Diagnostic Error(string file, int line, int column, string message, string? value = null) =>
        new(Severity.Error, file, line, column, message, value);

    [GeneratedRegex(@"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", RegexOptions.Singleline)]
    private static partial Regex Hidden();

    [GeneratedRegex("&(?!(amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")]
    private static partial Regex Ampersand();
}
