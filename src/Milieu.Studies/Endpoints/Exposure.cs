// How much of something there was, and for how long.
using System.Collections.Immutable;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>The area under the course of a measure, by trapezoids between the times at which it was taken, and its peak.</summary>
/// <param name="Course">The measure.</param>
/// <param name="From">Minutes at which the area begins; null for the first time.</param>
/// <param name="Until">Minutes at which it ends; null for the last time.</param>
/// <param name="Unit">Of the measure.</param>
internal sealed record Exposure(
    string Name,
    string Course,
    double? From,
    double? Until,
    Unit Unit,
    ImmutableArray<string> Arms
) : Endpoint(Name)
{
    public string Area => "area under " + Name;

    public string Peak => "peak of " + Name;

    public override ImmutableArray<EndpointMeasure> Measures =>
        [
            One(Area, "by trapezoids", Unit * Unit.Minute, UnitName.OfArea(Unit)),
            One(Peak, "the highest of its values", Unit, UnitName.Of(Unit)),
        ];

    public override IEnumerable<EndpointValue> Of(Func<string, string, ImmutableArray<TimedValue>> measured)
    {
        foreach (var arm in Arms)
        {
            TimedValue[] course = [.. measured(Course, arm).Where(IsWithin)];
            // A value that is missing leaves a hole of unknown area.
            if (course.Length < 2 || course.Any(v => double.IsNaN(v.Value)))
                continue;
            var area = course.Zip(course.Skip(1), (a, b) => 0.5 * (a.Value + b.Value) * (b.Minutes - a.Minutes)).Sum();
            var last = course[^1].Minutes;
            yield return new EndpointValue(Area, arm, new TimedValue(last, area));
            yield return new EndpointValue(Peak, arm, new TimedValue(last, course.Max(v => v.Value)));
        }
    }

    private bool IsWithin(TimedValue value) =>
        (From is not { } from || value.Minutes >= from - 1e-6)
        && (Until is not { } until || value.Minutes <= until + 1e-6);

    private EndpointMeasure One(string name, string about, Unit unit, string text) =>
        new(name, about, text, unit, MeasureTime.AtEnd, Arms);
}
