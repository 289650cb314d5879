// Asks of every small change to a law whether a test sees it.
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Milieu.Bench;

/// <summary>Makes the mutants of a project with Stryker, runs its tests against each, and writes what survived.</summary>
internal static class Mutants
{
    private const string Usage =
        "usage: mutants Engine|Model [PATTERN...] [--tests CLASS,CLASS...] [--survivors], from the folder of the repository";

    public static int Run(string[] wishes)
    {
        var survivors = wishes.Contains("--survivors");
        var at = Array.IndexOf(wishes, "--tests");
        string[] classes = at < 0 ? [] : (wishes.ElementAtOrDefault(at + 1) ?? "").Split(',');
        string[] words = [.. wishes.Where((w, i) => w != "--survivors" && (at < 0 || (i != at && i != at + 1)))];
        if (words is not [var part, .. var patterns] || !Directory.Exists("src/Milieu." + part))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }
        var root = Directory.GetCurrentDirectory();
        var name = "Milieu." + part;
        var folder = Directory.CreateDirectory(Path.Combine(root, "artifacts", "mutation", name)).FullName;
        if (!survivors)
            MutantSource.Make(root, name, folder, patterns);
        var mutants = MutantSource.Read(root, name, folder, patterns);
        // Words of messages: a test that repeats them guards nothing.
        mutants.RemoveAll(m => m.Kind.StartsWith("String", StringComparison.Ordinal));
        var tests = new MutantTests(Prepare(root, name, folder));
        foreach (var broken in tests.Learn(classes))
            Console.Error.WriteLine($"left out, fails before any change: {broken}");
        Try(mutants, tests, Path.Combine(folder, "killed.txt"), survivors);
        Console.Write(Table(mutants));
        return 0;
    }

    // The tests' program in a folder of its own, with the mutated assembly in the place of the true one.
    private static string Prepare(string root, string name, string folder)
    {
        var tests = name + ".Tests";
        var build = new ProcessStartInfo(
            "dotnet",
            ["build", "-c", "Release", "-v", "q", Path.Combine(root, "tests", tests)]
        );
        using var built = Process.Start(build)!;
        built.WaitForExit();
        if (built.ExitCode != 0)
            throw new InvalidOperationException("the tests do not build");
        var from = Path.Combine(root, "artifacts", "bin", tests, "release");
        var to = Path.Combine(folder, "tests");
        if (Directory.Exists(to))
            Directory.Delete(to, true);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        File.Copy(Path.Combine(folder, "mutated.dll"), Path.Combine(to, name + ".dll"), true);
        return Path.Combine(to, OperatingSystem.IsWindows() ? tests + ".exe" : tests);
    }

    // What was killed is written at once, so that a run that was cut short, or one after new tests, need not do it again.
    private static void Try(List<Mutant> mutants, MutantTests tests, string path, bool survivors)
    {
        if (!survivors)
            File.Delete(path);
        var before = File.Exists(path) ? File.ReadAllLines(path).ToHashSet(StringComparer.Ordinal) : [];
        using var writer = new StreamWriter(path, append: true) { AutoFlush = true };
        foreach (var file in mutants.GroupBy(m => m.File, StringComparer.Ordinal))
        {
            var killers = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var mutant in file.OrderBy(m => m.Line))
            {
                if (before.Contains(mutant.Key))
                {
                    mutant.End = MutantEnd.Killed;
                    continue;
                }
                tests.Try(mutant, [.. killers.OrderByDescending(k => k.Value).Select(k => k.Key)]);
                if (mutant.Killer.Length > 0)
                    killers[mutant.Killer] = killers.GetValueOrDefault(mutant.Killer) + 1;
                if (mutant.Seen)
                    writer.WriteLine(mutant.Key);
                else
                    Console.Error.WriteLine($"{mutant.End} {mutant.Key}");
            }
            Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {Row([.. file])}");
        }
    }

    private static string Table(List<Mutant> mutants)
    {
        var text = new StringBuilder("| file | mutants | killed | timed out | survived | not covered | score |\n");
        text.Append("|---|--:|--:|--:|--:|--:|--:|\n");
        foreach (
            var file in mutants.GroupBy(m => m.File, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
        )
            text.Append(Row([.. file])).Append('\n');
        return text.Append(Row([.. mutants.Select(m => m with { File = "all", End = m.End })])).Append('\n').ToString();
    }

    private static string Row(List<Mutant> some)
    {
        int Count(MutantEnd end) => some.Count(m => m.End == end);
        var (killed, late) = (Count(MutantEnd.Killed), Count(MutantEnd.TimedOut));
        var score = (100.0 * (killed + late) / some.Count).ToString("F0", CultureInfo.InvariantCulture);
        var rest = $"{Count(MutantEnd.Survived)} | {Count(MutantEnd.NotCovered)}";
        return $"| {some[0].File} | {some.Count} | {killed} | {late} | {rest} | {score} % |";
    }
}
