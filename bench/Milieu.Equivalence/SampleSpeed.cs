// Wall times of PhysiCell projects, there and here, in one run on one machine.
using System.Globalization;

namespace Milieu.Equivalence;

/// <remarks>
/// A folder holds one folder a project: config/, and beside it PhysiCell's program for it, named project, where the
/// common one does not do. Whole programs are timed, from their start to their end, in turn: there, here, here native.
/// </remarks>
internal static class SampleSpeed
{
    /// <summary>Start-up is the time of a run of one mechanics step.</summary>
    private const double FirstStep = 0.1;

    public static int Run(Wishes wishes, TextWriter to)
    {
        var programs = new WholePrograms(
            wishes.Text("milieu", WholePrograms.Beside),
            wishes.Text("program", "") is { Length: > 0 } program ? program : null
        );
        var minutes = wishes.Number("minutes", double.PositiveInfinity);
        var repeats = (int)wishes.Number("repeats", 5);
        to.WriteLine(
            "Seconds of whole programs, median (smallest to largest) of pairs in turn. Start: a run of 0.1 min."
        );
        to.WriteLine("Times: of the whole, pair by pair; then of what comes after the start.");
        to.WriteLine();
        to.WriteLine(
            "| project | minutes | threads | PhysiCell | Milieu, its mode | times | after start | Milieu, native | times | after start | start: PhysiCell, Milieu |"
        );
        to.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        var failed = 0;
        foreach (var (sample, own) in Chosen(wishes))
        foreach (var threads in wishes.List("threads", "2"))
            failed += Row(
                programs,
                sample,
                own ?? minutes,
                int.Parse(threads, CultureInfo.InvariantCulture),
                repeats,
                to
            );
        return failed == 0 ? 0 : 1;
    }

    /// <summary>Projects of the folders that --models names, each as NAME or NAME:MINUTES; all where it names none.</summary>
    private static IEnumerable<(string Folder, double? Minutes)> Chosen(Wishes wishes)
    {
        var all = wishes
            .Words.SelectMany(Directory.GetDirectories)
            .Where(SampleProject.Is)
            .OrderBy(Path.GetFileName, StringComparer.Ordinal)
            .ToList();
        var names = wishes.List("models", "").Select(n => n.Split(':')).ToList();
        if (names.Count == 0)
            return all.Select(f => (f, (double?)null));
        return names.Select(n =>
            (
                all.Find(f => Path.GetFileName(f) == n[0]) ?? throw new InvalidDataException($"no project {n[0]}"),
                n.Length > 1 ? double.Parse(n[1], CultureInfo.InvariantCulture) : (double?)null
            )
        );
    }

    private static int Row(
        WholePrograms programs,
        string sample,
        double minutes,
        int threads,
        int repeats,
        TextWriter to
    )
    {
        using var project = new SampleProject(sample, threads);
        var name = project.Name;
        try
        {
            var whole = Math.Min(minutes, project.Minutes);
            project.Minutes = FirstStep;
            var start = Repeat(3, () => programs.There(project, sample), () => programs.Here(project, threads, false));
            project.Minutes = whole;
            var times = Repeat(
                repeats,
                () => programs.There(project, sample),
                () => programs.Here(project, threads, native: false),
                () => programs.Here(project, threads, native: true)
            );
            var (there, here, native) = (times[0], times[1], times[2]);
            var (before, after) = (Median(start[0]), Median(start[1]));
            to.WriteLine(
                $"| {name} | {whole.ToString(CultureInfo.InvariantCulture)} | {threads} | {Seconds(there)} "
                    + $"| {Seconds(here)} | {Times(there, here)} | {Times(there, here, before, after)} "
                    + $"| {Seconds(native)} | {Times(there, native)} | {Times(there, native, before, after)} "
                    + $"| {Seconds(start[0])}, {Seconds(start[1])} |"
            );
            return 0;
        }
        catch (InvalidDataException e)
        {
            to.WriteLine($"| {name} | {e.Message.Replace('\n', ' ')} |");
            return 1;
        }
        finally
        {
            to.Flush();
        }
    }

    /// <summary>Takes every measurement once, then all again.</summary>
    private static List<double>[] Repeat(int times, params Func<double>[] measurements)
    {
        var found = measurements.Select(_ => new List<double>()).ToArray();
        for (var n = 0; n < times; n++)
        for (var k = 0; k < measurements.Length; k++)
            found[k].Add(measurements[k]());
        return found;
    }

    private static string Seconds(List<double> values) => Spread(values, "0.00");

    /// <summary>Pair by pair, since what slows a shared machine slows both of a pair.</summary>
    private static string Times(List<double> there, List<double> here, double before = 0, double after = 0) =>
        Spread([.. there.Zip(here, (a, b) => (a - before) / (b - after))], "0.0");

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Spread(List<double> values, string format)
    {
        var sorted = values.Order().Select(v => v.ToString(format, CultureInfo.InvariantCulture)).ToList();
        return $"{sorted[sorted.Count / 2]} ({sorted[0]} to {sorted[^1]})";
    }
}
