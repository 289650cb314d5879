// Our runs against the reference trajectories, by statistics.
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
            { "m1_cycle_flow_death", 1440 },
            { "m2_tumour_o2_pressure_rules", 300 },
            { "m3_necrotic_core_rules", 240 },
            { "m4_chemotaxis_secretion", 360 },
            { "m6_transform_signal", 480 },
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
        var ours = OurRuns.Run(OurRuns.Compile(reference), times, Seeds > 0 ? Seeds : 3);
        var comparisons = OurRuns.Compare(expected, ours);
        var rejected = Rejected(comparisons);
        TestContext.Current.TestOutputHelper?.WriteLine($"{comparisons.Count} comparisons, {rejected.Count} rejected");
        Assert.True(comparisons.Count > 20);
        Assert.True(rejected.Count == 0, string.Join('\n', rejected.Take(20)));
    }

    private static List<Comparison> Rejected(List<Comparison> comparisons) =>
        [.. Statistics.Rejected([.. comparisons.Select(c => c.P)], FalseDiscoveries).Select(i => comparisons[i])];
}
