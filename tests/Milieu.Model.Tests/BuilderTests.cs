// Models built in code.
namespace Milieu.Model.Tests;

public sealed class BuilderTests
{
    private static ModelSpec Built() =>
        new()
        {
            Name = "test",
            Domain = { Size = ["400 um", "400 um", "20 um"], Voxel = ["20 um"] },
            Substrates =
            {
                ["oxygen"] = new()
                {
                    Diffusion = "100000 um2/min",
                    Decay = "0.1 /min",
                    Initial = "38 mmHg",
                    Boundary = "38 mmHg",
                },
                ["drug"] = new() { Diffusion = "1000 um2/min", Initial = "0 nM" },
            },
            Cells =
            {
                ["tumor"] = new()
                {
                    Cycle = new() { Model = "live", Rates = ["0.001 /min"] },
                    Death = new() { Apoptosis = "0.0001 /min", Necrosis = "0.002 /min" },
                    Uptake = { ["oxygen"] = "10 /min" },
                    Secretion =
                    {
                        ["drug"] = new() { Rate = "1 /min", Target = "5 nM" },
                    },
                    Rules = ["oxygen increases cycle entry to 0.0072 /min, half-max 21.5 mmHg, hill 4"],
                },
                ["T cell"] = new()
                {
                    Motility = new()
                    {
                        Speed = "2 um/min",
                        Bias = "0.5",
                        Chemotaxis = "oxygen",
                    },
                    Attack = new() { Targets = { ["tumor"] = "0.1 /min" } },
                },
            },
            Placements =
            {
                ["a"] = new()
                {
                    Cells = "tumor",
                    Disc = "50 um",
                    Count = "10",
                },
                ["b"] = new()
                {
                    Cells = "T cell",
                    Disc = "50 um",
                    Count = "10",
                },
            },
        };

    [Fact(DisplayName = "The same model in code and as text compiles to the same hash")]
    public void SameHash()
    {
        var text = Given.Whole(
            Given.Load(Given.Rules("oxygen increases cycle entry to 0.0072 /min, half-max 21.5 mmHg, hill 4"))
        );
        var built = Compiler.Compile(Built());
        Assert.Empty(built.Diagnostics);
        Assert.Equal(CompiledModelText.Hash(text), CompiledModelText.Hash(built.Model!));
    }

    [Fact(DisplayName = "Plain numbers of code are in the units of their place and compile to the same hash as text")]
    public void PlainNumbers()
    {
        var spec = Built();
        spec.Substrates["oxygen"].Diffusion = Quantity.Plain(100000);
        spec.Substrates["drug"].Initial = new() { Value = Quantity.Plain(0) };
        spec.Substrates["drug"].Units = "nM";
        spec.Cells["tumor"].Secretion["drug"].Target = Quantity.Plain(5);
        Assert.Equal(
            CompiledModelText.Hash(Compiler.Compile(Built()).Model!),
            CompiledModelText.Hash(Compiler.Compile(spec).Model!)
        );
    }

    [Fact(DisplayName = "Mistakes in code carry the dotted path in place of a file")]
    public void Mistakes()
    {
        var spec = Built();
        spec.Cells["tumor"].Uptake["oxygin"] = "5 /min";
        spec.Cells["tumor"].Death!.Necrosis = "5 um";
        var built = Compiler.Compile(spec);
        Assert.Null(built.Model);
        Assert.Equal(
            [
                "cells.tumor.death.necrosis.rate: error: a length cannot stand here: '5 um'; expected a rate, such as 0.1 /min",
                "cells.tumor.uptake.oxygin: error: unknown substrate: 'oxygin'; expected one of oxygen, drug; did you mean 'oxygen'?",
            ],
            built.Diagnostics.Select(d => d.ToString())
        );
    }

    [Fact(DisplayName = "A spec can be compiled twice, changed, and compiled again: compiling changes nothing in it")]
    public void CompilingIsPure()
    {
        var spec = Built();
        var first = CompiledModelText.Hash(Compiler.Compile(spec).Model!);
        Assert.Equal(first, CompiledModelText.Hash(Compiler.Compile(spec).Model!));
        spec.Cells["tumor"].Death!.Necrosis = "0.003 /min";
        Assert.NotEqual(first, CompiledModelText.Hash(Compiler.Compile(spec).Model!));
    }
}
