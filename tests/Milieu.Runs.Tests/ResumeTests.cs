// A run that stops and goes on leaves what a run without a stop leaves.
using System.Diagnostics;
using Milieu.Engine;

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

    [Fact(DisplayName = "A process killed at random moments leaves a folder that resumes to the uninterrupted files")]
    public void SurvivesKills()
    {
        using var scratch = new Scratch();
        Runner.Start(TestModels.Request(scratch["whole"]));
        var kills = 0;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var folder = scratch[$"killed{attempt}"];
            for (var round = 0; round < 3; round++)
            {
                using var child = Process.Start(Child(folder))!;
                // Three moments spread over the life of the process, start-up and founding included.
                if (child.WaitForExit(120 + (97 * ((3 * attempt) + round) % 700)))
                    break;
                child.Kill();
                child.WaitForExit();
                kills++;
            }
            using var last = Process.Start(Child(folder))!;
            Assert.True(last.WaitForExit(30_000));
            Assert.Equal(0, last.ExitCode);
            Scratch.AssertSameResults(scratch["whole"], folder);
        }
        Assert.True(kills >= 3, $"only {kills} kills hit a living process");
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
        Assert.Contains("another process is writing", refused!.Message, StringComparison.Ordinal);
    }

    private static void CancelAt(string path, string part, CancellationTokenSource stop)
    {
        if (path.Contains(part, StringComparison.Ordinal))
            stop.Cancel();
    }

    // Its output is caught: the runner of the tests reads this process's own as messages.
    private static ProcessStartInfo Child(string folder) =>
        new(Path.Combine(AppContext.BaseDirectory, "Milieu.Runs.Tests"), ["--child", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
}
