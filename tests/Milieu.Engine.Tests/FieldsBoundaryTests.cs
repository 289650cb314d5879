// Held faces and regions, their changes over time, initial densities and slopes.
namespace Milieu.Engine.Tests;

public sealed class FieldsBoundaryTests
{
    [Fact(
        DisplayName = "Faces hold boundary voxels, the last face owns edges and corners, regions come after faces, 2-D ignores z faces"
    )]
    public void WhoOwnsAVoxel()
    {
        var s = Fixture.Substrate(initial: 0) with
        {
            Faces = [1, 2, 3, 4, 5, 6],
            Regions = [new("vessel", 7, [0, 13])],
        };
        using var box = new FieldsBench(FieldsBench.Model1(FieldsBench.Box(3, 3, 3), s), KernelKind.Vectorized);
        box.Advance(1);
        Assert.Equal([7, 5, 5], Row(box, 0, 0));
        Assert.Equal([1, 7, 2], Row(box, 1, 1));
        Assert.Equal([4, 4, 4], Row(box, 2, 1));
        Assert.Equal([3, 3, 3], Row(box, 0, 1));
        Assert.Equal([6, 6, 6], Row(box, 0, 2));
        using var plane = new FieldsBench(
            FieldsBench.Model1(FieldsBench.Box(3, 3, 1), s with { Regions = [] }),
            KernelKind.Vectorized
        );
        plane.Advance(1);
        Assert.Equal([3, 3, 3], Row(plane, 0, 0));
        Assert.Equal(1, plane.At(0, 0, 1));
        Assert.Equal(2, plane.At(0, 2, 1));
        Assert.InRange(plane.At(0, 1, 1), 0.1, 4);
    }

    [Fact(
        DisplayName = "Boundary changes act at their tick, switch off with NaN, and are found again by a schedule that starts later"
    )]
    public void ChangesOverTime()
    {
        var s = Fixture.Substrate(diffusion: 0, decay: 0, initial: 1) with { Regions = [new("lake", double.NaN, [2])] };
        var model = FieldsBench.Model1(FieldsBench.Box(4, 1, 1), s) with
        {
            BoundaryChanges = [new(0, 0, 1, 9), new(2, 0, 6, 5), new(3, 0, 1, double.NaN), new(3, 0, 6, 4)],
        };
        using var bench = new FieldsBench(model, KernelKind.Vectorized);
        var schedule = new ScheduleStage(bench.Context);
        double[][] expected =
        [
            [1, 1, 1, 9],
            [1, 1, 1, 9],
            [1, 1, 5, 9],
            [1, 1, 4, 9],
        ];
        int[] held = [1, 1, 2, 1];
        for (var tick = 0; tick < 4; tick++)
        {
            bench.Tissue.Tick = tick;
            schedule.Run();
            bench.Advance(1);
            Assert.Equal(expected[tick], Row(bench, 0, 0));
            Assert.Equal(held[tick], bench[0].Boundary.Count);
        }
        using var later = new FieldsBench(model, KernelKind.Vectorized);
        later.Tissue.Tick = 3;
        _ = new ScheduleStage(later.Context);
        later.Advance(1);
        Assert.Equal([1, 1, 5, 9], Row(later, 0, 0));
    }

    [Theory(DisplayName = "A released face lets its voxels go: they join diffusion instead of staying held")]
    [InlineData(Integrator.Rkl1)]
    [InlineData(Integrator.Lod)]
    public void ReleasedFaceDiffuses(Integrator integrator)
    {
        var s = Fixture.Substrate(diffusion: 1000, decay: 0, initial: 0, face: 3, integrator: integrator);
        using var bench = new FieldsBench(FieldsBench.Model1(FieldsBench.Box(20, 9, 1), s), KernelKind.Vectorized);
        for (var face = 0; face < 4; face++)
            bench[0].Boundary.Set(face, double.NaN);
        var before = bench.Mass(0);
        bench.Advance(5000, 100);
        Assert.Equal(before / bench.Model.Grid.Voxels / 8000, bench.At(0, 0), 1e-3);
        Assert.Equal(before, bench.Mass(0), 1e-4 * before);
    }

    [Fact(
        DisplayName = "Initial densities: a constant, or one per voxel with x fastest, in either storage; padding is zero"
    )]
    public void InitialDensities()
    {
        var s = Fixture.Substrate(initial: 3) with { InitialField = [.. Enumerable.Range(0, 24).Select(v => v + 0.5)] };
        foreach (var isDouble in (bool[])[false, true])
        {
            using var field = Field.Create(FieldsBench.Box(2, 3, 4), s with { IsDouble = isDouble });
            Assert.Equal(0.5 + 1 + (2 * 2) + (6 * 3), field[field.Offset(1, 2, 3)]);
            Assert.Equal(0, field[field.Offset(2, 0, 0)]);
            using var flat = Field.Create(FieldsBench.Box(2, 3, 4), s with { IsDouble = isDouble, InitialField = [] });
            Assert.Equal(3, flat[flat.Offset(1, 2, 3)]);
        }
    }

    [Fact(
        DisplayName = "Slopes: exact for a plane at any voxel, central inside and one-sided at ends for a parabola, 0 along z in 2-D"
    )]
    public void Slopes()
    {
        using var box = new FieldsBench(
            FieldsBench.Model1(FieldsBench.Box(5, 4, 3, 10), Fixture.Substrate(isDouble: true)),
            KernelKind.Vectorized
        );
        box.Set(0, (i, j, k) => (2 * i) - (3 * j) + (5 * k));
        foreach (var (x, y, z) in ((double, double, double)[])[(1, 1, 1), (26, 17, 15), (49, 39, 29), (-5, 99, 12)])
        {
            var slope = FieldGradient.At(box[0], x, y, z);
            Assert.Equal((0.2, -0.3, 0.5), (Math.Round(slope.X, 12), Math.Round(slope.Y, 12), Math.Round(slope.Z, 12)));
        }
        box.Set(0, (i, _, _) => i * i);
        Assert.Equal(0.1, FieldGradient.At(box[0], 2, 2, 2).X, 1e-12);
        Assert.Equal(0.4, FieldGradient.At(box[0], 25, 2, 2).X, 1e-12);
        Assert.Equal(0.7, FieldGradient.At(box[0], 45, 2, 2).X, 1e-12);
        using var plane = new FieldsBench(
            FieldsBench.Model1(FieldsBench.Box(3, 1, 1), Fixture.Substrate()),
            KernelKind.Vectorized
        );
        plane.Set(0, (i, _, _) => i);
        Assert.Equal((1 / 20.0, 0, 0), FieldGradient.At(plane[0], 30, 5, 5));
    }

    [Theory(
        DisplayName = "A simulation runs one field step for every period that has begun, in windows or not: a step lost or doubled shows"
    )]
    [InlineData(1, 10, 60, 60)]
    [InlineData(3, 10, 60, 20)]
    [InlineData(1, 1, 7, 7)]
    [InlineData(7, 10, 60, 9)]
    public void SimulationCountsSteps(int fieldPeriod, int mechanicsPeriod, int ticks, int steps)
    {
        var s = Fixture.Substrate(diffusion: 0, decay: 1, initial: 1, integrator: Integrator.Lod, isDouble: true);
        var model = Fixture.Model(FieldsBench.Box(3, 3, 1), [s]) with
        {
            Timing = new Timing(0.01, fieldPeriod, mechanicsPeriod, 60, ticks),
        };
        using var simulation = new Simulation(model, new SimulationOptions());
        simulation.RunTo(ticks);
        var factor = 1 / (1 + (0.005 * fieldPeriod));
        Assert.Equal(Math.Pow(factor * factor, steps), simulation.Tissue.Fields[0][1], 1e-12);
    }

    private static double[] Row(FieldsBench bench, int j, int k) =>
        [.. Enumerable.Range(0, bench.Model.Grid.Nx).Select(i => bench.At(0, i, j, k))];
}
