// The body in run folders.
using System.Globalization;
using System.Text.Json;
using Milieu.Engine;

namespace Milieu.Runs.Tests;

public sealed class BodyRowsTests
{
    [Fact(
        DisplayName = "body.csv has a row with each row of counts.csv, its last one is what outcome.json says, and what is on its way closes the balance of a delayed reaction"
    )]
    public void RowsAndOutcome()
    {
        using var scratch = new Scratch();
        var folder = scratch["run"];
        var outcome = Runner.Start(TestModels.Request(folder));
        var rows = File.ReadAllLines(Path.Combine(folder, "body.csv"));
        Assert.Equal("tick,minutes,signal (nM),progeny,priming on its way,enough", rows[0]);
        Assert.Equal(File.ReadAllLines(Path.Combine(folder, "counts.csv")).Length, rows.Length);
        var last = rows[^1].Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(30, last[1]);
        Assert.Equal(["signal", "progeny"], outcome.Body.Select(s => s.Species));
        Assert.Equal(last[2..4], outcome.Body.Select(s => s.Amount));
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "outcome.json")));
        Assert.Equal(last[2], json.RootElement.GetProperty("body").GetProperty("signal").GetDouble());
        Assert.True(last[4] > 0);
    }

    [Fact(DisplayName = "A model without a body leaves no body.csv and says nothing of it in outcome.json")]
    public void NoBody()
    {
        using var scratch = new Scratch();
        var outcome = Runner.Start(TestModels.Request(scratch["run"], TestModels.Plane with { Body = null }));
        Assert.False(File.Exists(Path.Combine(scratch["run"], "body.csv")));
        Assert.DoesNotContain("\"body\"", outcome.ToJson(), StringComparison.Ordinal);
    }

    [Fact(
        DisplayName = "Deaths by type go on after a restart where no body reads them: measures that look on would count anew"
    )]
    public void TallyIsSaved()
    {
        using var scratch = new Scratch();
        var model = TestModels.Plane with { Body = null };
        using var simulation = new Simulation(model, new SimulationOptions(7));
        simulation.RunTo(300);
        new CheckpointWriter(simulation, "hash", Milieu.Model.CompiledModelText.ToJson(model)).Write(
            new RunDisk(),
            scratch["c.milieu"]
        );
        var restored = CheckpointReader.Read(scratch["c.milieu"]);
        using var tissue = restored.Tissue;
        Assert.True(simulation.Tissue.ByType[TypeEvent.Died, 0] > 0);
        Assert.Equal(simulation.Tissue.ByType[TypeEvent.Died, 0], tissue.ByType[TypeEvent.Died, 0]);
    }

    [Fact(
        DisplayName = "An amount that stops being a number stops the run at the next row, by the name of its species"
    )]
    public void NotANumber()
    {
        using var scratch = new Scratch();
        var body = TestModels.Plane.Body!;
        var model = TestModels.Plane with
        {
            Body = body with { Therapy = CompiledTherapy.None with { Doses = [new(5, 0, 0, double.NaN)] } },
        };
        var thrown = Assert.Throws<NonFiniteStateException>(() =>
            Runner.Start(TestModels.Request(scratch["run"], model))
        );
        Assert.Contains("signal", thrown.Message, StringComparison.Ordinal);
    }
}
