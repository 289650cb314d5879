// How cost grows with cells, voxels, substrates and threads: tables and plots into the pages.
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Milieu.Speed;

namespace Milieu.Bench;

/// <summary>Measures sizes of cells in a process each, so that what a size holds in memory is its own.</summary>
internal static class GrowthStudy
{
    private const string Begin = "<!-- growth: written by bench/Milieu.Bench -->";
    private const string End = "<!-- growth ends -->";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="wishes">--quick, --out FOLDER (docs), or the one size that a process is to measure.</param>
    public static int Run(string[] wishes)
    {
        if (wishes is ["one", var cells, var mode, var threads, var speed])
            return One(Number(cells), mode == "native", Number(threads), speed == "quick");
        var quick = wishes.Contains("--quick");
        var docs = wishes.SkipWhile(w => w != "--out").Skip(1).FirstOrDefault() ?? "docs";
        var start = Stopwatch.GetTimestamp();
        var given = new SpeedWishes
        {
            Threads = [1, 2],
            Quick = quick,
            Progress = Console.Error.WriteLine,
        };
        var page = new GrowthPage(Balls(quick), FieldGrowth.Voxels(given), FieldGrowth.Substrates(given));
        var images = Directory.CreateDirectory(Path.Combine(docs, "images")).FullName;
        foreach (var (file, svg) in page.Plots())
            File.WriteAllText(Path.Combine(images, file), svg);
        Insert(Path.Combine(docs, "performance.md"), Begin, End, page.Tables());
        Console.Error.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        return 0;
    }

    private static int One(int cells, bool native, int threads, bool quick)
    {
        var repeats = quick || cells >= 1_000_000 ? 1 : 3;
        var row = WholeSpeed.Of(
            cells,
            native,
            threads,
            repeats,
            new SpeedWishes { Threads = [threads], Quick = quick }
        );
        Console.WriteLine(JsonSerializer.Serialize(row, Json));
        return 0;
    }

    private static ImmutableArray<WholeRow> Balls(bool quick)
    {
        int[] sizes = quick ? [500, 1_000] : [1_000, 10_000, 100_000, 1_000_000, 2_000_000];
        return
        [
            .. from mode in (string[])["physicell", "native"]
            from threads in (int[])[1, 2]
            from cells in sizes
            select Apart(cells, mode, threads, quick),
        ];
    }

    private static WholeRow Apart(int cells, string mode, int threads, bool quick)
    {
        Console.Error.WriteLine($"{cells} cells, {mode}, {threads} threads");
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(GrowthStudy).Assembly.Location);
        foreach (var argument in (string[])["growth", "one", $"{cells}", mode, $"{threads}", quick ? "quick" : "usual"])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<WholeRow>(text, Json)!
            : throw new InvalidOperationException($"{cells} cells ended with {process.ExitCode}");
    }

    /// <summary>Replaces what stands between the two marks of a page, or prints it where there is no such page.</summary>
    internal static void Insert(string page, string first, string last, string tables)
    {
        var text = File.Exists(page) ? File.ReadAllText(page) : "";
        var (begin, end) = (
            text.IndexOf(first, StringComparison.Ordinal),
            text.IndexOf(last, StringComparison.Ordinal)
        );
        if (begin < 0 || end < begin)
            Console.Out.Write(tables);
        else
            File.WriteAllText(page, text[..begin] + first + "\n\n" + tables + text[end..]);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
