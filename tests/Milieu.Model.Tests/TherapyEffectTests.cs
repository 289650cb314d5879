// Therapies of the library: what they do to cells, matrix and blood, where a closed form or a measured number says it.
using Milieu.Engine;
using static Milieu.Model.Tests.TherapyRun;

namespace Milieu.Model.Tests;

public sealed class TherapyEffectTests
{
    private const string Car = "models/therapies/car-t.yaml";

    [Fact(
        DisplayName = "Curcumin at 10 uM lowers TGF-beta, IL-6, CXCL12, PGE2 and matrix of CAF and turns them back; at the 76 nM that a dose by mouth gives, none of it by 5 %"
    )]
    public void CurcuminOnCaf()
    {
        var none = CafOutputs("0 nM");
        var oral = CafOutputs("76 nM");
        var high = CafOutputs("10 uM");
        for (var k = 0; k < none.Length - 1; k++)
        {
            Assert.InRange(oral[k] / none[k], 0.95, 1);
            Assert.True(high[k] < 0.7 * none[k], $"output {k}: {high[k]} of {none[k]}");
        }
        // The hazard of turning back: a good part of 0.2 a day at 10 uM.
        Assert.Equal(1.4e-4 * 0.8, high[^1], 1e-6);
        Assert.True(oral[^1] < 0.001 * high[^1]);
    }

    /// <summary>TGF-beta, CXCL12 and matrix of a myCAF, IL-6 and PGE2 of an iCAF, and how soon a myCAF turns back.</summary>
    private static double[] CafOutputs(string curcumin)
    {
        var more = $$$"""
            substrates: {oxygen: {boundary: 38 mmHg}, curcumin: {initial: {{{curcumin}}}, boundary: {{{curcumin}}}}}
            placements:
              a: {cells: myCAF, points: [[-10 um, -10 um]]}
              b: {cells: iCAF, points: [[10 um, 10 um]]}
            """;
        const string Parts =
            "models/modules/signals.yaml, models/modules/signals-more.yaml, models/modules/matrix.yaml, models/modules/caf.yaml, "
            + "models/therapies/curcumin.yaml";
        using var run = new Simulation(Given.Whole(Body("", Parts, more: more)), new SimulationOptions());
        To(run, 0.1);
        var (b, cells) = (run.Model.Behaviors, run.Tissue.Cells);
        int Substrate(string name) => run.Model.Substrates.Select(s => s.Name).ToList().IndexOf(name);
        var types = run.Model.Types.Select(t => t.Name).ToList();
        int Row(string type) => Enumerable.Range(0, cells.Count).First(k => cells.Type[k] == types.IndexOf(type));
        var (my, i) = (Row("myCAF"), Row("iCAF"));
        var matrix = run.Model.Matrix!.Structures.Select(s => s.Name).ToList().IndexOf("ecm_density");
        return
        [
            cells.ColumnOf(b.Export(Substrate("TGFb")))![my],
            cells.ColumnOf(b.Export(Substrate("CXCL12")))![my],
            cells.ColumnOf(b.Deposition(matrix))![my],
            cells.ColumnOf(b.Export(Substrate("IL6")))![i],
            cells.ColumnOf(b.Export(Substrate("PGE2")))![i],
            cells.ColumnOf(b.Transform(types.IndexOf("fibroblast_q")))![my],
        ];
    }

    [Fact(
        DisplayName = "Fludarabine and cyclophosphamide on three days take nine tenths of the T cells in blood, and the Treg"
    )]
    public void Lymphodepletion()
    {
        const string Plan = "fludarabine: {amount: 30 mg/m2, at: [0 d, 1 d, 2 d], over: 30 min}";
        using var run = Simulate(Plan, "lymphodepletion", "../modules/lymph-node");
        using var rest = Simulate("", "lymphodepletion", "../modules/lymph-node");
        To(run, 3);
        To(rest, 3);
        Assert.InRange(Amount(run, "blood CD4_Th1") / Amount(rest, "blood CD4_Th1"), 0.05, 0.2);
        Assert.InRange(Amount(run, "blood Treg") / Amount(rest, "blood Treg"), 0.05, 0.2);
    }

    [Fact(DisplayName = "Particles: 0.3 to 1.5 % of the dose come to the tumor, 70 % to the liver; nothing is lost")]
    public void Particles()
    {
        using var run = Simulate("nanoparticle: {amount: 1000 nmol, at: 0 d}", "nanoparticles");
        To(run, 14);
        Assert.InRange(Readout(run, "share in tumor"), 0.003, 0.015);
        Assert.Equal(700, Amount(run, "NP in liver"), 1.0);
        string[] parts =
        [
            "NP in blood",
            "NP in liver",
            "NP in tumor",
            "NP elsewhere",
            "cargo in plasma",
            "cargo cleared",
        ];
        Assert.Equal(1000, parts.Sum(p => Amount(run, p)), 1e-3);
    }

    [Fact(DisplayName = "MSC given into a vein: a hundredth comes to the tumor, four fifths to the lung")]
    public void Carriers()
    {
        using var run = Simulate("MSC_payload: {amount: 1e8 cells, at: 0 d}", "msc-carrier");
        To(run, 2);
        Assert.Equal(1e6, Amount(run, "MSC_payload in tumor"), 1.0);
        Assert.Equal(8e7, Amount(run, "MSC_payload in lung"), 1.0);
    }

    [Fact(DisplayName = "Tocilizumab takes most of the index of cytokine release away; the grade falls")]
    public void Release()
    {
        double Grade(string more)
        {
            using var run = new Simulation(
                Given.Whole(
                    Body(
                        "{CAR_T: {amount: 2.17e9 cells, at: 0 d}" + more + "}",
                        Car + ", models/therapies/crs-control.yaml"
                    )
                ),
                new SimulationOptions()
            );
            To(run, 9);
            return Readout(run, "CRS grade");
        }
        Assert.Equal(3, Grade(""));
        Assert.Equal(0, Grade(", tocilizumab: {amount: 8 mg/kg, at: 7 d, over: 60 min}"));
    }

    [Fact(DisplayName = "Hyaluronidase takes hyaluronan down to a steady level that turnover and enzyme set")]
    public void Hyaluronan()
    {
        const string Parts = "models/modules/matrix.yaml, models/therapies/hyaluronidase.yaml";
        const string Enzyme = "substrates: {hyaluronidase: {initial: 1 nM, decay: 0 /min}}";
        using var run = new Simulation(Given.Whole(Body("", Parts, more: Enzyme)), new SimulationOptions());
        To(run, 4);
        var structures = run.Model.Matrix!.Structures.Select(s => s.Name).ToList();
        // 9.2e-5 (h - 0.4) + 0.0083 / 2 h = 0
        Assert.Equal(
            9.2e-5 * 0.4 / (9.2e-5 + 0.00415),
            run.Tissue.Matrix.Structures[structures.IndexOf("hyaluronan")][0],
            1e-4
        );
    }

    [Fact(DisplayName = "Drug damage at a steady dose is (g A - r0) / r1")]
    public void DrugDamage()
    {
        const string Parts = "models/therapies/chemo.yaml";
        const string More = """
            substrates: {chemo: {initial: 100 nM, decay: 0 /min}}
            parameters: {damage mended: 0.05 /min, damage mended at least: 0.05 /min}
            placements: {one: {cells: cancer_cell, points: [[0 um, 0 um]]}}
            """;
        using var run = new Simulation(
            Given.Whole(Body("", Parts, "cancer_cell: {uptake: {chemo: 0 /min}}", More)),
            new SimulationOptions()
        );
        To(run, 1);
        var customs = run.Model.Customs.Select(c => c.Name).ToList();
        var column = run.Tissue.Cells.ColumnOf(run.Model.Behaviors.Custom(customs.IndexOf("drug_damage")))!;
        Assert.Equal(((0.8 * 0.5) - 0.05) / 0.05, column[0], 0.05);
    }

    [Theory(
        DisplayName = "Radiation: the share of 4,000 cells in much oxygen that live on is that of two measured lines, by the 99 % interval of chance; without oxygen a dose counts a third; who dies waits 48 h"
    )]
    [InlineData(0.313, 0.0615, 2, 0.418, 1e6)]
    [InlineData(0.184, 0.02, 2, 0.639, 1e6)]
    [InlineData(0.184, 0.02, 8, 0.0638, 1e6)]
    [InlineData(0.313, 0.0615, 6, 0.418, 0)]
    public void Radiation(double alpha, double beta, double dose, double survivors, double oxygen)
    {
        const int Cells = 4000;
        var more = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $$$"""
            substrates: {oxygen: {units: mmHg, initial: {{{oxygen}}} mmHg}}
            parameters: {RT alpha over beta: {{{alpha / beta}}} Gy}
            placements: {all: {cells: cancer_cell, box: {size: [40 um, 40 um, 20 um]}, count: {{{Cells}}}}}
            """
        );
        var cell = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"cancer_cell: {{custom: {{RT_alpha: {alpha} /Gy}}, mechanics: {{movable: false}}}}"
        );
        var text = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"photon: {{amount: {dose} Gy, at: 0 d}}"
        );
        using var run = new Simulation(
            Given.Whole(Body(text, "models/therapies/radiotherapy.yaml", cell, more)),
            new SimulationOptions()
        );
        To(run, 0.1);
        var customs = run.Model.Customs.Select(c => c.Name).ToList();
        var wait = run.Tissue.Cells.ColumnOf(run.Model.Behaviors.Custom(customs.IndexOf("RT_wait")))!;
        var waits = Enumerable.Range(0, Cells).Select(k => wait[k]).Where(w => w > 0).ToList();
        Assert.Equal(
            survivors,
            1 - (waits.Count / (double)Cells),
            2.6 * Math.Sqrt(survivors * (1 - survivors) / Cells)
        );
        // In hours; a normal that stays above 0.
        Assert.Equal(48.6, waits.Average(), 2.0);
    }

    [Fact(
        DisplayName = "Half of the cells that radiation kills are dead after 49 hours, four fifths of those so that it is heard of"
    )]
    public void DeathByRadiation()
    {
        const string More = """
            substrates: {oxygen: {units: mmHg, initial: 38 mmHg}}
            placements: {all: {cells: cancer_cell, box: {size: [40 um, 40 um, 20 um]}, count: 1000}}
            """;
        const string Cell =
            "cancer_cell: {mechanics: {movable: false}, death: {apoptosis: {rate: 0 /min, duration: 100 d}}}";
        using var run = new Simulation(
            Given.Whole(Body("photon: {amount: 30 Gy, at: 0 d}", "models/therapies/radiotherapy.yaml", Cell, More)),
            new SimulationOptions()
        );
        To(run, 48.6 / 24);
        var customs = run.Model.Customs.Select(c => c.Name).ToList();
        var clock = run.Tissue.Cells.ColumnOf(run.Model.Behaviors.Custom(customs.IndexOf("RT_clock")))!;
        var wait = run.Tissue.Cells.ColumnOf(run.Model.Behaviors.Custom(customs.IndexOf("RT_wait")))!;
        var heard = run.Tissue.Cells.ColumnOf(run.Model.Behaviors.Custom(customs.IndexOf("immunogenic")))!;
        var dead = Enumerable.Range(0, run.Tissue.Cells.Count).Where(k => clock[k] > wait[k]).ToList();
        Assert.InRange(dead.Count, 450, 550);
        Assert.InRange(dead.Average(k => heard[k]), 0.74, 0.86);
    }

    [Fact(
        DisplayName = "A cell that holds 10 virions bursts after ln(660) over the rate of growth, 13.4 hours; what it held comes out"
    )]
    public void Lysis()
    {
        const string Cell = "cancer_cell: {mechanics: {movable: false}}";
        const string More = """
            placements: {one: {cells: cancer_cell, points: [[10 um, 10 um]]}}
            parameters: {tumor cells of the patient: 1}
            substrates: {IFN1: {decay: 100 /min}}
            """;
        using var run = new Simulation(
            Given.Whole(
                Body("oncolytic_virus: {amount: 1e3 PFU, at: 0 d}", "models/therapies/oncolytic-virus.yaml", Cell, More)
            ),
            new SimulationOptions()
        );
        var virus = run.Model.Substrates.Select(s => s.Name).ToList().IndexOf("virus");
        var field = run.Tissue.Fields[virus];
        double Outside() => Enumerable.Range(0, run.Model.Grid.Voxels).Sum(v => field[field.OffsetOfVoxel(v)]) * 8000;
        To(run, 13.1 / 24);
        Assert.Equal(0, Outside(), 1e-6);
        To(run, 14.5 / 24);
        // Half of it is lost within four hours.
        Assert.InRange(Outside(), 5000, 6600);
    }

    [Fact(DisplayName = "A vaccine raises the T cells in blood more than twofold within two weeks")]
    public void Vaccine()
    {
        const string Cells =
            "cancer_cell: {custom: {antigen: {value: 1, heritable: true}}}, DC_mature: {custom: {cd80: 1}}";
        const string Parts = "models/modules/lymph-node.yaml, models/therapies/vaccine.yaml";
        double After(string dose)
        {
            using var run = new Simulation(Given.Whole(Body(dose, Parts, Cells)), new SimulationOptions());
            To(run, 9);
            return Amount(run, "blood CD8_effector");
        }
        Assert.True(After("vaccine: {amount: 1 mg, at: 0 d}") > 2 * After(""));
    }

    [Fact(
        DisplayName = "An antibody injected into a tumor: 45 to 55 % in the rest of the body after an hour, 5 to 9 % left at the site after a week, nothing lost"
    )]
    public void Injected()
    {
        const string Parts = "models/therapies/intratumoral-antibodies.yaml";
        using var run = new Simulation(
            Given.Whole(Body("ipilimumab: {route: it, amount: 10 mg, at: 0 d}", Parts, width: 240)),
            new SimulationOptions()
        );
        To(run, 1.0 / 24);
        Assert.InRange(1 - (Readout(run, "ipilimumab left at site") / 10), 0.45, 0.55);
        To(run, 7);
        Assert.InRange(Readout(run, "ipilimumab left at site") / 10, 0.05, 0.09);
        string[] parts = ["injected", "at site fast", "at site slow", "plasma", "peripheral", "cleared"];
        Assert.Equal(10, parts.Sum(p => Amount(run, "ipilimumab " + p)), 1e-5);
    }

    [Fact(DisplayName = "Half of the CAR-T cells of a gel have left it after 8.9 days, if they do not divide in it")]
    public void Gel()
    {
        const string Parts = "models/therapies/car-t-scaffold.yaml";
        const string Rest = "parameters: {scaffold division: 0 /d}";
        using var run = new Simulation(
            Given.Whole(Body("CAR_T: {route: scaffold, amount: 20 cells, at: 0 d}", Parts, more: Rest, width: 240)),
            new SimulationOptions()
        );
        To(run, 8.9);
        Assert.Equal(0.5, Amount(run, "CAR_T in scaffold") / 20, 0.01);
    }

    [Fact(DisplayName = "Curcumin from beads: more than 5 uM around them, which no dose by mouth comes to")]
    public void Depot()
    {
        using var run = new Simulation(
            Given.Whole(
                Body("curcumin_beads: {amount: 1, at: 0 d}", "models/therapies/curcumin-depot.yaml", width: 240)
            ),
            new SimulationOptions()
        );
        To(run, 1);
        var field = run.Tissue.Fields[run.Model.Substrates.Select(s => s.Name).ToList().IndexOf("curcumin")];
        Assert.True(field[field.OffsetAt(0, 0, 0)] > 5000);
        Assert.Equal(0, Amount(run, "curcumin plasma"));
    }
}
