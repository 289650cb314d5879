// Domain, time, options, substrates, placements and wishes of a project.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.PhysiCell.Tests;

public sealed class SettingsTests
{
    private const string RuleFile =
        "<cell_rules><rulesets><ruleset protocol=\"CBHG\" version=\"3.0\" format=\"csv\" enabled=\"true\"><folder>/data</folder><filename>../config/rules.csv</filename></ruleset></rulesets></cell_rules>";

    private static readonly ReadingChoices Native = new() { Native = true };

    [Fact(DisplayName = "A project runs with PhysiCell's steps, solver and conventions, and natively with Milieu's")]
    public void Modes()
    {
        var project = new Project
        {
            Overall =
                "<max_time>90</max_time><dt_diffusion>0.02</dt_diffusion><dt_mechanics>0.2</dt_mechanics><dt_phenotype>3</dt_phenotype>",
        };
        var upstream = project.Compile();
        Assert.Equal(new Timing(0.02, 1, 10, 150, 4500), upstream.Timing);
        Assert.Equal(Conventions.PhysiCell, upstream.Conventions);
        Assert.All(upstream.Substrates, s => Assert.Equal(Integrator.Lod, s.Integrator));
        var native = project.Compile(Native);
        Assert.Equal(new Timing(0.1, 1, 1, 60, 900), native.Timing);
        Assert.Equal(Conventions.Native, native.Conventions);
        Assert.DoesNotContain(native.Substrates, s => s.Integrator == Integrator.Lod);
    }

    [Fact(DisplayName = "Steps that are not said are 0.01, 0.1 and 6 min")]
    public void UsualSteps() =>
        Assert.Equal(
            new Timing(0.01, 1, 10, 600, 100),
            new Project { Overall = "<max_time>1</max_time>" }
                .Compile()
                .Timing
        );

    [Fact(
        DisplayName = "A 2-D domain is one voxel high around z = 0 whatever its z says; a 3-D one keeps all its ends"
    )]
    public void Domains()
    {
        var flat = new Project().Compile().Grid;
        Assert.Equal(new GridSpec(-100, -100, -10, 20, 20, 20, 10, 10, 1, true), flat);
        var deep = new Project
        {
            Domain =
                "<x_min>0</x_min><x_max>100</x_max><y_min>-20</y_min><y_max>20</y_max><z_min>-10</z_min><z_max>20</z_max><dx>10</dx><dy>20</dy><dz>30</dz><use_2D>false</use_2D>",
        }.Compile();
        Assert.Equal(new GridSpec(0, -20, -10, 10, 20, 30, 10, 2, 1, false), deep.Grid);
    }

    [Fact(DisplayName = "A domain that is not a whole number of voxels is counted up, with a warning")]
    public void CountedUp()
    {
        var project = new Project();
        project = project with { Domain = project.Domain.Replace("<x_max>100", "<x_max>95", StringComparison.Ordinal) };
        Assert.Equal(10, project.Compile().Grid.Nx);
        Assert.Contains(
            project.Load().Diagnostics,
            d => d is { Severity: Severity.Warning, Value: "95", Expected: "100" }
        );
    }

    [Fact(
        DisplayName = "Walls and springs are as the options say; the wall's strength is 100 in PhysiCell mode whatever a type says"
    )]
    public void Options()
    {
        const string Strength = "<mechanics><cell_BM_repulsion_strength>10</cell_BM_repulsion_strength></mechanics>";
        var project = new Project
        {
            Options =
                "<virtual_wall_at_domain_edge>true</virtual_wall_at_domain_edge><disable_automated_spring_adhesions>true</disable_automated_spring_adhesions>",
            Types = Project.Type("tumor", 0, Strength),
        };
        var model = project.Compile();
        Assert.True(model.Wall);
        Assert.False(model.DynamicSprings);
        Assert.Equal(100, Project.Value(model, "tumor", "cell-BM repulsion"));
        Assert.Equal(10, Project.Value(project.Compile(Native), "tumor", "cell-BM repulsion"));
        var open = (project with { Options = "" }).Compile();
        Assert.False(open.Wall);
        Assert.True(open.DynamicSprings);
        Assert.Equal(10, Project.Value(open, "tumor", "cell-BM repulsion"));
    }

    [Fact(
        DisplayName = "A boundary holds on all faces, or on those that are enabled with their own values; a 2-D domain has four"
    )]
    public void Boundaries()
    {
        const string Primary = "<Dirichlet_boundary_condition enabled=\"true\">38</Dirichlet_boundary_condition>";
        const string Faces = """
            <Dirichlet_options><boundary_value ID="xmin" enabled="true">1</boundary_value><boundary_value ID="xmax" enabled="false">2</boundary_value>
            <boundary_value ID="ymin" enabled="1">3</boundary_value><boundary_value ID="zmin" enabled="true">4</boundary_value></Dirichlet_options>
            """;
        Assert.Equal([38, 38, 38, 38, double.NaN, double.NaN], FacesOf(Project.Substrate("oxygen", Primary)));
        Assert.Equal(
            [1, double.NaN, 3, 38, double.NaN, double.NaN],
            FacesOf(Project.Substrate("oxygen", Primary + Faces))
        );
    }

    [Fact(
        DisplayName = "Faces hold nothing where no substrate is enabled as a whole, with a warning; one enabled substrate lets all speak"
    )]
    public void BoundaryNeedsPrimary()
    {
        const string Faces =
            "<Dirichlet_options><boundary_value ID=\"xmin\" enabled=\"true\">1</boundary_value></Dirichlet_options>";
        var alone = new Project { Substrates = Project.Substrate("oxygen", Faces) };
        Assert.All(alone.Compile().Substrates[0].Faces, f => Assert.True(double.IsNaN(f)));
        Assert.Contains(alone.Load().Diagnostics, d => d.Message.StartsWith("no effect", StringComparison.Ordinal));
        var two = new Project
        {
            Substrates =
                Project.Substrate("oxygen", Faces)
                + Project.Substrate(
                    "drug",
                    "<Dirichlet_boundary_condition enabled=\"true\">7</Dirichlet_boundary_condition>"
                ),
        };
        Assert.Equal(1, two.Compile().Substrates[0].Faces[0]);
        Assert.DoesNotContain(two.Load().Diagnostics, d => d.Message.StartsWith("no effect", StringComparison.Ordinal));
    }

    [Theory(DisplayName = "A substrate's unit is the first that it names and that is one; a zero names none")]
    [InlineData("mmHg", "38", "", "mmHg")]
    [InlineData("dimensionless", "38", "mmHg", "mmHg")]
    [InlineData("dimensionless", "0.0", "mmHg", "")]
    [InlineData("substrate density", "38", "nM", "nM")]
    [InlineData("1/min", "38", "", "")]
    public void Units(string own, string initial, string initialUnits, string expected)
    {
        var text = Project
            .Substrate("oxygen", "")
            .Replace("units=\"mmHg\"", $"units=\"{own}\"", StringComparison.Ordinal)
            .Replace(
                "<initial_condition>5",
                $"<initial_condition units=\"{initialUnits}\">{initial}",
                StringComparison.Ordinal
            );
        Assert.Equal(
            expected,
            new Project { Substrates = text }
                .Compile()
                .Substrates[0]
                .Units
        );
    }

    [Fact(DisplayName = "Amounts taken up are kept where the option says so")]
    public void Tracking()
    {
        var on = new Project
        {
            SubstrateOptions =
                "<track_internalized_substrates_in_each_agent>true</track_internalized_substrates_in_each_agent>",
        };
        Assert.All(on.Compile().Substrates, s => Assert.True(s.TracksInternalized));
        Assert.All(new Project().Compile().Substrates, s => Assert.False(s.TracksInternalized));
        var read = new Project { Rest = RuleFile };
        read.Files["/config/rules.csv"] = "tumor,intracellular drug,increases,apoptosis,1,1,1,0\n";
        Assert.All(read.Compile().Substrates, s => Assert.False(s.TracksInternalized));
        Assert.Contains(
            read.Load().Diagnostics,
            d => d.Message.Contains("not tracked", StringComparison.Ordinal) && d.Value == "intracellular drug"
        );
    }

    [Fact(DisplayName = "number_of_cells of each type lie anywhere in the box, around its own center")]
    public void Boxes()
    {
        var project = new Project();
        project = project with
        {
            Domain = project.Domain.Replace("<x_min>-100", "<x_min>-60", StringComparison.Ordinal),
        };
        var placements = project.Compile().Placements;
        Assert.Equal(
            [("tumor", 3), ("immune", 3)],
            placements.Select(p => (project.Compile().Types[p.Type].Name, p.Count))
        );
        Assert.All(
            placements,
            p => Assert.Equal((PlacementShape.Box, 20, 0, 160, 200), (p.Shape, p.CenterX, p.CenterY, p.SizeX, p.SizeY))
        );
        Assert.Empty((project with { User = "" }).Compile().Placements);
    }

    [Fact(
        DisplayName = "Where parameters name types or distances, each type lies in its ring around the center; spaces are underscores"
    )]
    public void Rings()
    {
        var project = new Project
        {
            Types = Project.Type("tumor", 0, "") + Project.Type("T cell", 1, "") + Project.Type("none", 2, ""),
            User = """
                <number_of_cells type="int">4</number_of_cells><min_position_cells type="double">10</min_position_cells>
                <number_of_T_cell type="int">9</number_of_T_cell><max_position_T_cell>50</max_position_T_cell>
                <number_of_none type="int">0</number_of_none>
                """,
        };
        var placements = project.Compile().Placements;
        Assert.Equal([(4, 10.0, 100.0), (9, 10.0, 50.0)], placements.Select(p => (p.Count, p.R1, p.R2)));
        Assert.All(placements, p => Assert.Equal(PlacementShape.Annulus, p.Shape));
    }

    [Theory(DisplayName = "The seed is the user parameter's, else the options', else none")]
    [InlineData("<random_seed>7</random_seed>", "", 7ul)]
    [InlineData("<random_seed>7</random_seed>", "<random_seed type=\"int\">9</random_seed>", 9ul)]
    [InlineData("<random_seed>system_clock</random_seed>", "", null)]
    [InlineData("", "<random_seed type=\"double\">9</random_seed>", null)]
    public void Seeds(string options, string user, ulong? seed) =>
        Assert.Equal(
            seed,
            new Project { Options = options, User = user }
                .Load()
                .Wishes!.Seed
        );

    [Fact(DisplayName = "What is saved, and how pictures look, is handed on; frames come as often as states are saved")]
    public void Saving()
    {
        var loaded = new Project
        {
            Rest =
                "<save><folder>out</folder><full_data><interval>30</interval><enable>true</enable></full_data><SVG><interval>15</interval><enable>true</enable>"
                + "<plot_substrate enabled=\"true\" limits=\"true\"><substrate>drug</substrate><min_conc>1</min_conc><max_conc>2</max_conc><colormap>viridis</colormap></plot_substrate></SVG></save>",
        }.Load();
        Assert.Equal(
            new ProjectWishes
            {
                SaveMinutes = 30,
                PictureMinutes = 15,
                PictureSubstrate = "drug",
                PictureLow = 1,
                PictureHigh = 2,
                PictureColors = "viridis",
            },
            loaded.Wishes
        );
        Assert.Equal(new OutputSpec(30, 60), loaded.Output);
        Assert.Equal(60, new Project().Load().Output.FrameMinutes);
    }

    [Fact(DisplayName = "Overrides speak the model language and win; a wrong one is named like any other")]
    public void Overrides()
    {
        var project = new Project();
        var loaded = project.Load(null, "cells.tumor.uptake.drug=5 /min", "time.end=2 h");
        Assert.False(loaded.HasErrors, string.Join('\n', loaded.Diagnostics));
        Assert.Equal(5, Project.Value(loaded.Compiled!, "tumor", "drug uptake"));
        Assert.Equal(120, loaded.Output.EndMinutes);
        Assert.Contains(project.Load(null, "cells.tumor.uptak.drug=5 /min").Diagnostics, d => d.Nearest == "uptake");
    }

    [Fact(
        DisplayName = "Every value says in which line of the settings it stands, for explain and for what is written from it"
    )]
    public void Origins()
    {
        var loaded = new Project
        {
            Types = Project.Type(
                "tumor",
                0,
                "\n\n<mechanics>\n<cell_cell_adhesion_strength>0.7</cell_cell_adhesion_strength></mechanics>"
            ),
        }.Load();
        var origin = Assert.Single(loaded.Origins, o => o.Path == "cells.tumor.mechanics.adhesion");
        var line = Array.FindIndex(
            new Project
            {
                Types = Project.Type(
                    "tumor",
                    0,
                    "\n\n<mechanics>\n<cell_cell_adhesion_strength>0.7</cell_cell_adhesion_strength></mechanics>"
                ),
            }.Xml.Split('\n'),
            l => l.Contains("cell_cell_adhesion_strength", StringComparison.Ordinal)
        );
        Assert.Equal((Project.Settings, line + 1, "0.7 um/min"), (origin.File, origin.Line, origin.Value));
    }

    [Fact(
        DisplayName = "A rule on the strength against walls does nothing where walls are on, as upstream, and works natively and without walls"
    )]
    public void RuleOnWalls()
    {
        var project = new Project { Rest = RuleFile };
        project.Files["/config/rules.csv"] = "tumor,oxygen,decreases,cell-BM repulsion,1,1,1,0\n";
        Assert.Empty(Project.Find(project.Compile(), "tumor").Rules);
        Assert.Contains(project.Load().Diagnostics, d => d is { File: "/config/rules.csv", Line: 1, Value: "tumor" });
        Assert.Single(Project.Find(project.Compile(Native), "tumor").Rules);
        project = project with { Options = "" };
        Assert.Single(Project.Find(project.Compile(), "tumor").Rules);
    }

    private static double[] FacesOf(string substrates) =>
        [
            .. new Project { Substrates = substrates }
                .Compile()
                .Substrates[0]
                .Faces,
        ];
}
