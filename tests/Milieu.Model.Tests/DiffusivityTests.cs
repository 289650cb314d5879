// Factors of diffusion: a function, a file, and what is wrong with them.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class DiffusivityTests
{
    [Fact(
        DisplayName = "A factor may be a function of position, or a file with every voxel once; without either nothing is compiled"
    )]
    public void Sources()
    {
        Assert.True(Given.With().Substrates[1].Diffusivity.IsEmpty);
        var drug = Given.With("substrates.drug.diffusivity={function: \"1 - 0.75 * step(r - 100)\"}").Substrates[1];
        Assert.Equal((400, 1, 0.25), (drug.Diffusivity.Length, drug.Diffusivity[210], drug.Diffusivity[0]));
        Assert.Equal(1000, drug.LargestDiffusion);
        string[] rows = ["10,10,0,0.4", "-10,10,0,0.3", "10,-10,0,2", "-10,-10,0,0"];
        Assert.Equal([0, 2, 0.3, 0.4], Given.Whole(Load(["x,y,z,drug", .. rows])).Substrates[1].Diffusivity);
        Given.Single(Load(["x,y,z,drug", .. rows[1..]]), "1 of 4 voxels have no row", "one row for every voxel");
        Given.Single(Load(["x,y,z,drug", .. rows, rows[0]]), "f.csv:6:1: error: this voxel has a row already");
        Given.Single(
            Load(["x,y,z,drug", .. rows[1..], "10,10,0,-1"]),
            "f.csv:5:1: error: a diffusivity cannot be negative"
        );
        Given.Single(Load(["x,y,z,drug", .. rows[1..], "10,10,0,nan"]), "f.csv:5:9: error: not a finite number: 'nan'");
        Given.Single(Load(["x,y,z,oxygen", .. rows]), "f.csv:1:1: error: not the header of a field");
    }

    [Theory(DisplayName = "What is wrong with a factor is said at its line, with what to do")]
    [InlineData("{function: 1 - x}", "the diffusivity is ")]
    [InlineData("{function: 1 / (x - x)}", "the diffusivity is ")]
    [InlineData("{function: 2 * q}", "an expression of x, y, z and r")]
    [InlineData("{function: 0 * x}", "the diffusivity is 0 in every voxel", "above 0 somewhere")]
    [InlineData("{function: 1, file: f.csv}", "one of function, file and formula")]
    [InlineData("0.5", "a single value cannot stand here")]
    public void Mistakes(string value, params string[] parts)
    {
        var text = Given.Base.Replace(
            "drug: {diffusion: 1000 um2/min,",
            "drug: {diffusion: 1000 um2/min, diffusivity: " + value + ",",
            StringComparison.Ordinal
        );
        Given.Single(Given.Load(text), ["m.yaml:5:", .. parts]);
    }

    [Theory(
        DisplayName = "The compatible scheme refuses factors, chosen by name or by the mode, and says what to take instead"
    )]
    [InlineData("substrates.drug.integrator=lod")]
    [InlineData("time.mode=physicell")]
    public void NotInLod(string set)
    {
        var text = Given.Base.Replace(
            "drug: {diffusion: 1000 um2/min,",
            "drug: {diffusion: 1000 um2/min, diffusivity: {function: 1 + 0 * x},",
            StringComparison.Ordinal
        );
        var error = Assert.Single(Given.Load(text, set).Diagnostics, d => d.Severity == Severity.Error).ToString();
        Assert.Contains("m.yaml:5:", error, StringComparison.Ordinal);
        Assert.Contains("one diffusion coefficient for all voxels", error, StringComparison.Ordinal);
        Assert.Contains("integrator: rkl1, or no diffusivity", error, StringComparison.Ordinal);
        Assert.Equal(
            Integrator.Rkl1,
            Given
                .Whole(Given.Load(text, "time.mode=physicell", "substrates.drug.integrator=rkl1"))
                .Substrates[1]
                .Integrator
        );
    }

    [Theory(DisplayName = "The choice of scheme follows the largest factor")]
    [InlineData(0.1, Integrator.Explicit)]
    [InlineData(1.1, Integrator.Rkl1)]
    public void LargestDecides(double factor, Integrator expected) =>
        Assert.Equal(
            expected,
            Given
                .With(
                    "cells.tumor.secretion.drug.rate=0 /min",
                    FormattableString.Invariant(
                        $"substrates.drug.diffusivity={{function: 0.1 + {factor - 0.1} * step(x - 150)}}"
                    )
                )
                .Substrates[1]
                .Integrator
        );

    private static LoadedModel Load(string[] lines) =>
        Given.Load(
            new MemoryFiles { ["m.yaml"] = Given.Base, ["f.csv"] = string.Join('\n', lines) },
            "domain.size=[40 um, 40 um, 20 um]",
            "placements=",
            "placements={a: {cells: tumor, points: [[0 um, 0 um]]}, b: {cells: T cell, points: [[0 um, 0 um]]}}",
            "substrates.drug.diffusivity={file: f.csv}"
        );
}
