// Logs that were cut anywhere.
namespace Milieu.Runs.Tests;

public class RowLogTests
{
    [Theory(
        DisplayName = "A log is cut after the last whole row that is not later: half rows and later rows go, the header stays"
    )]
    [InlineData("tick,x\n0,1\n20,2\n40,3\n", 40, "tick,x\n0,1\n20,2\n40,3\n")]
    [InlineData("tick,x\n0,1\n20,2\n40,3\n", 39, "tick,x\n0,1\n20,2\n")]
    [InlineData("tick,x\n0,1\n20,2\n4", 40, "tick,x\n0,1\n20,2\n")]
    [InlineData("tick,x\n0,1\n20,2", 40, "tick,x\n0,1\n")]
    [InlineData("tick,x\n0,1\n\0\0\0\0\n40,3\n", 40, "tick,x\n0,1\n")]
    [InlineData("tick,x\n0,1\n", -1, "tick,x\n")]
    public void Truncates(string text, long tick, string expected)
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["log"], text);
        RowLog.Truncate(scratch["log"], tick);
        Assert.Equal(expected, File.ReadAllText(scratch["log"]));
    }

    [Fact(DisplayName = "Resuming sweeps frames later than the checkpoint and whatever is half-written")]
    public void Sweeps()
    {
        using var scratch = new Scratch();
        var request = TestModels.Request(scratch["run"]) with { UntilMinutes = 2, Pictures = false };
        Runner.Start(request);
        Directory.CreateDirectory(scratch["run/frames/0000000021"]);
        Directory.CreateDirectory(scratch["run/frames/0000000010.partial"]);
        File.WriteAllText(scratch["run/checkpoints/0000000010.milieu.partial"], "half");
        Runner.Resume(new ResumeRequest { Folder = scratch["run"] });
        Assert.Equal(
            ["0000000000", "0000000020"],
            Directory.GetDirectories(scratch["run/frames"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Empty(Directory.GetFiles(scratch["run"], "*.partial", SearchOption.AllDirectories));
    }
}
