// Studies that branch: one trunk a seed, run once, kept as long as an arm needs it.
using Microsoft.Data.Sqlite;

namespace Milieu.Studies.Tests;

public sealed class BranchedStudyTests
{
    /// <summary>Three arms: as the trunk, with cells that divide more slowly, and with a drug that the trunk does not know.</summary>
    private const string Arms = """
        branch: {at: 1 h, from: control}
        arms:
          control: {about: goes on as it grew}
          slow: {set: {cells.tumor.cycle.rates: [0.002 /min]}}
          drug: {include: [drug.yaml]}
        measures:
          tumor: count of tumor
          course: {of: count of tumor, at: every 30 min}
          level: {of: mean poison in whole, at: every 30 min}
          dead: {of: deaths, from: 30 min, at: 2 h}
        expect:
          - tumor[control] > tumor[drug]
        """;

    private const string Drug = """
        substrates:
          poison: {units: nM, diffusion: 1000 um2/min, decay: 0 /min, initial: 5 nM}
        cells:
          tumor: {rules: ["poison increases apoptosis to 0.1 /min, half-max 1 nM, hill 4"]}
        """;

    private static string Text { get; } =
        GivenStudy.Text[..GivenStudy.Text.IndexOf("arms:", StringComparison.Ordinal)] + Arms;

    [Fact(
        DisplayName = "An arm with its trunk's model ends with the values and the state of the run that was never branched, at 1, 2 and 7 threads"
    )]
    public void UnchangedArmIsTheUnbranchedRun()
    {
        using var scratch = new Scratch();
        var branched = Run(scratch, "branched", Text);
        var plain = Run(
            scratch,
            "plain",
            Text.Replace("branch: {at: 1 h, from: control}", "", StringComparison.Ordinal)
        );
        foreach (var seed in branched.Results.Seeds)
        foreach (var measure in (string[])["tumor", "course", "dead"])
            Assert.Equal(plain.Results.Of(measure, "control", seed), branched.Results.Of(measure, "control", seed));
        var hashes = Hashes(scratch, "plain", "control");
        Assert.Equal(hashes, Hashes(scratch, "branched", "control"));
        foreach (var threads in (int[])[2, 7])
        {
            Run(scratch, "t" + threads, Text, threads: threads);
            Assert.Equal(hashes, Hashes(scratch, "t" + threads, "control"));
            Assert.Equal(Hashes(scratch, "branched", "drug"), Hashes(scratch, "t" + threads, "drug"));
        }
        Assert.NotEqual(hashes, Hashes(scratch, "branched", "slow"));
    }

    [Fact(
        DisplayName = "What was measured before the arms branch off is the trunk's, in every arm; what only an arm has is missing before and there from then on; expectations read both"
    )]
    public void TheTrunkIsMeasuredOnce()
    {
        using var scratch = new Scratch();
        var outcome = Run(
            scratch,
            "x",
            Text
                + "\n  - course[drug] at 1 h > 2 x course[drug] at 2 h\n  - {say: 'course[control] at 30 min in 0 .. 1000'}\n"
        );
        var results = outcome.Results;
        foreach (var seed in results.Seeds)
        {
            var (control, drug) = (results.Of("course", "control", seed), results.Of("course", "drug", seed));
            Assert.Equal([0, 30, 60, 90, 120], drug.Select(v => v.Minutes));
            Assert.Equal(control.Take(3), drug.Take(3));
            Assert.NotEqual(control[4], drug[4]);
            var level = results.Of("level", "drug", seed);
            Assert.Equal([true, true, false, false, false], level.Select(v => double.IsNaN(v.Value)));
            Assert.Equal(5, level[2].Value, 6);
        }
        Assert.All(results.Expectations, e => Assert.Equal(Verdict.Met, e.Verdict));
    }

    [Fact(
        DisplayName = "Each seed's trunk runs once, before its arms, and is never run again; its state is there until its last arm is done; a later arm grows it anew"
    )]
    public void TrunksRunOnce()
    {
        using var scratch = new Scratch();
        var (order, kept) = (new List<(bool, long)>(), new List<bool>());
        RunEnd? Watch(RunTask task)
        {
            lock (order)
                order.Add((task.StopMinutes is not null, task.Seed));
            if (task.From is { } from)
                lock (kept)
                    kept.Add(File.Exists(from.Stem + "-0000000600.milieu"));
            return null;
        }
        var first = Run(scratch, "x", Text, instead: Watch);
        Assert.Equal((0, 6 + 18), (first.Reused, first.Ran));
        for (var seed = 1L; seed <= 6; seed++)
        {
            Assert.Equal(1, order.Count(o => o == (true, seed)));
            Assert.Equal(3, order.Count(o => o == (false, seed)));
            Assert.True(order.IndexOf((true, seed)) < order.IndexOf((false, seed)));
        }
        Assert.DoesNotContain(false, kept);
        Assert.Empty(Directory.EnumerateFiles(scratch.Of("x", "small-study", "unfinished")));
        Assert.Equal(
            6,
            Count(
                scratch,
                "x",
                "SELECT COUNT(*) FROM trunks JOIN runs USING (run) WHERE arm = 'trunk' AND minutes = 60"
            )
        );
        var again = Run(scratch, "x", Text, instead: _ => throw new InvalidOperationException("nothing should be run"));
        Assert.Equal((24, 0), (again.Reused, again.Ran));
        order.Clear();
        var more = Text.Replace(
            "  slow:",
            "  still: {set: {cells.hunter.motility.speed: 0 um/min}}\n  slow:",
            StringComparison.Ordinal
        );
        var third = Run(scratch, "x", more, instead: Watch);
        Assert.Equal((18, 12), (third.Reused, third.Ran));
    }

    [Fact(
        DisplayName = "Arms that failed are tried again from the trunk that is still there; a trunk whose state was damaged grows again, to the same values"
    )]
    public void TrunksAreKeptForFailedArms()
    {
        using var scratch = new Scratch();
        var whole = Run(scratch, "whole", Text);
        var failed = Run(
            scratch,
            "x",
            Text,
            instead: t => t.From is not null && t.Seed <= 2 ? new RunEnd(RunEndKind.Failed) { Reason = "lost" } : null
        );
        Assert.Equal(6, failed.Results.Failures.Length);
        var states = Directory.GetFiles(scratch.Of("x", "small-study", "unfinished"), "*.milieu");
        Assert.Equal(2, states.Length);
        File.WriteAllText(states[0], "spoilt");
        var (trunks, arms) = (0, 0);
        var mended = Run(
            scratch,
            "x",
            Text,
            instead: t =>
            {
                Interlocked.Increment(ref t.StopMinutes is null ? ref arms : ref trunks);
                return null;
            }
        );
        Assert.Equal((1, 6), (trunks, arms));
        Assert.Equal(
            whole.Results.Values.OrderBy(v => v.Key).SelectMany(v => v.Value),
            mended.Results.Values.OrderBy(v => v.Key).SelectMany(v => v.Value)
        );
        Assert.Empty(Directory.EnumerateFiles(scratch.Of("x", "small-study", "unfinished")));
    }

    [Fact(
        DisplayName = "Where a trunk breaks its arms fail with its reason, other seeds go on, and the next call grows it again"
    )]
    public void BrokenTrunks()
    {
        using var scratch = new Scratch();
        var broken = Run(
            scratch,
            "x",
            Text,
            instead: t =>
                t.StopMinutes is not null && t.Seed == 3 ? new RunEnd(RunEndKind.Failed) { Reason = "it fell" } : null
        );
        Assert.Equal(
            [
                new("control", 3, "its trunk broke: it fell"),
                new("slow", 3, "its trunk broke: it fell"),
                new FailedRun("drug", 3, "its trunk broke: it fell"),
            ],
            broken.Results.Failures
        );
        var mended = Run(scratch, "x", Text);
        Assert.Empty(mended.Results.Failures);
        Assert.Equal((20, 4), (mended.Reused, mended.Ran));
    }

    [Fact(DisplayName = "A trunk that was stopped goes on from its checkpoint to the state of one that was not")]
    public void StoppedTrunksGoOn()
    {
        using var scratch = new Scratch();
        RunTask? seen = null;
        RunEnd? Keep(RunTask task)
        {
            seen ??= task;
            return null;
        }
        Run(scratch, "x", Text, instead: Keep, jobs: 1);
        var task = seen! with { Unfinished = scratch.Of("whole") };
        var whole = StudyRun.Run(task, null, CancellationToken.None);
        Assert.Equal((RunEndKind.Done, 60.0), (whole.Kind, whole.Minutes));
        Assert.Empty(whole.Values);
        using var stop = new CancellationTokenSource();
        var cut = StudyRun.Run(
            task with
            {
                Unfinished = scratch.Of("cut"),
                CheckpointSeconds = 0,
            },
            new Caller(() => stop.Cancel()),
            stop.Token
        );
        var on = StudyRun.Run(task with { Unfinished = scratch.Of("cut") }, null, CancellationToken.None);
        Assert.Equal((RunEndKind.Done, whole.StateHash), (on.Kind, on.StateHash));
        Assert.True(cut.Kind is RunEndKind.Stopped or RunEndKind.Done);
        Assert.Equal(
            File.ReadAllText(scratch.Of("whole-0000000600.json")),
            File.ReadAllText(scratch.Of("cut-0000000600.json"))
        );
    }

    [Theory(DisplayName = "A branch that cannot be is a mistake of the file, with its line, before anything is run")]
    [InlineData(
        "at: 1 h, from: control",
        "at: 1 h, from: contro",
        "unknown arm: 'contro'; expected one of control; slow; drug; did you mean 'control'?"
    )]
    [InlineData(
        "at: 1 h, from: control",
        "at: 61 min",
        "not at a step of the phenotype: '61 min'; expected a multiple of 6 min"
    )]
    [InlineData("at: 1 h, from: control", "at: 1 um", "expected a time")]
    [InlineData("at: 1 h, from: control", "from: control", "says when the arms branch off")]
    [InlineData("at: 1 h, from: control", "at: 2 h", "arm 'control' ends before it could branch off")]
    [InlineData(
        "at: 1 h, from: control",
        "at: 1 h, from: drug",
        "arm 'control' cannot go on from the trunk: the arm lacks a substrate of the trunk: 'poison'"
    )]
    [InlineData(
        "{set: {cells.tumor.cycle.rates: [0.002 /min]}}",
        "{set: {placements.hunters.count: 3}}",
        "arm 'slow' cannot go on from the trunk: the arm places cells before it branches off"
    )]
    [InlineData("branch: {at: 1 h, from: control}", "branch: {att: 1 h}", "did you mean 'at'?")]
    public void Mistakes(string old, string fresh, string said)
    {
        Assert.Contains(old, Text, StringComparison.Ordinal);
        var read = GivenStudy.Read(Text.Replace(old, fresh, StringComparison.Ordinal), null, ("drug.yaml", Drug));
        Assert.Null(read.Study);
        Assert.Contains(
            read.Diagnostics,
            d =>
                d.ToString().Contains(said, StringComparison.Ordinal)
                && d.ToString().StartsWith("study.yaml:7:", StringComparison.Ordinal)
        );
    }

    [Fact(
        DisplayName = "The report says what a common past is worth: variance within seeds over that between seeds, by hand from the values, and how much was simulated"
    )]
    public void TheReportTellsTheGain()
    {
        using var scratch = new Scratch();
        var outcome = Run(scratch, "x", Text);
        double[] Last(string arm) =>
            [.. outcome.Results.Seeds.Select(s => outcome.Results.Of("tumor", arm, s)[^1].Value)];
        static double Variance(double[] v) => v.Sum(x => (x - v.Average()) * (x - v.Average())) / (v.Length - 1);
        var (slow, control) = (Last("slow"), Last("control"));
        var noise = Pairing.Of(outcome.Results).Single(n => (n.Measure, n.Arm) == ("tumor", "slow"));
        Assert.Equal("control", noise.Against);
        Assert.Equal(Variance([.. slow.Zip(control, (a, b) => a - b)]), noise.Paired, 9);
        Assert.Equal(Variance(slow) + Variance(control), noise.Independent, 9);
        var page = File.ReadAllText(Path.Combine(outcome.Folder, "report.html"));
        // Three arms of 2 h of which one hour is common: 1 + 3 of 6 hours.
        Assert.Contains("Each seed grew one tumor for 1 h", page, StringComparison.Ordinal);
        Assert.Contains("67 % of the time", page, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Without a name the trunk is the base model with what all arms share")]
    public void TheBaseModelGrows()
    {
        var study = GivenStudy.Of(Text.Replace(", from: control", "", StringComparison.Ordinal), ("drug.yaml", Drug));
        Assert.Equal(study.Arms[0].ModelHash, study.Trunk!.Arm.ModelHash);
        Assert.Equal((60, "trunk"), (study.Trunk.AtMinutes, study.Trunk.Arm.Name));
        Assert.Equal(["control", "slow", "drug"], study.Arms.Select(a => a.Name));
    }

    private static StudyOutcome Run(
        Scratch scratch,
        string folder,
        string text,
        int jobs = 2,
        int threads = 1,
        Func<RunTask, RunEnd?>? instead = null
    )
    {
        var study = GivenStudy.Of(text, ("drug.yaml", Drug));
        var wishes = new StudyWishes { Folder = scratch.Of(folder), Jobs = jobs };
        RunEnd? Instead(RunTask task) =>
            instead?.Invoke(task) ?? StudyRun.Run(task with { Threads = threads }, null, CancellationToken.None);
        var outcome = StudyRunner.Run([study], wishes, () => new InlineWorker(Instead), null, CancellationToken.None);
        return Assert.Single(outcome.Studies);
    }

    private static List<string> Hashes(Scratch scratch, string folder, string arm) =>
        Query(
            scratch,
            folder,
            $"SELECT state_hash FROM plan JOIN runs USING (run) WHERE plan.arm = '{arm}' ORDER BY plan.seed"
        );

    private static int Count(Scratch scratch, string folder, string query) =>
        int.Parse(Query(scratch, folder, query)[0], System.Globalization.CultureInfo.InvariantCulture);

    private static List<string> Query(Scratch scratch, string folder, string query)
    {
        using var connection = new SqliteConnection(
            $"Data Source={scratch.Of(folder, "small-study", "study.db")};Mode=ReadOnly;Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the queries are those above
        command.CommandText = query;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetValue(0).ToString()!);
        return rows;
    }

    private sealed class Caller(Action call) : IProgress<Runs.RunProgress>
    {
        public void Report(Runs.RunProgress value) => call();
    }
}
