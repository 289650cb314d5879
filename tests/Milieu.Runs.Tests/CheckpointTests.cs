// A checkpoint gives back every bit, and is not trusted when a bit is wrong.
using Milieu.Engine;

namespace Milieu.Runs.Tests;

public class CheckpointTests
{
    private static string Newest(string folder) =>
        Directory.GetFiles(Path.Combine(folder, "checkpoints")).Order(StringComparer.Ordinal).Last();

    [Fact(DisplayName = "Every column of cells, links and fields, the clock and the tally come back bit for bit")]
    public void RoundTrip()
    {
        using var scratch = new Scratch();
        using var simulation = new Simulation(TestModels.Cube, new SimulationOptions(3, 2));
        simulation.RunTo(200);
        // Values that a run may not have made, so that no column is trivially zero.
        var fill = (byte)1;
        foreach (var (column, count) in CheckpointColumns.Of(simulation.Tissue))
        {
            var bytes = column.Bytes(count);
            for (var k = 0; k < bytes.Length && column.Name is not "flags"; k++)
                bytes[k] = (byte)(bytes[k] ^ (fill = (byte)((fill * 37) + k)));
        }
        simulation.Tissue.Tally[EventKind.LinkBroken] = 12345678901;
        simulation.Tissue.Displacement = 0.1 + 0.2;
        simulation.Tissue.NextId = (1UL << 53) - 1;
        var path = scratch["a.milieu"];
        new CheckpointWriter(simulation, "hash", Milieu.Model.CompiledModelText.ToJson(TestModels.Cube)).Write(
            new RunDisk(),
            path
        );
        var restored = CheckpointReader.Read(path);
        using var tissue = restored.Tissue;
        Assert.True(tissue.Cells.Count > 100);
        Assert.Equal(StateHash.Of(simulation.Tissue).Parts, StateHash.Of(tissue).Parts);
        Assert.Equal(0.1 + 0.2, tissue.Displacement);
        Assert.Equal(12345678901, tissue.Tally[EventKind.LinkBroken]);
        Assert.Equal(200, tissue.Tick);
        Assert.All(restored.Directory.Sections, s => Assert.Equal(0, s.Offset % 64));
    }

    [Fact(DisplayName = "A flipped bit anywhere, or a cut anywhere, is noticed: each byte region is tried")]
    public void NoticesDamage()
    {
        using var scratch = new Scratch();
        Runner.Start(TestModels.Request(scratch["run"]) with { UntilMinutes = 4 });
        var good = File.ReadAllBytes(Newest(scratch["run"]));
        var path = scratch["bad.milieu"];
        var directory = CheckpointReader.Read(Newest(scratch["run"])).Directory;
        long[] places =
        [
            0,
            8,
            12,
            16,
            24,
            40,
            900,
            .. directory.Sections.Where(s => s.Count > 0).SelectMany(s => new[] { s.Offset, s.Offset + s.Bytes - 1 }),
            good.Length - 16,
            good.Length - 1,
        ];
        foreach (var place in places)
        {
            var bad = good.ToArray();
            bad[place] ^= 0x10;
            File.WriteAllBytes(path, bad);
            Assert.Contains(path, Assert.Throws<RunFileException>(() => CheckpointReader.Read(path)).Message);
            File.WriteAllBytes(path, good.AsSpan(0, (int)place).ToArray());
            var cut = Assert.Throws<RunFileException>(() => CheckpointReader.Read(path));
            Assert.Contains("cut short", cut.Message, StringComparison.Ordinal);
        }
        File.WriteAllBytes(path, good);
        CheckpointReader.Read(path).Tissue.Dispose();
    }

    [Fact(DisplayName = "A checkpoint of another format says so and names both formats")]
    public void NamesOtherVersions()
    {
        using var scratch = new Scratch();
        Runner.Start(TestModels.Request(scratch["run"]) with { UntilMinutes = 4 });
        foreach (var file in Directory.GetFiles(scratch["run/checkpoints"]))
        {
            var bytes = File.ReadAllBytes(file);
            bytes[8] = 9;
            File.WriteAllBytes(file, bytes);
        }
        var e = Assert.Throws<RunFileException>(() => Runner.Resume(new ResumeRequest { Folder = scratch["run"] }));
        Assert.Contains("has format 9; this version of Milieu reads format 1", e.Message, StringComparison.Ordinal);
    }

    [Fact(
        DisplayName = "When the newest checkpoint is damaged, resume tells so, takes the one before, and ends the same"
    )]
    public void FallsBack()
    {
        using var scratch = new Scratch();
        Runner.Start(TestModels.Request(scratch["whole"]));
        Runner.Start(TestModels.Request(scratch["run"]) with { UntilMinutes = 20 });
        var newest = Newest(scratch["run"]);
        File.WriteAllBytes(newest, File.ReadAllBytes(newest).AsSpan(0, 5000).ToArray());
        var outcome = Runner.Resume(new ResumeRequest { Folder = scratch["run"], UntilMinutes = 30 });
        var note = Assert.Single(outcome.Notes);
        Assert.Contains("cut short: 5000 of", note, StringComparison.Ordinal);
        Assert.Contains(newest, note, StringComparison.Ordinal);
        Scratch.AssertSameResults(scratch["whole"], scratch["run"]);
    }

    [Fact(DisplayName = "Two checkpoints are kept, of the latest two moments, however many were written")]
    public void KeepsTwo()
    {
        using var scratch = new Scratch();
        Runner.Start(TestModels.Request(scratch["run"]) with { CheckpointEvery = TimeSpan.Zero, UntilMinutes = 3 });
        Assert.Equal(
            ["0000000029.milieu", "0000000030.milieu"],
            Directory.GetFiles(scratch["run/checkpoints"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }
}
