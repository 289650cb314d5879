// milieu bench through the real program: quick figures, their keys, wrong words, a stop on the way.
using System.Text.Json;

namespace Milieu.Cli.Tests;

public sealed class BenchTests
{
    private static readonly string[] ReportKeys =
    [
        "version",
        "processor",
        "runtime",
        "processors",
        "vectorBits",
        "quick",
        "ceilings",
        "fields",
        "mechanics",
        "whole",
        "accuracy",
    ];

    [Fact(
        DisplayName = "--quick --json prints one line with the documented keys: every part, every number finite, every time above zero but those of exchange, which are differences of two; in seconds"
    )]
    public void QuickReport()
    {
        using var scratch = new Scratch();
        var ended = scratch.Run("bench", "--quick", "--json", "--threads", "1,2");
        Assert.Equal(0, ended.Code);
        using var json = JsonDocument.Parse(ended.Out);
        var root = json.RootElement;
        Assert.Equal(ReportKeys, root.EnumerateObject().Select(p => p.Name));
        Assert.True(root.GetProperty("quick").GetBoolean());
        Assert.Equal(2 * 9, root.GetProperty("ceilings").GetArrayLength());
        foreach (var part in (string[])["fields", "mechanics"])
        {
            var rows = root.GetProperty(part).EnumerateArray().ToArray();
            Assert.All(
                rows,
                r => Assert.True(Slowest(r) > 0 || Kernel(r).Contains("exchange", StringComparison.Ordinal))
            );
            Assert.All(rows, r => Assert.True(double.IsFinite(Slowest(r))));
            Assert.Equal([1, 2], rows.Select(r => r.GetProperty("threads").GetInt32()).Distinct());
            foreach (var key in (string[])["kernel", "size", "unit", "bytes"])
                Assert.All(rows, r => Assert.True(r.TryGetProperty(key, out _)));
        }
        foreach (
            var kernel in (string[])
                [
                    "Lod step",
                    "Rkl1 stage",
                    "Explicit step",
                    "Lod exchange refresh",
                    "forces",
                    "move",
                    "sort, a whole one",
                ]
        )
            Assert.Contains($"\"kernel\":\"{kernel}\"", ended.Out, StringComparison.Ordinal);
        var whole = root.GetProperty("whole").EnumerateArray().ToArray();
        Assert.All(whole, w => Assert.True(w.GetProperty("secondsPerMinute").GetProperty("median").GetDouble() > 0));
        Assert.All(whole, w => Assert.InRange(w.GetProperty("bytesPerCell").GetDouble(), 100, 2000));
        var documented = Documentation();
        Assert.All(Keys(root).Distinct(), k => Assert.Contains($"`{k}`", documented, StringComparison.Ordinal));
        Assert.Contains("Mechanics", ended.Error, StringComparison.Ordinal);
        Assert.Empty(scratch.Files);
    }

    private static double Slowest(JsonElement row) => row.GetProperty("nanoseconds").GetProperty("slowest").GetDouble();

    private static string Kernel(JsonElement row) => row.GetProperty("kernel").GetString()!;

    private static IEnumerable<string> Keys(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Keys(p.Value).Prepend(p.Name)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Keys),
            _ => [],
        };

    private static string Documentation()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Milieu.slnx")))
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("not in the repository");
        return File.ReadAllText(Path.Combine(at, "bench", "README.md"));
    }

    [Fact(
        DisplayName = "One part is measured alone beside the ceilings: the table goes to standard output, progress to standard error"
    )]
    public void OnePart()
    {
        using var scratch = new Scratch();
        var ended = scratch.Run("bench", "mechanics", "--quick", "--threads", "1");
        Assert.Equal(0, ended.Code);
        Assert.Contains("Triad  memory", ended.Out, StringComparison.Ordinal);
        Assert.Contains("forces", ended.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Lod step", ended.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("2 threads", ended.All, StringComparison.Ordinal);
        Assert.Contains("ceilings of the machine, 1 threads", ended.Error, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Ctrl-C ends the measurement with 130 and one line, no figures and no stack trace")]
    public void StopsOnTheWay()
    {
        using var scratch = new Scratch();
        using var program = MilieuProgram.Start(scratch.Folder, "bench", "whole", "--full");
        Thread.Sleep(1500);
        program.Signal("INT");
        var ended = program.End();
        Assert.Equal((130, ""), (ended.Code, ended.Out));
        Assert.Contains("interrupted", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
    }
}
