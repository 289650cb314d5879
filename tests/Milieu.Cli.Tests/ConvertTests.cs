// milieu convert as a user types it: what is written, what is refused, and that nothing is half-written.
using System.Text.Json.Nodes;

namespace Milieu.Cli.Tests;

public sealed class ConvertTests
{
    private const string Settings = """
        <PhysiCell_settings version="1.14">
          <domain>
            <x_min>-100</x_min><x_max>100</x_max><y_min>-100</y_min><y_max>100</y_max><z_min>-10</z_min><z_max>10</z_max>
            <dx>20</dx><dy>20</dy><dz>20</dz><use_2D>true</use_2D>
          </domain>
          <overall><max_time>12</max_time><dt_diffusion>0.01</dt_diffusion><dt_mechanics>0.1</dt_mechanics><dt_phenotype>6</dt_phenotype></overall>
          <options><random_seed>5</random_seed></options>
          <microenvironment_setup>
            <variable name="oxygen" units="mmHg" ID="0">
              <physical_parameter_set><diffusion_coefficient>100000</diffusion_coefficient><decay_rate>0.1</decay_rate></physical_parameter_set>
              <initial_condition>38</initial_condition>
              <Dirichlet_boundary_condition enabled="true">38</Dirichlet_boundary_condition>
            </variable>
          </microenvironment_setup>
          <cell_definitions>
            <cell_definition name="tumor" ID="0">
              <phenotype>
                <cycle code="5" name="live"><phase_transition_rates><rate start_index="0" end_index="0" fixed_duration="false">0.001</rate></phase_transition_rates></cycle>
                <secretion><substrate name="oxygen"><uptake_rate>10</uptake_rate></substrate></secretion>
              </phenotype>
            </cell_definition>
          </cell_definitions>
          <initial_conditions><cell_positions type="csv" enabled="true"><folder>./config</folder><filename>cells.csv</filename></cell_positions></initial_conditions>
          <cell_rules><rulesets><ruleset protocol="CBHG" version="3.0" format="csv" enabled="true"><folder>./config</folder><filename>rules.csv</filename></ruleset></rulesets></cell_rules>
        </PhysiCell_settings>
        """;

    [Theory(DisplayName = "A project becomes a model and a table that run, with the hash that the project has")]
    [InlineData(false)]
    [InlineData(true)]
    public void ProjectBecomesModel(bool native)
    {
        using var scratch = Project();
        string[] option = native ? ["--native"] : [];
        var ended = scratch.Run(["convert", "physicell", "p", "-o", "out/model.yaml", .. option]);
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.Equal("out/model-cells.csv\nout/model.yaml\n", ended.Out);
        Assert.Equal(
            Hash(scratch.Run(["check", "p", "--json", .. option])),
            Hash(scratch.Run("check", "out/model.yaml", "--json"))
        );
        Assert.DoesNotContain(scratch.Files, f => f.EndsWith(".partial", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "Files that exist are not replaced without --force, and then nothing at all is written")]
    public void ExistingFilesStay()
    {
        using var scratch = Project();
        scratch["model-cells.csv"] = "mine";
        var before = scratch.Files;
        var refused = scratch.Run("convert", "physicell", "p", "-o", "model.yaml");
        Assert.Equal(4, refused.Code);
        Assert.Contains(
            "model-cells.csv exists; choose another name, or say --force",
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(before, scratch.Files);
        Assert.Equal("mine", scratch["model-cells.csv"]);
        Assert.Equal(0, scratch.Run("convert", "physicell", "p", "-o", "model.yaml", "--force").Code);
        Assert.StartsWith("x,y,z,type\n", scratch["model-cells.csv"], StringComparison.Ordinal);
    }

    [Fact(
        DisplayName = "A wrong project ends with 3 and its mistakes, a folder or a missing output with 2 or 4; no file appears"
    )]
    public void BadInputIsRefused()
    {
        using var scratch = Project();
        scratch["p/config/rules.csv"] = "tumor,oxigen,increases,apoptosis,1,5,4,0\n";
        var before = scratch.Files;
        var wrong = scratch.Run("convert", "physicell", "p", "-o", "model.yaml");
        Assert.Equal(3, wrong.Code);
        Assert.Contains("rules.csv:1:7: error: unknown signal: 'oxigen'", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("nothing was written", wrong.Error, StringComparison.Ordinal);
        foreach (
            var (code, message, line) in new[]
            {
                (4, "is no PhysiCell project", "convert physicell nowhere -o m.yaml"),
                (4, "is no PhysiCell project", "convert physicell p/config/cells.csv -o m.yaml"),
                (2, "'-o'", "convert physicell p -o"),
                (2, "--output", "convert physicell p"),
                (2, "is a folder", "convert physicell p -o out/"),
                (4, "cannot read the rules", "convert rules nowhere.csv -o r.csv"),
                (2, "convert", "convert"),
                (2, "--nativ", "convert physicell p -o m.yaml --nativ"),
            }
        )
        {
            // The project is whole where the command line is what is wrong.
            scratch["p/config/rules.csv"] = "tumor,oxygen,increases,apoptosis,1,5,4,0\n";
            var ended = scratch.Run(line.Split(' '));
            Assert.True(
                (code, true) == (ended.Code, ended.Error.Contains(message, StringComparison.Ordinal)),
                $"{line}: {ended}"
            );
            Assert.Equal(before, scratch.Files);
        }
    }

    [Fact(DisplayName = "A disk that cannot be written leaves no part of a model behind")]
    public void NothingIsHalfWritten()
    {
        using var scratch = Project();
        // A folder where the second of two files goes.
        scratch["model.yaml/inside"] = "";
        var before = scratch.Files;
        var ended = scratch.Run("convert", "physicell", "p", "-o", "model.yaml", "--force");
        Assert.Equal(4, ended.Code);
        Assert.Contains("is a folder", ended.Error, StringComparison.Ordinal);
        Assert.Equal(before, scratch.Files);
    }

    [Fact(DisplayName = "Old rules are written in version 3, each change is said, and the project then runs with them")]
    public void OldRulesAreConverted()
    {
        using var scratch = Project();
        scratch["p/config/old.csv"] =
            "tumor,oxygen,increases,apoptosis,0,1,5,4,0\ntumor,oxygen,decreases,damage rate,0,1,5,4,0\n";
        var ended = scratch.Run("convert", "rules", "p/config/old.csv", "-o", "p/config/rules.csv", "--force");
        Assert.Equal((0, "p/config/rules.csv\n"), (ended.Code, ended.Out));
        Assert.Contains(
            "the base value is left out: it is the cell type's own in 2 rules",
            ended.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "tumor,oxygen,increases,apoptosis,1,5,4,0\ntumor,oxygen,decreases,attack damage rate,1,5,4,0\n",
            scratch["p/config/rules.csv"]
        );
        Assert.Equal(0, scratch.Run("check", "p").Code);
    }

    [Fact(DisplayName = "Help of convert and of both its commands shows lines that one can type")]
    public void HelpHasExamples()
    {
        using var scratch = new Scratch();
        Assert.Contains("  convert ", scratch.Run("--help").Out, StringComparison.Ordinal);
        foreach (var command in (string[])["convert", "convert physicell", "convert rules"])
        {
            var help = scratch.Run([.. command.Split(' '), "--help"]);
            Assert.Equal(0, help.Code);
            Assert.Contains($"  milieu {command} ", help.Out, StringComparison.Ordinal);
        }
    }

    private static string Hash(Ended ended) => JsonNode.Parse(ended.LastLine)!["modelHash"]!.GetValue<string>();

    private static Scratch Project()
    {
        var scratch = new Scratch();
        scratch["p/config/PhysiCell_settings.xml"] = Settings;
        scratch["p/config/rules.csv"] = "tumor,oxygen,increases,apoptosis,1,5,4,0\n";
        scratch["p/config/cells.csv"] =
            "x,y,z,type\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{4 * i},0,0,tumor\n"));
        return scratch;
    }
}
