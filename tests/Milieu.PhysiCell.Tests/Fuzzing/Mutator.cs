// Spoils texts and bytes in the ways that editors, disks and malice do.
using System.Text.RegularExpressions;

namespace Milieu.PhysiCell.Tests;

internal sealed partial class Mutator(Random random)
{
    private static readonly string[] OddTexts =
    [
        "",
        " ",
        "0",
        "-1",
        "1e308",
        "1e999",
        "-1e-320",
        "nan",
        "inf",
        "2147483648",
        "99999999999999999999",
        "0x1F",
        "1,2,3",
        "true",
        "x",
        "oxygen",
        "tumor",
        "default",
        "\u0000",
        "\uFFFF",
        "\uD800",
        "µ",
        "日本",
        "'",
        "\"",
        "<",
        ">",
        "&",
        "&amp;",
        "]]>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<?",
        "{}",
        "[",
        "#",
        ": ",
        "- ",
        "\n",
        "\r",
        "\t",
        ",",
        ",,,,,,,,,",
        "//",
        "..",
        "../..",
        "/etc",
        "%s",
    ];

    private static readonly string[] OddNumbers =
    [
        "0",
        "-1",
        "1",
        "1e-300",
        "1e300",
        "1e999",
        "nan",
        "-inf",
        "0.5",
        "3",
        "7.5",
        "1000000",
        "2000000000",
        "4294967296",
        "1e15",
        "",
        "abc",
        "1 2 3",
        "+5",
        "5,5",
        "1e",
        ".",
        "-",
    ];

    public string Text(string text)
    {
        for (var i = random.Next(1, 4); i > 0 && text.Length < 2_000_000; i--)
            text = Once(text);
        return text;
    }

    public byte[] Bytes(byte[] bytes)
    {
        var spoilt = bytes.ToArray();
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var at = random.Next(Math.Max(1, spoilt.Length));
            switch (random.Next(5))
            {
                case 0 when spoilt.Length > 0:
                    spoilt[at] = (byte)random.Next(256);
                    break;
                case 1:
                    spoilt = spoilt[..at];
                    break;
                case 2 when spoilt.Length >= 20:
                    // The words of the header: type, rows, columns, imaginary, length of the name.
                    var word = random.Next(2) == 0 ? random.Next() : random.Next(-3, 70);
                    BitConverter.GetBytes(word).CopyTo(spoilt, 4 * random.Next(5));
                    break;
                case 3 when spoilt.Length > 28:
                    double[] odd = [double.NaN, double.PositiveInfinity, -1, 0, 1e300, 1e-300];
                    BitConverter.GetBytes(odd[random.Next(odd.Length)]).CopyTo(spoilt, Math.Min(at, spoilt.Length - 8));
                    break;
                default:
                    spoilt = [.. spoilt[..at], .. spoilt[(at / 2)..]];
                    break;
            }
        }
        return spoilt;
    }

    private string Once(string text)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(1, 40), text.Length - at);
        return random.Next(12) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, OddTexts[random.Next(OddTexts.Length)]),
            2 => text[..at] + (char)random.Next(1, 128) + text[at..][Math.Min(1, text.Length - at)..],
            3 => text[..at],
            4 => text.Insert(random.Next(text.Length + 1), text.Substring(at, length)),
            5 or 6 or 7 => Swapped(text, Number(), OddNumbers),
            8 => Swapped(text, Word(), OddTexts),
            9 => Moved(text),
            10 => text.Insert(at, new string(text.Length > at ? text[at] : 'x', random.Next(1, 5000))),
            _ => Repeated(text),
        };
    }

    /// <summary>One of the places that a pattern finds takes another text.</summary>
    private string Swapped(string text, Regex pattern, string[] with)
    {
        var places = pattern.Matches(text);
        if (places.Count == 0)
            return text;
        var place = places[random.Next(places.Count)];
        return text[..place.Index] + with[random.Next(with.Length)] + text[(place.Index + place.Length)..];
    }

    /// <summary>A line goes elsewhere: elements lose their ends, rows their headers.</summary>
    private string Moved(string text)
    {
        var lines = text.Split('\n').ToList();
        var line = lines[random.Next(lines.Count)];
        if (random.Next(2) == 0)
            lines.Remove(line);
        lines.Insert(random.Next(lines.Count + 1), line);
        return string.Join('\n', lines);
    }

    /// <summary>A part stands there many times, or inside itself.</summary>
    private string Repeated(string text)
    {
        var lines = text.Split('\n');
        var from = random.Next(lines.Length);
        var part = string.Join('\n', lines.Skip(from).Take(random.Next(1, 20)));
        var times = Math.Min(random.Next(2, 60), 200_000 / (part.Length + 1));
        return string.Join('\n', [.. lines[..from], .. Enumerable.Repeat(part, Math.Max(1, times)), .. lines[from..]]);
    }

    [GeneratedRegex(@"-?\d+(\.\d+)?(e-?\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"[A-Za-z_]{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
