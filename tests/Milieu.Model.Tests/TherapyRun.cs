// Runs of therapies of the library in an empty tissue, for tests.
using Milieu.Engine;

namespace Milieu.Model.Tests;

internal static class TherapyRun
{
    public static Simulation Simulate(string doses, params string[] therapies)
    {
        var include = string.Join(", ", therapies.Select(t => $"models/therapies/{t}.yaml"));
        return new Simulation(Given.Whole(Body(doses, include)), new SimulationOptions());
    }

    public static LoadedModel Body(
        string doses,
        string include,
        string cells = "cell: {}",
        string more = "",
        int width = 40
    )
    {
        var text = $$$"""
            model: kinetics
            include: [{{{include}}}]
            domain: {size: [{{{width}}} um, {{{width}}} um, 20 um], voxel: 20 um}
            time: {steps: {field: 6 min, mechanics: 6 min, phenotype: 6 min, body: 6 min}}
            cells: { {{{cells}}} }
            {{{more}}}
            therapy:
              patient: {weight: 70 kg, surface: 1.9 m2}
              doses: {{{(doses.StartsWith('{') ? doses : "{" + doses + "}")}}}
            """;
        return ModelText.Load("m.yaml", new RepositoryFiles("m.yaml", text), []);
    }

    public static void To(Simulation simulation, double day) =>
        simulation.RunTo((long)Math.Round(day * 1440 / simulation.Model.Timing.TickMinutes));

    public static double Readout(Simulation simulation, string name)
    {
        var plan = simulation.Model.Body!.Therapy!;
        return simulation.Tissue.Body!.Therapy!.ReadoutOf(
            plan.Readouts.Select((r, k) => (r.Name, k)).First(r => r.Name == name).k
        );
    }

    public static double Amount(Simulation simulation, string species) =>
        simulation.Tissue.Body!.Amounts[simulation.Model.Body!.Species.Select(s => s.Name).ToList().IndexOf(species)];
}
