// Agents of the library against curves computed elsewhere from the same published constants.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class TherapyOracleTests
{
    private const double Day = 1440;

    private static readonly Dictionary<string, string> ModuleOf = new(StringComparer.Ordinal)
    {
        ["nivolumab"] = "anti-pd1",
        ["pembrolizumab"] = "anti-pd1",
        ["atezolizumab"] = "anti-pdl1",
        ["durvalumab"] = "anti-pdl1",
        ["ipilimumab"] = "anti-ctla4",
        ["tremelimumab"] = "anti-ctla4",
        ["bevacizumab"] = "anti-vegf",
    };

    public static TheoryData<string, double, double> Antibodies
    {
        get
        {
            var data = new TheoryData<string, double, double>();
            foreach (var plan in Oracle().Select(r => (r.Drug, r.Dose, r.Interval)).Distinct())
                data.Add(plan.Drug, plan.Dose, plan.Interval);
            return data;
        }
    }

    [Theory(
        DisplayName = "Antibodies of the library: plasma in the first cycle, and peak, trough and average in the thirtieth, within 1 % of a solution made elsewhere; and given = plasma + peripheral + cleared to 1e-6"
    )]
    [MemberData(nameof(Antibodies))]
    public void Antibody(string drug, double dose, double interval)
    {
        const int Cycles = 30;
        using var simulation = Run(
            ModuleOf[drug],
            string.Create(
                CultureInfo.InvariantCulture,
                $"{drug}: {{amount: {dose} mg, at: 0 d, every: {interval} d, times: {Cycles}}}"
            )
        );
        var species = simulation.Model.Body!.Species.Select(s => s.Name).ToList();
        var amounts = simulation.Tissue.Body!.Amounts;
        var plasma = species.IndexOf(drug + " plasma");
        // mg to nM by the central volume: what a dose adds is dose over it.
        var volume =
            dose
            / 145e3
            * 1e6
            / Oracle().First(r => r.Drug == drug && r.Dose == dose && r is { Point: "cycle1", Day: 0 }).Value;
        double NanoMolar(double mg) => mg / 145e3 * 1e6 / volume;

        var late = (Cycles - 1) * interval;
        var area = 0.0;
        var rows = Oracle().Where(r => r.Drug == drug && r.Dose == dose && r.Interval == interval).ToList();
        foreach (var row in rows.Where(r => r.Point.StartsWith("cycle1", StringComparison.Ordinal)).OrderBy(r => r.Day))
        {
            To(simulation, row.Day);
            Near(row.Value, NanoMolar(amounts[plasma] + (row.Day == 0 ? dose : 0)), row.Point);
        }
        To(simulation, late);
        Near(Late("ss_peak"), NanoMolar(amounts[plasma] + dose), "ss_peak");
        for (var hour = 1; hour <= 24 * interval; hour++)
        {
            var before = hour == 1 ? amounts[plasma] + dose : amounts[plasma];
            To(simulation, late + (hour / 24.0));
            area += (before + amounts[plasma]) / 2;
        }
        Near(Late("ss_trough"), NanoMolar(amounts[plasma]), "ss_trough");
        Near(Late("ss_average"), NanoMolar(area / (24 * interval)), "ss_average");
        var all = species.Select((s, k) => s.StartsWith(drug, StringComparison.Ordinal) ? amounts[k] : 0).Sum();
        Assert.Equal(1, all / (Cycles * dose), 1e-6);

        double Late(string point) => rows.First(r => r.Point == point).Value;

        static void Near(double expected, double actual, string what) =>
            Assert.True(Math.Abs((actual / expected) - 1) < 0.01, $"{what}: {actual} for {expected}");
    }

    [Theory(
        DisplayName = "Nab-paclitaxel, 100 mg/m2 over half an hour at 1.9 m2: plasma within 2 % of a solution made elsewhere, from the end of the infusion to four days later"
    )]
    [InlineData(0.5, 4419.086)]
    [InlineData(1, 530.194)]
    [InlineData(2, 245.124)]
    [InlineData(4, 125.623)]
    [InlineData(8, 48.611)]
    [InlineData(12, 31.958)]
    [InlineData(24, 19.075)]
    [InlineData(48, 8.049)]
    [InlineData(72, 3.49)]
    [InlineData(96, 1.541)]
    public void NabPaclitaxel(double hours, double expected)
    {
        using var simulation = Run(
            "nab-paclitaxel",
            "nab_paclitaxel: {amount: 100 mg/m2, at: 0 d, over: 30 min}",
            "{surface: 1.9 m2}",
            "1 min"
        );
        To(simulation, hours / 24);
        var plasma = simulation.Model.Body!.Species.Select(s => s.Name).ToList().IndexOf("nab_paclitaxel plasma");
        // mg in 15.8 L to ng/mL.
        Assert.Equal(1, simulation.Tissue.Body!.Amounts[plasma] / 15.8 * 1000 / expected, 0.02);
    }

    private static Simulation Run(
        string module,
        string dose,
        string patient = "{weight: 70 kg}",
        string step = "60 min"
    )
    {
        var text = $$$"""
            model: kinetics
            include: models/therapies/{{{module}}}.yaml
            domain: {size: [40 um, 40 um, 20 um], voxel: 20 um}
            time: {steps: {field: {{{step}}}, mechanics: {{{step}}}, phenotype: {{{step}}}, body: {{{step}}}}}
            cells: {cell: {}}
            therapy:
              patient: {{{patient}}}
              doses:
                {{{dose}}}
            """;
        var loaded = ModelText.Load("m.yaml", new RepositoryFiles("m.yaml", text), []);
        return new Simulation(Given.Whole(loaded), new SimulationOptions());
    }

    private static void To(Simulation simulation, double day) =>
        simulation.RunTo((long)Math.Round(day * Day / simulation.Model.Timing.TickMinutes));

    private static IEnumerable<(
        string Drug,
        double Dose,
        double Interval,
        string Point,
        double Day,
        double Value
    )> Oracle() =>
        Repository
            .Text("tests", "Milieu.Model.Tests", "antibody-kinetics.csv")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(2)
            .Select(l => l.Split(','))
            .Select(c => (c[0], Number(c[1]), Number(c[2]), c[3], Number(c[4]), Number(c[5])));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
