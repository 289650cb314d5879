// The body against closed forms of pharmacokinetics, from model text to amounts.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class BodyPharmacokineticsTests
{
    private const double Day = 1440;

    [Theory(
        DisplayName = "One compartment, a bolus and then an infusion that begins and ends between steps, with steps of 1 and of 6 min: the sum of exponentials to 1e-6, so doses split steps exactly"
    )]
    [InlineData("1 min")]
    [InlineData("6 min")]
    public void OneCompartment(string step)
    {
        var k = 0.5 / 60;
        var amounts = Run(
            """
            species: {drug: 0 nmol}
            reactions: {loss: {takes: {drug: 1}, rate: 0.5 /h * drug}}
            """,
            120,
            "therapy: {doses: {first: {into: drug, amount: 3 umol, at: 10.3 min}, drip: {into: drug, amount: 6000 nmol, at: 30.7 min, over: 45.4 min}}}",
            step: step
        );
        foreach (var (minute, values) in amounts)
        {
            var bolus = minute > 10.3 ? 3000 * ExactMath.Exp(-k * (minute - 10.3)) : 0;
            var flowing = Math.Clamp(minute - 30.7, 0, 45.4);
            var since = Math.Max(0, minute - 30.7 - 45.4);
            var drip = 6000 / 45.4 / k * (1 - ExactMath.Exp(-k * flowing)) * ExactMath.Exp(-k * since);
            Near(bolus + drip, values[0], 1e-6);
        }
    }

    [Fact(
        DisplayName = "Two compartments with clearance, concentrations by volumes of distribution: the two exponentials of the textbook to 1e-6 over a week"
    )]
    public void TwoCompartments()
    {
        // Volumes and clearances of the size of an antibody's: 3 and 2.7 L, 0.23 and 0.76 L/d.
        var amounts = Run(
            """
            species: {plasma: 100 mg, tissue: 0 mg, gone: 0 mg}
            reactions:
              clearance: {takes: {plasma: 1}, gives: {gone: 1}, rate: CL * plasma / V1}
              out: {takes: {plasma: 1}, gives: {tissue: 1}, rate: Q * plasma / V1}
              back: {takes: {tissue: 1}, gives: {plasma: 1}, rate: Q * tissue / V2}
            """,
            7 * Day,
            "parameters: {CL: 0.23 L/d, Q: 0.76 L/d, V1: 3 L, V2: 2.7 L}"
        );
        var (k10, k12, k21) = (0.23 / 3 / Day, 0.76 / 3 / Day, 0.76 / 2.7 / Day);
        var (sum, product) = (k10 + k12 + k21, k10 * k21);
        var root = Math.Sqrt((sum * sum) - (4 * product));
        var (alpha, beta) = ((sum + root) / 2, (sum - root) / 2);
        foreach (var (minute, values) in amounts)
        {
            var fast = (alpha - k21) / (alpha - beta) * ExactMath.Exp(-alpha * minute);
            var slow = (k21 - beta) / (alpha - beta) * ExactMath.Exp(-beta * minute);
            Near(100 * (fast + slow), values[0], 1e-6);
            Near(100, values.Sum(), 1e-12);
        }
    }

    [Fact(
        DisplayName = "A depot absorbed in first order with half of it lost: Bateman's curve to 1e-6, and given = plasma + lost + cleared to 1e-12"
    )]
    public void Depot()
    {
        var amounts = Run(
            """
            species: {depot: 8 mg, plasma: 0 ug, lost: 0 mg, cleared: 0 mg}
            reactions:
              absorbed: {takes: {depot: 1}, gives: {plasma: 0.5, lost: 0.5}, rate: 0.02 /min * depot}
              cleared: {takes: {plasma: 1}, gives: {cleared: 1}, rate: 0.005 /min * plasma}
            """,
            600
        );
        foreach (var (minute, values) in amounts)
        {
            var expected =
                4000 * 0.02 / (0.02 - 0.005) * (ExactMath.Exp(-0.005 * minute) - ExactMath.Exp(-0.02 * minute));
            Near(expected, values[1], 1e-6);
            Near(8, values[0] + (values[1] / 1000) + values[2] + values[3], 1e-12);
        }
    }

    [Fact(
        DisplayName = "Saturable elimination obeys Michaelis and Menten: S + Km ln S falls by Vmax t, from far above Km to far below, to 1e-6"
    )]
    public void Saturable()
    {
        var amounts = Run(
            """
            species: {drug: 200 nM}
            reactions: {loss: {takes: {drug: 1}, rate: 0.5 nM/min * drug / (10 nM + drug)}}
            """,
            600
        );
        foreach (var (minute, values) in amounts)
            Near(200 + (10 * ExactMath.Log(200.0)) - (0.5 * minute), values[0] + (10 * ExactMath.Log(values[0])), 1e-6);
    }

    [Fact(
        DisplayName = "Target-mediated disposition, stiff by a binding of 1e4 /min: drug and target stay at equilibrium and both totals hold to 1e-9"
    )]
    public void TargetMediated()
    {
        var amounts = Run(
            """
            species: {drug: 100 nM, target: 40 nM, bound: 0 nM, gone: 0 nM}
            reactions:
              binding: {takes: {drug: 1, target: 1}, gives: {bound: 1}, rate: 1e4 /nM/min * drug * target}
              release: {takes: {bound: 1}, gives: {drug: 1, target: 1}, rate: 5e4 /min * bound}
              clearance: {takes: {drug: 1}, gives: {gone: 1}, rate: 0.01 /min * drug}
            """,
            300
        );
        foreach (var (minute, values) in amounts)
        {
            Near(100, values[0] + values[2] + values[3], 1e-9);
            Near(40, values[1] + values[2], 1e-9);
            if (minute > 0)
                Near(5, values[0] * values[1] / values[2], 1e-4);
        }
        // Total drug T obeys T' = -k free(T), with free = ((T - 40 - 5) + sqrt((T - 40 - 5)^2 + 20 T)) / 2.
        Near(FreeAfter(300), amounts[^1].Values[0], 1e-5);
    }

    /// <summary>The quasi-equilibrium equation in steps of 0.01 min by the classical fourth-order method.</summary>
    private static double FreeAfter(double minutes)
    {
        static double Free(double total) => (total - 45 + Math.Sqrt(((total - 45) * (total - 45)) + (20 * total))) / 2;
        static double Slope(double total) => -0.01 * Free(total);
        var (total, h) = (100.0, 0.01);
        for (var step = 0; step < (int)Math.Round(minutes / h); step++)
        {
            var k1 = Slope(total);
            var k2 = Slope(total + (0.5 * h * k1));
            var k3 = Slope(total + (0.5 * h * k2));
            var k4 = Slope(total + (h * k3));
            total += h / 6 * (k1 + (2 * k2) + (2 * k3) + k4);
        }
        return Free(total);
    }

    [Fact(
        DisplayName = "A logistic pool grows along its closed form to 1e-6: a rate that is not linear, with its derivative"
    )]
    public void Logistic()
    {
        var amounts = Run(
            """
            species: {pool: 10}
            reactions: {growth: {gives: {pool: 1}, rate: 0.01 /min * pool * (1 - pool / 1000)}}
            """,
            1000
        );
        foreach (var (minute, values) in amounts)
            Near(1000 / (1 + (99 * ExactMath.Exp(-0.01 * minute))), values[0], 1e-6);
    }

    [Fact(
        DisplayName = "Progeny that take 4 h appear 4 h later, burst-fold and to the last one: nothing before, and after the end of the source all that was on its way"
    )]
    public void DelayedProgeny()
    {
        var amounts = Run(
            """
            species: {naive: 50, progeny: 0}
            reactions:
              priming: {takes: {naive: 1}, gives: {progeny: 800}, rate: 0.02 /min * naive, delay: 4 h}
            """,
            1200
        );
        foreach (var (minute, values) in amounts)
        {
            Near(50 * ExactMath.Exp(-0.02 * minute), values[0], 1e-6);
            var since = minute - 240;
            Near(since <= 0 ? 0 : 800 * 50 * (1 - ExactMath.Exp(-0.02 * since)), values[1], 1e-6);
        }
        Near(800 * (50 - amounts[960 / 30].Values[0]), amounts[^1].Values[1], 1e-12);
    }

    [Fact(
        DisplayName = "What was on its way before the start arrives: with the steady rate as before, a delayed pool stays where it is"
    )]
    public void BeforeTheStart()
    {
        var amounts = Run(
            """
            species: {pool: 120}
            reactions:
              birth: {gives: {pool: 2}, rate: 0.3 /min, delay: 6 h, before: 0.3 /min}
              death: {takes: {pool: 1}, rate: 0.005 /min * pool}
            """,
            900
        );
        Assert.All(amounts, a => Near(120, a.Values[0], 1e-12));
    }

    /// <summary>The amounts every 30 minutes.</summary>
    private static List<(double Minute, double[] Values)> Run(
        string body,
        double minutes,
        string more = "",
        string step = "1 min"
    )
    {
        var text =
            $"""
                model: body
                domain: {"{size: [40 um, 40 um, 20 um], voxel: 20 um}"}
                time: {"{steps: {body: " + step + "}}"}
                cells: {"{cell: {}}"}
                {more}
                body:
                """
            + "\n"
            + string.Join('\n', body.Split('\n').Select(l => "  " + l));
        var model = Given.Whole(Given.Load(text));
        using var simulation = new Simulation(model, new SimulationOptions());
        var found = new List<(double, double[])>();
        for (var minute = 0.0; minute <= minutes; minute += 30)
        {
            simulation.RunTo((long)Math.Round(minute / model.Timing.TickMinutes));
            var state = simulation.Tissue.Body!;
            found.Add((minute, state.Amounts.Span(state.Species).ToArray()));
        }
        return found;
    }

    private static void Near(double expected, double actual, double relative) =>
        // Below the absolute tolerance an amount is as good as nothing.
        Assert.InRange(Math.Abs(actual - expected), 0, Math.Max(relative * Math.Abs(expected), 1e-10));
}
