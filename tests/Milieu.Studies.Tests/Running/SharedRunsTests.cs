// Studies of one call that ask for the same run.
using System.Collections.Concurrent;

namespace Milieu.Studies.Tests;

public sealed class SharedRunsTests
{
    private static readonly Study First = GivenStudy.Of(
        GivenStudy.With(
            "measures:",
            "  lone: {set: {cells.hunter.motility.speed: 0 um/min}}\nregions: {left: where x < 0}\nmeasures:\n  here: count of tumor in left"
        )
    );

    private static readonly Study Second = GivenStudy.Of(
        GivenStudy
            .With(
                "measures:",
                "regions: {left: where x > 0}\nmeasures:\n  pace: speed of hunter over 30 min every 10 min\n  here: count of tumor in left"
            )
            .Replace("study: small study", "study: second study", StringComparison.Ordinal)
    );

    private static readonly Study Longer = GivenStudy.Of(
        GivenStudy
            .With("end: 2 h", "end: 3 h")
            .Replace("study: small study", "study: longer study", StringComparison.Ordinal)
    );

    [Fact(
        DisplayName = "What several studies ask for is made once: both have the values that they have alone, regions of one name apart, and another end is another run"
    )]
    public void MadeOnce()
    {
        using var scratch = new Scratch();
        var tasks = new ConcurrentBag<RunTask>();
        var together = Run(scratch, "together", [First, Second, Longer], tasks);
        // 3 arms of six seeds, of which two serve the second study too, and two arms to 3 h.
        Assert.Equal(30, tasks.Count);
        Assert.Equal(30, together.Made);
        Assert.Equal([18, 12, 12], together.Studies.Select(s => s.Ran));
        Assert.Equal(12, tasks.Count(t => t.Asked.Length == 2));
        foreach (var study in (Study[])[First, Second, Longer])
        {
            Run(scratch, "apart", [study], []);
            var folder = StudyFolder.SafeName(study.Name);
            foreach (var file in Directory.EnumerateFiles(scratch.Of("apart", folder), "*.csv"))
                Assert.Equal(
                    File.ReadAllText(file),
                    File.ReadAllText(scratch.Of("together", folder, Path.GetFileName(file)))
                );
            Assert.Equal(
                Directory.EnumerateFiles(scratch.Of("apart", folder, "pictures")).Select(Path.GetFileName).Order(),
                Directory.EnumerateFiles(scratch.Of("together", folder, "pictures")).Select(Path.GetFileName).Order()
            );
        }
        Assert.Empty(Run(scratch, "together", [First, Second, Longer], null).Studies.Where(s => s.Ran > 0));
    }

    [Fact(
        DisplayName = "A run of two studies that breaks is a failed run of both, and one of them alone makes it again for itself"
    )]
    public void BrokenForBoth()
    {
        using var scratch = new Scratch();
        var broken = Run(
            scratch,
            "x",
            [First, Second],
            [],
            t =>
                t.Seed == 3 && t.ModelHash == First.Arms[0].ModelHash
                    ? new RunEnd(RunEndKind.Failed) { Reason = "it broke" }
                    : null
        );
        Assert.All(
            broken.Studies,
            s => Assert.Equal(new FailedRun("hunted", 3, "it broke"), Assert.Single(s.Results.Failures))
        );
        var tasks = new ConcurrentBag<RunTask>();
        Run(scratch, "x", [Second], tasks);
        Assert.Single(Assert.Single(tasks).Asked);
    }

    [Fact(
        DisplayName = "A shared run that was stopped goes on with the same studies, and leaves nothing unfinished; alone it starts anew"
    )]
    public void StoppedAndShared()
    {
        using var scratch = new Scratch();
        using var stop = new CancellationTokenSource();
        // The first run of both stops after its first hour, with its checkpoint saved.
        StudyRunner.Run(
            [First, Second],
            new StudyWishes { Folder = scratch.Of("x"), Jobs = 1 },
            () => new StoppingWorker(stop),
            null,
            stop.Token
        );
        var unfinished = scratch.Of("x", "small-study", "unfinished");
        if (!Directory.EnumerateFiles(unfinished).Any())
            Assert.Skip("the run was over before it could be stopped");
        Assert.Single(Directory.EnumerateFiles(unfinished, "*+*.milieu"));
        var tasks = new ConcurrentBag<RunTask>();
        var resumed = 0;
        StudyRunner.Run(
            [First, Second],
            new StudyWishes { Folder = scratch.Of("x"), Jobs = 1 },
            () =>
                new InlineWorker(t =>
                {
                    tasks.Add(t);
                    var end = StudyRun.Run(t, null, CancellationToken.None);
                    resumed += end.ResumedMinutes > 0 ? 1 : 0;
                    return end;
                }),
            null,
            CancellationToken.None
        );
        Assert.Equal(1, resumed);
        Assert.Empty(Directory.EnumerateFiles(unfinished));
        Run(scratch, "whole", [First, Second], []);
        foreach (var folder in (string[])["small-study", "second-study"])
            Assert.Equal(
                File.ReadAllText(scratch.Of("whole", folder, "results.csv")),
                File.ReadAllText(scratch.Of("x", folder, "results.csv"))
            );
    }

    [Fact(
        DisplayName = "A study that is no YAML counts as a study, so that a folder refuses it instead of going on without it; a model that is no YAML does not"
    )]
    public void BrokenFiles()
    {
        var files = new Model.MemoryFiles
        {
            ["whole.yaml"] = GivenStudy.Text,
            ["broken.yaml"] = "study: bad\nexpect: [n[a] > 1]\n",
            ["model.yaml"] = "model: bad\nexpect: [n[a] > 1]\n",
        };
        Assert.True(StudyReader.Is("whole.yaml", files));
        Assert.True(StudyReader.Is("broken.yaml", files));
        Assert.False(StudyReader.Is("model.yaml", files));
        Assert.NotEmpty(StudyReader.Read("broken.yaml", files).Diagnostics);
    }

    private static StudiesOutcome Run(
        Scratch scratch,
        string folder,
        Study[] studies,
        ConcurrentBag<RunTask>? tasks,
        Func<RunTask, RunEnd?>? instead = null
    ) =>
        StudyRunner.Run(
            studies,
            new StudyWishes { Folder = scratch.Of(folder), Jobs = 2 },
            () =>
                new InlineWorker(t =>
                {
                    Assert.NotNull(tasks);
                    tasks.Add(t);
                    return instead?.Invoke(t);
                }),
            null,
            CancellationToken.None
        );

    /// <summary>Asks the run to stop once it is an hour old.</summary>
    private sealed class StoppingWorker(CancellationTokenSource stop) : IRunWorker
    {
        public RunEnd Run(RunTask task, IProgress<Runs.RunProgress>? progress, CancellationToken cancellation) =>
            StudyRun.Run(task with { CheckpointSeconds = 0 }, new Watch(stop), cancellation);

        public void Dispose() { }

        private sealed class Watch(CancellationTokenSource stop) : IProgress<Runs.RunProgress>
        {
            public void Report(Runs.RunProgress value)
            {
                if (value.Minutes > 60)
                    stop.Cancel();
            }
        }
    }
}
