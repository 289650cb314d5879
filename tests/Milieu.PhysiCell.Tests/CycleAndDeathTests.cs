// Cycles and deaths of a project: which numbers reach the model, and what types share.

namespace Milieu.PhysiCell.Tests;

public sealed class CycleAndDeathTests
{
    /// <summary>Code, name, phase codes and default exit rates in 1/min.</summary>
    public static TheoryData<int, string, int[], double[]> Models =>
        new()
        {
            { 0, "ki67 advanced", [3, 0, 1], [1 / (3.62 * 60), 1 / (13.0 * 60), 1 / (2.5 * 60)] },
            { 1, "ki67 basic", [3, 2], [1 / (4.59 * 60), 1 / (15.5 * 60)] },
            { 2, "flow cytometry basic", [4, 10, 11], [.00324, .00208, .00333] },
            { 3, "live", [14], [0.0432 / 60] },
            { 4, "live", [14], [0.0432 / 60] },
            { 5, "live", [14], [0.0432 / 60] },
            { 6, "flow cytometry separated", [4, 10, 12, 13], [.00335, .00208, .00417, .0167] },
            { 7, "cycling quiescent", [18, 17], [1 / (4.59 * 60), 1 / (15.5 * 60)] },
        };

    [Theory(DisplayName = "Every code of a cycle gives that cycle with its phases and default rates")]
    [MemberData(nameof(Models))]
    public void Codes(int code, string name, int[] phases, double[] rates)
    {
        var cycle = Project.Find(One($"<cycle code=\"{code}\" name=\"whatever\"/>").Compile(), "tumor").Cycle;
        Assert.Equal(name, cycle.Name);
        Assert.Equal(phases, cycle.Phases.Select(p => p.Code));
        Assert.Equal(rates, cycle.Phases.Select(p => p.Links[0].Rate));
    }

    [Fact(DisplayName = "Rates, then durations, set exit rates; a duration of zero is left at once")]
    public void RatesAndDurations()
    {
        var model = One(
                """
                <cycle code="6"><phase_transition_rates><rate start_index="0" end_index="1" fixed_duration="true">0.5</rate>
                <rate start_index="1" end_index="2">0.25</rate></phase_transition_rates>
                <phase_durations><duration index="1" fixed_duration="1">10</duration><duration index="2">0</duration></phase_durations></cycle>
                """
            )
            .Compile();
        var links = Project.Find(model, "tumor").Cycle.Phases.Select(p => p.Links[0]).ToList();
        Assert.Equal([0.5, 1 / (10 + 1e-16), 1 / 1e-16, .0167], links.Select(l => l.Rate));
        Assert.Equal([true, true, false, false], links.Select(l => l.IsFixed));
    }

    [Fact(DisplayName = "The deprecated transition_rates are read like phase_transition_rates")]
    public void OldTag() =>
        Assert.Equal(
            0.125,
            Project.Value(
                One(
                        "<cycle code=\"5\"><transition_rates><rate start_index=\"0\" end_index=\"0\">0.125</rate></transition_rates></cycle>"
                    )
                    .Compile(),
                "tumor",
                "cycle entry"
            )
        );

    [Fact(
        DisplayName = "A definition with its parent's code starts from the parent's rates, with another code from that model's own"
    )]
    public void ParentsRates()
    {
        var live =
            "<cycle code=\"5\"><phase_transition_rates><rate start_index=\"0\" end_index=\"0\">0.7</rate></phase_transition_rates></cycle>";
        var model = new Project
        {
            Types =
                Project.Type("tumor", 0, live)
                + Project.Type("same", 1, "<cycle code=\"5\"/>")
                + Project.Type("other", 2, "<cycle code=\"1\"/>")
                + Project.Type("silent", 3, ""),
        }.Compile();
        Assert.Equal(0.7, Project.Value(model, "same", "cycle entry"));
        Assert.Equal(1 / (4.59 * 60), Project.Value(model, "other", "cycle entry"));
        Assert.Equal(0.7, Project.Value(model, "silent", "cycle entry"));
    }

    [Fact(
        DisplayName = "A cycle without a code keeps the inherited model with a warning, and in native mode is the one it names"
    )]
    public void NameWithoutCode()
    {
        var project = One("<cycle name=\"live\"/>");
        Assert.Equal("ki67 advanced", Project.Find(project.Compile(), "tumor").Cycle.Name);
        Assert.Contains(project.Load().Diagnostics, d => d.Expected == "code=\"5\"");
        Assert.Equal("live", Project.Find(project.Compile(new ReadingChoices { Native = true }), "tumor").Cycle.Name);
    }

    [Fact(
        DisplayName = "fixed_duration is one flag for all types with that cycle: the last says it, and whoever is overruled is named"
    )]
    public void FixedIsShared()
    {
        var project = new Project { Types = Project.Type("a", 0, Live(true)) + Project.Type("b", 1, Live(false)) };
        var model = project.Compile();
        Assert.All(model.Types, t => Assert.False(t.Cycle.Phases[0].Links[0].IsFixed));
        Assert.Single(
            project.Load().Diagnostics,
            d => d.Value == "a" && d.Message.Contains("that of b", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            new Project { Types = Project.Type("a", 0, Live(true)) + Project.Type("b", 1, Live(true)) }
                .Load()
                .Diagnostics,
            d => d.Message.Contains("one setting", StringComparison.Ordinal)
        );

        static string Live(bool isFixed) =>
            $"<cycle code=\"5\"><phase_transition_rates><rate start_index=\"0\" end_index=\"0\" fixed_duration=\"{isFixed}\">1</rate></phase_transition_rates></cycle>";
    }

    [Fact(DisplayName = "How long the dead stay is one setting for all types: the last that says it decides")]
    public void DeathIsShared()
    {
        var project = new Project
        {
            Types =
                Project.Type(
                    "a",
                    0,
                    Dies(
                        "<phase_durations><duration index=\"0\" fixed_duration=\"true\">100</duration></phase_durations>"
                    )
                )
                + Project.Type(
                    "b",
                    1,
                    Dies(
                        "<phase_transition_rates><rate start_index=\"0\" end_index=\"1\">0.02</rate></phase_transition_rates>"
                    )
                ),
        };
        var model = project.Compile();
        Assert.All(
            model.Types,
            t =>
            {
                var link = t.Deaths[0].Graph.Phases[0].Links[0];
                Assert.Equal(0.02, link.Rate, 1e-15);
                Assert.False(link.IsFixed);
            }
        );
        Assert.Equal(2, project.Load().Diagnostics.Count(d => d.Value == "a"));
    }

    [Fact(
        DisplayName = "Death parameters that are not said come from the parent, and for the default from other values than the models' own"
    )]
    public void PartialParameters()
    {
        var some = Dies("<parameters><calcification_rate>0.5</calcification_rate></parameters>");
        var types = new Project { Types = Project.Type("tumor", 0, some) + Project.Type("immune", 1, Dies("")) }
            .Compile()
            .Types;
        foreach (var death in types.Select(t => t.Deaths[0]))
        {
            Assert.Equal(3 / 60.0, death.UnlysedFluidRate);
            Assert.Equal(0.05 / 60, death.LysedFluidRate);
            Assert.Equal(0.5, death.CalcificationRate);
        }
        // Necrosis is not mentioned: the values that every project starts with.
        Assert.Equal(0.67 / 60, types[0].Deaths[1].UnlysedFluidRate);
    }

    [Fact(
        DisplayName = "A death model without a death_rate has the rate 0, and the rest of it is read, unlike upstream"
    )]
    public void NoDeathRate()
    {
        var project = One(
            "<death><model code=\"100\"><parameters><calcification_rate>0.5</calcification_rate></parameters></model></death>"
        );
        var model = project.Compile();
        Assert.Equal(0, Project.Value(model, "tumor", "apoptosis"));
        Assert.Equal(0.5, Project.Find(model, "tumor").Deaths[0].CalcificationRate);
        Assert.Contains(project.Load().Diagnostics, d => d.Message.Contains("no death_rate", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "Death models are found by name where they have no code, and the deprecated rate is read")]
    public void ByName() =>
        Assert.Equal(
            0.25,
            Project.Value(
                One("<death><model name=\"necrosis\"><rate>0.25</rate></model></death>").Compile(),
                "tumor",
                "necrosis"
            )
        );

    [Fact(DisplayName = "Daughters of other types come only where asymmetric division is enabled")]
    public void Asymmetric()
    {
        static string Division(bool isOn) =>
            $"<cycle code=\"5\"><standard_asymmetric_division enabled=\"{isOn}\"><asymmetric_division_probability name=\"immune\">0.4</asymmetric_division_probability></standard_asymmetric_division></cycle>";
        double Of(string phenotype) =>
            Project.Value(One(phenotype).Compile(), "tumor", "asymmetric division to immune");
        Assert.Equal(0.4, Of(Division(true)));
        Assert.Equal(0, Of(Division(false)));
    }

    [Theory(DisplayName = "Cycles, deaths, phases and daughters that do not exist are errors")]
    [InlineData("<cycle code=\"9\"/>", "unknown code of a cycle model")]
    [InlineData("<cycle name=\"alive\"/>", "unknown cycle model")]
    [InlineData(
        "<cycle code=\"5\"><phase_durations><duration index=\"1\">3</duration></phase_durations></cycle>",
        "no such phase"
    )]
    [InlineData("<death><model code=\"7\"/></death>", "unknown death model")]
    [InlineData(
        "<death><model code=\"100\"><death_rate>0</death_rate><phase_durations><duration index=\"1\">3</duration></phase_durations></model></death>",
        "no such phase"
    )]
    [InlineData(
        "<cycle code=\"5\"><standard_asymmetric_division enabled=\"true\"><asymmetric_division_probability name=\"imune\">1</asymmetric_division_probability></standard_asymmetric_division></cycle>",
        "unknown cell type"
    )]
    public void Wrong(string phenotype, string message)
    {
        var loaded = One(phenotype).Load();
        Assert.Null(loaded.Compiled);
        Assert.Contains(
            loaded.Diagnostics,
            d => d.File == Project.Settings && d.Line > 1 && d.Message.Contains(message, StringComparison.Ordinal)
        );
    }

    private static string Dies(string rest) =>
        $"<death><model code=\"100\" name=\"apoptosis\"><death_rate>0.001</death_rate>{rest}</model></death>";

    private static Project One(string phenotype) =>
        new() { Types = Project.Type("tumor", 0, phenotype) + Project.Type("immune", 1, "") };
}
