// Small compiled models for tests of the engine, built without the model language.
using System.Collections.Immutable;

namespace Milieu.Engine.Tests;

/// <summary>MCF-7-like defaults (contract 3.4, 3.5); tests change what they need with <c>with</c>.</summary>
internal static class Fixture
{
    public static readonly VolumeLaw Mcf7 = new(2494, 0.75, 540, 3.0 / 60, 0.27 / 60, 0.33 / 60, 0, 0, 2);

    public static readonly PhaseGraph NoCycle = new(
        "none",
        9999,
        [new("resting", 9999, false, false, false, false, [])]
    );

    public static readonly PhaseGraph Live = new(
        "live",
        5,
        [new("live", 14, true, true, false, false, [new(0, 0.0432 / 60, false)])]
    );

    public static readonly DeathModel Apoptosis = new(
        new(
            "apoptosis",
            100,
            [
                new("apoptotic", 100, false, false, true, false, [new(1, 1 / (8.6 * 60), true)]),
                new("debris", 104, false, false, false, false, []),
            ]
        ),
        0,
        0.05,
        0,
        1.0 / 60,
        0.35 / 60,
        0,
        2
    );

    public static readonly DeathModel Necrosis = new(
        new(
            "necrosis",
            101,
            [
                new("swelling", 101, false, false, false, false, [new(1, 9e9, false, true)]),
                new("lysed", 102, false, false, true, true, [new(2, 1 / (60.0 * 24 * 60), true)]),
                new("debris", 104, false, false, false, false, []),
            ]
        ),
        1,
        0.67 / 60,
        0.05 / 60,
        0.0032 / 60,
        0.013 / 60,
        0.0042 / 60,
        2
    );

    public static GridSpec Plane(double size = 400, double voxel = 20) =>
        new(-size / 2, -size / 2, -voxel / 2, voxel, voxel, voxel, (int)(size / voxel), (int)(size / voxel), 1, true);

    public static GridSpec Cube(double size = 200, double voxel = 20) =>
        new(
            -size / 2,
            -size / 2,
            -size / 2,
            voxel,
            voxel,
            voxel,
            (int)(size / voxel),
            (int)(size / voxel),
            (int)(size / voxel),
            false
        );

    public static CompiledSubstrate Substrate(
        string name = "a",
        double diffusion = 1000,
        double decay = 0.1,
        double initial = 0,
        double face = double.NaN,
        Integrator integrator = Integrator.Rkl1,
        bool isDouble = false
    ) =>
        new()
        {
            Name = name,
            Units = "",
            Diffusion = diffusion,
            Decay = decay,
            Integrator = integrator,
            IsDouble = isDouble,
            Initial = initial,
            Faces = [face, face, face, face, face, face],
        };

    /// <summary>A model whose types have the defaults of contract 3.5, changed by <paramref name="set"/> (type, index, constants).</summary>
    public static CompiledModel Model(
        GridSpec grid,
        ImmutableArray<CompiledSubstrate> substrates,
        int types = 1,
        Action<int, BehaviorIndex, double[]>? set = null,
        ImmutableArray<CustomVariable> customs = default,
        CompiledMatrix? matrix = null
    )
    {
        var b = new BehaviorIndex(
            substrates.Length,
            types,
            customs.IsDefault ? 0 : customs.Length,
            matrix?.Structures.Length ?? 0
        );
        return new CompiledModel
        {
            Name = "test",
            Grid = grid,
            Timing = new Timing(0.1, 1, 1, 60, 600),
            Conventions = Conventions.Native,
            Substrates = substrates,
            Types = [.. Enumerable.Range(0, types).Select(t => Type(t, b, set))],
            Customs = customs.IsDefault ? [] : customs,
            Placements = [],
            Matrix = matrix,
        };
    }

    public static CompiledPlacement At(int type, params double[] xyz) =>
        new()
        {
            Name = "points",
            Type = type,
            Tick = 0,
            Shape = PlacementShape.Points,
            Fill = PlacementFill.Uniform,
            Count = xyz.Length / 3,
            Points = [.. xyz],
        };

    private static CompiledType Type(int type, BehaviorIndex b, Action<int, BehaviorIndex, double[]>? set)
    {
        var constants = new double[b.Count];
        for (var t = 0; t < b.Types; t++)
        {
            constants[b.Affinity(t)] = 1;
            constants[b.Immunogenicity(t)] = 1;
        }
        constants[b.Adhesion] = 0.4;
        constants[b.Repulsion] = 10;
        constants[b.MembraneAdhesion] = 4;
        constants[b.MembraneRepulsion] = 100;
        constants[b.Reach] = 1.25;
        constants[b.Elasticity] = 0.01;
        constants[b.MaxAttachments] = 12;
        constants[b.Movable] = 1;
        constants[b.AttackDamageRate] = 1;
        constants[b.AttackDuration] = 30;
        constants[b.Persistence] = 1;
        set?.Invoke(type, b, constants);
        return new CompiledType
        {
            Name = "type" + type,
            Constants = [.. constants],
            Volume = Mcf7,
            Cycle = NoCycle,
            Deaths = [Apoptosis, Necrosis],
            IsMotile = false,
            Taxis = Taxis.None,
        };
    }
}
