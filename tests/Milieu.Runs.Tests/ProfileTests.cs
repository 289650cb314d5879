// The stage profile: it sees every step, adds up, and changes nothing.
using System.Text.Json;
using Milieu.Engine;

namespace Milieu.Runs.Tests;

public sealed class ProfileTests
{
    [Theory(
        DisplayName = "With a profile the state hash is the same; profile.json is there if asked for, and goes when a run goes on without"
    )]
    [InlineData(1)]
    [InlineData(2)]
    public void ChangesNothing(int threads)
    {
        using var scratch = new Scratch();
        var plain = Runner.Start(TestModels.Request(scratch["plain"]) with { Threads = threads });
        var request = TestModels.Request(scratch["run"]) with { Threads = threads, Profile = true };
        var half = Runner.Start(request with { UntilMinutes = 15 });
        var file = Path.Combine(scratch["run"], "profile.json");
        Assert.True(File.Exists(file));
        Assert.Empty(plain.Profile);
        Assert.False(File.Exists(Path.Combine(scratch["plain"], "profile.json")));
        var resumed = Runner.Resume(
            new ResumeRequest
            {
                Folder = scratch["run"],
                UntilMinutes = 30,
                Threads = threads,
            }
        );
        Assert.Equal(plain.StateHash, resumed.StateHash);
        Assert.NotEmpty(half.Profile);
        Assert.False(File.Exists(file));
    }

    [Fact(
        DisplayName = "profile.json holds the stages of the plan in order and the rest; shares add up to 1 and every number is finite"
    )]
    public void FileAddsUp()
    {
        using var scratch = new Scratch();
        Runner.Start(TestModels.Request(scratch["run"]) with { Profile = true });
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(scratch["run"], "profile.json")));
        var stages = json.RootElement.GetProperty("stages").EnumerateArray().ToArray();
        Assert.Equal(
            Plan.Of(TestModels.Plane).Select(p => p.Name).Append("between stages"),
            stages.Select(s => s.GetProperty("stage").GetString())
        );
        Assert.Equal(1, stages.Sum(s => s.GetProperty("share").GetDouble()), 0.02);
        foreach (
            var key in (string[])
                ["calls", "seconds", "units", "bytes", "nanosecondsPerUnit", "bytesPerUnit", "gigabytesPerSecond"]
        )
            Assert.All(stages, s => Assert.True(double.IsFinite(s.GetProperty(key).GetDouble())));
        Assert.Equal(2, json.RootElement.GetProperty("threads").GetInt32());
    }

    [Theory(
        DisplayName = "Every step of every stage is counted once: field steps of quiet ticks too, which no stage of the plan runs"
    )]
    [InlineData(1)]
    [InlineData(10)]
    public void EveryStepIsCounted(int mechanics)
    {
        var model = TestModels.Cube with { Timing = new Timing(0.1 / mechanics, 1, mechanics, 20 * mechanics, 6000) };
        using var simulation = new Simulation(
            model with
            {
                Placements = [model.Placements[0]],
            },
            new SimulationOptions(7)
        );
        var profile = new StageProfile(simulation);
        simulation.RunTo(40 * mechanics);
        var stages = profile.Stages.ToDictionary(s => s.Stage);
        Assert.Equal(40 * mechanics * 1000 * 2, stages["Fields"].Units);
        Assert.Equal(40, stages["Forces"].Calls);
        Assert.Equal(2, stages["Phenotype"].Calls);
        Assert.InRange(stages["Move"].Units, 40 * 110, 40 * 130);
        // Position and previous velocity read and written, velocity and flags read.
        Assert.Equal(2 * 24 + 2 * 12 + 12 + 1, stages["Move"].BytesPerUnit, 1e-9);
        profile.Reset();
        Assert.All(profile.Stages, s => Assert.Equal(0, s.Calls));
    }
}
