// A small vocabulary and a small model for tests of tables.
using Milieu.Model;

namespace Milieu.PhysiCell.Tests;

internal static class Names
{
    public static ModelSpec Model() =>
        new()
        {
            Name = "tables",
            Domain = new DomainSpec
            {
                X = ["-50 um", "50 um"],
                Y = ["-50 um", "50 um"],
                Voxel = ["20 um"],
            },
            Time = new TimeSpec { Mode = "physicell", End = "1 h" },
            Substrates =
            {
                ["oxygen"] = new SubstrateSpec
                {
                    Units = "mmHg",
                    Diffusion = "100000 um2/min",
                    Initial = "0 mmHg",
                },
                ["debris"] = new SubstrateSpec { Diffusion = "1 um2/min" },
            },
            Cells =
            {
                ["tumor"] = new TypeSpec
                {
                    Cycle = new CycleSpec { Model = "live", Rates = ["0.001 /min"] },
                },
                ["CD8 T cell"] = new TypeSpec(),
            },
            Custom = { ["sample"] = "0" },
        };

    public static Vocabulary Words() =>
        new(
            [new("oxygen", Unit("mmHg"), "mmHg"), new("debris", Milieu.Model.Unit.One, "")],
            ["tumor", "CD8 T cell"],
            [new("sample", Milieu.Model.Unit.One, "")]
        );

    private static Unit Unit(string text) => UnitText.TryParse(text, out var unit, out _) ? unit : default;
}
