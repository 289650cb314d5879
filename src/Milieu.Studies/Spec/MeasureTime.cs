// When a measure is taken: its text read, and told again.
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Milieu.Model;

namespace Milieu.Studies;

public enum MeasureTimeKind
{
    /// <summary>Once, at the end of the run.</summary>
    Last = 0,

    /// <summary>At given times.</summary>
    At = 1,

    /// <summary>Again and again, from minute 0 on.</summary>
    Every = 2,

    /// <summary>Once, the first time that a condition holds.</summary>
    First = 3,
}

/// <summary>When a measure is taken.</summary>
/// <param name="Minutes">The times of <see cref="MeasureTimeKind.At"/>, ascending.</param>
/// <param name="EveryMinutes">The interval, also that at which a condition is looked at.</param>
/// <param name="Left">The left side of the condition.</param>
/// <param name="Operator">&lt;, &lt;=, &gt; or &gt;=.</param>
/// <param name="Right">The right side of the condition.</param>
public sealed partial record MeasureTime(
    MeasureTimeKind Kind,
    ImmutableArray<double> Minutes,
    double EveryMinutes,
    string Left,
    string Operator,
    string Right
)
{
    private const double ConditionMinutes = 60;

    public bool IsSeries => Kind == MeasureTimeKind.Every || Minutes.Length > 1;

    /// <summary>True where a value is taken at a time of the run; of the last value and of events nobody knows it before.</summary>
    public bool Takes(double minutes) =>
        Kind switch
        {
            MeasureTimeKind.At => Minutes.Any(m => Math.Abs(m - minutes) < 1e-6),
            MeasureTimeKind.Every => Math.Abs((minutes / EveryMinutes) - Math.Round(minutes / EveryMinutes)) < 1e-9,
            _ => false,
        };

    public static MeasureTime AtEnd { get; } = new(MeasureTimeKind.Last, [], 0, "", "", "");

    /// <summary>Reads the texts of the key <c>at</c>; null with a reason in plain words.</summary>
    public static MeasureTime? Parse(IReadOnlyList<string> texts, out string wrong, out string problem)
    {
        (wrong, problem) = ("", "");
        var times = new SortedSet<double>();
        foreach (var raw in texts)
        {
            var text = wrong = raw.Trim();
            if (texts.Count == 1 && text is "last" or "end" or "the end")
                return AtEnd;
            if (texts.Count == 1 && Every().Match(text) is { Success: true } every)
                return Minute(every.Groups[1].Value, out problem) is { } interval
                    ? new MeasureTime(MeasureTimeKind.Every, [], interval, "", "", "")
                    : null;
            if (texts.Count == 1 && text.StartsWith("when ", StringComparison.Ordinal))
                return First(text, out problem);
            if (text == "start")
                times.Add(0);
            else if (Minute(text, out problem, orZero: true) is { } minutes)
                times.Add(minutes);
            else
                return null;
        }
        return times.Count == 0 ? AtEnd : new MeasureTime(MeasureTimeKind.At, [.. times], 0, "", "", "");
    }

    public override string ToString() =>
        Kind switch
        {
            MeasureTimeKind.Last => "at the end",
            MeasureTimeKind.At => "at " + string.Join(", ", Minutes.Select(Words)),
            MeasureTimeKind.Every => "every " + Words(EveryMinutes),
            _ => $"when first {Left} {Operator} {Right}, seen every {Words(EveryMinutes)}",
        };

    private static MeasureTime? First(string text, out string problem)
    {
        var match = Condition().Match(text);
        if (!match.Success)
        {
            problem = "a condition compares two expressions, such as when count of tumor < 10, every 1 h";
            return null;
        }
        var interval = ConditionMinutes;
        problem = "";
        if (match.Groups["every"].Success)
        {
            if (Minute(match.Groups["every"].Value, out problem) is not { } given)
                return null;
            interval = given;
        }
        var (left, op, right) = (match.Groups["left"], match.Groups["op"], match.Groups["right"]);
        return new MeasureTime(MeasureTimeKind.First, [], interval, left.Value.Trim(), op.Value, right.Value.Trim());
    }

    private static double? Minute(string text, out string problem, bool orZero = false)
    {
        problem = "";
        var quantity = Quantity.Parse(text);
        if (
            quantity.Unit is not null
            && quantity.In(Unit.Minute) is { } minutes
            && double.IsFinite(minutes)
            && (minutes > 0 || (orZero && minutes == 0))
        )
            return minutes;
        problem = quantity.Problem ?? "not a time";
        return null;
    }

    private static string Words(double minutes)
    {
        var (value, unit) =
            minutes >= 1440 && minutes % 360 == 0 ? (minutes / 1440, "d")
            : minutes >= 60 && minutes % 15 == 0 ? (minutes / 60, "h")
            : (minutes, "min");
        return string.Create(CultureInfo.InvariantCulture, $"{value} {unit}");
    }

    [GeneratedRegex(@"^every\s+(.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Every();

    [GeneratedRegex(
        @"^when\s+(?<left>[^<>=]+?)\s*(?<op><=|>=|<|>)\s*(?<right>[^<>=]+?)(?:,\s*every\s+(?<every>[^,<>=]+))?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Condition();
}
