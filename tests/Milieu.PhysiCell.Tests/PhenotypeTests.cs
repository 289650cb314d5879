// Volume, mechanics, motility, exchange, custom data and initial draws of a project.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.PhysiCell.Tests;

public sealed class PhenotypeTests
{
    /// <summary>Element below phenotype, behavior, and the value that is said.</summary>
    public static TheoryData<string, string, double> Numbers =>
        new()
        {
            { "mechanics/cell_cell_adhesion_strength", "cell-cell adhesion", 0.7 },
            { "mechanics/cell_cell_repulsion_strength", "cell-cell repulsion", 7 },
            { "mechanics/cell_BM_adhesion_strength", "cell-BM adhesion", 8 },
            { "mechanics/cell_BM_repulsion_strength", "cell-BM repulsion", 9 },
            { "mechanics/relative_maximum_adhesion_distance", "relative maximum adhesion distance", 1.6 },
            { "mechanics/attachment_elastic_constant", "cell-cell adhesion elastic constant", 0.02 },
            { "mechanics/attachment_rate", "cell attachment rate", 0.03 },
            { "mechanics/detachment_rate", "cell detachment rate", 0.04 },
            { "mechanics/maximum_number_of_attachments", "maximum number of cell attachments", 5 },
            { "motility/speed", "migration speed", 2 },
            { "motility/persistence_time", "migration persistence time", 3 },
            { "motility/migration_bias", "migration bias", 0.25 },
            { "cell_integrity/damage_rate", "damage rate", 0.01 },
            { "cell_integrity/damage_repair_rate", "damage repair rate", 0.02 },
        };

    [Theory(DisplayName = "Each number of a phenotype reaches the behavior of its name, and no other")]
    [MemberData(nameof(Numbers))]
    public void Number(string element, string behavior, double value)
    {
        var parts = element.Split('/');
        var text =
            $"<{parts[0]}><{parts[1]}>{value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}</{parts[1]}></{parts[0]}>";
        var (said, silent) = (One(text, "").Compile(), One("", "").Compile());
        Assert.Equal(value, Project.Value(said, "tumor", behavior));
        Assert.NotEqual(value, Project.Value(silent, "tumor", behavior));
        var differ = Project
            .Find(said, "tumor")
            .Constants.Zip(Project.Find(silent, "tumor").Constants)
            .Count(p => p.First != p.Second);
        Assert.Equal(1, differ);
    }

    [Fact(DisplayName = "The numbers of a volume are all read, and those not said keep the usual values")]
    public void Volume()
    {
        const string Text = """
            <volume><total>1000</total><fluid_fraction>0.5</fluid_fraction><nuclear>100</nuclear><fluid_change_rate>1</fluid_change_rate>
            <cytoplasmic_biomass_change_rate>2</cytoplasmic_biomass_change_rate><nuclear_biomass_change_rate>3</nuclear_biomass_change_rate>
            <calcified_fraction>0.1</calcified_fraction><calcification_rate>4</calcification_rate><relative_rupture_volume>5</relative_rupture_volume></volume>
            """;
        Assert.Equal(
            new VolumeLaw(1000, 0.5, 100, 1, 2, 3, 0.1, 4, 5),
            Project.Find(One(Text, "").Compile(), "tumor").Volume
        );
        var partial = Project.Find(One("<volume><total>1000</total></volume>", "").Compile(), "tumor").Volume;
        Assert.Equal(new VolumeLaw(1000, 0.75, 540, 3 / 60.0, 0.27 / 60, 0.33 / 60, 0, 0, 2), partial);
    }

    [Theory(
        DisplayName = "An equilibrium distance that is enabled sets the adhesion from repulsion and reach; one that is not does nothing"
    )]
    [InlineData("relative", "1.8", true, 1.8)]
    [InlineData("relative", "3", true, 2)]
    [InlineData("absolute", "12", true, 1.4264130367492693)]
    [InlineData("relative", "1.8", false, -1)]
    public void Equilibrium(string kind, string value, bool isOn, double radii)
    {
        var text =
            $"<mechanics><options><set_{kind}_equilibrium_distance enabled=\"{isOn}\">{value}</set_{kind}_equilibrium_distance></options></mechanics>";
        var adhesion = Project.Value(One(text, "").Compile(), "tumor", "cell-cell adhesion");
        var share = (1 - (radii / 2)) / (1 - (radii / 2.5));
        Assert.Equal(isOn ? 10 * share * share : 0.4, adhesion, 1e-6);
    }

    [Fact(
        DisplayName = "Chemotaxis follows its substrate up or down; advanced chemotaxis overrides it, normalized or not, and unknown substrates are left out of it"
    )]
    public void Taxis()
    {
        const string Simple =
            "<chemotaxis><enabled>true</enabled><substrate>drug</substrate><direction>1</direction></chemotaxis>";
        var up = Motile(Simple);
        Assert.Equal((Engine.Taxis.Single, 1, 1), (up.Taxis, up.TaxisSubstrate, up.TaxisSign));
        var down = Motile(Simple.Replace(">1<", ">-1<", StringComparison.Ordinal));
        Assert.Equal((Engine.Taxis.Single, -1), (down.Taxis, down.TaxisSign));
        var off = Motile(Simple.Replace("true", "false", StringComparison.Ordinal));
        Assert.Equal(Engine.Taxis.None, off.Taxis);
        var advanced = """
            <advanced_chemotaxis><enabled>true</enabled><normalize_each_gradient>false</normalize_each_gradient><chemotactic_sensitivities>
            <chemotactic_sensitivity substrate="drug">-2</chemotactic_sensitivity><chemotactic_sensitivity substrate="none such">1</chemotactic_sensitivity>
            </chemotactic_sensitivities></advanced_chemotaxis>
            """;
        Assert.Equal(Engine.Taxis.Advanced, Motile(Simple + advanced).Taxis);
        Assert.Equal(
            Engine.Taxis.AdvancedNormalized,
            Motile(
                advanced.Replace(
                    "<normalize_each_gradient>false",
                    "<normalize_each_gradient>true",
                    StringComparison.Ordinal
                )
            ).Taxis
        );
        var model = One(Options(advanced), "").Compile();
        Assert.Equal(-2, Project.Value(model, "tumor", "chemotactic response to drug"));
        Assert.Equal(0, Project.Value(model, "tumor", "chemotactic response to oxygen"));
    }

    [Fact(DisplayName = "Chemotaxis names a known substrate even where it is not enabled, as upstream demands")]
    public void TaxisIsChecked()
    {
        var loaded = One(Options("<chemotaxis><enabled>false</enabled><substrate>oxigen</substrate></chemotaxis>"), "")
            .Load();
        Assert.Contains(loaded.Diagnostics, d => d is { Severity: Severity.Error, Nearest: "oxygen" });
    }

    [Fact(DisplayName = "A child that does not enable chemotaxis keeps its named parent's, for only enabling writes")]
    public void TaxisOfParent()
    {
        var model = new Project
        {
            Types =
                Project.Type(
                    "tumor",
                    0,
                    Options(
                        "<chemotaxis><enabled>true</enabled><substrate>drug</substrate><direction>1</direction></chemotaxis>"
                    )
                )
                + Project.Type(
                    "immune",
                    1,
                    Options(
                        "<chemotaxis><enabled>false</enabled><substrate>oxygen</substrate><direction>-1</direction></chemotaxis>"
                    ),
                    " parent_type=\"tumor\""
                ),
        }.Compile();
        var type = Project.Find(model, "immune");
        Assert.Equal((Engine.Taxis.Single, 0, -1), (type.Taxis, type.TaxisSubstrate, type.TaxisSign));
    }

    [Fact(
        DisplayName = "Exchange with each substrate has its own unit: rates per minute, a target in the substrate's unit, amounts per minute"
    )]
    public void Exchange()
    {
        var model = One(
                "<secretion><substrate name=\"drug\"><secretion_rate>1</secretion_rate><secretion_target>2</secretion_target><uptake_rate>3</uptake_rate><net_export_rate>-4</net_export_rate></substrate></secretion>",
                ""
            )
            .Compile();
        Assert.Equal("mmHg", model.Substrates[1].Units);
        Assert.Equal(1, Project.Value(model, "tumor", "drug secretion"));
        Assert.Equal(2, Project.Value(model, "tumor", "drug secretion target"));
        Assert.Equal(3, Project.Value(model, "tumor", "drug uptake"));
        Assert.Equal(-4, Project.Value(model, "tumor", "drug export"));
        Assert.Equal(0, Project.Value(model, "tumor", "oxygen uptake"));
    }

    [Fact(
        DisplayName = "Custom data has the first definition's units, is conserved as said, and differs between types; lists are left out with a warning"
    )]
    public void Custom()
    {
        var project = new Project
        {
            Types =
                Project.Type(
                    "tumor",
                    0,
                    "",
                    rest: "<custom_data><a units=\"min\" conserved=\"true\">1.5</a><b>2</b><list>1,2,3</list></custom_data>"
                ) + Project.Type("immune", 1, "", rest: "<custom_data><b units=\"h\">4</b></custom_data>"),
        };
        var model = project.Compile();
        Assert.Equal([("a", "min", true), ("b", "", false)], model.Customs.Select(c => (c.Name, c.Units, c.Conserved)));
        Assert.Equal(1.5, Project.Value(model, "immune", "custom:a"));
        Assert.Equal(2, Project.Value(model, "tumor", "custom:b"));
        Assert.Equal(4, Project.Value(model, "immune", "custom:b"));
        Assert.Contains(project.Load().Diagnostics, d => d.Value == "list");
    }

    [Fact(
        DisplayName = "Initial draws of all five families are read, with their bounds, and those switched off are not"
    )]
    public void Distributions()
    {
        const string Text = """
            <initial_parameter_distributions>
            <distribution type="uniform" check_base="false"><behavior>Volume</behavior><min>10</min><max>20</max></distribution>
            <distribution type="LogUniform" enabled="true" check_base="false"><behavior>apoptosis</behavior><min>1e-6</min><max>1e-2</max></distribution>
            <distribution type="Normal"><behavior>cell-cell adhesion</behavior><mu>1</mu><sigma>2</sigma><lower_bound>0</lower_bound></distribution>
            <distribution type="LogNormal"><behavior>cell-cell repulsion</behavior><mu>2</mu><sigma>0.5</sigma><upper_bound>100</upper_bound></distribution>
            <distribution type="Log10Normal"><behavior>cell-BM adhesion</behavior><mu>1</mu><sigma>0.1</sigma></distribution>
            <distribution type="Log10Normal" enabled="false"><behavior>cell-BM adhesion</behavior><mu>1</mu><sigma>0.1</sigma></distribution>
            </initial_parameter_distributions>
            """;
        var model = One("", Text).Compile();
        var b = model.Behaviors;
        Assert.Equal(
            [
                new(-1, DistributionKind.Uniform, 10, 20, 10, 20),
                new(b.Death(0), DistributionKind.LogUniform, 1e-6, 1e-2, 1e-6, 1e-2),
                new(b.Adhesion, DistributionKind.Normal, 1, 2, 0, double.PositiveInfinity),
                new(b.Repulsion, DistributionKind.LogNormal, 2, 0.5, double.NegativeInfinity, 100),
                new(
                    b.MembraneAdhesion,
                    DistributionKind.Log10Normal,
                    1,
                    0.1,
                    double.NegativeInfinity,
                    double.PositiveInfinity
                ),
            ],
            Project.Find(model, "tumor").Distributions
        );
        Assert.Empty(Project.Find(model, "immune").Distributions);
        var off = One(
            "",
            Text.Replace(
                "<initial_parameter_distributions>",
                "<initial_parameter_distributions enabled=\"false\">",
                StringComparison.Ordinal
            )
        );
        Assert.Empty(Project.Find(off.Compile(), "tumor").Distributions);
    }

    [Theory(
        DisplayName = "Draws of no behavior, of no family, without their numbers, or that leave out the type's own value are errors"
    )]
    [InlineData("type=\"Normal\"", "<behavior>migration sped</behavior><mu>1</mu><sigma>1</sigma>", "unknown behavior")]
    [InlineData("type=\"Gauss\"", "<behavior>apoptosis</behavior>", "unknown distribution")]
    [InlineData("type=\"Uniform\"", "<behavior>apoptosis</behavior><min>0</min>", "has no max")]
    [InlineData(
        "type=\"Uniform\"",
        "<behavior>apoptosis</behavior><min>1</min><max>2</max>",
        "outside the distribution"
    )]
    public void WrongDistribution(string attributes, string content, string message)
    {
        var text =
            $"<initial_parameter_distributions><distribution {attributes}>{content}</distribution></initial_parameter_distributions>";
        var loaded = One("", text).Load();
        Assert.True(loaded.HasErrors);
        Assert.Contains(loaded.Diagnostics, d => d.Line > 1 && d.Message.Contains(message, StringComparison.Ordinal));
    }

    [Theory(
        DisplayName = "An intracellular model is an error that names type and file, and a warning where it is to be left out"
    )]
    [InlineData(
        "<intracellular type=\"maboss\"><bnd_filename>net.bnd</bnd_filename></intracellular>",
        "maboss: net.bnd"
    )]
    [InlineData(
        "<intracellular type=\"roadrunner\"><sbml_filename>toy.xml</sbml_filename></intracellular>",
        "roadrunner: toy.xml"
    )]
    public void Intracellular(string phenotype, string message)
    {
        var refused = One(phenotype, "").Load();
        Assert.Null(refused.Compiled);
        Assert.Contains(
            refused.Diagnostics,
            d =>
                d.Severity == Severity.Error
                && d.Message.Contains(message, StringComparison.Ordinal)
                && d.Message.Contains("tumor", StringComparison.Ordinal)
        );
        var run = One(phenotype, "").Load(new ReadingChoices { IgnoreIntracellular = true });
        Assert.NotNull(run.Compiled);
        Assert.Contains(run.Diagnostics, d => d.Message.Contains("left out as asked", StringComparison.Ordinal));
    }

    private static CompiledType Motile(string taxis) => Project.Find(One(Options(taxis), "").Compile(), "tumor");

    private static string Options(string taxis) =>
        $"<motility><options><enabled>true</enabled>{taxis}</options></motility>";

    private static Project One(string phenotype, string rest) =>
        new() { Options = "", Types = Project.Type("tumor", 0, phenotype, rest: rest) + Project.Type("immune", 1, "") };
}
