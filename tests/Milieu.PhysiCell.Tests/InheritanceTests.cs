// What a cell definition takes over, from whom, and what it does not.
using Milieu.Engine;

namespace Milieu.PhysiCell.Tests;

public sealed class InheritanceTests
{
    private const string Rich = """
        <cycle code="5" name="live"><phase_transition_rates><rate start_index="0" end_index="0">0.002</rate></phase_transition_rates></cycle>
        <death><model code="100" name="apoptosis"><death_rate>0.003</death_rate>
        <parameters><unlysed_fluid_change_rate>0.07</unlysed_fluid_change_rate></parameters></model></death>
        <volume><total>1000</total><nuclear>200</nuclear></volume>
        <mechanics><cell_cell_adhesion_strength>0.9</cell_cell_adhesion_strength>
        <cell_adhesion_affinities><cell_adhesion_affinity name="immune">0.5</cell_adhesion_affinity></cell_adhesion_affinities>
        <attachment_rate>0.01</attachment_rate></mechanics>
        <motility><speed>4</speed><persistence_time>7</persistence_time><migration_bias>0.3</migration_bias>
        <options><enabled>true</enabled><chemotaxis><enabled>true</enabled><substrate>drug</substrate><direction>-1</direction></chemotaxis></options></motility>
        <secretion><substrate name="drug"><secretion_rate>1</secretion_rate><secretion_target>2</secretion_target>
        <uptake_rate>3</uptake_rate><net_export_rate>4</net_export_rate></substrate></secretion>
        <cell_interactions><dead_phagocytosis_rate>0.1</dead_phagocytosis_rate>
        <live_phagocytosis_rates><phagocytosis_rate name="immune">0.2</phagocytosis_rate></live_phagocytosis_rates>
        <attack_rates><attack_rate name="immune">0.4</attack_rate></attack_rates>
        <attack_damage_rate>5</attack_damage_rate><attack_duration>11</attack_duration>
        <fusion_rates><fusion_rate name="immune">0.6</fusion_rate></fusion_rates></cell_interactions>
        <cell_transformations><transformation_rates><transformation_rate name="immune">0.8</transformation_rate></transformation_rates></cell_transformations>
        <cell_integrity><damage_rate>0.01</damage_rate></cell_integrity>
        """;

    private const string Custom = "<custom_data><sample>7</sample></custom_data>";

    private static readonly string First = Project.Type("tumor", 0, Rich, rest: Custom);

    [Fact(
        DisplayName = "Without parent_type a definition starts from the default, but its motility, exchange, interactions, transformations are reset to none"
    )]
    public void ImpliedParentResets()
    {
        var model = new Project { Types = First + Project.Type("immune", 1, "") }.Compile();
        double Of(string behavior) => Project.Value(model, "immune", behavior);
        foreach (
            var reset in new[]
            {
                "drug secretion",
                "drug secretion target",
                "drug uptake",
                "drug export",
                "phagocytose apoptotic cell",
                "phagocytose necrotic cell",
                "phagocytose other dead cell",
                "phagocytose immune",
                "attack immune",
                "fuse to immune",
                "transition to immune",
            }
        )
            Assert.Equal(0, Of(reset));
        Assert.Equal(1, Of("attack damage rate"));
        Assert.False(Project.Find(model, "immune").IsMotile);
        Assert.Equal(Taxis.None, Project.Find(model, "immune").Taxis);
    }

    [Fact(
        DisplayName = "Without parent_type the default's cycle, deaths, volume, mechanics, speed, attack duration, integrity and custom data stay"
    )]
    public void ImpliedParentKeeps()
    {
        var model = new Project { Types = First + Project.Type("immune", 1, "") }.Compile();
        double Of(string behavior) => Project.Value(model, "immune", behavior);
        Assert.Equal(0.002, Of("cycle entry"));
        Assert.Equal(0.003, Of("apoptosis"));
        Assert.Equal(0.9, Of("cell-cell adhesion"));
        Assert.Equal(0.5, Of("adhesive affinity to immune"));
        Assert.Equal(0.01, Of("cell attachment rate"));
        Assert.Equal(4, Of("migration speed"));
        Assert.Equal(7, Of("migration persistence time"));
        Assert.Equal(0.3, Of("migration bias"));
        Assert.Equal(11, Of("attack duration"));
        Assert.Equal(0.01, Of("damage rate"));
        Assert.Equal(7, Of("custom:sample"));
        var type = Project.Find(model, "immune");
        Assert.Equal(1000, type.Volume.Total);
        Assert.Equal(5, type.Cycle.Code);
        Assert.Equal(0.07, type.Deaths[0].UnlysedFluidRate);
    }

    [Fact(DisplayName = "With parent_type everything is taken over, and what the child says replaces only that")]
    public void NamedParentKeepsAll()
    {
        var model = new Project
        {
            Types =
                First
                + Project.Type(
                    "immune",
                    1,
                    "<secretion><substrate name=\"drug\"><uptake_rate>9</uptake_rate></substrate></secretion>",
                    " parent_type=\"tumor\""
                ),
        }.Compile();
        double Of(string behavior) => Project.Value(model, "immune", behavior);
        Assert.Equal(1, Of("drug secretion"));
        Assert.Equal(2, Of("drug secretion target"));
        Assert.Equal(9, Of("drug uptake"));
        Assert.Equal(4, Of("drug export"));
        Assert.Equal(0.1, Of("phagocytose necrotic cell"));
        Assert.Equal(0.4, Of("attack immune"));
        Assert.Equal(5, Of("attack damage rate"));
        Assert.Equal(0.6, Of("fuse to immune"));
        Assert.Equal(0.8, Of("transition to immune"));
        var type = Project.Find(model, "immune");
        Assert.True(type.IsMotile);
        Assert.Equal((Taxis.Single, 1, -1), (type.Taxis, type.TaxisSubstrate, type.TaxisSign));
    }

    [Fact(DisplayName = "legacy_cell_defaults_copy takes the reset away, and says so")]
    public void LegacyCopy()
    {
        var project = new Project
        {
            Options = "<legacy_cell_defaults_copy>true</legacy_cell_defaults_copy>",
            Types = First + Project.Type("immune", 1, ""),
        };
        Assert.Equal(0.4, Project.Value(project.Compile(), "immune", "attack immune"));
        Assert.Contains(project.Load().Diagnostics, d => d.Message.Contains("takes over", StringComparison.Ordinal));
    }

    [Fact(
        DisplayName = "A child takes over what the default is at that moment: before the default is read, the built-in one"
    )]
    public void OrderOfDefinitions()
    {
        var model = new Project { Types = Project.Type("immune", 1, "") + First }.Compile();
        Assert.Equal(["tumor", "immune"], model.Types.Select(t => t.Name));
        Assert.Equal(0.00319 / 60, Project.Value(model, "immune", "apoptosis"));
        Assert.Equal(0, Project.Find(model, "immune").Cycle.Code);
        Assert.Equal(2494, Project.Find(model, "immune").Volume.Total);
    }

    [Fact(
        DisplayName = "A parent that stands later is passed over as upstream does, with a warning; an unknown one is an error"
    )]
    public void LaterParent()
    {
        var later = new Project
        {
            Types =
                First
                + Project.Type("a", 1, "", " parent_type=\"immune\"")
                + Project.Type("immune", 2, "<cell_integrity><damage_rate>1</damage_rate></cell_integrity>"),
        };
        Assert.Equal(0.01, Project.Value(later.Compile(), "a", "damage rate"));
        Assert.Contains(later.Load().Diagnostics, d => d.Message.Contains("later", StringComparison.Ordinal));
        var unknown = new Project { Types = First + Project.Type("immune", 1, "", " parent_type=\"tumr\"") }.Load();
        Assert.Contains(unknown.Diagnostics, d => d is { Nearest: "tumor", Value: "tumr" });
        Assert.True(unknown.HasErrors);
    }

    [Fact(DisplayName = "IDs with gaps are numbered anew with a warning, and two writers of the default are an error")]
    public void Identifiers()
    {
        var gap = new Project { Types = Project.Type("tumor", 0, "") + Project.Type("immune", 5, "") }.Load();
        Assert.False(gap.HasErrors);
        Assert.Contains(gap.Diagnostics, d => d.Message.Contains("IDs", StringComparison.Ordinal));
        var twice = new Project { Types = Project.Type("default", 1, "") + Project.Type("immune", 0, "") }.Load();
        Assert.Contains(twice.Diagnostics, d => d.Message.Contains("two definitions", StringComparison.Ordinal));
    }

    [Fact(
        DisplayName = "Interactions that say no attack_damage_rate or attack_duration set both to 0, as upstream; without the section they stay"
    )]
    public void MissingAttackNumbers()
    {
        var attack =
            "<cell_interactions><attack_rates><attack_rate name=\"tumor\">1</attack_rate></attack_rates></cell_interactions>";
        var project = new Project { Types = First + Project.Type("immune", 1, attack) };
        Assert.Equal(0, Project.Value(project.Compile(), "immune", "attack damage rate"));
        Assert.Equal(0, Project.Value(project.Compile(), "immune", "attack duration"));
        Assert.Equal(
            2,
            project.Load().Diagnostics.Count(d => d.Message.Contains("becomes 0", StringComparison.Ordinal))
        );
    }

    [Fact(
        DisplayName = "A rate for all dead prey holds where no kind of it is named, and rates not named again become 0"
    )]
    public void OldPhagocytosis()
    {
        var old =
            "<cell_interactions><dead_phagocytosis_rate>0.3</dead_phagocytosis_rate><necrotic_phagocytosis_rate>0.7</necrotic_phagocytosis_rate></cell_interactions>";
        var model = new Project
        {
            Types =
                First
                + Project.Type("immune", 1, old)
                + Project.Type("c", 2, "<cell_interactions></cell_interactions>", " parent_type=\"tumor\""),
        }.Compile();
        Assert.Equal(0.3, Project.Value(model, "immune", "phagocytose apoptotic cell"));
        Assert.Equal(0.7, Project.Value(model, "immune", "phagocytose necrotic cell"));
        Assert.Equal(0.3, Project.Value(model, "immune", "phagocytose other dead cell"));
        Assert.Equal(0, Project.Value(model, "c", "phagocytose apoptotic cell"));
    }

    [Fact(
        DisplayName = "Rates for types that do not exist, or for becoming oneself, are left out with a warning, as upstream does"
    )]
    public void IgnoredRates()
    {
        var phenotype = """
            <cell_interactions><attack_rates><attack_rate name="imune">1</attack_rate></attack_rates>
            <attack_damage_rate>1</attack_damage_rate><attack_duration>1</attack_duration></cell_interactions>
            <cell_transformations><transformation_rates><transformation_rate name="tumor">1</transformation_rate></transformation_rates></cell_transformations>
            """;
        var loaded = new Project { Types = Project.Type("tumor", 0, phenotype) + Project.Type("immune", 1, "") }.Load();
        Assert.False(loaded.HasErrors);
        Assert.Contains(loaded.Diagnostics, d => d is { Value: "imune", Nearest: "immune" });
        Assert.Equal(0, Project.Value(loaded.Compiled!, "tumor", "transition to tumor"));
    }
}
