// Round numbers for an axis.
using System.Collections.Immutable;
using System.Globalization;

namespace Milieu.Studies;

/// <summary>A stretch of numbers that begins and ends at ticks.</summary>
internal sealed record Ticks(double Low, double High, ImmutableArray<double> At, int Digits)
{
    /// <summary>Ticks at 1, 2, 2.5 or 5 times a power of ten that take in a range.</summary>
    /// <param name="wanted">About how many steps.</param>
    public static Ticks Around(double low, double high, int wanted = 5)
    {
        if (!(high > low))
            (low, high) = low == 0 ? (0, 1) : (low - (Math.Abs(low) * 0.1), low + (Math.Abs(low) * 0.1));
        var step = Step((high - low) / wanted);
        var (first, last) = (Math.Floor((low / step) + 1e-9), Math.Ceiling((high / step) - 1e-9));
        ImmutableArray<double> at = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(k => (first + k) * step)];
        var digits = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 12);
        // Quarters need one digit more than their power of ten says.
        if (digits < 12 && Math.Abs((step * Math.Pow(10, digits)) - Math.Round(step * Math.Pow(10, digits))) > 1e-6)
            digits++;
        return new Ticks(at[0], at[^1], at, digits);
    }

    /// <summary>Days where a run is long, hours where it is not, else minutes.</summary>
    public static (double Minutes, string Unit) TimeUnit(double longest) =>
        longest >= 2880 ? (1440, "d")
        : longest >= 180 ? (60, "h")
        : (1, "min");

    /// <summary>From 0 to an end, in steps that clocks and calendars have: 1, 2, 3, 4, 6, 12, 24 of hours, of days 1, 2, 7, 14, 28.</summary>
    public static Ticks OfTime(double end, string unit, int wanted = 8)
    {
        double[] steps = unit switch
        {
            "h" => [0.5, 1, 2, 3, 4, 6, 12, 24],
            "d" => [0.25, 0.5, 1, 2, 7, 14, 28],
            _ => [1, 2, 5, 10, 15, 30],
        };
        var step = Array.Find(steps, s => end / s <= wanted);
        if (step == 0)
        {
            var ticks = Around(0, end, wanted);
            return ticks with { High = end, At = [.. ticks.At.Where(t => t <= end)] };
        }
        var count = (int)Math.Floor((end / step) + 1e-9);
        ImmutableArray<double> at = [.. Enumerable.Range(0, count + 1).Select(k => k * step)];
        return new Ticks(
            0,
            Math.Max(end, 1e-9),
            at,
            step < 0.5 ? 2
                : step < 1 ? 1
                : 0
        );
    }

    /// <summary>A tick as text, with as many digits as its neighbors.</summary>
    public string Text(double tick)
    {
        var size = Math.Max(Math.Abs(Low), Math.Abs(High));
        if (size >= 1e6 || (size < 1e-3 && size > 0))
            return FigureNumber.Of(tick);
        return (tick == 0 ? 0 : tick).ToString(
            "F" + Digits.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );
    }

    private static double Step(double rough)
    {
        var ten = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var part = rough / ten;
        return ten
            * (
                part <= 1 ? 1
                : part <= 2 ? 2
                : part <= 2.5 ? 2.5
                : part <= 5 ? 5
                : 10
            );
    }
}

/// <summary>Numbers as people read them: three digits, powers of ten where zeros would be many.</summary>
internal static class FigureNumber
{
    public static string Of(double value)
    {
        if (double.IsNaN(value))
            return "n/a";
        if (double.IsInfinity(value))
            return value > 0 ? "never" : "\u2212\u221e";
        var size = Math.Abs(value);
        if (size is > 0 and (< 1e-3 or >= 1e6))
        {
            var power = (int)Math.Floor(Math.Log10(size));
            var digits = Math.Round(value / Math.Pow(10, power), 2);
            if (Math.Abs(digits) >= 10)
                (digits, power) = (digits / 10, power + 1);
            return Signed(string.Create(CultureInfo.InvariantCulture, $"{digits:0.##}")) + "\u00d710" + Raised(power);
        }
        var places = size == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(size)), 0, 5);
        var text = value.ToString("F" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        if (places > 0)
            text = text.TrimEnd('0').TrimEnd('.');
        return Signed(text == "-0" ? "0" : text);
    }

    private static string Signed(string text) => text.Replace('-', '\u2212');

    private static string Raised(int power) =>
        string.Concat(
            power
                .ToString(CultureInfo.InvariantCulture)
                .Select(c =>
                    c == '-' ? '\u207b' : "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"[c - '0']
                )
        );
}
