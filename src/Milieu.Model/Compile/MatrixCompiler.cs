// Structures and fibers: initial values, bounds, formulas.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

internal static class MatrixCompiler
{
    private const double DefaultMinutes = 6;

    /// <summary>True where the model has a matrix at all.</summary>
    public static bool IsNeeded(ModelSpec spec) => spec.Structures.Count > 0 || spec.Fibers is not null;

    public static double Minutes(ModelSpec spec) => Values.Of(spec.Time.Steps.Matrix, Measure.Time, DefaultMinutes);

    public static CompiledMatrix? Compile(CompileContext context, GridSpec grid, Timing timing)
    {
        var spec = context.Spec;
        if (!IsNeeded(spec))
        {
            if (spec.Time.Steps.Matrix is { } step)
                context.Problems.Warn("time.steps.matrix", "no effect: the model has no structures", step.Text);
            return null;
        }
        return new CompiledMatrix
        {
            Period = (int)Math.Clamp(Math.Round(Minutes(spec) / timing.TickMinutes), 1, int.MaxValue),
            Structures = [.. context.Words.Structures.Select(s => Structure(context, grid, s))],
            Fibers = spec.Fibers is { } fibers ? Fibers(context, grid, fibers) : null,
        };
    }

    private static CompiledStructure Structure(CompileContext context, GridSpec grid, NamedUnit own)
    {
        var spec = context.Spec.Structures[own.Name];
        var path = "structures." + own.Name;
        var initial = spec.Initial ?? new InitialSpec();
        var (least, most) = Bounds(context, spec, own, path + ".bounds");
        var structure = new CompiledStructure
        {
            Name = own.Name,
            Units = own.Label,
            Initial = Values.Of(initial.Value, Measure.Density, own.Unit, 0),
            InitialField = Field(context, grid, initial, own.Name, "density", path + ".initial"),
            Least = least,
            Most = most,
            Change = spec.Change is { } text ? VoxelLaws.Change(context, text, own, path + ".change") : null,
        };
        var first = structure.InitialField.IsEmpty ? [structure.Initial] : structure.InitialField;
        if (first.Any(v => v < least || v > most))
            context.Problems.Error(
                path + ".initial",
                "the start lies outside the bounds",
                initial.Value?.Text ?? initial.Function ?? initial.File,
                WordText.Of(least, own.Label) + " to " + WordText.Of(most, own.Label)
            );
        return structure;
    }

    private static (double Least, double Most) Bounds(
        CompileContext context,
        StructureSpec spec,
        NamedUnit own,
        string path
    )
    {
        if (spec.Bounds.Count == 0)
            return (0, double.PositiveInfinity);
        var least = Values.Of(spec.Bounds[0], Measure.Density, own.Unit, 0);
        var most = Values.Of(spec.Bounds[^1], Measure.Density, own.Unit, double.PositiveInfinity);
        if (spec.Bounds.Count != 2 || !(least < most))
            context.Problems.Error(path, "not two bounds, the least first", null, "[0, 1]");
        return (least, most);
    }

    private static CompiledFibers Fibers(CompileContext context, GridSpec grid, FibersSpec spec)
    {
        var anisotropy = spec.Anisotropy ?? new InitialSpec();
        var even = Values.Of(anisotropy.Value, Measure.Density, 0);
        var each = Field(context, grid, anisotropy, "anisotropy", "anisotropy", "fibers.anisotropy");
        if (each.Append(even).Any(a => a > 1))
            context.Problems.Error(
                "fibers.anisotropy",
                "out of range",
                anisotropy.Value?.Text ?? anisotropy.Function ?? anisotropy.File,
                "a number from 0 to 1"
            );
        return new CompiledFibers
        {
            Directions = FiberDirections.Compile(context, grid, spec.Direction ?? new DirectionSpec()),
            Anisotropy = each.IsEmpty ? [.. Enumerable.Repeat(even, grid.Voxels)] : each,
            MostTurn = Values.Of(spec.LargestTurn, Measure.Number, 0.4),
        };
    }

    private static ImmutableArray<double> Field(
        CompileContext context,
        GridSpec grid,
        InitialSpec spec,
        string name,
        string what,
        string path
    )
    {
        if (new object?[] { spec.Value, spec.Function, spec.File }.Count(v => v is not null) > 1)
            context.Problems.Error(path, "the start is given twice", null, "one of value, function and file");
        return new VoxelNumbers(context, grid, name, what).Compile(spec.Function, spec.File, path);
    }
}
