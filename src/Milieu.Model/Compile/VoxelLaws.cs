// Expressions that hold in each voxel.
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Compiles expressions over substrates, structures, parameters and time of one voxel.</summary>
internal static class VoxelLaws
{
    private static readonly Voxel OfMatrix = new(
        "substrates, structures, parameters and time",
        SignalKind.Substrate,
        SignalKind.Structure,
        SignalKind.Time
    );

    private static readonly Voxel OfReaction = new(
        "substrates, structures, the body, parameters and time",
        [.. OfMatrix.Knows, SignalKind.Species]
    );

    /// <summary>d/dt of a structure, in its unit per min.</summary>
    public static VoxelFormula? Change(CompileContext context, string text, NamedUnit own, string path) =>
        PerTime(context, text, own, path, OfMatrix);

    /// <summary>What a substrate gains by itself, in its unit per min; it may follow the body.</summary>
    public static VoxelFormula? Reaction(CompileContext context, string text, NamedUnit own, string path) =>
        PerTime(context, text, own, path, OfReaction);

    /// <summary>A plain factor from structures alone.</summary>
    public static VoxelFormula? Factor(CompileContext context, string text, string path)
    {
        var law = Compile(context, text, Unit.One, "a plain factor, such as 1 - 0.3 * ecm_density", path, OfMatrix);
        if (law is null || law.Inputs.All(i => i.Kind == SignalKind.Structure))
            return law;
        context.Problems.Error(path, "diffusivity follows structures, nothing else that changes", text);
        return null;
    }

    private static VoxelFormula? PerTime(
        CompileContext context,
        string text,
        NamedUnit own,
        string path,
        Voxel voxel
    ) =>
        Compile(
            context,
            text,
            own.Unit / Unit.Minute,
            "a density per time, such as 1e-5 /min * " + own.Name,
            path,
            voxel
        );

    private static VoxelFormula? Compile(
        CompileContext context,
        string text,
        Unit wanted,
        string expected,
        string path,
        Voxel voxel
    )
    {
        var law = context.Derived.Compile(
            path,
            text,
            d => d is null || d == wanted.Dimension ? wanted : null,
            expected,
            out var inputs,
            out _
        );
        if (law is null)
            return null;
        foreach (var input in inputs.Where(i => !voxel.Knows.Contains(i.Kind)))
            context.Problems.Error(
                path,
                $"a voxel knows {voxel.Says}, not what one cell senses",
                context.Words.Signal(input.Kind, input.Index).Name
            );
        return inputs.All(i => voxel.Knows.Contains(i.Kind)) ? new VoxelFormula(law, inputs) : null;
    }

    /// <summary>What an expression of a voxel may read, and how that is said.</summary>
    private sealed record Voxel(string Says, params SignalKind[] Knows);
}
