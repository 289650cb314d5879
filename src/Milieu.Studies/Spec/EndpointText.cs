// Reads lesions, combinations, therapeutic indices and exposures of a study.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Model;

namespace Milieu.Studies;

/// <param name="measures">Those of the study, without mistakes.</param>
/// <param name="start">Minutes of the baseline of lesions unless they say another.</param>
internal sealed class EndpointText(
    StudySpec spec,
    IReadOnlyList<NamedMeasure> measures,
    ImmutableArray<string> arms,
    double start,
    double end,
    ReportMistake report
)
{
    private const double SeenAbove = 1e-3;

    public ImmutableArray<Endpoint> Read()
    {
        var all = new List<Endpoint?>();
        foreach (var (name, lesions) in spec.Lesions)
            all.Add(Of("lesions." + name, name, lesions));
        foreach (var (name, combination) in spec.Combinations)
            all.Add(Of("combinations." + name, name, combination));
        foreach (var (name, index) in spec.TherapeuticIndices)
            all.Add(Of("therapeutic indices." + name, name, index));
        foreach (var (name, exposure) in spec.Exposures)
            all.Add(Of("exposures." + name, name, exposure));
        return [.. all.OfType<Endpoint>()];
    }

    private Lesions? Of(string path, string name, LesionsSpec said)
    {
        if (said.Of.Count == 0)
            report(path, "says no measure of a lesion", name, "of: tumor, or of: [liver, lung]");
        var counts = said.Of.ConvertAll(of => Measure(path + ".of", of));
        if (Minutes(path + ".start", said.Start, start) is not { } first || counts.Count == 0 || counts.Contains(null))
            return null;
        var diameters = said.Diameter.ConvertAll(d => Millimeters(path + ".diameter", d));
        if (diameters.Count == 1)
            diameters = [.. Enumerable.Repeat(diameters[0], counts.Count)];
        if (diameters.Count > 0 && diameters.Count != counts.Count)
            report(
                path + ".diameter",
                $"{diameters.Count} diameters for {counts.Count} lesions",
                null,
                "one, or one a lesion"
            );
        var gone = said.GoneBelow is { } share ? share.In(Unit.One) ?? double.NaN : SeenAbove;
        if (!(gone is >= 0 and < 1))
            report(
                path + ".gone below",
                said.GoneBelow!.Problem ?? "not a share below 1",
                said.GoneBelow.Text,
                "such as 0.001"
            );
        if (Visits(path, said.Visits, first) is not { } visits || diameters.Contains(null))
            return null;
        foreach (var minutes in visits.Prepend(first))
            if (counts.Find(c => !c!.Time.Takes(minutes)) is { } missing)
            {
                var key = minutes == first ? ".of" : ".visits";
                report(
                    path + key,
                    $"'{missing.Name}' is not taken at {Text(minutes)}, but {missing.Time}",
                    missing.Name
                );
                return null;
            }
        if (visits.IsEmpty && counts.Exists(c => !c!.Time.IsSeries))
        {
            report(path + ".of", "lesions are measured again and again", counts[0]!.Name, "at: every 1 d");
            return null;
        }
        var time = visits.IsEmpty
            ? counts[0]!.Time
            : new MeasureTime(MeasureTimeKind.At, [first, .. visits], 0, "", "", "");
        ImmutableArray<double> sizes = [.. diameters.Select(d => d!.Value)];
        return new Lesions(
            name,
            [.. counts.Select(c => c!.Name)],
            first,
            visits.IsEmpty ? null : visits,
            sizes,
            gone,
            arms,
            time
        );
    }

    /// <summary>Minutes of the run, ascending; empty where none are said; null with a mistake.</summary>
    private ImmutableArray<double>? Visits(string path, List<string> said, double first)
    {
        if (said.Count == 0)
            return [];
        path += ".visits";
        if (MeasureTime.Parse(said, out var wrong, out var problem) is not { } time)
        {
            report(path, problem, wrong, "every 14 d, or times, such as [14 d, 28 d]");
            return null;
        }
        if (time.Kind == MeasureTimeKind.Every)
        {
            var count = (int)Math.Min(100_000, Math.Floor(((end - first) / time.EveryMinutes) + 1e-9));
            if (count >= 1)
                return [.. Enumerable.Range(1, count).Select(k => first + (k * time.EveryMinutes))];
            report(path, "the runs end before the first visit", said[0], $"at most {Text(end - first)}");
            return null;
        }
        if (time.Kind == MeasureTimeKind.At && time.Minutes.All(m => m > first && m <= end))
            return time.Minutes;
        report(
            path,
            "visits come after the start and before the end",
            said[0],
            $"between {Text(first)} and {Text(end)}"
        );
        return null;
    }

    private Combination? Of(string path, string name, CombinationSpec said)
    {
        var count = Measure(path + ".of", said.Of);
        var at = At(path + ".at", said.At, count);
        if (said.Factors.Count > 0)
        {
            if ((said.Control ?? said.A ?? said.B ?? said.Both) is not null)
                report(path, "a combination has either arms or factors", name);
            var grid = new DoseGrid(spec, arms, report).Of(path + ".factors", said.Factors);
            return grid is null || count is null || at is null
                ? null
                : new Combination(name, count.Name, at.Value.Minutes, grid.Combined, grid.Controls);
        }
        var control = Arm(path + ".control", "control", said.Control);
        var (a, b, both) = (
            Arm(path + ".a", "a", said.A),
            Arm(path + ".b", "b", said.B),
            Arm(path + ".both", "both", said.Both)
        );
        if (count is null || at is null || control is null || a is null || b is null || both is null)
            return null;
        if (
            new[] { control, a, b, both }.Distinct().Count() < 4
            && !(a == b && new[] { control, a, both }.Distinct().Count() == 3)
        )
        {
            report(path, "control, both treatments alone and the combination are different arms", name);
            return null;
        }
        return new Combination(
            name,
            count.Name,
            at.Value.Minutes,
            [new CombinedArm(both, control, new DoseArm(double.NaN, a), new DoseArm(double.NaN, b))],
            [.. new[] { a, b, both }.Distinct().Select(arm => KeyValuePair.Create(arm, control))]
        );
    }

    private TherapeuticIndex? Of(string path, string name, TherapeuticIndexSpec said)
    {
        var count = Measure(path + ".of", said.Of);
        var at = At(path + ".at", said.At, count);
        var control = Arm(path + ".control", "control", said.Control);
        if (said.Toxicity is null == said.LossOf is null)
        {
            report(path, "the harm is either a toxicity or a loss", name, "toxicity: MEASURE, or loss of: MEASURE");
            return null;
        }
        var harm = Measure(path + (said.Toxicity is null ? ".loss of" : ".toxicity"), said.Toxicity ?? said.LossOf);
        if (at is not null && harm is not null)
            _ = At(path + ".at", said.At, harm);
        return count is null || at is null || control is null || harm is null
            ? null
            : new TherapeuticIndex(
                name,
                count.Name,
                harm.Name,
                said.LossOf is not null,
                control,
                at.Value.Minutes,
                [.. arms.Where(a => a != control)]
            );
    }

    private Exposure? Of(string path, string name, ExposureSpec said)
    {
        var course = Measure(path + ".of", said.Of);
        if (course is { Time.IsSeries: false })
        {
            report(path + ".of", "an area lies under what is taken again and again", course.Name, "at: every 1 h");
            return null;
        }
        var (from, until) = (At(path + ".from", said.From, course), At(path + ".until", said.Until, course));
        if (course is null || from is null || until is null)
            return null;
        if (from.Value.Minutes >= until.Value.Minutes)
        {
            report(path + ".until", "the area ends before it begins", said.Until!.Text, $"after {said.From!.Text}");
            return null;
        }
        return new Exposure(name, course.Name, from.Value.Minutes, until.Value.Minutes, course.Unit, arms);
    }

    private NamedMeasure? Measure(string path, string? name)
    {
        if (measures.FirstOrDefault(m => m.Name == name?.Trim()) is { } known)
            return known;
        var names = measures.Select(m => m.Name).ToList();
        // A measure that is itself wrong has been reported already.
        if (name is null || !spec.Measures.ContainsKey(name))
            report(
                path,
                name is null ? "says no measure" : "unknown measure",
                name,
                "one of " + string.Join(", ", names),
                Nearest.To(name ?? "", names)
            );
        return null;
    }

    private string? Arm(string path, string key, string? name)
    {
        if (name is not null && arms.Contains(name))
            return name;
        report(
            path,
            name is null ? $"says no arm for '{key}'" : "unknown arm",
            name,
            "one of " + string.Join("; ", arms),
            Nearest.To(name ?? "", arms)
        );
        return null;
    }

    /// <summary>Null with a mistake.</summary>
    private (double? Minutes, bool IsSaid)? At(string path, Quantity? said, NamedMeasure? measure)
    {
        if (said is null)
            return (null, false);
        if (Minutes(path, said, 0) is not { } minutes)
            return null;
        if (measure is null || measure.Time.Takes(minutes))
            return (minutes, true);
        report(path, $"'{measure.Name}' is not taken then, but {measure.Time}", said.Text);
        return null;
    }

    private double? Minutes(string path, Quantity? said, double otherwise)
    {
        if (said is null)
            return otherwise;
        if (said.In(Unit.Minute) is >= 0 and < double.PositiveInfinity and var minutes)
            return minutes;
        report(path, said.Problem ?? "not a time", said.Text, "a time, such as 7 d");
        return null;
    }

    private double? Millimeters(string path, string text)
    {
        var said = Quantity.Parse(text);
        if (
            UnitText.TryParse("mm", out var mm, out _)
            && said.Unit is not null
            && said.In(mm) is > 0 and < 1e6 and var length
        )
            return length;
        report(path, said.Problem ?? "not a diameter", text, "a length, such as 20 mm");
        return null;
    }

    private static string Text(double minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"{minutes:0.######} min");
}
