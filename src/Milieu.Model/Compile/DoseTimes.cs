// When the doses of one line are given.
using System.Globalization;

namespace Milieu.Model;

/// <param name="start">Day 0 of the plan, min.</param>
/// <param name="tick">Minutes as a tick.</param>
internal sealed class DoseTimes(Problems problems, double start, Func<double, long> tick)
{
    private const int MostDoses = 100_000;

    /// <summary>Every time of a line, in minutes from the start of the plan, in order.</summary>
    public List<double> Of(string path, DoseSpec spec)
    {
        double? until = spec.Until is null ? null : Values.Of(spec.Until, Measure.Time, 0);
        var times = spec.At.ConvertAll(at => Values.Of(at, Measure.Time, 0));
        times = Repeated(path, "every", "times", times, spec.Every, spec.Times, until);
        times = Repeated(path, "cycle", "cycles", times, spec.Cycle, spec.Cycles, until);
        times.Sort();
        if (until is { } end)
        {
            if (times.TrueForAll(t => t > end))
                problems.Error(path + ".until", "it ends before the first dose", spec.Until!.Text, "a later end");
            times.RemoveAll(t => t > end);
        }
        if (times.Exists(t => t + start < 0))
            problems.Error(
                path + ".at",
                "the dose lies before the run begins",
                spec.At.Find(a => Values.Of(a, Measure.Time, 0) + start < 0)?.Text,
                "a later start of the plan: therapy.start"
            );
        return times.FindAll(t => t + start >= 0);
    }

    private List<double> Repeated(
        string path,
        string everyKey,
        string timesKey,
        List<double> once,
        Quantity? every,
        Quantity? times,
        double? until
    )
    {
        if (every is null)
        {
            if (times is not null)
                problems.Error(
                    $"{path}.{timesKey}",
                    $"{timesKey} without {everyKey}",
                    times.Text,
                    everyKey + ": a time"
                );
            return once;
        }
        var period = Values.Of(every, Measure.Time, 0);
        if (period <= 0)
            return once;
        if (times is null && until is null)
        {
            problems.Error($"{path}.{everyKey}", "without end", every.Text, $"{timesKey}: a number, or until: a time");
            return once;
        }
        var count = times is null
            ? Math.Max(1, Math.Floor((until!.Value - once.Min()) / period) + 1)
            : Values.Of(times, Measure.Count, 1);
        if (count * once.Count <= MostDoses)
            return [.. Enumerable.Range(0, (int)count).SelectMany(k => once.Select(t => t + (k * period)))];
        problems.Error(
            $"{path}.{(times is null ? everyKey : timesKey)}",
            "too many doses",
            (times ?? every).Text,
            string.Create(CultureInfo.InvariantCulture, $"at most {MostDoses}")
        );
        return once;
    }

    /// <summary>Doses of one line follow each other.</summary>
    public void CheckOverlaps(string path, DoseSpec spec, List<double> times, long ticks)
    {
        for (var k = 1; k < times.Count; k++)
        {
            var gap = tick(times[k]) - tick(times[k - 1]);
            if (gap > 0 && gap >= ticks)
                continue;
            problems.Error(
                spec.Over is not null && gap > 0 ? path + ".over" : path,
                gap == 0 ? "two doses at one time" : "a dose begins before the one before it has flowed in",
                gap == 0 ? null : spec.Over?.Text,
                gap == 0 ? "times that differ" : "a shorter time, or doses further apart"
            );
            return;
        }
    }
}
