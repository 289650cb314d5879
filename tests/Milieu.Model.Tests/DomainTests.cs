// Domain, time, fields and placements.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class DomainTests
{
    [Fact(DisplayName = "A domain by size is centered on the origin; one voxel along z is 2-D")]
    public void BySize()
    {
        Assert.Equal(new GridSpec(-200, -200, -10, 20, 20, 20, 20, 20, 1, true), Given.With().Grid);
        Assert.Equal(
            new GridSpec(-500, -200, -100, 20, 20, 10, 50, 20, 20, false),
            Given.With("domain={size: [1 mm, 0.4 mm, 200 um], voxel: [20 um, 20 um, 10 um]}").Grid
        );
        Assert.True(Given.With("domain={size: [400 um, 400 um], voxel: 20 um}").Grid.Is2D);
        Assert.False(Given.With("domain.dimensions=3").Grid.Is2D);
    }

    [Fact(DisplayName = "A domain by ranges keeps their ends")]
    public void ByRange() =>
        Assert.Equal(
            new GridSpec(-100, 0, -10, 20, 20, 20, 10, 20, 1, true),
            Given
                .With(
                    "domain={x: [-100 um, 100 um], y: [0 um, 0.4 mm], voxel: 20 um}",
                    "placements=",
                    "placements={p: {cells: tumor, points: [[0 um, 0 um]]}, q: {cells: T cell, points: [[0 um, 0 um]]}}"
                )
                .Grid
        );

    [Theory(DisplayName = "The tick is the greatest common divisor of the steps as decimals")]
    [InlineData("0.1", "0.1", "6", 0.1, 1, 1, 60)]
    [InlineData("0.01", "0.1", "6", 0.01, 1, 10, 600)]
    [InlineData("0.2", "0.3", "6", 0.1, 2, 3, 60)]
    [InlineData("0.05", "0.1", "3", 0.05, 1, 2, 60)]
    [InlineData("0.25", "0.25", "0.25", 0.25, 1, 1, 1)]
    public void Tick(string field, string mechanics, string phenotype, double tick, int f, int m, int p)
    {
        var timing = Given
            .With(
                $"time={{end: 1 h, steps: {{field: {field} min, mechanics: {mechanics} min, phenotype: {phenotype} min}}}}"
            )
            .Timing;
        Assert.Equal(
            (tick, f, m, p),
            (timing.TickMinutes, timing.FieldPeriod, timing.MechanicsPeriod, timing.PhenotypePeriod)
        );
        Assert.Equal((long)Math.Round(60 / tick), timing.EndTick);
    }

    [Fact(
        DisplayName = "The engine counts ticks in 32 bits and periods in 31: the last that fits is taken, the next is an error"
    )]
    public void LongestTimes()
    {
        Assert.Equal(uint.MaxValue, Given.With("time={end: 429496729.5 min}").Timing.EndTick);
        Given.Single(Given.Load(Given.Base, "time={end: 429496729.6 min}"), "too many ticks: '429496729.6 min'");
        string Steps(string phenotype) =>
            "time={end: 1 min, steps: {field: 1e-7 min, mechanics: 1e-7 min, phenotype: " + phenotype + " min}}";
        Assert.Equal(int.MaxValue, Given.With(Steps("214.7483647")).Timing.PhenotypePeriod);
        Given.Single(Given.Load(Given.Base, Steps("214.7483648")), "no common tick of useful length");
        Given.Single(Given.Load(Given.Base, "time.steps.phenotype=1e9 min"), "not a usable step: '1000000000 min'");
    }

    [Fact(DisplayName = "PhysiCell mode: its steps in its rounding, its solver, its conventions (design decision 8)")]
    public void PhysiCellMode()
    {
        var model = Given.With("time={mode: physicell, end: 60 min}");
        Assert.Equal(new Timing(0.01, 1, 10, 600, 6000), model.Timing);
        Assert.Equal(Conventions.PhysiCell, model.Conventions);
        Assert.All(model.Substrates, s => Assert.Equal(Integrator.Lod, s.Integrator));
        Assert.False(model.Wall);
        var odd = Given
            .With("time={mode: physicell, steps: {field: 0.04 min, mechanics: 0.1 min, phenotype: 0.01 min}}")
            .Timing;
        // 0.1 / 0.04 = 2.5: floor(2.5 - 0.5) + 1 = 3; a step below the tick runs every tick.
        Assert.Equal((3, 1), (odd.MechanicsPeriod, odd.PhenotypePeriod));
    }

    [Fact(
        DisplayName = "Native mode: explicit only where one stage is stable with the largest exchange, RKL1 elsewhere"
    )]
    public void Integrators()
    {
        Integrator Of(string diffusion, string exchange) =>
            Given
                .With("substrates.drug.diffusion=" + diffusion, "cells.tumor.secretion.drug.rate=" + exchange)
                .Substrates[1]
                .Integrator;
        // dt (2 axes D / dx2 + decay + K) <= 1 with dt = 0.1 min, dx = 20 um, 2 axes, K = max(4 D / dx2, 5 /min).
        Assert.Equal(Integrator.Explicit, Of("499 um2/min", "1 /min"));
        Assert.Equal(Integrator.Rkl1, Of("501 um2/min", "1 /min"));
        Assert.Equal(Integrator.Explicit, Of("999 um2/min", "0 /min"));
        Assert.Equal(Integrator.Rkl1, Of("1001 um2/min", "0 /min"));
        // However slow it spreads, up to 10 /min of exchange stays in the step: (0.01 + 5) 0.2 > 1.
        string[] longStep = ["time.steps={field: 0.2 min, mechanics: 0.2 min}", "substrates.drug.diffusion=1 um2/min"];
        Assert.Equal(Integrator.Rkl1, Given.With(longStep).Substrates[1].Integrator);
        Assert.Equal(
            Integrator.Explicit,
            Given.With([.. longStep, "cells.tumor.secretion.drug.rate=0 /min"]).Substrates[1].Integrator
        );
        Assert.Equal(Integrator.Lod, Given.With("substrates.drug.integrator=lod").Substrates[1].Integrator);
        Assert.Equal(
            Integrator.Rkl1,
            Given.With("time.mode=physicell", "substrates.drug.integrator=rkl1").Substrates[1].Integrator
        );
    }

    [Theory(DisplayName = "A substrate is double where its smallest non-zero rate changes less than 1e-5 per step")]
    [InlineData("0.00011 /min", "0 /min", false)]
    [InlineData("0.00009 /min", "0 /min", true)]
    [InlineData("0 /min", "0.00033 /min", false)]
    [InlineData("0 /min", "0.00031 /min", true)]
    [InlineData("0 /min", "0 /min", false)]
    public void Precision(string decay, string secretion, bool isDouble) =>
        // A cell of 2494 um3 in a voxel of 8000 um3 acts with 0.31175 of its rate; a step is 0.1 min.
        Assert.Equal(
            isDouble,
            Given
                .With("substrates.drug.decay=" + decay, "cells.tumor.secretion.drug.rate=" + secretion)
                .Substrates[1]
                .IsDouble
        );

    [Fact(DisplayName = "Boundary values by face, none and named faces; a 2-D domain has no z faces")]
    public void Faces()
    {
        Assert.Equal([38, 38, 38, 38, double.NaN, double.NaN], Given.With().Substrates[0].Faces);
        Assert.Equal(
            Enumerable.Repeat(double.NaN, 6),
            Given.With("substrates.oxygen.boundary=none").Substrates[0].Faces
        );
        var cube = Given.With(
            "domain={size: [100 um, 100 um, 100 um], voxel: 20 um}",
            "placements=",
            "placements={a: {cells: tumor, ball: 20 um, count: 1}, b: {cells: T cell, ball: 20 um, count: 1}}",
            "substrates.oxygen.boundary={all: 38 mmHg, x max: none, z min: 5 kPa}"
        );
        var faces = cube.Substrates[0].Faces;
        Assert.Equal([38, double.NaN, 38, 38], faces.Take(4));
        Assert.Equal(37.5, faces[4], 1);
        Assert.Equal(38, faces[5]);
    }

    [Fact(
        DisplayName = "Regions hold the voxels whose centers they contain, and schedules name faces and regions by number"
    )]
    public void RegionsAndSchedule()
    {
        var model = Given.With(
            "substrates.drug.regions={vein: {ball: {radius: 15 um, center: [10 um, 10 um]}, value: 1 uM}, patch: {box: {size: [40 um, 20 um, 20 um], center: [0 um, 10 um]}, value: none}}",
            "substrates.drug.schedule=[{at: 2 h, region: patch, value: 5 nM}, {at: 1 h, boundary: {x min: 7 nM, y max: none}}]"
        );
        var drug = model.Substrates[1];
        // The voxel with center (10, 10) is (10, 10) of 20 x 20.
        Assert.Equal([210], drug.Regions[0].Voxels);
        Assert.Equal(1000, drug.Regions[0].Value);
        Assert.Equal([209, 210], drug.Regions[1].Voxels);
        Assert.Equal(double.NaN, drug.Regions[1].Value);
        Assert.Equal(
            [
                new BoundaryChange(600, 1, 0, 7),
                new BoundaryChange(600, 1, 3, double.NaN),
                new BoundaryChange(1200, 1, 7, 5),
            ],
            model.BoundaryChanges
        );
    }

    [Fact(DisplayName = "Initial densities: a value, a function of position, a file with every voxel once")]
    public void Initial()
    {
        Assert.Equal(38, Given.With().Substrates[0].Initial);
        var field = Given
            .With("substrates.drug.initial={function: \"max(0, 100 - r) * step(x) + 2^3 * sin(0) + exp(0)\"}")
            .Substrates[1]
            .InitialField;
        Assert.Equal(400, field.Length);
        Assert.Equal(1, field[209]);
        Assert.Equal(101 - Math.Sqrt(200), field[210], 12);
        var rows = new List<string>();
        for (var j = 0; j < 2; j++)
        for (var i = 0; i < 2; i++)
            rows.Add($"{(i * 20) - 10},{(j * 20) - 10},0,{(10 * j) + i}");
        LoadedModel Load(IEnumerable<string> lines) =>
            Given.Load(
                new MemoryFiles { ["m.yaml"] = Given.Base, ["sub/f.csv"] = string.Join('\n', lines) },
                "domain.size=[40 um, 40 um, 20 um]",
                "placements=",
                "placements={a: {cells: tumor, points: [[0 um, 0 um]]}, b: {cells: T cell, points: [[0 um, 0 um]]}}",
                "substrates.drug.initial={file: sub/f.csv}"
            );
        Assert.Equal(
            [0, 1, 10, 11],
            Given.Whole(Load(rows.AsEnumerable().Reverse().Prepend("x,y,z,drug"))).Substrates[1].InitialField
        );
        Given.Single(Load(rows.Skip(1).Prepend("x,y,z,drug")), "1 of 4 voxels have no row");
        Given.Single(
            Load(rows.Append(rows[0]).Prepend("x,y,z,drug")),
            "sub/f.csv:6:1: error: this voxel has a row already"
        );
        Given.Single(
            Load(rows.Append("10,10").Prepend("x,y,z,drug")),
            "sub/f.csv:6:1: error: the row is short: '2 fields'; expected 4"
        );
        Given.Single(
            Load(rows.Take(3).Append("10,10,0,much").Prepend("x,y,z,drug")),
            "sub/f.csv:5:9: error: not a finite number: 'much'"
        );
        Given.Single(Load(rows.Append("99,10,0,1").Prepend("x,y,z,drug")), "outside the domain");
        Given.Single(Load(rows.Prepend("x,y,z,dreg")), "sub/f.csv:1:1: error: not the header of a field");
        Given.Single(Load([]), "sub/f.csv:1:1: error: the file is empty");
    }

    [Fact(
        DisplayName = "Placements: each shape with its numbers; density gives the count; hexagonal packing its spacing"
    )]
    public void Placements()
    {
        var flat = Given
            .With(
                "placements=",
                "placements={a: {cells: tumor, disc: {radius: 50 um, center: [10 um, -10 um]}, count: 7, at: 2 h, packing: no overlap}, b: {cells: T cell, annulus: {inner: 50 um, outer: 100 um}, density: 1000 /mm2}, c: {cells: tumor, box: {size: [100 um, 50 um]}, packing: hexagonal}, d: {cells: tumor, points: [[1 um, 2 um], [3 um, 4 um]]}}"
            )
            .Placements;
        Assert.Equal(["a", "b", "c", "d"], flat.Select(p => p.Name));
        Assert.Equal(
            [PlacementShape.Disc, PlacementShape.Annulus, PlacementShape.Box, PlacementShape.Points],
            flat.Select(p => p.Shape)
        );
        Assert.Equal(
            (7, 1200L, PlacementFill.NoOverlap, 50, 10, -10),
            (flat[0].Count, flat[0].Tick, flat[0].Fill, flat[0].R2, flat[0].CenterX, flat[0].CenterY)
        );
        Assert.Equal((24, 50, 100, 1), (flat[1].Count, flat[1].R1, flat[1].R2, flat[1].Type));
        Assert.Equal(
            (0, 100, 50, PlacementFill.Hexagonal),
            (flat[2].Count, flat[2].SizeX, flat[2].SizeY, flat[2].Fill)
        );
        Assert.Equal(2 * 8.412710547954228, flat[2].Spacing, 9);
        Assert.Equal([1, 2, 0, 3, 4, 0], flat[3].Points);
        Assert.Equal(2, flat[3].Count);
        var cube = Given
            .With(
                "domain={size: [400 um, 400 um, 400 um], voxel: 20 um}",
                "placements=",
                "placements={a: {cells: tumor, ball: 100 um, density: 1e5 /mm3}, b: {cells: T cell, shell: {inner: 50 um, outer: 100 um}, count: 5}}"
            )
            .Placements;
        Assert.Equal((PlacementShape.Ball, 419), (cube[0].Shape, cube[0].Count));
        Assert.Equal((PlacementShape.Shell, 5, 50, 100), (cube[1].Shape, cube[1].Count, cube[1].R1, cube[1].R2));
    }

    [Fact(
        DisplayName = "Cells from CSV: types by name, columns of behaviors and volume, skipped values; mistakes at their own line"
    )]
    public void CellsFromCsv()
    {
        LoadedModel Load(string csv) =>
            Given.Load(
                new MemoryFiles { ["m.yaml"] = Given.Base, ["c.csv"] = csv },
                "placements=",
                "placements={p: {file: c.csv}}"
            );
        var placements = Given
            .Whole(
                Load(
                    "x,y,z,type,volume,migration speed\n1,2,0,tumor,2000,\n3,4,0,T cell,skip,0.5\r\n\n5,6,0,tumor,,1.5\n"
                )
            )
            .Placements;
        Assert.Equal(["p:tumor", "p:T cell"], placements.Select(p => p.Name));
        Assert.Equal([1, 2, 0, 5, 6, 0], placements[0].Points);
        Assert.Equal(-1, placements[0].Values[0].Behavior);
        Assert.Equal([2000, double.NaN], placements[0].Values[0].Values);
        Assert.Equal([double.NaN, 1.5], placements[0].Values[1].Values);
        Assert.Equal([0.5], placements[1].Values[1].Values);
        Given.Single(
            Load("x,y,z,type\n1,2,0,tumor\n1,2\n"),
            "c.csv:3:1: error: the row is short: '2 fields'; expected 4"
        );
        Given.Single(Load("x,y,z,type\n1,2,0,tumor,5\n"), "c.csv:2:1: error: the row is long");
        Given.Single(
            Load("x,y,z,type\n1,two,0,tumor\n"),
            "c.csv:2:3: error: not a finite number: 'two'; expected a number for y"
        );
        Given.Single(Load("x,y,z,type\n1,nan,0,tumor\n"), "not a finite number");
        Given.Single(
            Load("x,y,z,type\n1,2,0,tumr\n"),
            "c.csv:2:7: error: unknown cell type (did you mean 'tumor'?): 'tumr'"
        );
        Given.Single(Load("x,y,z,type\n1,900,0,tumor\n"), "c.csv:2:1: error: a cell outside the domain: '1,900,0'");
        Given.Single(Load("x,y,z,type,vol\n1,9,0,tumor,3\n"), "c.csv:1:12: error: unknown column");
        Given.Single(Load("x,y,z,type,volume\n1,9,0,tumor,-3\n"), "a volume must be above zero: '-3'");
        Given.Single(Load("1,2,0,tumor\n"), "not the header of a table of cells");
    }
}
