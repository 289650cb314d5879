// Hand-made tissues for tests of measures: cells at given places, nothing happens unless asked for.
using Milieu.Engine;
using Milieu.Engine.Tests;
using Milieu.Model;

namespace Milieu.Studies.Tests;

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

    public static IMeasure Read(MeasureScope scope, string text, string? unit = null)
    {
        var measure = MeasureText.Parse(text, scope, unit, out var problem);
        Assert.True(measure is not null, $"{text}: {problem}");
        return measure;
    }

    /// <summary>The value of one text in a simulation as it stands.</summary>
    public static double Of(Simulation simulation, string text, string? unit = null) =>
        Read(new MeasureScope(simulation.Model), text, unit).At(new Moment(simulation));

    public static double Of(CompiledModel model, string text, string? unit = null)
    {
        using var simulation = new Simulation(model, new SimulationOptions());
        return Of(simulation, text, unit);
    }

    /// <summary>Why a text is no measure.</summary>
    public static FormulaProblem Problem(string text, string? unit = null)
    {
        Assert.Null(MeasureText.Parse(text, new MeasureScope(Model()), unit, out var problem));
        return problem!;
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
