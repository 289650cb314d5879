// What a run does when the disk does not want.
using System.Diagnostics;

namespace Milieu.Runs.Tests;

public class DiskTests
{
    [Theory(
        DisplayName = "Wherever a full disk strikes, the error names the disk and the folder resumes to the same files"
    )]
    [InlineData(0.35)]
    [InlineData(0.65)]
    [InlineData(0.95)]
    public void FullDisk(double share)
    {
        using var scratch = new Scratch();
        var request = TestModels.Request(scratch["whole"]) with { CheckpointEvery = TimeSpan.FromMilliseconds(5) };
        Runner.Start(request);
        var bytes = Scratch.Results(scratch["whole"]).Values.Sum(b => (long)b.Length);
        var disk = new WatchedDisk(room: (long)(share * bytes));
        var full = request with { Folder = scratch["full"] };
        var e = Assert.Throws<RunFileException>(() => Runner.Start(full, disk, null, CancellationToken.None));
        Assert.Contains("the disk is full: /", e.Message, StringComparison.Ordinal);
        Assert.Contains("MiB free", e.Message, StringComparison.Ordinal);
        Assert.Contains(scratch["full"], e.Message, StringComparison.Ordinal);
        Runner.Resume(new ResumeRequest { Folder = scratch["full"] });
        Scratch.AssertSameResults(scratch["whole"], scratch["full"]);
    }

    [Fact(
        DisplayName = "On a real disk of one MiB the run stops with an error that names it and keeps a good checkpoint"
    )]
    public void SmallDisk()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch["disk"]);
        if (!Try("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", scratch["disk"]))
            Assert.Skip("no right to mount a small disk here");
        try
        {
            var request = TestModels.Request(scratch["disk/run"]) with { CheckpointEvery = TimeSpan.Zero };
            var e = Assert.Throws<RunFileException>(() => Runner.Start(request));
            Assert.Contains($"the disk is full: {scratch["disk"]} (tmpfs", e.Message, StringComparison.Ordinal);
            var record = RunFolder.ReadRecord(scratch["disk/run"]);
            var saved = CheckpointShelf.Newest(scratch["disk/run/checkpoints"], record.ModelHash, out var notes);
            Assert.NotNull(saved);
            Assert.Empty(notes);
            saved.Tissue.Dispose();
        }
        finally
        {
            Try("umount", scratch["disk"]);
        }
    }

    [Fact(DisplayName = "A folder that cannot be made is an error that names it")]
    public void NoFolder()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["file"], "");
        var e = Assert.Throws<RunFileException>(() => Runner.Start(TestModels.Request(scratch["file/run"])));
        Assert.Contains(scratch["file/run"], e.Message, StringComparison.Ordinal);
        e = Assert.Throws<RunFileException>(() => Runner.Start(TestModels.Request(scratch["file"])));
        Assert.Contains("is a file, not a folder", e.Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A file that fails half-way leaves the old one, and nothing half-written beside it")]
    public void WholeOrNotAtAll()
    {
        using var scratch = new Scratch();
        var path = scratch["file"];
        new RunDisk().WriteWhole(path, "old");
        Assert.Throws<RunFileException>(() => new WatchedDisk(room: 3).WriteWhole(path, "newer"));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(scratch.Root));
    }

    private static bool Try(string command, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(command, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
