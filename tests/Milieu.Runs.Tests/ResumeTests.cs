// A run that stops and goes on leaves what a run without a stop leaves.
using System.Diagnostics;

namespace Milieu.Runs.Tests;

public class ResumeTests
{
    [Theory(
        DisplayName = "Interrupted while any file is opened, then resumed: every file equals the uninterrupted run's"
    )]
    [InlineData("0000000000.milieu", 1)]
    [InlineData("counts.csv", 1)]
    [InlineData("0000000100.partial", 3)]
    [InlineData("0000000200.partial", 2)]
    public void ResumesToTheSameFiles(string stopAt, int threads)
    {
        using var scratch = new Scratch();
        Runner.Start(TestModels.Request(scratch["whole"]));
        using var stop = new CancellationTokenSource();
        var disk = new WatchedDisk(path => CancelAt(path, stopAt, stop));
        var cut = Runner.Start(TestModels.Request(scratch["cut"]), disk, null, stop.Token);
        Assert.True(cut.Interrupted);
        Assert.True(cut.Minutes < 30);
        var end = Runner.Resume(new ResumeRequest { Folder = scratch["cut"], Threads = threads });
        Assert.False(end.Interrupted);
        Assert.Equal(30, end.Minutes);
        Scratch.AssertSameResults(scratch["whole"], scratch["cut"]);
    }

    [Fact(
        DisplayName = "With structures, fibers, diffusion that follows them and a reaction: stopped and resumed at another number of threads, every file is the uninterrupted run's, and replay finds the same hashes"
    )]
    public void MatrixResumes()
    {
        using var scratch = new Scratch();
        var request = TestModels.Request(scratch["whole"], TestModels.Matrix) with { Picture = "ecm_density" };
        Runner.Start(request);
        using var stop = new CancellationTokenSource();
        var disk = new WatchedDisk(path => CancelAt(path, "0000000200.partial", stop));
        Assert.True(Runner.Start(request with { Folder = scratch["cut"] }, disk, null, stop.Token).Interrupted);
        Runner.Resume(new ResumeRequest { Folder = scratch["cut"], Threads = 1 });
        Scratch.AssertSameResults(scratch["whole"], scratch["cut"]);
        Assert.Null(Replay.Run(scratch["cut"], 3).Difference);
        Assert.Contains(
            "ecm_density",
            File.ReadAllText(Path.Combine(scratch["cut"], "picture.svg")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "ecm_density mean",
            File.ReadLines(Path.Combine(scratch["cut"], "counts.csv")).First(),
            StringComparison.Ordinal
        );
    }

    [Theory(DisplayName = "Killed with no warning, twice, the folder resumes to the uninterrupted files")]
    [InlineData("run.partial", "run/frames/0000000100.partial", 0)]
    [InlineData("run/checkpoints/0000000000.milieu", "run/frames/0000000200", 7)]
    [InlineData("run/frames/0000000000.partial", "run/frames/0000000100", 23)]
    public void SurvivesKills(string first, string second, int delay)
    {
        using var scratch = new Scratch();
        Runner.Start(TestModels.Request(scratch["whole"]));
        KillWhenSeen(scratch, first, delay);
        KillWhenSeen(scratch, second, delay);
        using var last = Process.Start(Child(scratch["run"]))!;
        Assert.True(last.WaitForExit(60_000));
        Assert.Equal(0, last.ExitCode);
        Scratch.AssertSameResults(scratch["whole"], scratch["run"]);
    }

    [Fact(DisplayName = "A resumed run may go further than it was asked to at first")]
    public void ResumesPastTheEnd()
    {
        using var scratch = new Scratch();
        Runner.Start(TestModels.Request(scratch["long"]));
        Runner.Start(TestModels.Request(scratch["short"]) with { UntilMinutes = 20 });
        var outcome = Runner.Resume(new ResumeRequest { Folder = scratch["short"], UntilMinutes = 30 });
        Assert.Equal(30, outcome.Minutes);
        Scratch.AssertSameResults(scratch["long"], scratch["short"]);
    }

    [Fact(DisplayName = "Two processes never write one run folder: the second is refused while the first runs")]
    public void RefusesASecondWriter()
    {
        using var scratch = new Scratch();
        RunFileException? refused = null;
        var disk = new WatchedDisk(path =>
        {
            if (refused is null && path.EndsWith(".milieu.partial", StringComparison.Ordinal))
                refused = Assert.Throws<RunFileException>(() =>
                    Runner.Resume(new ResumeRequest { Folder = scratch["run"] })
                );
        });
        Runner.Start(TestModels.Request(scratch["run"]), disk, null, CancellationToken.None);
        Assert.Contains("being used by another process", refused!.Message, StringComparison.Ordinal);
    }

    private static void CancelAt(string path, string part, CancellationTokenSource stop)
    {
        if (path.Contains(part, StringComparison.Ordinal))
            stop.Cancel();
    }

    private static void KillWhenSeen(Scratch scratch, string path, int delay)
    {
        using var child = Process.Start(Child(scratch["run"]))!;
        while (!Path.Exists(scratch[path]) && !child.HasExited)
            Thread.Sleep(1);
        Thread.Sleep(delay);
        child.Kill();
        child.WaitForExit();
        Assert.NotEqual(0, child.ExitCode);
    }

    // Its output is caught: the runner of the tests reads this process's own as messages.
    private static ProcessStartInfo Child(string folder) =>
        new(Path.Combine(AppContext.BaseDirectory, "Milieu.Runs.Tests"), ["--child", folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
}
