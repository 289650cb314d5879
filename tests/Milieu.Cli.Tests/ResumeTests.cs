// A run that is stopped, killed or damaged goes on to the same bits, or says why it cannot.
namespace Milieu.Cli.Tests;

public sealed class ResumeTests
{
    /// <summary>Long enough (seconds) to be stopped in the middle, short enough to be finished by a test.</summary>
    private static readonly string Long = Models.With("time: {end: 1 h}", "time: {end: 30 d}");

    [Theory(
        DisplayName = "Ctrl-C and SIGTERM end a run with 130, a checkpoint and the line that resumes it; it resumes to the bits of an uninterrupted run"
    )]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void SignalThenResume(string signal)
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Long;
        using var running = MilieuProgram.Start(scratch.Folder, "run", "m.yaml", "--out", "r", "--json");
        Begin(scratch, running);
        running.Signal(signal);
        var ended = running.End();
        Assert.Equal(130, ended.Code);
        Assert.Contains("milieu resume r", ended.Error, StringComparison.Ordinal);
        var stopped = Outcome.Of(ended);
        Assert.InRange(stopped.Minutes, 0.1, 30 * 1440 - 1);
        ComparesWithUninterrupted(scratch, stopped.Minutes + 60);
    }

    [Fact(DisplayName = "kill -9 at a random moment leaves a folder that resumes to the bits of an uninterrupted run")]
    public void KillThenResume()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Long;
        using (var running = MilieuProgram.Start(scratch.Folder, "run", "m.yaml", "--out", "r"))
        {
            Begin(scratch, running);
            running.Kill();
            running.End();
        }
        ComparesWithUninterrupted(scratch, 120);
    }

    [Fact(
        DisplayName = "A checkpoint that was cut short or comes from another version is named; nothing else is touched"
    )]
    public void DamagedCheckpoints()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        Assert.Equal(0, scratch.Run("run", "m.yaml", "--out", "r").Code);
        var checkpoints = Directory.GetFiles(Path.Combine(scratch.Folder, "r", "checkpoints"));
        Assert.NotEmpty(checkpoints);
        var whole = checkpoints.ToDictionary(c => c, File.ReadAllBytes);
        foreach (var (path, bytes) in whole)
            File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        Refused("cut short");
        foreach (var (path, bytes) in whole)
        {
            var other = bytes.ToArray();
            other[8] ^= 0x40;
            File.WriteAllBytes(path, other);
        }
        Refused("version");

        void Refused(string why)
        {
            var files = scratch.Files;
            var ended = scratch.Run("resume", "r", "--until", "2 h");
            Assert.Equal(4, ended.Code);
            Assert.Contains(why, ended.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", ended.All, StringComparison.Ordinal);
            Assert.Equal(files, scratch.Files);
        }
    }

    [Fact(DisplayName = "resume and replay of a folder that is gone, or is no run folder, end with 4 and name it")]
    public void NoRunFolder()
    {
        using var scratch = new Scratch();
        scratch["mine/thesis.txt"] = "years of work";
        foreach (var command in (string[])["resume", "replay"])
        foreach (var folder in (string[])["gone", "mine"])
        {
            var ended = scratch.Run(command, folder);
            Assert.Equal(4, ended.Code);
            Assert.Contains(folder, ended.Error, StringComparison.Ordinal);
        }
        Assert.Equal(["mine", "mine/thesis.txt"], scratch.Files);
    }

    /// <summary>Waits until the run has written a few rows.</summary>
    private static void Begin(Scratch scratch, RunningProgram running)
    {
        var counts = Path.Combine(scratch.Folder, "r", "counts.csv");
        for (var wait = 0; wait < 600; wait++)
        {
            if (File.Exists(counts) && File.ReadAllLines(counts).Length > 4)
                return;
            Assert.False(running.HasEnded, "the run ended before it could be stopped");
            Thread.Sleep(20);
        }
        Assert.Fail("the run wrote no rows in 12 s");
    }

    private static void ComparesWithUninterrupted(Scratch scratch, double until)
    {
        var end = until.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var resumed = Outcome.Of(scratch.Run("resume", "r", "--until", end, "--json"));
        var whole = Outcome.Of(scratch.Run("run", "m.yaml", "--out", "whole", "--until", end, "--json"));
        Assert.Equal(whole.Minutes, resumed.Minutes);
        Assert.Equal(whole.StateHash, resumed.StateHash);
        Assert.Equal(scratch["whole/counts.csv"], scratch["r/counts.csv"]);
    }
}
