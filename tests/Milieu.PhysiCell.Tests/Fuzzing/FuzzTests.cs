// Ten thousand spoilt projects: none crashes, none hangs, none takes more memory than its size explains.
using System.Diagnostics;
using System.Globalization;
using Milieu.Model;

namespace Milieu.PhysiCell.Tests;

/// <summary>
/// A few seconds of it run with every test; <c>MILIEU_FUZZ=10000</c> runs that many inputs, from the same first seed.
/// </summary>
public sealed class FuzzTests
{
    private const int SecondsOfEveryDay = 4;
    private const double MostSecondsEach = 20;
    private const long MostBytesEach = 1L << 29;
    private const int MostProblems = 20_000;

    private int _seed;
    private int _models;
    private long _largest;
    private double _longest;
    private long _started;
    private string? _failure;

    [Fact(
        DisplayName = "Spoilt settings, rules, cells, densities and matrices end in mistakes or a model: MILIEU_FUZZ=10000 tries that many"
    )]
    public void NothingCrashes()
    {
        var wanted = int.TryParse(Environment.GetEnvironmentVariable("MILIEU_FUZZ"), out var count) ? count : 0;
        // A thread of its own: an input that never ends is seen from here.
        var worker = new Thread(() => Work(wanted)) { IsBackground = true };
        worker.Start();
        while (!worker.Join(TimeSpan.FromMilliseconds(200)))
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _started)).TotalSeconds > MostSecondsEach)
                Assert.Fail($"seed {_seed} does not end");
        Assert.Null(_failure);
        Assert.True(_seed > 20, $"only {_seed} inputs were tried");
        Assert.InRange(_models, _seed / 20, _seed * 19 / 20);
        TestContext.Current.SendDiagnosticMessage(
            Text($"{_seed} inputs, {_models} of them models; at most {_longest:0.00} s and {_largest >> 20} MB each")
        );
    }

    private void Work(int wanted)
    {
        var watch = Stopwatch.StartNew();
        Volatile.Write(ref _started, Stopwatch.GetTimestamp());
        while (wanted > 0 ? _seed < wanted : watch.Elapsed.TotalSeconds < SecondsOfEveryDay)
        {
            Volatile.Write(ref _started, Stopwatch.GetTimestamp());
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                _models += Try(_seed) ? 1 : 0;
            }
#pragma warning disable CA1031 // every exception is what is looked for
            catch (Exception e)
#pragma warning restore CA1031
            {
                _failure = Text($"seed {_seed}: {e}");
                return;
            }
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            _largest = Math.Max(_largest, bytes);
            _longest = Math.Max(_longest, Stopwatch.GetElapsedTime(_started).TotalSeconds);
            if (bytes > MostBytesEach)
            {
                _failure = Text($"seed {_seed}: {bytes} bytes");
                return;
            }
            _seed++;
        }
    }

    /// <returns>Whether the input still is a model.</returns>
    private static bool Try(int seed)
    {
        var random = new Random(seed);
        var mutator = new Mutator(random);
        var files = FuzzProject.Files(random.Next(2) == 0);
        // Settings more often than each of the others: they say the most.
        switch (random.Next(8))
        {
            case 0:
                var rules = mutator.Text(FuzzProject.Rules);
                files["p/config/rules.csv"] = random.Next(8) == 0 ? OldRules.Convert(rules).Text : rules;
                break;
            case 1:
                files["p/config/cells.csv"] = mutator.Text(FuzzProject.Cells(random.Next(2) == 0));
                break;
            case 2:
                files["p/config/ic.csv"] = mutator.Text(FuzzProject.Densities(random.Next(2) == 0));
                break;
            case 3:
                files.Put("p/config/ic.mat", mutator.Bytes(FuzzProject.Matrix()));
                break;
            default:
                files["p/config/PhysiCell_settings.xml"] = mutator.Text(FuzzProject.Settings(random.Next(2) == 0));
                break;
        }
        var choices = new ReadingChoices { Native = random.Next(4) == 0, IgnoreIntracellular = random.Next(2) == 0 };
        var loaded = PhysiCellProject.Load("p", files, [], choices);
        Assert.True(loaded.Compiled is not null || loaded.HasErrors, "no model, and no mistake");
        Assert.True(loaded.Compiled is null || !loaded.HasErrors, "a model in spite of a mistake");
        Assert.InRange(loaded.Diagnostics.Count, 0, MostProblems);
        Assert.All(loaded.Diagnostics, d => Assert.False(string.IsNullOrWhiteSpace(d.Message)));
        // Whatever is understood can be written, and reads back as the same model.
        if (loaded.Compiled is not null && random.Next(16) == 0)
            Assert.NotEmpty(ProjectConversion.Convert("p", "m.yaml", files, [], choices).Files);
        return loaded.Compiled is not null;
    }

    [Fact(DisplayName = "The project that is spoilt is whole: else nothing behind its mistakes would ever be reached")]
    public void ProjectIsWhole()
    {
        foreach (var isMatrix in (bool[])[true, false])
        {
            var loaded = PhysiCellProject.Load("p", FuzzProject.Files(isMatrix), [], new ReadingChoices());
            Assert.Equal([], loaded.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.ToString()));
            Assert.NotEmpty(loaded.Compiled!.Types[0].Rules);
            Assert.NotEmpty(loaded.Compiled.Placements);
            Assert.NotEmpty(loaded.Compiled.Substrates[0].InitialField);
        }
    }

    public static TheoryData<string, string> Malice =>
        new()
        {
            { "<PhysiCell_settings", "<!DOCTYPE a [<!ENTITY x \"y\">]><PhysiCell_settings" },
            {
                "<PhysiCell_settings",
                "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><PhysiCell_settings"
            },
            { "<PhysiCell_settings", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><PhysiCell_settings" },
            { "<x_max>60</x_max>", "<x_max>6e9</x_max>" },
            { "<dx>20</dx>", "<dx>1e-9</dx>" },
            { "<number_of_cells type=\"int\">3<", "<number_of_cells type=\"int\">2000000000<" },
            { "<cell_definitions>", "deep" },
            { "</cell_definitions>", "wide" },
        };

    [Theory(
        DisplayName = "Entities, outside files, huge domains, billions of cells, endless nesting are refused at once"
    )]
    [MemberData(nameof(Malice))]
    public void MaliceIsRefused(string from, string to)
    {
        var files = FuzzProject.Files(false);
        var settings = FuzzProject.Settings(false);
        Assert.Contains(from, settings, StringComparison.Ordinal);
        to = to switch
        {
            "deep" => from
                + string.Concat(Enumerable.Repeat("<a>", 100_000))
                + string.Concat(Enumerable.Repeat("</a>", 100_000)),
            "wide" => string.Concat(
                Enumerable.Range(2, 2000).Select(i => Text($"<cell_definition name=\"t{i}\" ID=\"{i}\"/>"))
            ) + from,
            _ => to,
        };
        files["p/config/PhysiCell_settings.xml"] = settings.Replace(from, to, StringComparison.Ordinal);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var loaded = PhysiCellProject.Load("p", files, [], new ReadingChoices());
        Assert.True(loaded.HasErrors);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1L << 28);
        Assert.DoesNotContain(loaded.Diagnostics, d => d.ToString().Contains("root:", StringComparison.Ordinal));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
