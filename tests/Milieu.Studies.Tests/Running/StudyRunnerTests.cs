// Studies run whole: what is run, what is not run again, what is kept.
using Milieu.Runs;

namespace Milieu.Studies.Tests;

public sealed class StudyRunnerTests
{
    [Fact(DisplayName = "Two jobs give the values of one job, byte for byte: no run sees another")]
    public void TwoJobsEqualOne()
    {
        using var scratch = new Scratch();
        Run(scratch, "one", GivenStudy.Of(), jobs: 1);
        Run(scratch, "two", GivenStudy.Of(), jobs: 2);
        var (one, two) = (Csv(scratch, "one"), Csv(scratch, "two"));
        Assert.Equal(one, two);
        // 2 arms, 6 seeds: tumor 1, course 3, dead 1, less 1 values.
        Assert.Equal(1 + (2 * 6 * 6), one.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("hunted,3,course,60,", one, StringComparison.Ordinal);
    }

    [Fact(
        DisplayName = "A finished run is never run twice: the same study runs nothing, another arm runs alone, another measure runs all"
    )]
    public void FinishedRunsStay()
    {
        using var scratch = new Scratch();
        Assert.Equal((0, 12), Counts(Run(scratch, "x", GivenStudy.Of())));
        var csv = Csv(scratch, "x");
        Assert.Equal((12, 0), Counts(Run(scratch, "x", GivenStudy.Of(), refuse: true)));
        Assert.Equal(csv, Csv(scratch, "x"));
        var third = GivenStudy.With("measures:", "  slow: {set: {cells.hunter.motility.speed: 0 um/min}}\nmeasures:");
        Assert.Equal((12, 6), Counts(Run(scratch, "x", GivenStudy.Of(third))));
        var same = GivenStudy.With("measures:", "  again: {about: the same model as hunted}\nmeasures:");
        Assert.Equal((12, 0), Counts(Run(scratch, "x", GivenStudy.Of(same), refuse: true)));
        Assert.Contains("again,1,tumor,", Csv(scratch, "x"), StringComparison.Ordinal);
        var measured = GivenStudy.With("  tumor: count of tumor", "  tumor: count of tumor\n  births: births");
        Assert.Equal((0, 12), Counts(Run(scratch, "x", GivenStudy.Of(measured))));
        Assert.Equal((12, 0), Counts(Run(scratch, "x", GivenStudy.Of(), refuse: true)));
        Assert.Equal(csv, Csv(scratch, "x"));
    }

    [Fact(
        DisplayName = "A run that breaks is recorded with its reason, sinks no other, and is tried again by the next call"
    )]
    public void BrokenRunsAreTold()
    {
        using var scratch = new Scratch();
        var study = GivenStudy.Of();
        var broken = Run(
            scratch,
            "x",
            study,
            instead: t =>
                t.Seed == 2 && t.ModelHash == study.Arms[1].ModelHash
                    ? new RunEnd(RunEndKind.Failed) { Reason = "it broke" }
                    : null
        );
        Assert.Equal(new FailedRun("alone", 2, "it broke"), Assert.Single(broken.Results.Failures));
        var expectation = Assert.Single(broken.Results.Expectations);
        Assert.Equal(5, expectation.Left.Length);
        Assert.Equal("5 of 6 seeds have values", expectation.Note);
        var mended = Run(scratch, "x", study);
        Assert.Equal((11, 1), Counts(mended));
        Assert.Empty(mended.Results.Failures);
    }

    [Fact(
        DisplayName = "A run whose state stops being numbers is a failed run that names the column, not the end of the study"
    )]
    public void NonFiniteRunsAreTold()
    {
        using var scratch = new Scratch();
        var text = GivenStudy.With("placements.hunters.count: 0", "cells.tumor.export.oxygen: 1e300 mmHg um3/min");
        var outcome = Run(scratch, "x", GivenStudy.Of(text));
        Assert.Equal(6, outcome.Results.Failures.Length);
        Assert.All(
            outcome.Results.Failures,
            f => Assert.Contains("is not finite at tick", f.Reason, StringComparison.Ordinal)
        );
        Assert.Equal(Verdict.Undecided, outcome.Results.Expectations[0].Verdict);
        Assert.NotEmpty(outcome.Results.Of("tumor", "hunted", 6));
    }

    [Fact(
        DisplayName = "A run that was stopped goes on from its checkpoint to the values and the state of a run that was not"
    )]
    public void StoppedRunsGoOn()
    {
        using var scratch = new Scratch();
        var study = GivenStudy.Of(
            GivenStudy.With(
                "  tumor: count of tumor",
                "  tumor: count of tumor\n  pace: speed of hunter over 30 min every 10 min"
            )
        );
        var task = TaskOf(scratch, study, "whole");
        var whole = StudyRun.Run(task, null, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var late = new Caller(p =>
        {
            if (p.Minutes > 110)
                stop.Cancel();
        });
        var cut = StudyRun.Run(task with { Unfinished = scratch.Of("cut"), CheckpointSeconds = 0 }, late, stop.Token);
        if (cut.Kind == RunEndKind.Done)
            Assert.Skip("the run was over before it could be stopped");
        Assert.Equal(RunEndKind.Stopped, cut.Kind);
        var on = StudyRun.Run(task with { Unfinished = scratch.Of("cut") }, null, CancellationToken.None);
        Assert.InRange(on.ResumedMinutes, 0.1, 120);
        Assert.Equal((RunEndKind.Done, whole.StateHash), (on.Kind, on.StateHash));
        Assert.Equal(whole.Values, on.Values);
        Assert.Contains(whole.Values, v => v.Measure == 1 && v.Value > 0);
    }

    [Fact(DisplayName = "A damaged checkpoint costs time only: the run starts anew and ends with the same values")]
    public void DamagedCheckpoints()
    {
        using var scratch = new Scratch();
        var task = TaskOf(scratch, GivenStudy.Of(), "x");
        var whole = StudyRun.Run(task, null, CancellationToken.None);
        File.WriteAllText(scratch.Of("x-0000000600.json"), "{\"values\":[],\"looks\":[]}");
        File.WriteAllText(scratch.Of("x-0000000600.milieu"), "no checkpoint");
        var again = StudyRun.Run(task, null, CancellationToken.None);
        Assert.Equal((0, whole.StateHash), (again.ResumedMinutes, again.StateHash));
        Assert.Equal(whole.Values, again.Values);
    }

    [Fact(DisplayName = "A worker whose process is killed gives a failed run that says by what, with its last words")]
    public void KilledWorkers()
    {
        using var scratch = new Scratch();
        var task = TaskOf(scratch, GivenStudy.Of(), "x");
        using var killed = new ProcessWorker(() => new("sh", ["-c", "echo out of luck >&2; sleep 0.2; kill -9 $$"]));
        var end = killed.Run(task, null, CancellationToken.None);
        Assert.Equal(RunEndKind.Failed, end.Kind);
        Assert.Contains("signal 9", end.Reason, StringComparison.Ordinal);
        Assert.Contains("out of luck", end.Reason, StringComparison.Ordinal);
        using var ended = new ProcessWorker(() => new("sh", ["-c", "exit 3"]));
        Assert.Contains("code 3", ended.Run(task, null, CancellationToken.None).Reason, StringComparison.Ordinal);
    }

    [Fact(
        DisplayName = "A folder that two calls want, and one that holds something else, are refused with the way out"
    )]
    public void FoldersAreGuarded()
    {
        using var scratch = new Scratch();
        var study = GivenStudy.Of();
        Directory.CreateDirectory(scratch.Of("other", "small-study"));
        File.WriteAllText(scratch.Of("other", "small-study", "thesis.txt"), "mine");
        var foreign = Assert.Throws<RunFileException>(() => Run(scratch, "other", study));
        Assert.Contains("no folder of a study", foreign.Message, StringComparison.Ordinal);
        using var held = new StudyFolder(scratch.Of("held", "small-study"), force: false);
        var busy = Assert.Throws<RunFileException>(() => Run(scratch, "held", study));
        Assert.Contains("another milieu is at work", busy.Message, StringComparison.Ordinal);
    }

    private static StudyOutcome Run(
        Scratch scratch,
        string folder,
        Study study,
        int jobs = 2,
        bool refuse = false,
        Func<RunTask, RunEnd?>? instead = null
    )
    {
        if (refuse)
            instead = _ => throw new InvalidOperationException("nothing should be run");
        var wishes = new StudyWishes { Folder = scratch.Of(folder), Jobs = jobs };
        var outcome = StudyRunner.Run([study], wishes, () => new InlineWorker(instead), null, CancellationToken.None);
        return Assert.Single(outcome.Studies);
    }

    private static RunTask TaskOf(Scratch scratch, Study study, string stem)
    {
        var arm = study.Arms[0];
        var model = scratch.Of("model.json");
        File.WriteAllText(model, Model.CompiledModelText.ToJson(arm.Model));
        return new RunTask(
            model,
            arm.ModelHash,
            1,
            arm.EndMinutes,
            1,
            60,
            scratch.Of(stem),
            [],
            [new Questions(study.Measures, study.Regions, study.Names)]
        );
    }

    private static (int Reused, int Ran) Counts(StudyOutcome outcome) => (outcome.Reused, outcome.Ran);

    private static string Csv(Scratch scratch, string folder) =>
        File.ReadAllText(scratch.Of(folder, "small-study", "results.csv"));

    private sealed class Caller(Action<RunProgress> call) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => call(value);
    }
}
