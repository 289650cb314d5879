// Replay finds where a run parts from its record.
namespace Milieu.Runs.Tests;

public class ReplayTests
{
    [Fact(DisplayName = "A folder replays with every hash agreeing, on another number of threads and after a resume")]
    public void Agrees()
    {
        using var scratch = new Scratch();
        Runner.Start(TestModels.Request(scratch["run"]) with { UntilMinutes = 15 });
        Runner.Resume(new ResumeRequest { Folder = scratch["run"], UntilMinutes = 30 });
        var outcome = Replay.Run(scratch["run"], 3);
        // Every 2 minutes from 0 to 30, and minute 15 where the first session ended.
        Assert.Equal((17, null, false), (outcome.Compared, outcome.Difference, outcome.Interrupted));
    }

    [Fact(DisplayName = "One changed digit in one recorded hash is named by its tick and column")]
    public void NamesTheColumn()
    {
        using var scratch = new Scratch();
        Runner.Start(TestModels.Request(scratch["run"]));
        var path = scratch["run/hashes.csv"];
        var lines = File.ReadAllLines(path);
        var column = lines[0].Split(',').ToList().IndexOf("field_oxygen");
        var row = lines[6].Split(',');
        var recorded = row[column];
        row[column] = (recorded[0] == '0' ? '1' : '0') + recorded[1..];
        lines[6] = string.Join(',', row);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        var difference = Replay.Run(scratch["run"], 1).Difference!;
        Assert.Equal((100L, 10.0, "field_oxygen"), (difference.Tick, difference.Minutes, difference.Column));
        Assert.Equal((row[column], recorded), (difference.Recorded, difference.Found));
    }

    [Fact(DisplayName = "Another seed differs at the first hash; a changed model is refused")]
    public void NoticesOtherRuns()
    {
        using var scratch = new Scratch();
        Runner.Start(TestModels.Request(scratch["run"]));
        Change(scratch["run/run.json"], "\"seed\": 7", "\"seed\": 8");
        Assert.Equal(0, Replay.Run(scratch["run"], 1).Difference!.Tick);
        Change(scratch["run/model.json"], "\"oxygen\"", "\"ozone\"");
        Assert.Throws<RunFileException>(() => Replay.Run(scratch["run"], 1));
    }

    private static void Change(string path, string from, string to)
    {
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }
}
