// A PhysiCell project through the real program: run, check, explain, resume, replay.
using System.Text.Json;

namespace Milieu.Cli.Tests;

public sealed class PhysiCellTests
{
    private const string Settings = """
        <PhysiCell_settings>
        <domain><x_min>-100</x_min><x_max>100</x_max><y_min>-100</y_min><y_max>100</y_max><dx>20</dx><dy>20</dy><dz>20</dz><use_2D>true</use_2D></domain>
        <overall><max_time>30</max_time><dt_diffusion>0.1</dt_diffusion></overall>
        <save><full_data><interval>12</interval><enable>true</enable></full_data></save>
        <options><random_seed>11</random_seed></options>
        <microenvironment_setup><variable name="oxygen" units="mmHg"><physical_parameter_set><diffusion_coefficient>1000</diffusion_coefficient><decay_rate>0.1</decay_rate></physical_parameter_set><initial_condition>38</initial_condition></variable></microenvironment_setup>
        <cell_definitions><cell_definition name="tumor" ID="0"><phenotype>
        <cycle code="5" name="live"><phase_transition_rates><rate start_index="0" end_index="0">0.01</rate></phase_transition_rates></cycle>
        </phenotype></cell_definition></cell_definitions>
        <initial_conditions><cell_positions type="csv" enabled="true"><folder>./config</folder><filename>cells.csv</filename></cell_positions></initial_conditions>
        <user_parameters><number_of_cells type="int">5</number_of_cells></user_parameters>
        </PhysiCell_settings>
        """;

    [Fact(
        DisplayName = "A project's folder runs as it is: its name, seed, end and saving are taken, its texts kept, and it resumes and replays to the same bits"
    )]
    public void RunsResumesReplays()
    {
        using var scratch = Project(Settings);
        var ended = scratch.Run("run", "my project", "--out", "r", "--until", "18", "--json", "--no-pictures");
        Assert.True(ended.Code == 0, ended.All);
        using var line = JsonDocument.Parse(ended.LastLine);
        Assert.Equal("my project", line.RootElement.GetProperty("model").GetString());
        Assert.Equal(11, line.RootElement.GetProperty("seed").GetInt32());
        using var record = JsonDocument.Parse(scratch["r/run.json"]);
        Assert.Equal(12, record.RootElement.GetProperty("frameMinutes").GetDouble());
        Assert.Equal(Settings, scratch["r/model/PhysiCell_settings.xml"]);
        Assert.Equal("0,0,0,0\n", scratch["r/model/cells.csv"]);
        Assert.Contains("0,0,6,", scratch["r/counts.csv"].Split('\n')[1], StringComparison.Ordinal);
        Assert.Equal(0, scratch.Run("resume", "r", "--until", "30").Code);
        var replayed = scratch.Run("replay", "r");
        Assert.Equal((0, "same"), (replayed.Code, replayed.LastLine));
    }

    [Fact(
        DisplayName = "explain shows PhysiCell's steps and where each value stands in the settings; --native shows Milieu's steps, --seed and --set win"
    )]
    public void Explains()
    {
        using var scratch = Project(Settings);
        var upstream = scratch.Run("explain", "my project/config/PhysiCell_settings.xml");
        Assert.True(upstream.Code == 0, upstream.All);
        Assert.Contains(
            "my project/config/PhysiCell_settings.xml:7",
            upstream.Out.Replace('\\', '/'),
            StringComparison.Ordinal
        );
        var native = scratch.Run("explain", "my project", "--native", "--set", "cells.tumor.uptake.oxygen=5 /min");
        Assert.True(native.Code == 0, native.All);
        Assert.NotEqual(upstream.Out, native.Out);
        Assert.Contains("5 /min", native.Out, StringComparison.Ordinal);
    }

    [Fact(
        DisplayName = "An intracellular model stops a run with type and file and writes nothing; --ignore-intracellular runs the rest and leaves the warning in the run folder"
    )]
    public void IntracellularModels()
    {
        using var scratch = Project(
            Settings.Replace(
                "</phenotype>",
                "<intracellular type=\"maboss\"><bnd_filename>./config/net.bnd</bnd_filename></intracellular></phenotype>",
                StringComparison.Ordinal
            )
        );
        var refused = scratch.Run("run", "my project", "--out", "r");
        Assert.Equal(3, refused.Code);
        Assert.Contains(
            "tumor has an intracellular model (maboss: ./config/net.bnd)",
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("r", scratch.Files);
        var run = scratch.Run(
            "run",
            "my project",
            "--out",
            "r",
            "--until",
            "1",
            "--ignore-intracellular",
            "--no-pictures"
        );
        Assert.True(run.Code == 0, run.All);
        Assert.Contains("left out as asked", scratch["r/run.json"], StringComparison.Ordinal);
    }

    [Theory(
        DisplayName = "A mistake of a project stops run and check with file and line, exit 3, nothing half-written"
    )]
    [InlineData("<dt_diffusion>0.1", "<dt_diffusion>0", "PhysiCell_settings.xml:3:")]
    [InlineData("cells.csv", "sells.csv", "sells.csv")]
    public void MistakesStop(string old, string fresh, string message)
    {
        using var scratch = Project(Settings.Replace(old, fresh, StringComparison.Ordinal));
        var before = scratch.Files;
        var ended = scratch.Run("run", "my project");
        Assert.Equal(3, ended.Code);
        Assert.Contains(message, ended.Error, StringComparison.Ordinal);
        Assert.Contains("nothing was run", ended.Error, StringComparison.Ordinal);
        Assert.Equal(before, scratch.Files);
    }

    [Fact(
        DisplayName = "Choices that only a PhysiCell project has are refused for a model in the model language; settings that are not there are a missing file"
    )]
    public void ChoicesOfProjects()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        var ended = scratch.Run("check", "m.yaml", "--native");
        Assert.Equal(2, ended.Code);
        Assert.Equal(4, scratch.Run("check", "none.xml").Code);
        Assert.Contains("m.yaml is none", ended.Error, StringComparison.Ordinal);
    }

    private static Scratch Project(string settings) =>
        new()
        {
            ["my project/config/PhysiCell_settings.xml"] = settings,
            ["my project/config/cells.csv"] = "0,0,0,0\n",
        };
}
