// What fields do to vessels: the experiments of docs/science/vessels.md that need no tissue.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class VesselBehaviorTests
{
    private const string Model = "models/validation/vessel-behavior.yaml";

    [Fact(
        DisplayName = "VU50: where VEGF is high vessels are less mature and leak more; when it is taken away they mature, stick more and let more CD8 in"
    )]
    public void VegfHoldsVesselsImmature()
    {
        using var none = Start();
        using var high = Start("substrates.VEGF.initial=0.1 nM");
        using var block = Start("substrates.VEGF.initial=0.1 nM", "signals.VEGF block=step(time - 10 d)");
        foreach (var simulation in new[] { none, high, block })
            Run(simulation, 10);
        Say("day 10, no VEGF", none);
        Say("day 10, VEGF", high);
        Assert.True(Mean(high, "maturity") < Mean(none, "maturity") - 0.2);
        Assert.True(Mean(high, "permeability") > 1.5 * Mean(none, "permeability"));
        var (entered, later) = (Entered(high, "CD8_effector"), Entered(block, "CD8_effector"));
        Run(high, 20);
        Run(block, 20);
        Say("day 20, VEGF", high);
        Say("day 20, blocked from day 10", block);
        Assert.True(Mean(block, "adhesion") > 1.2 * Mean(high, "adhesion"));
        Assert.True(Mean(block, "maturity") > Mean(high, "maturity") + 0.2);
        Assert.True(Entered(block, "CD8_effector") - later > 1.5 * (Entered(high, "CD8_effector") - entered));
    }

    [Fact(
        DisplayName = "VU51: FasL on vessels, by IL-10 and PGE2, keeps out more than half of CD8 and none of Treg; with VEGF too, which lowers adhesion for both and leads Treg in, CD8 fall by more than half and Treg stay within a fifth"
    )]
    public void FasLFiltersCd8()
    {
        using var control = Start();
        using var filter = Start("substrates.IL10.initial=0.05 nM", "substrates.PGE2.initial=20 nM");
        using var all = Start(
            "substrates.IL10.initial=0.05 nM",
            "substrates.PGE2.initial=20 nM",
            "substrates.VEGF.initial=0.1 nM"
        );
        foreach (var simulation in new[] { control, filter, all })
            Run(simulation, 20);
        var (cd8, treg) = (Ratio(filter, control, "CD8_effector"), Ratio(filter, control, "Treg"));
        var (cd8All, tregAll) = (Ratio(all, control, "CD8_effector"), Ratio(all, control, "Treg"));
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"IL-10, PGE2: CD8 x {cd8:F2}, Treg x {treg:F2}; and VEGF: CD8 x {cd8All:F2}, Treg x {tregAll:F2}"
            )
        );
        Assert.True(cd8 < 0.5);
        Assert.Equal(1, treg, 0.15);
        Assert.True(cd8All < 0.5);
        Assert.Equal(1, tregAll, 0.2);
    }

    [Fact(
        DisplayName = "VU52: hyaluronan crushes vessels, and they open again in days when it is taken away: perfusion at 0.8 is below that at 0.1 and comes back"
    )]
    public void HyaluronanCrushesVessels()
    {
        using var soft = Start();
        using var stiff = Start("structures.hyaluronan.initial=0.8");
        Run(soft, 10);
        Run(stiff, 10);
        var (before, crushed) = (Perfusion(soft), Perfusion(stiff));
        stiff.Tissue.Matrix.Structures[0].Values.Span(stiff.Tissue.Matrix.Structures[0].Length).Fill(0.1);
        Run(stiff, 20);
        Run(soft, 20);
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"perfusion at day 10: {before:F2} soft, {crushed:F2} stiff; at day 20: {Perfusion(soft):F2}, {Perfusion(stiff):F2} after the enzyme"
            )
        );
        Assert.True(crushed < 0.5 * before);
        Assert.True(Perfusion(stiff) > 0.85 * Perfusion(soft));
    }

    [Fact(
        DisplayName = "Without VEGF vessels mature and immature ones are lost, perfused ones too: perfusion of all, p/p0, follows its closed form; without the loss it would reach 1.6, without maturation 0.6"
    )]
    public void AntiVegfPrunesAndMatures()
    {
        // Many vessels, and no new ones.
        using var simulation = Start(
            "substrates.VEGF.initial=0.0536 nM",
            "signals.VEGF block=step(time - 20 d)",
            "time.end=30 d",
            "vessels.spacing=100 mm",
            "placements.vessels.vessels.density=2500 /mm2",
            "substrates.CXCL9_10.initial=1e-6 nM",
            "substrates.CCL22.initial=1e-6 nM"
        );
        Run(simulation, 20);
        var (start, maturity) = (Perfusion(simulation) * Count(simulation), Mean(simulation, "maturity"));
        foreach (var day in new[] { 1, 2, 3, 5, 7, 10 })
        {
            Run(simulation, 20 + day);
            var (p, expected) = (Perfusion(simulation) * Count(simulation) / start, Window(day, maturity));
            TestContext.Current.TestOutputHelper?.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"day {day}: p/p0 {p:F2}, closed form {expected:F2}")
            );
            // 900 vessels, of which two thirds are left: four standard errors are 10 %.
            Assert.Equal(expected, p, 0.1);
        }
    }

    /// <summary>Maturity m = 1 - (1 - m0) exp(-g t), loss k (1 - m), perfusion 1 - 0.6 (1 - m); g = 1.39e-4, k = 8.7e-5 /min.</summary>
    private static double Window(int day, double maturity)
    {
        var left = (1 - maturity) * Math.Exp(-1.39e-4 * 1440 * day);
        var lost = 8.7e-5 / 1.39e-4 * (1 - maturity - left);
        return (1 - (0.6 * left)) / (1 - (0.6 * (1 - maturity))) * Math.Exp(-lost);
    }

    private static Simulation Start(params string[] sets) =>
        new(Given.Whole(ModelText.Load(Model, new RepositoryFiles(), sets)), new SimulationOptions(1));

    private static void Run(Simulation simulation, int days) =>
        simulation.RunTo((long)Math.Round(days * 1440 / simulation.Model.Timing.TickMinutes));

    private static List<int> Vessels(Simulation simulation) =>
        [
            .. Enumerable
                .Range(0, simulation.Tissue.Cells.Count)
                .Where(r => simulation.Tissue.Cells.IsLive(r))
                .Where(r => simulation.Model.Vessels!.Segments.Contains(simulation.Tissue.Cells.Type[r])),
        ];

    private static int Count(Simulation simulation) => Vessels(simulation).Count;

    private static double Value(Simulation simulation, int row, string custom)
    {
        var index = simulation.Model.Customs.ToList().FindIndex(c => c.Name == custom);
        return simulation.Tissue.Cells.ColumnOf(simulation.Model.Behaviors.Custom(index))![row];
    }

    private static double Mean(Simulation simulation, string custom) =>
        Vessels(simulation).Average(r => Value(simulation, r, custom));

    private static double Perfusion(Simulation simulation) =>
        Vessels(simulation)
            .Average(r =>
                Value(simulation, r, "lumen")
                * (1 - (0.6 * (1 - Value(simulation, r, "maturity"))))
                * (1 - Value(simulation, r, "compression"))
            );

    private static double Ratio(Simulation one, Simulation other, string type) =>
        Entered(one, type) / (double)Entered(other, type);

    private static long Entered(Simulation simulation, string type)
    {
        var index = simulation.Model.Types.ToList().FindIndex(t => t.Name == type);
        return simulation.Tissue.ByType[TypeEvent.Entered, index];
    }

    private static void Say(string what, Simulation simulation) =>
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: maturity {Mean(simulation, "maturity"):F2}, permeability {Mean(simulation, "permeability"):F1}, adhesion {Mean(simulation, "adhesion"):F2}, vessels {Count(simulation)}, CD8 in {Entered(simulation, "CD8_effector")}"
            )
        );
}
