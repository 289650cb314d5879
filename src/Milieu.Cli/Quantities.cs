// Times, seeds and threads as people type them.
using System.Collections.Immutable;
using System.CommandLine.Parsing;
using System.Globalization;
using Milieu.Runs;
using Milieu.Speed;

namespace Milieu.Cli;

/// <summary>Parsers for options; each adds an error that says what was expected.</summary>
internal static class Quantities
{
    public const int MostThreads = 1024;

    private static readonly (string Unit, double Minutes)[] Units =
    [
        ("s", 1.0 / 60),
        ("min", 1),
        ("h", 60),
        ("hour", 60),
        ("hours", 60),
        ("d", 1440),
        ("day", 1440),
        ("days", 1440),
        ("week", 10080),
        ("weeks", 10080),
    ];

    private static readonly Dictionary<string, SpeedParts> PartNames = new(StringComparer.Ordinal)
    {
        ["fields"] = SpeedParts.Fields,
        ["mechanics"] = SpeedParts.Mechanics,
        ["whole"] = SpeedParts.Whole,
        ["accuracy"] = SpeedParts.Accuracy,
        ["all"] = SpeedParts.All,
    };

    /// <summary>Minutes above zero; a bare number is minutes.</summary>
    public static double? Minutes(ArgumentResult result)
    {
        var text = result.Tokens[0].Value.Trim();
        var unit = text.Length;
        while (unit > 0 && char.IsLetter(text[unit - 1]))
            unit--;
        var factor = unit == text.Length ? 1 : Units.FirstOrDefault(u => u.Unit == text[unit..]).Minutes;
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (
            double.TryParse(text[..unit].TrimEnd(), Style, CultureInfo.InvariantCulture, out var value)
            && value * factor is var minutes and > 0
            && double.IsFinite(minutes)
        )
            return minutes;
        result.AddError(
            $"{Name(result)} '{text}' is no time above zero; write 90, '90 min', '1.5 h', '2 d' or '1 week'"
        );
        return null;
    }

    public static int Threads(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && n is >= 1 and <= MostThreads
        )
            return n;
        result.AddError($"{Name(result)} '{text}' is no number of threads; write 1 to {MostThreads}");
        return 1;
    }

    /// <summary>Numbers between commas, in ascending order.</summary>
    public static ImmutableArray<int> ThreadCounts(ArgumentResult result)
    {
        var counts = new SortedSet<int>();
        foreach (var text in result.Tokens[0].Value.Split(','))
            if (
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                && n is >= 1 and <= MostThreads
            )
                counts.Add(n);
            else
                result.AddError(
                    $"{Name(result)} '{text}' is no number of threads; write 1,2 or others up to {MostThreads}"
                );
        return [.. counts];
    }

    /// <summary>Parts of the benchmarks by name.</summary>
    public static SpeedParts Parts(ArgumentResult result)
    {
        var parts = SpeedParts.None;
        foreach (var text in result.Tokens.Select(t => t.Value))
            if (PartNames.TryGetValue(text, out var part))
                parts |= part;
            else
                result.AddError($"'{text}' is no part of the benchmarks; write {string.Join(", ", PartNames.Keys)}");
        return parts;
    }

    public static int? SeedCount(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 10_000)
            return n;
        result.AddError($"{Name(result)} '{text}' is no number of seeds; write 1 to 10000");
        return null;
    }

    public static ulong? Seed(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            return seed;
        result.AddError($"{Name(result)} '{text}' is no seed; write a whole number from 0 to {ulong.MaxValue}");
        return 0;
    }

    /// <summary>Overrides must be path=value; what the path means is for the model to say.</summary>
    public static string[] Sets(ArgumentResult result)
    {
        foreach (var text in result.Tokens.Select(t => t.Value).Where(t => t.IndexOf('=') < 1))
            result.AddError($"{Name(result)} '{text}' is not path=value, such as cells.tumor.uptake.oxygen='5 /min'");
        return [.. result.Tokens.Select(t => t.Value)];
    }

    /// <summary>Names between commas, or one an option.</summary>
    public static RunFormats Formats(ArgumentResult result)
    {
        var formats = RunFormats.None;
        foreach (var name in result.Tokens.SelectMany(t => t.Value.Split(',')).Select(n => n.Trim()))
            if (RunFormatNames.TryParse(name, out var format, out var nearest))
                formats |= format;
            else
                result.AddError(
                    $"{Name(result)} '{name}' is no format"
                        + (nearest is null ? ". " : $"; did you mean {nearest}? ")
                        + $"Known are {string.Join(" and ", RunFormatNames.Known)}"
                );
        return formats;
    }

    private static string Name(ArgumentResult result) => (result.Parent as OptionResult)?.Option.Name ?? "argument";
}
