// Hand-made tissues for tests of measures: cells at given places, nothing happens unless asked for.
using System.Collections.Immutable;
using Milieu.Engine;
using Milieu.Engine.Tests;

namespace Milieu.Runs.Tests;

/// <summary>Types cancer_cell, CSC, CD8 and myCAF; substrates oxygen (mmHg, as initialized) and drug (nM); variables emt and pdl1.</summary>
internal static class Gauge
{
    public static readonly string[] Types = ["cancer_cell", "CSC", "CD8", "myCAF"];

    public static CompiledModel Model(
        GridSpec? grid = null,
        Func<int, double>? oxygen = null,
        params (string Type, double[] Places)[] cells
    )
    {
        grid ??= Fixture.Plane();
        var field = Fixture.Substrate("oxygen", 0, 0, 38) with { Units = "mmHg" };
        if (oxygen is not null)
            field = field with { InitialField = [.. Enumerable.Range(0, grid.Voxels).Select(oxygen)] };
        var drug = Fixture.Substrate("drug", 0, 0, 2) with { Units = "nM" };
        var model = Fixture.Model(
            grid,
            [field, drug],
            Types.Length,
            (_, b, c) => c[b.Movable] = 0,
            [new CustomVariable("emt", "", false), new CustomVariable("pdl1", "", false)]
        );
        return model with
        {
            Types = [.. model.Types.Select((t, k) => t with { Name = Types[k] })],
            Placements =
            [
                .. cells.Select(
                    (c, k) => Fixture.At(Array.IndexOf(Types, c.Type), c.Places) with { Name = $"{c.Type} {k}" }
                ),
            ],
        };
    }

    public static MeasureNames Names(CompiledModel model) =>
        MeasureNames.Of(
            [model],
            new Dictionary<string, ImmutableArray<string>> { ["tumor"] = ["cancer_cell", "CSC"] }
        );

    public static MeasureList List(CompiledModel model, params (string Name, string Text)[] texts)
    {
        var problems = new List<MeasureProblem>();
        var list = MeasureList.Read(texts, Names(model), problems);
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        return list!;
    }

    /// <summary>The value of one text in a simulation as it stands.</summary>
    public static double Of(Simulation simulation, string text) =>
        new MeasureRecorder(List(simulation.Model, ("it", text)), simulation).Sample()[0];

    public static double Of(CompiledModel model, string text)
    {
        using var simulation = new Simulation(model, new SimulationOptions());
        return Of(simulation, text);
    }

    /// <summary>The only problem of a text.</summary>
    public static MeasureProblem Problem(string text)
    {
        var problems = new List<MeasureProblem>();
        Assert.Null(MeasureList.Read([("it", text)], Names(Model()), problems));
        return Assert.Single(problems);
    }

    /// <summary>Places on a square lattice within a disc about a center.</summary>
    public static double[] Disc(double x, double y, double radius, double spacing)
    {
        var places = new List<double>();
        for (var i = -radius; i <= radius; i += spacing)
        for (var j = -radius; j <= radius; j += spacing)
            if ((i * i) + (j * j) <= radius * radius)
                places.AddRange([x + i, y + j, 0]);
        return [.. places];
    }
}
