// Lesions of a patient as a radiologist sees them: sums of diameters, categories, the best response.
using System.Collections.Immutable;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>One visit. Sizes are sums of diameters: in mm, or relative to those at the start; changes are in %.</summary>
internal readonly record struct LesionVisit(double Minutes, double Size, double Change, ResponseCategory Category);

/// <summary>What became of the lesions of one run, visit by visit, up to and with the first progression.</summary>
internal sealed record LesionCourse(ImmutableArray<LesionVisit> All, bool HasProgressed)
{
    /// <summary>Those that the best response is of.</summary>
    public IEnumerable<LesionVisit> UntilProgression
    {
        get
        {
            foreach (var visit in All)
            {
                yield return visit;
                if (visit.Category == ResponseCategory.Progressive)
                    yield break;
            }
        }
    }

    /// <summary>%, the lowest; NaN without a visit.</summary>
    public double BestChange => All.IsEmpty ? double.NaN : UntilProgression.Min(v => v.Change);

    /// <summary>Null without a visit.</summary>
    public ResponseCategory? Best => All.IsEmpty ? null : UntilProgression.Min(v => v.Category);

    /// <summary>Minutes of the run; infinite where it never came, NaN without a visit.</summary>
    public double Progression =>
        All.IsEmpty ? double.NaN
        : HasProgressed ? UntilProgression.Last().Minutes
        : double.PositiveInfinity;
}

/// <summary>
/// Lesions, each a measure of what is alive of it: D(t) = D(0) (N(t) / N(0))^(1/3), gone where N(t) / N(0) is at most
/// <paramref name="Gone"/>. Sums over lesions are judged by RECIST 1.1.
/// </summary>
/// <param name="Counts">A measure a lesion.</param>
/// <param name="Start">Minutes of the baseline.</param>
/// <param name="Visits">Minutes, ascending, all after the start; null for every time at which the lesions are measured.</param>
/// <param name="Diameters">mm at the start, one a lesion; empty where sizes are relative.</param>
internal sealed record Lesions(
    string Name,
    ImmutableArray<string> Counts,
    double Start,
    ImmutableArray<double>? Visits,
    ImmutableArray<double> Diameters,
    double Gone,
    ImmutableArray<string> Arms,
    MeasureTime Time
) : Endpoint(Name)
{
    public string Size => "size of " + Name;

    public string Change => "change of " + Name;

    public string BestChange => "best change of " + Name;

    public override ImmutableArray<EndpointMeasure> Measures =>
        [
            Course(
                Size,
                "sum of diameters" + (Diameters.IsEmpty ? " over that at the start" : ""),
                Diameters.IsEmpty ? "" : "mm"
            ),
            Course(Change, "of the sum of diameters since the start", "%"),
            Course("category of " + Name, "RECIST 1.1: 0 CR, 1 PR, 2 SD, 3 PD", ""),
            One(BestChange, "the lowest until progression", "%"),
            One("best response of " + Name, "until progression: 0 CR, 1 PR, 2 SD, 3 PD", ""),
            One("response of " + Name, "1 where the best response is CR or PR", ""),
            One("disease control of " + Name, "1 where the best response is CR, PR or SD", ""),
            One("time to progression of " + Name, "since the start; infinite where it never came", "min"),
        ];

    public override IEnumerable<EndpointValue> Of(Func<string, string, ImmutableArray<TimedValue>> measured) =>
        Arms.SelectMany(arm => Values(arm, CourseOf(measure => measured(measure, arm))));

    private IEnumerable<EndpointValue> Values(string arm, LesionCourse course)
    {
        if (course.All.IsEmpty)
            yield break;
        var whole = Diameters.IsEmpty ? 1 : Diameters.Sum();
        foreach (var visit in course.All.Prepend(new LesionVisit(Start, whole, 0, ResponseCategory.Stable)))
        {
            yield return Value(Measures[0], visit.Minutes, visit.Size);
            yield return Value(Measures[1], visit.Minutes, visit.Change);
            if (visit.Minutes > Start)
                yield return Value(Measures[2], visit.Minutes, (int)visit.Category);
        }
        var (end, best) = (course.UntilProgression.Last().Minutes, (int)course.Best!);
        yield return Value(Measures[3], end, course.BestChange);
        yield return Value(Measures[4], end, best);
        yield return Value(Measures[5], end, best <= (int)ResponseCategory.Partial ? 1 : 0);
        yield return Value(Measures[6], end, best <= (int)ResponseCategory.Stable ? 1 : 0);
        yield return Value(Measures[7], end, course.Progression - Start);

        EndpointValue Value(EndpointMeasure measure, double minutes, double value) =>
            new(measure.Name, arm, new TimedValue(minutes, value));
    }

    /// <summary>The course of one run.</summary>
    /// <param name="measured">By measure.</param>
    public LesionCourse CourseOf(Func<string, ImmutableArray<TimedValue>> measured)
    {
        var values = Counts.Select(measured).ToList();
        var start = values.ConvertAll(v => At(v, Start).Value);
        var baseline = Diameters.IsEmpty ? Counts.Length : Diameters.Sum();
        if (start.Exists(n => !(n > 0)))
            return new LesionCourse([], false);
        var visits = ImmutableArray.CreateBuilder<LesionVisit>();
        var nadir = baseline;
        foreach (var minutes in Visits ?? [.. values[0].Select(v => v.Minutes).Where(m => m > Start + 1e-6)])
        {
            var sum = 0.0;
            for (var k = 0; k < Counts.Length; k++)
                sum += Diameter(k, At(values[k], minutes).Value / start[k]);
            if (double.IsNaN(sum))
                continue;
            var category = Recist.Of(baseline, nadir, sum, !Diameters.IsEmpty);
            var size = Diameters.IsEmpty ? sum / baseline : sum;
            visits.Add(new LesionVisit(minutes, size, 100 * ((sum / baseline) - 1), category));
            nadir = Math.Min(nadir, sum);
        }
        var all = visits.ToImmutable();
        return new LesionCourse(all, all.Any(v => v.Category == ResponseCategory.Progressive));
    }

    private double Diameter(int lesion, double left) =>
        left <= Gone ? 0 : (Diameters.IsEmpty ? 1 : Diameters[lesion]) * Math.Cbrt(left);

    private EndpointMeasure Course(string name, string about, string unit) => Measure(name, about, unit, Time);

    private EndpointMeasure One(string name, string about, string unit) =>
        Measure(name, about, unit, MeasureTime.AtEnd);

    private EndpointMeasure Measure(string name, string about, string unit, MeasureTime time) =>
        new(
            name,
            about,
            unit,
            unit.Length > 0 && UnitText.TryParse(unit, out var known, out _) ? known : Unit.One,
            time,
            Arms
        );
}
