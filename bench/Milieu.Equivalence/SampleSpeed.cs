// Wall times of PhysiCell's samples, there and here, in one run on one machine.
using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using Milieu.Engine;

namespace Milieu.Equivalence;

/// <remarks>
/// A folder holds one folder a sample: config/ as it was published, and beside it the sample's PhysiCell program,
/// named project. Both sides run the same settings, shortened alike; neither saves on the way.
/// </remarks>
internal static class SampleSpeed
{
    private const string Settings = "PhysiCell_settings.xml";

    /// <summary>Run once untimed, for this process compiles its code as it first meets it.</summary>
    private const double WarmUpMinutes = 12;

    public static int Run(string folder, Wishes wishes, TextWriter to)
    {
        var names = wishes.List("models", "");
        var minutes = wishes.Number("minutes", double.PositiveInfinity);
        var repeats = (int)wishes.Number("repeats", 1);
        to.WriteLine(
            "| sample | minutes | cells | threads | PhysiCell, s | its mode here, s | ratio | native, s | ratio |"
        );
        to.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        var failed = 0;
        foreach (var sample in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(sample);
            var settings = Path.Combine(sample, "config", Settings);
            if (!File.Exists(settings) || (names.Count > 0 && !names.Contains(name)))
                continue;
            foreach (var threads in wishes.List("threads", "1,2"))
                failed += Row(sample, minutes, int.Parse(threads, CultureInfo.InvariantCulture), repeats, to);
        }
        return failed == 0 ? 0 : 1;
    }

    private static int Row(string sample, double minutes, int threads, int repeats, TextWriter to)
    {
        var folder = Directory.CreateTempSubdirectory("sample-").FullName;
        try
        {
            var time = Prepare(sample, folder, minutes, threads);
            var settings = Path.Combine(folder, "config", Settings);
            var (there, here, native) = (new List<double>(), new List<double>(), new List<double>());
            var cells = 0;
            foreach (var isNative in (bool[])[false, true])
                Here(settings, Math.Min(time, WarmUpMinutes), threads, isNative);
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                there.Add(There(Path.Combine(sample, "project"), folder));
                (var seconds, cells) = Here(settings, time, threads, native: false);
                here.Add(seconds);
                native.Add(Here(settings, time, threads, native: true).Seconds);
            }
            var (a, b, c) = (Median(there), Median(here), Median(native));
            to.WriteLine(
                FormattableString.Invariant(
                    $"| {Path.GetFileName(sample)} | {time} | {cells} | {threads} | {a:F2} | {b:F2} | {a / b:F1} | {c:F2} | {a / c:F1} |"
                )
            );
            return 0;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            to.WriteLine(
                $"| {Path.GetFileName(sample)} | {e.Message.Split('\n').Take(3).Aggregate((x, y) => x + "; " + y)} |"
            );
            return 1;
        }
        finally
        {
            to.Flush();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Copies the sample's configuration with its end, threads and saves set; returns the end.</summary>
    private static double Prepare(string sample, string folder, double minutes, int threads)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(sample, "config"), "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(folder, Path.GetRelativePath(sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        var path = Path.Combine(folder, "config", Settings);
        var xml = XDocument.Load(path);
        var root = xml.Root!;
        var end = root.Element("overall")!.Element("max_time")!;
        var time = Math.Min(minutes, double.Parse(end.Value, CultureInfo.InvariantCulture));
        end.Value = time.ToString(CultureInfo.InvariantCulture);
        root.Element("parallel")!.Element("omp_num_threads")!.Value = threads.ToString(CultureInfo.InvariantCulture);
        root.Element("save")!.Element("folder")!.Value = "output";
        foreach (var kind in (string[])["full_data", "SVG"])
            root.Element("save")!.Element(kind)?.Element("enable")?.SetValue("false");
        xml.Save(path);
        return time;
    }

    private static double There(string program, string folder)
    {
        if (!File.Exists(program))
            return double.NaN;
        Directory.CreateDirectory(Path.Combine(folder, "output"));
        var start = new ProcessStartInfo(Path.GetFullPath(program), $"config/{Settings}")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? watch.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }

    /// <summary>Reading, compiling and running, in this process.</summary>
    private static (double Seconds, int Cells) Here(string settings, double minutes, int threads, bool native)
    {
        var watch = Stopwatch.StartNew();
        var model = OurRuns.Load(settings, native).Compiled!;
        using var simulation = new Simulation(model, new SimulationOptions(0, threads));
        simulation.RunTo((long)Math.Round(minutes / model.Timing.TickMinutes));
        return (watch.Elapsed.TotalSeconds, simulation.Tissue.Cells.Count);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
