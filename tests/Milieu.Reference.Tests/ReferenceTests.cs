// Our runs against PhysiCell's seeds, by statistics: a short form, for every run of the tests.
using Milieu.Engine;
using Milieu.Equivalence;

namespace Milieu.Reference.Tests;

public class ReferenceTests
{
    private const int FewSeeds = 3;

    /// <summary>Model, and how many minutes of it are run here; bench/Milieu.Equivalence runs all of them.</summary>
    public static TheoryData<string, double> Models =>
        new()
        {
            { "m1_cycle_flow_death", 360 },
            { "m2_tumour_o2_pressure_rules", 120 },
            { "m3_necrotic_core_rules", 120 },
            { "m4_chemotaxis_secretion", 60 },
            { "m6_transform_signal", 180 },
            { "m8_spheroid3d", 60 },
            { "sample_rules_sample", 60 },
            { "sample_asymmetric_division", 240 },
            { "advanced_chemotaxis", 60 },
            { "asymmetric_division", 540 },
            { "attack_crowd", 120 },
            { "fusion", 90 },
            { "live_phagocytosis", 60 },
            { "lysis_3d", 60 },
            { "predator_chain", 120 },
            { "springs_2d", 60 },
            { "springs_3d", 30 },
            { "turnover", 120 },
        };

    [Theory(
        DisplayName = "Populations, places, neighborhoods and substrates agree with PhysiCell's seeds in every measure at every time (Welch, Benjamini-Hochberg at 0.01): a wrong rate, order or force moves some of them"
    )]
    [MemberData(nameof(Models))]
    public void Agrees(string name, double minutes)
    {
        var reference = Shared.Open(name);
        var times = reference.Minutes.Where(t => t <= minutes).ToList();
        var ours = OurRuns.Run(OurRuns.Compile(reference), times, FewSeeds, reference.HasNeighborhoods);
        var comparisons = Comparing.Of(reference, ours, few: true);
        var rejected = Comparing.Rejected(comparisons);
        TestContext.Current.TestOutputHelper?.WriteLine($"{comparisons.Count} comparisons, {rejected.Count} rejected");
        Assert.True(comparisons.Count > 20);
        Assert.True(rejected.Count == 0, string.Join('\n', rejected.Take(20)));
    }

    [Fact(
        DisplayName = "The comparison has power: PhysiCell's seeds reject an engine whose cells die of apoptosis a fifth more often"
    )]
    public void RejectsMoreApoptosis()
    {
        var reference = Shared.Open("turnover");
        var model = BrokenEngines.WithMoreApoptosis(OurRuns.Compile(reference), 1.2);
        Assert.Contains(RejectedAt(reference, model, 240, seeds: 8), c => c.Key.Measure is "apoptotic:ki67");
    }

    [Fact(DisplayName = "The comparison has power: PhysiCell's seeds reject an engine in which no cell attacks")]
    public void RejectsNoAttacks()
    {
        var reference = Shared.Open("attack_crowd");
        var model = BrokenEngines.WithoutAttacks(OurRuns.Compile(reference));
        Assert.Contains(RejectedAt(reference, model, 120, seeds: 5), c => c.Key.Measure is "apoptotic:tumor");
    }

    /// <summary>What falls among the populations at one time: of all measures, those that rates move first.</summary>
    private static List<Comparison> RejectedAt(ReferenceModel reference, CompiledModel model, double minutes, int seeds)
    {
        var ours = OurRuns.Run(model, [minutes], seeds, neighborhoods: false);
        return Comparing.Rejected([.. Comparing.Of(reference, ours).Where(c => Measures.IsCount(c.Key.Measure))]);
    }
}
