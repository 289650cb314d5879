// Therapies of the library: each stands alone, and what the body makes of them is what was published.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class TherapyLibraryTests
{
    private const string Mini = "models/tme-mini.yaml";

    public static TheoryData<string> Therapies => [.. Repository.Therapies];

    [Theory(DisplayName = "Each therapy compiles without a mistake where none of the tissue's modules is there")]
    [MemberData(nameof(Therapies))]
    public void Alone(string file) => Given.Whole(Body("", include: file));

    [Theory(DisplayName = "Each therapy lies over the small tissue without an error or a warning")]
    [MemberData(nameof(Therapies))]
    public void OnTissue(string file)
    {
        var loaded = ModelText.Load(Mini, new RepositoryFiles(), ["include=" + file["models/".Length..]]);
        Assert.Empty(loaded.Diagnostics.Select(d => d.ToString()));
        Assert.NotNull(loaded.Compiled);
    }

    [Fact(
        DisplayName = "Neutrophils of a typical patient with 100 mg/m2 of nab-paclitaxel on days 0, 7 and 14: lowest 3.37e9 per L on day 13.6, and back within 2 % on day 70"
    )]
    public void Neutrophils()
    {
        using var run = Simulate(
            "nab_paclitaxel: {amount: 100 mg/m2, at: [0 d, 7 d, 14 d], over: 30 min}",
            "nab-paclitaxel"
        );
        var (lowest, day) = (double.MaxValue, 0.0);
        for (var halfHour = 1; halfHour <= 70 * 48; halfHour++)
        {
            To(run, halfHour / 48.0);
            if (Amount(run, "neutrophils") is var now && now < lowest)
                (lowest, day) = (now, halfHour / 48.0);
        }
        Assert.Equal(3370, lowest, 5.0);
        Assert.Equal(13.6, day, 0.05);
        Assert.Equal(1, Amount(run, "neutrophils") / 4280, 0.02);
    }

    [Theory(
        DisplayName = "The chance of an immune-related event returns the trials it was fitted to: nivolumab 16.3 %, ipilimumab 27.3 %, both 55 %, none 2 %"
    )]
    [InlineData("", 0.020, 0.001)]
    [InlineData("nivolumab: {amount: 3 mg/kg, at: 0 d, every: 14 d, times: 20}", 0.163, 0.005)]
    [InlineData("ipilimumab: {amount: 3 mg/kg, at: 0 d, every: 21 d, times: 20}", 0.273, 0.04)]
    [InlineData(
        "{nivolumab: {amount: 1 mg/kg, at: 0 d, every: 21 d, times: 20}, ipilimumab: {amount: 3 mg/kg, at: 0 d, every: 21 d, times: 20}}",
        0.55,
        0.04
    )]
    public void Adverse(string doses, double expected, double within)
    {
        using var run = Simulate(doses, "anti-pd1", "anti-ctla4");
        // A mean over a cycle, late enough that the antibodies are at their steady state.
        var sum = 0.0;
        for (var day = 252; day < 294; day++)
        {
            To(run, day);
            sum += Readout(run, "irAE chance") / 42;
        }
        Assert.Equal(expected, sum, within);
    }

    internal static Simulation Simulate(string doses, params string[] therapies)
    {
        var include = string.Join(", ", therapies.Select(t => $"models/therapies/{t}.yaml"));
        return new Simulation(Given.Whole(Body(doses, include)), new SimulationOptions());
    }

    internal static LoadedModel Body(string doses, string include)
    {
        var text = $$$"""
            model: kinetics
            include: [{{{include}}}]
            domain: {size: [40 um, 40 um, 20 um], voxel: 20 um}
            time: {steps: {field: 30 min, mechanics: 30 min, phenotype: 30 min, body: 30 min}}
            cells: {cell: {}}
            therapy:
              patient: {weight: 70 kg, surface: 1.9 m2}
              doses: {{{(doses.StartsWith('{') ? doses : "{" + doses + "}")}}}
            """;
        return ModelText.Load("m.yaml", new RepositoryFiles("m.yaml", text), []);
    }

    internal static void To(Simulation simulation, double day) =>
        simulation.RunTo((long)Math.Round(day * 1440 / simulation.Model.Timing.TickMinutes));

    internal static double Readout(Simulation simulation, string name)
    {
        var plan = simulation.Model.Body!.Therapy!;
        return simulation.Tissue.Body!.Therapy!.ReadoutOf(
            plan.Readouts.Select((r, k) => (r.Name, k)).First(r => r.Name == name).k
        );
    }

    internal static double Amount(Simulation simulation, string species) =>
        simulation.Tissue.Body!.Amounts[simulation.Model.Body!.Species.Select(s => s.Name).ToList().IndexOf(species)];
}
