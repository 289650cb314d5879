// Plans of doses, from model text to what was given.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class TherapyTests
{
    private const string Agents = """
        agents:
            drug:
              also: [brand]
              molar mass: 100 kDa
              kinetics: {central: 3 L, clearance: 0.3 L/d}
            pill:
              kinetics: {central: 10 L, clearance: 1 L/h, depots: {oral: {absorption: 0.5 /h, share: 0.4, lag: 2 h}}}
        """;

    [Fact(
        DisplayName = "Doses per kg and per m2 are those of the patient: 3 mg/kg of 80 kg are 240 mg, 100 mg/m2 at 80 kg and 180 cm are 200 mg, and a surface that is said wins"
    )]
    public void PerPatient()
    {
        Assert.Equal(240, Amounts("drug: {amount: 3 mg/kg, at: 0 d}")[0], 1e-12);
        Assert.Equal(200, Amounts("drug: {amount: 100 mg/m2, at: 0 d}")[0], 1e-12);
        Assert.Equal(190, Amounts("drug: {amount: 100 mg/m2, at: 0 d}", "surface: 1.9 m2")[0], 1e-12);
        Assert.Equal(0.24, Amounts("drug: {amount: 3 ug/kg, at: 0 d}")[0], 1e-12);
    }

    [Fact(DisplayName = "An amount in moles becomes a mass through the molar mass of its agent")]
    public void Moles() => Assert.Equal(200, Amounts("brand: {amount: 2 umol, at: 0 d}")[0], 1e-9);

    [Fact(
        DisplayName = "Times repeat, cycles repeat those, until cuts: days 0 and 7, three weeks apart, twice, again after 100 days, until day 125"
    )]
    public void Repeats()
    {
        var doses = Plan(
            "drug: {amount: 1 mg, at: [0 d, 7 d], every: 21 d, times: 2, cycle: 100 d, cycles: 3, until: 125 d}"
        ).Doses;
        Assert.Equal([0, 7, 21, 28, 100, 107, 121], doses.Select(d => d.Tick * 0.1 / 1440));
        Assert.Equal(Enumerable.Range(1, 7), doses.Select(d => d.Number));
    }

    [Fact(
        DisplayName = "An oral dose waits for its lag in no compartment, is absorbed in part, and all of it is in plasma, depot or cleared to 1e-12"
    )]
    public void Oral()
    {
        using var simulation = Run("pill: {route: oral, amount: 50 mg, at: 1 h}", 300);
        var state = simulation.Tissue.Body!;
        // One hour after it came into the depot at 3 h; Bateman's curve.
        simulation.RunTo(Tick(simulation, 240));
        var (ka, k) = (0.5, 0.1);
        var expected = 0.4 * 50 * ka / (ka - k) * (Math.Exp(-k) - Math.Exp(-ka));
        Assert.Equal(expected, state.Amounts[Species(simulation, "pill plasma")], 1e-5);
        var all = new[] { "pill plasma", "pill cleared", "pill oral depot" }.Sum(s =>
            state.Amounts[Species(simulation, s)]
        );
        Assert.Equal(50, all, 1e-10);
    }

    [Fact(
        DisplayName = "A dose whose condition does not hold is skipped, scaled, put off until it holds, or lapses, and the state tells which, when, and what was read"
    )]
    public void Conditions()
    {
        using var simulation = Run(
            """
            drug: {amount: 300 mg, at: 0 d}
                left: {agent: pill, route: iv, amount: 4 mg, at: 1 h, if: drug in plasma < 500 nM}
                less: {agent: pill, route: iv, amount: 4 mg, at: 2 h, if: drug in plasma < 500 nM, else: scale 0.25}
                later: {agent: pill, route: iv, amount: 4 mg, at: 3 h, if: drug in plasma < 900 nM, else: delay 6 h up to 4 d}
                never: {agent: pill, route: iv, amount: 4 mg, at: 4 h, if: drug in plasma < 10 nM, else: delay 5 h up to 12 h}
            """,
            3 * 1440
        );
        var plan = simulation.Model.Body!.Therapy!;
        var state = simulation.Tissue.Body!.Therapy;
        var by = plan.Doses.Select((d, k) => (d.Name, k)).ToDictionary(d => d.Name, d => d.k);
        Assert.Equal(DoseStatus.Skipped, state.StatusOf(by["left"]));
        Assert.Equal((DoseStatus.Scaled, 1.0), (state.StatusOf(by["less"]), state.AmountOf(by["less"])));
        // 1,000 nM fall by a tenth a day: below 900 after 25.3 h, which is asked at 3, 9, 15, 21 and 27 h.
        Assert.Equal((DoseStatus.Given, 4), (state.StatusOf(by["later"]), state.DelaysOf(by["later"])));
        Assert.Equal(27 * 60, simulation.Model.Timing.MinutesAt(state.TickOf(by["later"])), 1e-9);
        Assert.Equal(1000 * Math.Exp(-0.1 * 27 / 24), state.ReadOf(by["later"], 0), 1e-3);
        Assert.Equal("drug in plasma", plan.Doses[by["later"]].Reads[0].Name);
        Assert.Equal((DoseStatus.Lapsed, 2), (state.StatusOf(by["never"]), state.DelaysOf(by["never"])));
    }

    [Fact(
        DisplayName = "Baseline, lowest, highest and since remember from the start of the plan, and a stop ends it: of six daily doses those after the stop are not given"
    )]
    public void Memories()
    {
        using var simulation = Run(
            """
            drug: {amount: 300 mg, at: 0 d}
                daily: {agent: pill, route: iv, amount: 4 mg, at: 0 d, every: 1 d, times: 6}
              readouts:
                level: {of: drug in plasma, unit: uM}
                fall: level / highest(level)
                low: lowest(level) < 0.75 uM
                before: baseline(level)
              stop: since(fall < 0.8) > 12 h
            """,
            7 * 1440
        );
        var state = simulation.Tissue.Body!.Therapy;
        var plan = simulation.Model.Body!.Therapy!;
        double Value(string name) =>
            state.ReadoutOf(plan.Readouts.Select((r, k) => (r.Name, k)).First(r => r.Name == name).k);
        // Below 0.8 after 2.23 d, for half a day at 2.73 d: days 0, 1 and 2 are given.
        Assert.Equal(
            3,
            Enumerable
                .Range(0, plan.Doses.Length)
                .Count(d => plan.Doses[d].Name == "daily" && state.StatusOf(d) == DoseStatus.Given)
        );
        Assert.Equal(3, Enumerable.Range(0, plan.Doses.Length).Count(d => state.StatusOf(d) == DoseStatus.Stopped));
        Assert.Equal(Math.Exp(-0.7), Value("fall"), 1e-4);
        Assert.Equal(1, Value("low"));
        Assert.Equal(0, Value("before"));
    }

    [Theory(
        DisplayName = "A condition is what arithmetic says: comparisons, and, or, not and parentheses, with their usual precedence"
    )]
    [InlineData("1 < 2", 1)]
    [InlineData("2 < 2", 0)]
    [InlineData("2 <= 2", 1)]
    [InlineData("2 > 2", 0)]
    [InlineData("2 >= 2", 1)]
    [InlineData("1 h < 90 min", 1)]
    [InlineData("1 < 2 and 2 < 1 or 3 > 2", 1)]
    [InlineData("1 < 2 and (2 < 1 or 3 > 2)", 1)]
    [InlineData("not 1 < 2 or 2 < 1", 0)]
    [InlineData("not (1 < 2 and 2 < 1)", 1)]
    [InlineData("(1 + 2) * 2 < 7", 1)]
    [InlineData("(1 + 2) * (2 - 1) >= 3 and not (not (1 > 0))", 1)]
    [InlineData("3 + 1", 4)]
    public void Truth(string text, double expected)
    {
        var formula = FormulaText.Parse(text, [], _ => null, _ => Unit.One, "", out var problem, mayCompare: true);
        Assert.Null(problem);
        Assert.Equal(expected, formula!.Constant);
    }

    [Theory(
        DisplayName = "A mistake in a plan is named with its line, what was expected and the nearest word; each of these would otherwise treat nobody or somebody else"
    )]
    [InlineData("drugg: {amount: 1 mg, at: 0 d}", "unknown agent", "'drug'", 14)]
    [InlineData("x: {agent: brandt, amount: 1 mg, at: 0 d}", "unknown agent", "'brand'", 14)]
    [InlineData("pill: {route: orl, amount: 1 mg, at: 0 d}", "unknown route of pill", "'oral'", 14)]
    [InlineData("pill: {amount: 1 mg, at: 0 d}", "which route", "oral", 14)]
    [InlineData("drug: {amount: 1 mgg, at: 0 d}", "unknown unit", "'mg'", 14)]
    [InlineData("drug: {amount: 3 mgg/kg, at: 0 d}", "unknown unit", "mg", 14)]
    [InlineData("drug: {amount: 3 mL, at: 0 d}", "a volume", "mg", 14)]
    [InlineData("drug: {amount: -3 mg, at: 0 d}", "cannot be negative", "mg", 14)]
    [InlineData("drug: {amount: 3 mg}", "not complete", "at", 14)]
    [InlineData("drug: {amount: 3 mg, at: -1 d}", "before the run", "start", 14)]
    [InlineData("drug: {amount: 3 mg, at: 0 d, every: 1 d}", "without end", "until", 14)]
    [InlineData("drug: {amount: 3 mg, at: 0 d, times: 3}", "times without every", "every", 14)]
    [InlineData("drug: {amount: 3 mg, at: 0 d, every: 1 min, times: 1000000}", "too many doses", "100000", 14)]
    [InlineData("drug: {amount: 3 mg, at: [3 d, 5 d], until: 2 d}", "before the first dose", "later", 14)]
    [InlineData("drug: {amount: 3 mg, at: 0 d, every: 1 d, times: 3, over: 30 h}", "flowed in", "shorter", 14)]
    [InlineData("drug: {amount: 3 mg, at: [1 d, 1 d]}", "two doses at one time", "differ", 14)]
    [InlineData("drug: {amount: 3 mg, at: 0 d, if: drug plsma > 1 mg}", "drug plsma", "drug plasma", 14)]
    [InlineData("drug: {amount: 3 mg, at: 0 d, if: 2 < 1}", "can never hold", "condition", 14)]
    [InlineData("drug: {amount: 3 mg, at: 0 d, if: drug plasma > 2 d}", "compared with", "a time", 14)]
    [InlineData("drug: {amount: 3 mg, at: 0 d, if: drug plasma > 2 mg, else: wait}", "not understood", "delay 1 d", 14)]
    [InlineData("drug: {amount: 3 mg, at: 0 d, else: skip}", "no condition", "if", 14)]
    [InlineData("drug: {amount: 3 mg, at: 0 d, if: drug plasma > 2 mg, else: delay 9 d}", "longer than", "delay", 14)]
    [InlineData("drug: {into: drug, amount: 3 mg, at: 0 d}", "unknown species", "drug plasma", 14)]
    [InlineData("drug: {amount: 3 mg, at: 2 d}\n  stop: day > 1", "stops before the first", "day > 1", 15)]
    [InlineData("drug: {amount: 3 mg, at: 2 d}\n  stop: since(time) > 1 d", "since", "condition", 15)]
    public void Mistakes(string dose, string first, string second, int line)
    {
        var loaded = Given.Load(Text(dose));
        Assert.Null(loaded.Compiled);
        Assert.Contains(
            loaded.Diagnostics,
            d =>
                d.Severity == Severity.Error
                && d.Line == line
                && d.ToString().Contains(first, StringComparison.Ordinal)
                && d.ToString().Contains(second, StringComparison.Ordinal)
        );
    }

    [Theory(
        DisplayName = "What would be watched or stopped in silence is an error: a plan without a body, and another day than that of the plan"
    )]
    [InlineData("therapy: {readouts: {many: count of cell > 3}}", "no body")]
    [InlineData("therapy: {stop: day > 3}", "no body")]
    [InlineData("body: {species: {pool: 3}}\ntherapy: {stop: day > 3}", "nothing is given")]
    [InlineData("body: {species: {day: 3}}\ntherapy: {readouts: {many: day > 3}}", "the day of the plan")]
    public void Silent(string more, string said)
    {
        var loaded = Given.Load(
            "model: watched\ndomain: {size: [40 um, 40 um, 20 um], voxel: 20 um}\ncells: {cell: {}}\n" + more + "\n"
        );
        Assert.Null(loaded.Compiled);
        Assert.Contains(Given.Texts(loaded), t => t.Contains(said, StringComparison.Ordinal));
    }

    [Theory(DisplayName = "Kinetics that cannot be are refused by name")]
    [InlineData("{clearance: 1 L/d}", "no volume", "central")]
    [InlineData("{central: 1 L, peripheral: 2 L}", "go together", "exchange")]
    [InlineData("{central: 1 L, saturable: {most: 5 nmol/d, half: 2 nM}}", "no molar mass", "145 kDa")]
    [InlineData("{central: 1 L, saturable: {most: 5 mg/d}}", "not complete", "half")]
    [InlineData("{central: 1 L, saturable: {most: 5 mg, half: 1 mg/L}}", "cannot stand here", "nmol/d")]
    [InlineData("{central: 1 d}", "a time", "a volume")]
    [InlineData("{central: 1 L, depots: {oral: {share: 0.5}}}", "lets nothing out", "absorption")]
    [InlineData("{central: 1 L, depots: {oral: {absorption: 1 /h, share: 1.5}}}", "1.5", "from 0 to 1")]
    public void WrongKinetics(string kinetics, string first, string second)
    {
        var loaded = Given.Load(
            Text("drug: {amount: 1 mg, at: 0 d}")
                .Replace(Agents, $"agents: {{drug: {{kinetics: {kinetics}}}}}", StringComparison.Ordinal)
        );
        Assert.Null(loaded.Compiled);
        Assert.Contains(
            loaded.Diagnostics,
            d =>
                d.ToString().Contains(first, StringComparison.Ordinal)
                && d.ToString().Contains(second, StringComparison.Ordinal)
        );
    }

    [Fact(DisplayName = "A model without a therapy has the text and hash that it had before there was any")]
    public void NoTherapy() =>
        Assert.DoesNotContain(
            "therapy",
            CompiledModelText.ToJson(Given.With("body.species.pool=3")),
            StringComparison.Ordinal
        );

    private static double[] Amounts(string dose, string patient = "height: 180 cm") =>
        [.. Plan(dose, patient).Doses.Select(d => d.Amount)];

    private static CompiledTherapy Plan(string dose, string patient = "height: 180 cm") =>
        Given.Whole(Given.Load(Text(dose, patient))).Body!.Therapy!;

    private static string Text(string dose, string patient = "height: 180 cm") =>
        $$$"""
            model: treated
            domain: {size: [40 um, 40 um, 20 um], voxel: 20 um}
            cells: {cell: {}}
            therapy:
              patient: {weight: 80 kg, {{{patient}}}}
              {{{Agents}}}
              doses:
                {{{dose}}}
            """;

    private static Simulation Run(string dose, double minutes)
    {
        var simulation = new Simulation(Given.Whole(Given.Load(Text(dose))), new SimulationOptions());
        simulation.RunTo(Tick(simulation, minutes < 400 ? 0 : minutes));
        return simulation;
    }

    private static long Tick(Simulation simulation, double minutes) =>
        (long)Math.Round(minutes / simulation.Model.Timing.TickMinutes);

    private static int Species(Simulation simulation, string name) =>
        simulation.Model.Body!.Species.Select((s, k) => (s.Name, k)).First(s => s.Name == name).k;
}
