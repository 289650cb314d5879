// Runs the tests of one project against its mutated assembly, one process for each run.
using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

namespace Milieu.Bench;

/// <summary>
/// A process knows its mutant from its first line to its last, so that static fields too are made under it, and a run cannot
/// see the mutant of another.
/// </summary>
/// <param name="program">The test program, beside the mutated assembly.</param>
internal sealed class MutantTests(string program)
{
    private readonly Dictionary<string, (HashSet<int>? Mutants, double Seconds)> classes = new(StringComparer.Ordinal);

    /// <summary>Runs every class alone, without a mutant: how long it takes, and which mutants its tests pass through.</summary>
    /// <param name="chosen">
    /// Classes by their short names: these and no others are run, against every mutant. Where none is given, the classes that
    /// pass through a mutant are found, which is slow where mutants stand in the innermost loops.
    /// </param>
    /// <returns>The classes that fail before anything is changed; they are left out.</returns>
    /// <exception cref="ArgumentException">A chosen class does not exist: every mutant would pass it.</exception>
    public List<string> Learn(string[] chosen)
    {
        var names = Names();
        foreach (var wish in chosen)
            if (!names.Exists(n => Short(n) == wish))
                throw new ArgumentException($"no test class is named {wish}", nameof(chosen));
        var broken = new List<string>();
        var folder = Directory.CreateTempSubdirectory("milieu-mutants-").FullName;
        var cover = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["STRYKER_COVERAGE_FILE"] = "cover.txt",
            ["TMPDIR"] = folder,
        };
        foreach (var name in names)
        {
            if (chosen.Length > 0 && !chosen.Contains(Short(name)))
                continue;
            var clock = Stopwatch.StartNew();
            if (Run(["-class", name], chosen.Length > 0 ? [] : cover, 900) != 0)
                broken.Add(name);
            else
                classes[name] = (chosen.Length > 0 ? null : Covered(folder), clock.Elapsed.TotalSeconds);
            Console.Error.WriteLine($"{name}: {clock.Elapsed.TotalSeconds:F1} s");
        }
        Directory.Delete(folder, true);
        return broken;
    }

    /// <summary>Switches one mutant on and runs the classes that pass through it until a test fails.</summary>
    /// <param name="mutant">The mutant; its end and its killer are written.</param>
    /// <param name="likely">Classes that killed mutants of this file before, the likeliest first.</param>
    public void Try(Mutant mutant, IReadOnlyList<string> likely)
    {
        var left = classes
            .Where(c => c.Value.Mutants?.Contains(mutant.Id) != false)
            .ToDictionary(StringComparer.Ordinal);
        if (left.Count == 0)
        {
            mutant.End = MutantEnd.NotCovered;
            return;
        }
        mutant.End = MutantEnd.Survived;
        var first = likely.FirstOrDefault(left.ContainsKey) ?? left.MinBy(c => c.Value.Seconds).Key;
        if (!Ends(mutant, [first], left[first].Seconds))
        {
            left.Remove(first);
            // The quick classes first, in one process, then the slow ones.
            foreach (var slow in (bool[])[false, true])
            {
                var some = left.Where(c => c.Value.Seconds > 3 == slow).OrderBy(c => c.Value.Seconds).ToList();
                if (some.Count > 0 && Ends(mutant, [.. some.Select(c => c.Key)], some.Sum(c => c.Value.Seconds)))
                    return;
            }
        }
    }

    private bool Ends(Mutant mutant, string[] names, double seconds)
    {
        var report = program + ".xml";
        File.Delete(report);
        var words = new List<string> { "-stopOnFail", "-xml", report };
        foreach (var name in names)
            words.AddRange(["-class", name]);
        var id = mutant.Id.ToString(CultureInfo.InvariantCulture);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["STRYKER_MUTANT_ID_CONTROL_VAR"] = "MILIEU_MUTANT",
            ["MILIEU_MUTANT"] = id,
        };
        var code = Run(words, environment, 30 + (5 * seconds));
        if (code == 0)
            return false;
        mutant.End = code is null ? MutantEnd.TimedOut : MutantEnd.Killed;
        if (File.Exists(report))
            mutant.Killer = Failing(report) ?? "";
        return true;
    }

    private static string Short(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static string? Failing(string report) =>
        XDocument
            .Load(report)
            .Descendants("test")
            .FirstOrDefault(t => (string?)t.Attribute("result") == "Fail")
            ?.Attribute("type")
            ?.Value;

    private List<string> Names()
    {
        using var list = Process.Start(
            new ProcessStartInfo(program, "-noLogo -noColor -list classes")
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var text = list.StandardOutput.ReadToEnd();
        return
        [
            .. text.Split('\n', StringSplitOptions.TrimEntries)
                .Where(l => l.StartsWith("Milieu.", StringComparison.Ordinal)),
        ];
    }

    private int? Run(IEnumerable<string> words, Dictionary<string, string> environment, double seconds)
    {
        var start = new ProcessStartInfo(program, words)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (process.WaitForExit(TimeSpan.FromSeconds(seconds)))
            return process.ExitCode;
        process.Kill(true);
        process.WaitForExit();
        return null;
    }

    private static HashSet<int> Covered(string folder)
    {
        var covered = new HashSet<int>();
        foreach (var path in Directory.GetFiles(folder, "cover*"))
        {
            foreach (var word in File.ReadAllText(path).Split([',', ';'], StringSplitOptions.RemoveEmptyEntries))
                covered.Add(int.Parse(word, CultureInfo.InvariantCulture));
            File.Delete(path);
        }
        return covered;
    }
}
