// Expressions that hold in each voxel.
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Compiles expressions over substrates, structures, parameters and time of one voxel.</summary>
internal static class VoxelLaws
{
    /// <summary>d/dt of a structure, in its unit per min.</summary>
    public static VoxelFormula? Change(CompileContext context, string text, NamedUnit own, string path) =>
        Compile(context, text, own.Unit / Unit.Minute, "a density per time, such as 1e-5 /min * " + own.Name, path);

    /// <summary>A plain factor from structures alone.</summary>
    public static VoxelFormula? Factor(CompileContext context, string text, string path)
    {
        var law = Compile(context, text, Unit.One, "a plain factor, such as 1 - 0.3 * ecm_density", path);
        if (law is null || law.Inputs.All(i => i.Kind == SignalKind.Structure))
            return law;
        context.Problems.Error(path, "diffusivity follows structures, nothing else that changes", text);
        return null;
    }

    private static VoxelFormula? Compile(CompileContext context, string text, Unit wanted, string expected, string path)
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
        foreach (var input in inputs.Where(i => !IsOfVoxel(i.Kind)))
            context.Problems.Error(
                path,
                "a voxel knows substrates, structures, parameters and time, not what one cell senses",
                context.Words.Signal(input.Kind, input.Index).Name
            );
        return inputs.All(i => IsOfVoxel(i.Kind)) ? new VoxelFormula(law, inputs) : null;
    }

    private static bool IsOfVoxel(SignalKind kind) =>
        kind is SignalKind.Substrate or SignalKind.Structure or SignalKind.Time;
}
