// Our runs against the reference trajectories, by statistics.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Reference.Tests;

public class ReferenceTests
{
    private const double FalseDiscoveries = 0.01;

    private static int Seeds =>
        int.TryParse(Environment.GetEnvironmentVariable("MILIEU_REFERENCE_SEEDS"), out var seeds) ? seeds : 0;

    /// <summary>Model, and how many minutes of it the fast suite runs.</summary>
    public static TheoryData<string, double> Models =>
        new()
        {
            { "m1_cycle_flow_death", 960 },
            { "m2_tumour_o2_pressure_rules", 240 },
            { "m3_necrotic_core_rules", 180 },
            { "m4_chemotaxis_secretion", 240 },
            { "m6_transform_signal", 360 },
            { "m8_spheroid3d", 60 },
        };

    [Theory(
        DisplayName = "Populations, spread, volumes and pressures agree with the reference seeds in every measure at every time (Welch, Benjamini-Hochberg at 0.01): MILIEU_REFERENCE_SEEDS=10 runs whole trajectories"
    )]
    [MemberData(nameof(Models))]
    public void Agrees(string name, double minutes)
    {
        var reference = ReferenceModel.Open(name);
        var expected = reference.Seeds();
        var times = expected
            .Keys.Select(k => k.Minutes)
            .Distinct()
            .Order()
            .Where(t => Seeds > 0 || t <= minutes)
            .ToList();
        var ours = OurRuns.Run(OurRuns.Compile(reference), times, Seeds > 0 ? Seeds : 4);
        var comparisons = OurRuns.Compare(expected, ours);
        var rejected = Rejected(comparisons);
        TestContext.Current.TestOutputHelper?.WriteLine($"{comparisons.Count} comparisons, {rejected.Count} rejected");
        Assert.True(comparisons.Count > 20);
        Assert.True(rejected.Count == 0, string.Join('\n', rejected.Take(20)));
    }

    [Fact(
        DisplayName = "The comparison has power: of 3,000 cells that die, our own seeds are told from seeds that die 20 % more often, and not from other seeds of the same rate"
    )]
    public void TellsMoreApoptosis()
    {
        const string Text = """
            model: dying
            domain: {size: [2 mm, 2 mm, 20 um], voxel: 20 um}
            time: {end: 120 min, steps: {field: 6 min, mechanics: 6 min, phenotype: 6 min}}
            cells:
              one:
                death: {apoptosis: 0.001 /min}
            placements:
              all: {cells: one, count: 3000, box: {size: [2 mm, 2 mm, 20 um]}}
            """;
        var loaded = ModelText.Load("dying.yaml", new MemoryFiles { ["dying.yaml"] = Text }, []);
        Assert.False(loaded.HasErrors, string.Join('\n', loaded.Diagnostics));
        var model = loaded.Compiled!;
        double[] times = [60, 120];
        var expected = OurRuns.Run(model, times, 6);
        Assert.Empty(Rejected(OurRuns.Compare(expected, OurRuns.Run(model, times, 6, firstSeed: 101))));
        var more = Rejected(
            OurRuns.Compare(expected, OurRuns.Run(WithMoreApoptosis(model, 1.2), times, 6, firstSeed: 201))
        );
        Assert.Contains(more, c => c.What.StartsWith("apoptotic:one at 120", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "The reference seeds themselves reject an engine whose cells die of apoptosis twice as often")]
    public void ReferenceRejectsTwiceTheApoptosis()
    {
        var reference = ReferenceModel.Open("m3_necrotic_core_rules");
        var model = WithMoreApoptosis(OurRuns.Compile(reference), 2);
        var rejected = Rejected(OurRuns.Compare(reference.Seeds(), OurRuns.Run(model, [180, 240], 5)));
        Assert.Contains(rejected, c => c.What.StartsWith("apoptotic:tumor", StringComparison.Ordinal));
    }

    private static CompiledModel WithMoreApoptosis(CompiledModel model, double factor)
    {
        var apoptosis = model.Behaviors.Death(0);
        return model with
        {
            Types =
            [
                .. model.Types.Select(t =>
                    t with
                    {
                        Constants = t.Constants.SetItem(apoptosis, factor * t.Constants[apoptosis]),
                        Rules =
                        [
                            .. t.Rules.Select(r =>
                                r.Behavior == apoptosis
                                    ? r with
                                    {
                                        Base = factor * r.Base,
                                        Max = factor * r.Max,
                                        Min = factor * r.Min,
                                    }
                                    : r
                            ),
                        ],
                    }
                ),
            ],
        };
    }

    private static List<Comparison> Rejected(List<Comparison> comparisons) =>
        [.. Statistics.Rejected([.. comparisons.Select(c => c.P)], FalseDiscoveries).Select(i => comparisons[i])];
}
