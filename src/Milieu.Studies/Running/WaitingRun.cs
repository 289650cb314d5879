// A run that waits for its turn, and the studies that ask for it.
using System.Collections.Immutable;
using System.Globalization;

namespace Milieu.Studies;

/// <summary>A run of a study, beside its desk.</summary>
internal sealed record AskedRun(StudyDesk Desk, PlannedRun Run);

/// <summary>A run that is made once for all studies that ask for it.</summary>
/// <param name="Asked">At least one; the first one's folder holds the model and the checkpoints.</param>
internal sealed record WaitingRun(ImmutableArray<AskedRun> Asked)
{
    public StudyDesk Desk => Asked[0].Desk;

    public PlannedRun Run => Asked[0].Run;

    /// <summary>What there is to simulate; at least 1, so that every run counts.</summary>
    public double Minutes => Math.Max(1, Run.Arm.EndMinutes - (Run.Trunk?.Arm.EndMinutes ?? 0));

    /// <summary>What is still to be done, in the order of the studies; runs of equal model, seed and end are one.</summary>
    public static List<WaitingRun> Of(IEnumerable<StudyDesk> desks) =>
        [
            .. desks
                .SelectMany(d => d.Pending.Select(run => new AskedRun(d, run)))
                .GroupBy(a =>
                    a.Desk.IsAlone(a.Run)
                        ? (a.Run.Arm.ModelHash, a.Run.Seed, a.Run.Arm.EndMinutes, null)
                        : (a.Run.Arm.ModelHash, a.Run.Seed, a.Run.Arm.EndMinutes, (object)(a.Desk, a.Run.Identity))
                )
                .Select(same => new WaitingRun([.. same])),
        ];

    public string LabelIn(bool isOneStudy)
    {
        var label = string.Create(CultureInfo.InvariantCulture, $"{Run.Arm.Name}, seed {Run.Seed}");
        return (isOneStudy ? "" : Desk.Name + ": ")
            + label
            + (Asked.Length > 1 ? $" (and for {Asked.Length - 1} more)" : "");
    }

    public RunTask TaskOf(int threads)
    {
        var task = Desk.TaskOf(Run, threads);
        if (Asked.Length == 1)
            return task;
        return task with
        {
            Unfinished = Studies.Unfinished.Shared(task.Unfinished, Asked.Select(a => a.Run.Identity)),
            Pictures = [.. Asked.SelectMany(a => a.Desk.PicturesOf(a.Run))],
            Asked = [.. Asked.Select(a => a.Desk.Questions)],
        };
    }

    /// <summary>Gives each study what it asked for.</summary>
    public void Record(RunEnd end, int threads)
    {
        var first = 0;
        foreach (var (desk, run) in Asked)
        {
            var last = first + desk.Questions.Measures.Length;
            var own = end.Values.Where(v => v.Measure >= first && v.Measure < last);
            var from = first;
            desk.Record(
                run,
                end with
                {
                    Values = [.. own.Select(v => v with { Measure = v.Measure - from })],
                },
                threads
            );
            first = last;
        }
    }
}
