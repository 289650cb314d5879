// Crowded tissues whose cells gather signals from each other, and the answer by asking every pair.
using System.Collections.Immutable;

namespace Milieu.Engine.Tests;

/// <summary>Three types of cell at random places, some dead, some just ingested, with every kind of gathered signal.</summary>
internal static class TouchScene
{
    public const int Cells = 500;
    private const int Load = 0;
    private const int Mark = 1;

    public static ImmutableArray<TouchSignal> Signals { get; } =
    [
        Signal("sum", TouchKind.Sum, Plain, [Load], [0, 1], 0),
        Signal("mean", TouchKind.Mean, Product, [Load, Mark], [1, 2], 0),
        Signal("maximum", TouchKind.Maximum, Plain, [Mark], [0, 2], 0),
        Signal("touching", TouchKind.Count, null, [], [1], 0),
        Signal("near", TouchKind.Count, null, [], [2], 50),
        Signal("far", TouchKind.Count, null, [], [0, 1], 140),
        Signal("far sum", TouchKind.Sum, Plain, [Load], [2], 140),
        Signal("everybody", TouchKind.Count, null, [], [0, 1, 2], 1e6),
    ];

    public static CompiledModel Model(bool flat)
    {
        var grid = flat ? Fixture.Plane(600) : Fixture.Cube(240);
        var customs = ImmutableArray.Create<CustomVariable>(new("load", "", false), new("mark", "", false));
        var model = Fixture.Model(grid, [], 3, (type, b, c) => c[b.Reach] = 1.1 + (0.2 * type), customs);
        return model with { Touches = Signals };
    }

    /// <summary>Sorted, then moved a little and thinned out, as Merge and Move leave a tissue.</summary>
    public static Scene Crowd(CompiledModel model, KernelKind kernel, int threads, int chunk = 16)
    {
        var scene = new Scene(model, kernel, threads, chunk);
        var random = new Random(5);
        var half = 0.5 * model.Grid.Nx * model.Grid.Dx;
        double Place() => half * ((1.6 * random.NextDouble()) - 0.8);
        for (var k = 0; k < Cells; k++)
            scene.Add(Place(), Place(), model.Grid.Is2D ? 0 : Place(), k % 3, 0.5 + random.NextDouble());
        scene.Sort();
        for (var row = 0; row < scene.Rows; row++)
        {
            scene.Cells.ColumnOf(model.Behaviors.Custom(Load))![row] = random.NextDouble() - 0.3;
            scene.Cells.ColumnOf(model.Behaviors.Custom(Mark))![row] = -random.NextDouble();
            scene.Cells.X[row] += random.NextDouble() - 0.5;
            if (row % 11 == 3)
                scene.Die(row);
            if (row % 17 == 5)
                scene.Cells.Flags[row] = (byte)CellFlags.Tombstone;
            if (row % 19 == 7)
                scene.Cells.Flags[row] = (byte)CellFlags.Escaped;
        }
        scene.Tissue.Displacement = 0.5;
        return scene;
    }

    /// <summary>The definition: every other live cell of the types that is near enough.</summary>
    public static double Expected(Scene scene, TouchSignal signal, int row)
    {
        var (model, cells) = (scene.Context.Model, scene.Cells);
        if (IsHidden(cells, row))
            return 0;
        var values = new List<double>();
        for (var other = 0; other < cells.Count; other++)
            if (
                other != row
                && !IsHidden(cells, other)
                && !cells.Is(other, CellFlags.Dead)
                && signal.Types.Contains(cells.Type[other])
                && IsNear(model, cells, row, other, signal.Range)
            )
                values.Add(Value(model, cells, signal, other));
        return signal.Kind switch
        {
            TouchKind.Count => values.Count,
            TouchKind.Sum => values.Sum(),
            TouchKind.Mean => values.DefaultIfEmpty().Average(),
            _ => values.DefaultIfEmpty().Max(),
        };
    }

    private static double Value(CompiledModel model, Cells cells, TouchSignal signal, int row) =>
        signal.Inputs.Aggregate(1.0, (value, i) => value * cells.ColumnOf(model.Behaviors.Custom(i.Index))![row]);

    private static bool IsNear(CompiledModel model, Cells cells, int i, int j, double range)
    {
        var d = Math.Sqrt(
            Math.Pow(cells.X[i] - cells.X[j], 2)
                + Math.Pow(cells.Y[i] - cells.Y[j], 2)
                + Math.Pow(cells.Z[i] - cells.Z[j], 2)
        );
        double Reach(int row) => cells.Radius[row] * model.Types[cells.Type[row]].Constants[model.Behaviors.Reach];
        return range > 0 ? d <= range : d < Reach(i) + Reach(j);
    }

    private static bool IsHidden(Cells cells, int row) =>
        cells.Is(row, CellFlags.Tombstone) || cells.Is(row, CellFlags.Escaped);

    private static Formula Plain => new([new(FormulaOperation.Input)]);

    private static Formula Product =>
        new([new(FormulaOperation.Input), new(FormulaOperation.Input, 1), new(FormulaOperation.Multiply)]);

    private static TouchSignal Signal(
        string name,
        TouchKind kind,
        Formula? value,
        int[] customs,
        ImmutableArray<int> types,
        double range
    ) => new(name, "", kind, value, [.. customs.Select(c => new SignalInput(SignalKind.Custom, c))], types, range);
}
