// Therapies of the library: each stands alone, and what the body makes of them is what was published.
using System.Text.RegularExpressions;
using Milieu.Engine;
using static Milieu.Model.Tests.TherapyRun;

namespace Milieu.Model.Tests;

public sealed partial class TherapyLibraryTests
{
    private const string Mini = "models/tme-mini.yaml";
    private const string Car = "models/therapies/car-t.yaml";

    public static TheoryData<string> Therapies => [.. Repository.Therapies];

    [Theory(DisplayName = "Each therapy compiles without a mistake where none of the tissue's modules is there")]
    [MemberData(nameof(Therapies))]
    public void Alone(string file) => Given.Whole(Body("", file, width: 240));

    [Theory(
        DisplayName = "Each therapy, with the doses that docs/therapies.md gives for it, lies over the small tissue without an error or a warning"
    )]
    [MemberData(nameof(Therapies))]
    public void OnTissue(string file)
    {
        var row = DocumentedRow()
            .Matches(Repository.Text("docs", "therapies.md"))
            .Single(r => r.Groups[1].Value == Path.GetFileNameWithoutExtension(file));
        string[] sets =
        [
            "include=" + file["models/".Length..],
            .. DocumentedDose()
                .Matches(row.Groups[2].Value)
                .Select(d => $"therapy.doses.{d.Groups[1].Value}={d.Groups[2].Value}"),
        ];
        var loaded = ModelText.Load(Mini, new RepositoryFiles(), sets);
        Assert.Empty(loaded.Diagnostics.Select(d => d.ToString()));
        Assert.NotNull(loaded.Compiled);
    }

    [Theory(
        DisplayName = "All therapies together lie over the small tissue, in any order, without an error or a warning"
    )]
    [InlineData(false)]
    [InlineData(true)]
    public void Together(bool isBackwards)
    {
        var files = Repository.Therapies.Select(f => "include=" + f["models/".Length..]);
        var loaded = ModelText.Load(Mini, new RepositoryFiles(), [.. isBackwards ? files.Reverse() : files]);
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

    [Fact(
        DisplayName = "Curcumin by mouth, 30 mg in its best form: peak 28.14 ng/mL, which is 76 nM, and 104.36 ng h/mL in 8 hours, within 1 %; plain powder a 28th of it"
    )]
    public void Curcumin()
    {
        var (peak, area) = FirstHours("curcumin: {route: oral, amount: 30 mg, at: 0 d}", "curcumin", 8);
        // mg in 72.66 L to ng/mL, and by 368.4 g/mol to nM.
        Assert.Equal(1, peak / 72.66 * 1000 / 28.14, 0.01);
        Assert.Equal(76.4, peak / 72.66 * 1e6 / 368.4, 1.0);
        Assert.Equal(1, area / 72.66 * 1000 / 104.36, 0.01);
        var (plain, _) = FirstHours("curcumin: {route: plain, amount: 30 mg, at: 0 d}", "curcumin", 8);
        Assert.Equal(28, peak / plain, 0.1);
    }

    [Fact(
        DisplayName = "Galunisertib 150 mg twice a day: 5,660 ng h/mL a day at steady state, in the window of 3,730 to 8,380"
    )]
    public void Galunisertib()
    {
        using var run = Simulate(
            "galunisertib: {route: oral, amount: 150 mg, at: [0 h, 12 h], every: 1 d, times: 14}",
            "tgfb-inhibitor"
        );
        To(run, 10);
        var area = 0.0;
        for (var halfHour = 1; halfHour <= 48; halfHour++)
        {
            var before = Amount(run, "galunisertib plasma");
            To(run, 10 + (halfHour / 48.0));
            area += (before + Amount(run, "galunisertib plasma")) / 2 * 0.5 / 610 * 1000;
        }
        Assert.Equal(1, area / 5660, 0.01);
    }

    [Fact(DisplayName = "Siltuximab 11 mg/kg every 3 weeks: peak 332 and trough 84 ug/mL at steady state within 1 %")]
    public void Siltuximab()
    {
        using var run = Simulate("siltuximab: {amount: 11 mg/kg, at: 0 d, every: 21 d, times: 16}", "anti-il6");
        To(run, 15 * 21);
        var trough = Amount(run, "siltuximab plasma");
        Assert.Equal(1, trough / 3.1 / 84, 0.01);
        Assert.Equal(1, (trough + 770) / 3.1 / 332, 0.01);
    }

    [Fact(DisplayName = "Bevacizumab 5 mg/kg every 2 weeks takes three quarters of free VEGF away, and gives it back")]
    public void FreeVegf()
    {
        using var run = Simulate("bevacizumab: {amount: 5 mg/kg, at: 0 d, every: 14 d, times: 10}", "anti-vegf");
        To(run, 9 * 14);
        var sum = 0.0;
        for (var day = 0; day < 14; day++)
        {
            To(run, (9 * 14) + day);
            sum += Readout(run, "hypertension index") / 14;
        }
        // 930 nM on average would take 78 %.
        Assert.Equal(0.77, sum, 0.02);
        To(run, 500);
        Assert.Equal(0, Readout(run, "hypertension index"), 0.01);
    }

    [Fact(
        DisplayName = "Magrolimab: red cells hold most of a priming dose, hemoglobin falls by 5 to 20 g/L and then no further; given = plasma + peripheral + red cells + cleared to 1e-6"
    )]
    public void Magrolimab()
    {
        using var run = Simulate(
            "{prime: {agent: magrolimab, route: iv, amount: 1 mg/kg, at: 0 d}, full: {agent: magrolimab, route: iv, amount: 10 mg/kg, at: 7 d, every: 7 d, times: 8}}",
            "anti-cd47"
        );
        To(run, 1);
        Assert.True(Amount(run, "magrolimab on red cells") > 0.7 * 70);
        Assert.True(Amount(run, "magrolimab plasma") < 0.05 * 70);
        To(run, 28);
        Assert.InRange(Readout(run, "hemoglobin change"), -20, -5);
        To(run, 63);
        Assert.InRange(Readout(run, "hemoglobin change"), -12, -8);
        string[] parts = ["plasma", "peripheral", "on red cells", "cleared"];
        Assert.Equal(1, parts.Sum(p => Amount(run, "magrolimab " + p)) / (70 + (8 * 700)), 1e-6);
    }

    [Theory(
        DisplayName = "CAR-T cells in blood, 3.1e6 per kg: copies per ug of a solution made elsewhere within 1 %, from day 1 to a year; in solid tumors a seventh"
    )]
    [InlineData("3900", 1)]
    [InlineData("557", 7)]
    public void CarT(string fold, double less)
    {
        (double Day, double Copies)[] oracle =
        [
            (1, 14.97),
            (2, 36.43),
            (3, 88.62),
            (5, 524.6),
            (7, 3105.26),
            (9.3, 24000),
            (10, 21476.73),
            (12, 15645.9),
            (14, 11411.53),
            (21, 3845.05),
            (28, 1373.56),
            (42, 297.98),
            (56, 176.82),
            (84, 149.44),
            (112, 136.5),
            (168, 114.1),
            (252, 87.21),
            (365, 60.74),
        ];
        var set = "parameters: {CAR_T fold: " + fold + "}";
        using var run = new Simulation(
            Given.Whole(Body("CAR_T: {amount: 2.17e8 cells, at: 0 d}", Car, more: set)),
            new SimulationOptions()
        );
        foreach (var (day, copies) in oracle.Where(o => less == 1 || o.Day >= 9.3))
        {
            To(run, day);
            var said = Readout(run, "CAR_T copies");
            Assert.True(Math.Abs((said / (copies / less)) - 1) < 0.01, $"day {day}: {said} for {copies / less}");
        }
        // Two infusions are two such courses.
        using var twice = new Simulation(
            Given.Whole(Body("CAR_T: {amount: 1.085e8 cells, at: [0 d, 10 d]}", Car, more: set)),
            new SimulationOptions()
        );
        To(twice, 28);
        Assert.Equal(1, Readout(twice, "CAR_T copies") / ((1373.56 + 6103.13) / 2) * less, 0.03);
    }

    [Fact(DisplayName = "G-CSF two days after nab-paclitaxel: the lowest count of neutrophils is higher")]
    public void GrowthFactor()
    {
        const string Chemo = "nab_paclitaxel: {amount: 100 mg/m2, at: [0 d, 7 d, 14 d], over: 30 min}";
        using var run = Simulate(
            $"{{{Chemo}, G_CSF: {{route: sc, amount: 6 mg, at: [2 d, 9 d, 16 d]}}}}",
            "nab-paclitaxel",
            "g-csf"
        );
        To(run, 30);
        Assert.True(Readout(run, "neutrophil nadir") > 3900);
    }

    /// <summary>The largest amount in plasma, mg, and its area, mg h, of a run with a short step.</summary>
    private static (double Peak, double Area) FirstHours(string dose, string therapy, int hours)
    {
        using var run = Simulate(dose, therapy);
        var (peak, area, before) = (0.0, 0.0, 0.0);
        for (var step = 1; step <= hours * 10; step++)
        {
            To(run, step / 240.0);
            var now = Amount(run, therapy + " plasma");
            (peak, area, before) = (Math.Max(peak, now), area + ((before + now) / 2 / 10), now);
        }
        return (peak, area);
    }

    [GeneratedRegex(@"^\| `([a-z0-9-]+)` \| .*? \| (.*?) \|", RegexOptions.Multiline)]
    private static partial Regex DocumentedRow();

    [GeneratedRegex(@"`(\w+): (\{.*?\})`")]
    private static partial Regex DocumentedDose();
}
