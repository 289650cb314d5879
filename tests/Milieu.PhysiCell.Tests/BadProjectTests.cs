// What PhysiCell hangs on, crashes on or passes over in silence is named here with its line.
using System.Text;
using Milieu.Model;

namespace Milieu.PhysiCell.Tests;

public sealed class BadProjectTests
{
    private const string Cells = """
        <initial_conditions><cell_positions type="csv" enabled="true"><folder>./config</folder><filename>cells.csv</filename></cell_positions></initial_conditions>
        """;

    private const string Rules = """
        <cell_rules><rulesets><ruleset protocol="CBHG" version="3.0" format="csv" enabled="true"><folder>./config</folder><filename>rules.csv</filename></ruleset></rulesets><settings/></cell_rules>
        """;

    /// <summary>Old text, new text, and the message, of the settings.</summary>
    public static TheoryData<string, string, string> WrongEdits =>
        new()
        {
            { "<dt_diffusion>0.01", "<dt_diffusion>0", "time step must be above zero: dt_diffusion" },
            { "<dt_diffusion>0.01", "<dt_diffusion>", "time step must be above zero: dt_diffusion" },
            { "<dt_mechanics>0.1", "<dt_mechanics>-0.1", "time step must be above zero: dt_mechanics" },
            { "<dt_phenotype>6", "<dt_phenotype>six", "dt_phenotype is not a number" },
            { "<dt_phenotype>6", "<dt_phenotype>inf", "dt_phenotype must be finite" },
            { "<max_time>60", "<max_time>-1", "max_time cannot be negative" },
            { "<diffusion_coefficient>1000", "<diffusion_coefficient>NaN", "diffusion_coefficient must be finite" },
            { "<diffusion_coefficient>1000", "<diffusion_coefficient>-1", "cannot be negative" },
            { "<x_max>100", "<x_max>-100", "no width along x" },
            { "<y_max>100", "<y_max>-300", "no width along y" },
            { "<dx>20", "<dx>0", "edge of a voxel must be above zero: dx" },
            { "<dx>20</dx>", "", "the domain has no dx" },
            { "<x_max>100", "<x_max>1e300", "too many voxels" },
            { "<total>2494", "<total>nan", "total must be finite" },
            { "<total>2494", "<total>0", "above zero" },
            { "<omp_num_threads>1", "<omp_num_threads>0", "at least one thread" },
            { "<max_time>", "<max_tim>", "unknown tag" },
            { "<virtual_wall_at_domain_edge>", "<virtual_wall_at_domain_egde>", "unknown tag" },
            { "type=\"int\">3", "type=\"int\">99999999999", "not a whole number" },
            { "type=\"int\">3", "type=\"int\">100000000", "not a number of cells" },
            { "type=\"int\">3", "type=\"int\">-3", "not a number of cells" },
            { "ID=\"zmin\"", "ID=\"zmni\"", "unknown boundary" },
            { "name=\"drug\"", "name=\"oxygen\"", "a second substrate" },
            { "name=\"immune\"", "name=\"tumor\"", "a second cell type" },
            { "<random_seed>5", "<random_seed>five", "not a random seed" },
            { "<interval>30", "<interval>0", "interval of saving must be above zero" },
        };

    [Theory(DisplayName = "A wrong value is an error with the line where it stands; nothing compiles")]
    [MemberData(nameof(WrongEdits))]
    public void WrongValue(string old, string fresh, string message)
    {
        var project = Full();
        Assert.Contains(old, project.Xml, StringComparison.Ordinal);
        Assert.False(project.Load().HasErrors, string.Join('\n', project.Load().Diagnostics));
        var at = project.Xml.IndexOf(old, StringComparison.Ordinal);
        var text = project.Xml.Remove(at, old.Length).Insert(at, fresh);
        // An opening tag that changes takes its closing tag along.
        if (fresh.EndsWith('>') && old.EndsWith('>') && fresh.Length > 0)
            text = text.Replace("</" + old[1..], "</" + fresh[1..], StringComparison.Ordinal);
        var loaded = project.Load(text, new ReadingChoices(), []);
        Assert.Null(loaded.Compiled);
        var error = Assert.Single(
            loaded.Diagnostics,
            d => d.Severity == Severity.Error && d.Message.Contains(message, StringComparison.Ordinal)
        );
        Assert.Equal(Project.Settings, error.File);
        Assert.InRange(error.Line, 2, text.Count(c => c == '\n') + 1);
    }

    [Theory(DisplayName = "A misspelt element names the one that is meant, and its line")]
    [InlineData("<motility><sped>1</sped></motility>", "speed")]
    [InlineData("<mecanics/>", "mechanics")]
    [InlineData(
        "<motility><options><chemotaxis><substrate>drug</substrate><diretcion>1</diretcion></chemotaxis></options></motility>",
        "direction"
    )]
    [InlineData("<cell_interactions><attack_rate><x/></attack_rate></cell_interactions>", "attack_rates")]
    public void Misspelt(string phenotype, string meant)
    {
        var loaded = new Project { Types = Project.Type("tumor", 0, phenotype) }.Load();
        Assert.Contains(loaded.Diagnostics, d => d.Severity == Severity.Error && d.Nearest == meant && d.Line > 1);
    }

    /// <summary>Rules, cells, and the file, line and message.</summary>
    public static TheoryData<string?, string?, string, int, string> WrongFiles =>
        new()
        {
            { null, "x,y,z,type\n", Project.Settings, 0, "cannot read the rules: no such file" },
            { "", null, Project.Settings, 0, "cannot read the cells: no such file" },
            {
                "// none\ntumor,oxygen,upwards,cycle entry,1,1,1,0\n",
                "x,y,z,type\n",
                "config/rules.csv",
                2,
                "unknown direction"
            },
            {
                "tumor,oxygen,increases,cycle entri,1,1,1,0\n",
                "x,y,z,type\n",
                "config/rules.csv",
                1,
                "unknown behavior"
            },
            {
                "tumr,oxygen,increases,cycle entry,1,1,1,0\n",
                "x,y,z,type\n",
                "config/rules.csv",
                1,
                "unknown cell type"
            },
            {
                "tumor,oxygen,increases,cycle entry,-1,1,1,0\n",
                "x,y,z,type\n",
                "config/rules.csv",
                1,
                "cannot be negative"
            },
            { "", "x,y,z,type\n0,0,0,tumor\n1,2\n", "config/cells.csv", 3, "the row is short" },
            { "", "x,y,z,type\n0,0,0,tumor\n900,0,0,tumor\n", "config/cells.csv", 3, "a cell outside the domain" },
            { "", "x,y,z,type\n0,nan,0,tumor\n", "config/cells.csv", 2, "not a finite number" },
            { "", "0,0,0,0\n0,0,0\n", "config/cells.csv", 2, "not a cell of version 1" },
        };

    [Theory(DisplayName = "A missing file, a wrong rule and a wrong cell are errors in their own file and line")]
    [MemberData(nameof(WrongFiles))]
    public void WrongFile(string? rules, string? cells, string file, int line, string message)
    {
        var project = new Project { Rest = Cells + Rules };
        if (rules is not null)
            project.Files["config/rules.csv"] = rules;
        if (cells is not null)
            project.Files["config/cells.csv"] = cells;
        var loaded = project.Load();
        Assert.Null(loaded.Compiled);
        var error = Assert.Single(loaded.Diagnostics, d => d.Severity == Severity.Error);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(file, error.File);
        Assert.Equal(line == 0 ? error.Line : line, error.Line);
    }

    [Fact(
        DisplayName = "Rules, cells and densities that are named right are read from above config, and land in their types"
    )]
    public void RightFiles()
    {
        var project = new Project
        {
            Rest = Cells + Rules,
            SubstrateOptions =
                "<initial_condition type=\"csv\" enabled=\"true\"><filename>./config/start.csv</filename></initial_condition>",
        };
        project.Files["config/rules.csv"] =
            "tumor,oxygen,increases,cycle entry,0.5,21.5,4,0\ntumor,oxygen,increases,asymmetric division to immune,0.5,21.5,4,0\n";
        project.Files["config/cells.csv"] = "1,2,0,0\n3,4,0,1\n";
        var rows = Enumerable.Range(0, 100).Select(i => $"{-90 + (20 * (i % 10))},{-90 + (20 * (i / 10))},0,{i}");
        project.Files["config/start.csv"] = "x,y,z,oxygen\n" + string.Join('\n', rows) + "\n";
        var model = project.Compile();
        var rule = Assert.Single(Project.Find(model, "tumor").Rules);
        Assert.Equal((model.Behaviors.PhaseExit(0), 0.5, 21.5), (rule.Behavior, rule.Max, rule.Up[0].HalfMax));
        Assert.Contains(project.Load().Diagnostics, d => d is { File: "config/rules.csv", Line: 2 });
        Assert.Equal([1.0, 2, 0], model.Placements.Single(p => p.Name == "cells:tumor").Points);
        Assert.Equal([3.0, 4, 0], model.Placements.Single(p => p.Name == "cells:immune").Points);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (double)i), model.Substrates[0].InitialField);
        Assert.Equal(0, model.Substrates[1].Initial);
    }

    [Theory(
        DisplayName = "Texts that are no settings are refused with what is wrong; entities and endless nesting too"
    )]
    [InlineData("", "not XML")]
    [InlineData("model: a\n", "not XML")]
    [InlineData("<PhysiCell_settings><domain></PhysiCell_settings>", "not XML")]
    [InlineData("<other/>", "not PhysiCell settings")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"cc\">]><PhysiCell_settings>&b;</PhysiCell_settings>", "not XML")]
    [InlineData("<PhysiCell_settings/>", "no domain")]
    public void NoSettings(string text, string message)
    {
        var loaded = new Project().Load(text, new ReadingChoices(), []);
        Assert.Null(loaded.Compiled);
        Assert.Contains(
            loaded.Diagnostics,
            d => d.Severity == Severity.Error && d.Message.Contains(message, StringComparison.Ordinal)
        );
    }

    [Fact(DisplayName = "Nesting and numbers of elements are bounded, so that no text can fill memory or the stack")]
    public void Bounds()
    {
        var deep = "<PhysiCell_settings>" + string.Concat(Enumerable.Repeat("<a>", 100_000));
        Assert.Contains(
            new Project().Load(deep, new ReadingChoices(), []).Diagnostics,
            d => d.Message.Contains("deep", StringComparison.Ordinal)
        );
        var wide =
            "<PhysiCell_settings>" + string.Concat(Enumerable.Repeat("<a/>", (1 << 20) + 1)) + "</PhysiCell_settings>";
        Assert.Contains(
            new Project().Load(wide, new ReadingChoices(), []).Diagnostics,
            d => d.Message.Contains("elements", StringComparison.Ordinal)
        );
        var many = new Project
        {
            Types = string.Concat(
                Enumerable.Range(0, 1001).Select(i => $"<cell_definition name=\"t{i}\" ID=\"{i}\"/>")
            ),
        };
        Assert.Contains(
            many.Load().Diagnostics,
            d => d.Message.Contains("too many substrates or cell types", StringComparison.Ordinal)
        );
    }

    [Fact(
        DisplayName = "What the field's parser takes is taken: dashes in comments, bare ampersands, blanks before the declaration, old encodings; lines stay"
    )]
    public void Lenient()
    {
        var project = new Project();
        var text =
            "\n\n  "
            + project.Xml.Replace(
                "<overall>",
                "<!-- a -- b\n <overall> --><overall note=\"a & b\">",
                StringComparison.Ordinal
            );
        Assert.False(project.Load(text, new ReadingChoices(), []).HasErrors);
        var wrong = project.Load(
            text.Replace("<max_time>60", "<max_time>x", StringComparison.Ordinal),
            new ReadingChoices(),
            []
        );
        var line = text.Split('\n').ToList().FindIndex(l => l.Contains("<max_time>", StringComparison.Ordinal)) + 1;
        Assert.Contains(wrong.Diagnostics, d => d.Line == line && d.Value == "x");
        var old = new Project();
        old.Files.Put(
            Project.Settings,
            Encoding.Latin1.GetBytes(old.Xml.Replace("<overall>", "<!-- µm -->\n<overall>", StringComparison.Ordinal))
        );
        Assert.False(PhysiCellProject.Load(Project.Settings, old.Files, [], new ReadingChoices()).HasErrors);
    }

    [Fact(
        DisplayName = "A folder is a project by its config; one settings file of any name will do, several leave the choice to the user"
    )]
    public void Folders()
    {
        var files = new MemoryFiles
        {
            ["a/config/PhysiCell_settings.xml"] = new Project().Xml,
            ["a/config/x.xml"] = new Project().Xml,
        };
        files["b/config/mine.xml"] = new Project().Xml;
        files["b/config/other.xml"] = "<something/>";
        files["c/config/one.xml"] = new Project().Xml;
        files["c/config/two.xml"] = new Project().Xml;
        files["d/model.yaml"] = "model: d";
        Assert.Equal("a", PhysiCellProject.Load("a", files, [], new ReadingChoices()).Compiled?.Name);
        Assert.Equal("a", PhysiCellProject.Load("a/config", files, [], new ReadingChoices()).Compiled?.Name);
        Assert.Equal("b", PhysiCellProject.Load("b", files, [], new ReadingChoices()).Compiled?.Name);
        var several = PhysiCellProject.Load("c", files, [], new ReadingChoices());
        Assert.Contains(several.Diagnostics, d => d.Value!.Contains("c/config/two.xml", StringComparison.Ordinal));
        Assert.True(PhysiCellProject.Is("a", files) && PhysiCellProject.Is("c/config/one.xml", files));
        Assert.False(PhysiCellProject.Is("d", files) || PhysiCellProject.Is("d/model.yaml", files));
    }

    private static Project Full() =>
        new()
        {
            Options = "<virtual_wall_at_domain_edge>true</virtual_wall_at_domain_edge><random_seed>5</random_seed>",
            Rest =
                "<parallel><omp_num_threads>1</omp_num_threads></parallel><save><full_data><interval>30</interval><enable>true</enable></full_data></save>",
            Substrates =
                Project.Substrate(
                    "oxygen",
                    "<Dirichlet_options><boundary_value ID=\"zmin\" enabled=\"false\">0</boundary_value></Dirichlet_options>"
                ) + Project.Substrate("drug", ""),
            Types = Project.Type("tumor", 0, "<volume><total>2494</total></volume>") + Project.Type("immune", 1, ""),
        };
}
