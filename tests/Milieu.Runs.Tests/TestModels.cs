// Small models and requests for tests of running.
using Milieu.Engine;
using Milieu.Engine.Tests;

namespace Milieu.Runs.Tests;

internal static class TestModels
{
    /// <summary>In the plane: a dividing, dying type that takes up oxygen, and a motile one that attacks it; cells arrive and faces change.</summary>
    public static CompiledModel Plane { get; } = Make(Fixture.Plane());

    /// <summary>1 - e.</summary>
    private static Formula Hindered { get; } =
        new([new(FormulaOperation.Number, 0, 1), new(FormulaOperation.Input, 0), new(FormulaOperation.Subtract)]);

    /// <summary>-0.01 a /min.</summary>
    private static Formula Slow { get; } =
        new([new(FormulaOperation.Number, 0, -0.01), new(FormulaOperation.Input, 0), new(FormulaOperation.Multiply)]);

    /// <summary>The same in a cube.</summary>
    public static CompiledModel Cube { get; } = Make(Fixture.Cube());

    /// <summary>The plane with a structure that immune cells build and that turns over, with fibers, and with a drug that voxels break down.</summary>
    public static CompiledModel Matrix { get; } =
        Make(
            Fixture.Plane(),
            new CompiledMatrix
            {
                Period = 30,
                Structures =
                [
                    new CompiledStructure
                    {
                        Name = "ecm_density",
                        Units = "mg/mL",
                        Initial = 0.4,
                        Least = 0,
                        Most = 1,
                        Change = new VoxelFormula(
                            new Formula([
                                new(FormulaOperation.Number, 0, -1e-3),
                                new(FormulaOperation.Input, 0),
                                new(FormulaOperation.Multiply),
                            ]),
                            [new(SignalKind.Structure, 0)]
                        ),
                    },
                ],
                Fibers = new CompiledFibers
                {
                    Directions =
                    [
                        .. Enumerable
                            .Range(0, 3 * 400)
                            .Select(k =>
                                k % 3 == 0 ? 0.6
                                : k % 3 == 1 ? 0.8
                                : 0
                            ),
                    ],
                    Anisotropy = [.. Enumerable.Repeat(0.4, 400)],
                    MostTurn = 0.4,
                },
            }
        );

    public static RunRequest Request(string folder, CompiledModel? model = null) =>
        new()
        {
            Model = model ?? Plane,
            Seed = 7,
            Threads = 2,
            UntilMinutes = 30,
            FrameMinutes = 10,
            HashMinutes = 2,
            Folder = folder,
            Formats = RunFormats.Milieu | RunFormats.PhysiCell,
            Sources = [new SourceText("models/test.yaml", "model: test\n")],
            Sets = ["cells.tumor.uptake.oxygen=5 /min"],
        };

    private static CompiledModel Make(GridSpec grid, CompiledMatrix? matrix = null)
    {
        var oxygen = Fixture.Substrate("oxygen", 10000, 0.1, 38, 38) with { Units = "mmHg" };
        var drug = Fixture.Substrate("drug", 1000, 0, 1, isDouble: true) with
        {
            DiffusivityLaw = matrix is null
                ? null
                : new DiffusivityLaw(matrix.Structures[0].Change! with { Law = Hindered }, 1),
            Reaction = matrix is null ? null : new VoxelFormula(Slow, [new(SignalKind.Substrate, 1)]),
        };
        var model = Fixture.Model(
            grid,
            [oxygen, drug],
            2,
            Behave,
            [new CustomVariable("luck, or none", "", false)],
            matrix
        );
        var tumor = model.Types[0] with { Name = "tumor", Cycle = Fixture.Live };
        var killer = model.Types[1] with
        {
            Name = "T cell",
            IsMotile = true,
            Fibers = matrix is null ? null : new FiberHabit(0.2, 0.004, 0.45, 0.6, 0.3),
        };
        return model with
        {
            Name = "small test",
            Timing = new Timing(0.1, 1, 1, 20, 600),
            Types = [tumor, killer],
            Placements =
            [
                Place("tumor", 0, 120, 60),
                Place("immune", 1, 15, 120),
                Place("late", 1, 9, 150) with
                {
                    Tick = 123,
                },
            ],
            Body = BodyScene.Of(10) with
            {
                Inputs =
                [
                    new(BodyInputKind.Deaths),
                    new(BodyInputKind.Count, 1),
                    new(BodyInputKind.Mean),
                    new(BodyInputKind.MeanOfDead),
                    new(BodyInputKind.TissueVolume),
                ],
            },
            BoundaryChanges = [new BoundaryChange(77, 0, 1, 20), new BoundaryChange(157, 1, 2, 3)],
        };
    }

    private static void Behave(int type, BehaviorIndex b, double[] constants)
    {
        constants[b.PhaseExit(0)] = type == 0 ? 0.01 : 0;
        constants[b.Death(0)] = type == 0 ? 0.002 : 0;
        constants[b.Death(1)] = type == 0 ? 0.002 : 0;
        constants[b.Uptake(0)] = type == 0 ? 10 : 1;
        constants[b.Speed] = type == 1 ? 4 : 0;
        constants[b.Bias] = 0.3;
        constants[b.Persistence] = 5;
        constants[b.Attack(0)] = type == 1 ? 0.1 : 0;
        if (b.Structures > 0)
            (constants[b.Deposition(0)], constants[b.DepositionTarget(0)]) = (type == 1 ? 0.01 : 0, 0.9);
    }

    private static CompiledPlacement Place(string name, int type, int count, double radius) =>
        new()
        {
            Name = name,
            Type = type,
            Tick = 0,
            Shape = PlacementShape.Ball,
            Fill = PlacementFill.Uniform,
            Count = count,
            R2 = radius,
        };
}
