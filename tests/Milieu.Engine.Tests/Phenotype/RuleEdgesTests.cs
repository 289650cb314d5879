// What rules leave alone, and signals that are there or are not.
namespace Milieu.Engine.Tests;

public class RuleEdgesTests
{
    [Fact(DisplayName = "A tombstone and an escaped cell keep what rules wrote before; the cell beside them does not")]
    public void LeftAlone()
    {
        foreach (var kernel in Enum.GetValues<KernelKind>())
        {
            using var scene = Scene(kernel, b => [new(b.Custom(0), 5, 9, 5, [Term(SignalKind.Volume, 0, true)], [])]);
            var values = scene.Cells.ColumnOf(scene.Context.Model.Behaviors.Custom(0))!;
            for (var row = 0; row < 3; row++)
                values[row] = -7;
            scene.Cells.Flags[0] = (byte)CellFlags.Tombstone;
            scene.Cells.Flags[1] = (byte)CellFlags.Escaped;
            new PhenotypeJob(scene.Context).Run(0, 3, 0);
            Assert.Equal((-7.0, -7.0), (values[0], values[1]));
            Assert.InRange(values[2], 8.9, 9);
        }
    }

    [Fact(
        DisplayName = "For a dead cell it is enough that a lowering term applies to the dead; rates of death are written, rates of leaving any phase are not"
    )]
    public void TheDead()
    {
        foreach (var kernel in Enum.GetValues<KernelKind>())
        {
            using var scene = Scene(
                kernel,
                b =>
                    [
                        new(
                            b.Custom(0),
                            5,
                            9,
                            1,
                            [Term(SignalKind.Custom, 2, false)],
                            [Term(SignalKind.Custom, 2, true)]
                        ),
                        new(b.Death(0), 0, 4, 0, [Term(SignalKind.Custom, 2, true)], []),
                        new(b.PhaseExit(5), 0, 4, 0, [Term(SignalKind.Custom, 2, true)], []),
                    ]
            );
            var b = scene.Context.Model.Behaviors;
            scene.Cells.Flags[0] = (byte)CellFlags.Dead;
            scene.Cells.ColumnOf(b.Custom(2))![0] = 3;
            scene.Cells.ColumnOf(b.PhaseExit(5))![0] = -1;
            new PhenotypeJob(scene.Context).Run(0, 1, 0);
            Assert.Equal(5 - (4 * 0.75), scene.Cells.ColumnOf(b.Custom(0))![0], 12);
            Assert.Equal(4 * 0.75, scene.Cells.ColumnOf(b.Death(0))![0], 12);
            Assert.Equal(-1, scene.Cells.ColumnOf(b.PhaseExit(5))![0]);
        }
    }

    [Theory(DisplayName = "Signals of state are 1 in the cells that are in it and 0 in all others")]
    [InlineData(SignalKind.Dead, new[] { 0, 1, 1, 1, 0 })]
    [InlineData(SignalKind.Apoptotic, new[] { 0, 1, 0, 0, 0 })]
    [InlineData(SignalKind.Necrotic, new[] { 0, 0, 1, 0, 0 })]
    [InlineData(SignalKind.Attacking, new[] { 0, 0, 0, 0, 1 })]
    public void States(SignalKind kind, int[] expected)
    {
        foreach (var kernel in Enum.GetValues<KernelKind>())
        {
            using var scene = Scene(kernel, b => [new(b.Custom(0), 0, 1, 0, [Term(kind, 0, true)], [])]);
            scene.Cells.Flags[1] = (byte)CellFlags.Dead;
            scene.Cells.Flags[2] = (byte)(CellFlags.Dead | CellFlags.Necrosis);
            scene.Cells.Flags[3] = (byte)CellFlags.Dead;
            scene.Cells.Phase[3] = 1; // what is left after apoptosis
            scene.Cells.AttackTarget![4] = 0;
            new PhenotypeJob(scene.Context).Run(0, 5, 0);
            var values = scene.Cells.ColumnOf(scene.Context.Model.Behaviors.Custom(0))!;
            Assert.Equal(expected, Enumerable.Range(0, 5).Select(r => (int)Math.Round(2 * values[r])));
        }
    }

    [Fact(DisplayName = "Contact is counted for the type that the rule names, and for no other")]
    public void ContactOfAType()
    {
        using var scene = Scene(
            KernelKind.Reference,
            b =>
                [
                    new(b.Custom(0), 0, 1, 0, [Term(SignalKind.ContactType, 0, true)], []),
                    new(b.Custom(1), 0, 1, 0, [Term(SignalKind.ContactType, 1, true)], []),
                ],
            types: 2
        );
        var b = scene.Context.Model.Behaviors;
        scene.Cells.Contacts[scene.Cells.Layout.Contacts.IndexOf((SignalKind.ContactType, 0))][0] = 1;
        scene.Cells.Contacts[scene.Cells.Layout.Contacts.IndexOf((SignalKind.ContactType, 1))][0] = 3;
        new PhenotypeJob(scene.Context).Run(0, 1, 0);
        Assert.Equal((0.5, 0.75), (scene.Cells.ColumnOf(b.Custom(0))![0], scene.Cells.ColumnOf(b.Custom(1))![0]));
    }

    [Fact(DisplayName = "A gradient is the length of the slope in all three axes")]
    public void Gradient()
    {
        using var scene = Scene(
            KernelKind.Reference,
            b => [new(b.Custom(0), 0, 1, 0, [new(SignalKind.Gradient, 0, 0.013, 1, true)], [])],
            is2D: false
        );
        (scene.Cells.X[0], scene.Cells.Y[0], scene.Cells.Z[0]) = (50, 50, 50);
        new PhenotypeJob(scene.Context).Run(0, 1, 0);
        Assert.Equal(0.5, scene.Cells.ColumnOf(scene.Context.Model.Behaviors.Custom(0))![0], 1e-4);
    }

    [Fact(DisplayName = "What a cell without volume took up reads as nothing, not as endless")]
    public void NoVolume()
    {
        using var scene = Scene(
            KernelKind.Reference,
            b => [new(b.Custom(0), 0, 1, 0, [Term(SignalKind.Internalized, 0, true)], [])]
        );
        var cells = scene.Cells;
        cells.Internalized[0][0] = 5;
        (cells.Fluid[0], cells.NuclearSolid[0], cells.CytoplasmicSolid[0]) = (0, 0, 0);
        new PhenotypeJob(scene.Context).Run(0, 1, 0);
        Assert.Equal(0, cells.ColumnOf(scene.Context.Model.Behaviors.Custom(0))![0]);
    }

    [Fact(DisplayName = "An amount that no cell keeps reads as nothing")]
    public void NotKept()
    {
        using var scene = Scene(
            KernelKind.Reference,
            b => [new(b.Custom(0), 0, 1, 0, [Term(SignalKind.Internalized, 0, true)], [])],
            tracks: false
        );
        Assert.Empty(scene.Cells.Internalized);
        new PhenotypeJob(scene.Context).Run(0, 1, 0);
        Assert.Equal(0, scene.Cells.ColumnOf(scene.Context.Model.Behaviors.Custom(0))![0]);
    }

    private static SignalTerm Term(SignalKind kind, int index, bool dead) => new(kind, index, 1, 1, dead);

    /// <summary>Eight cells of type 0; density rises by 0.3, 0.4 and 1.2 a voxel of 100 um along x, y and z.</summary>
    private static LifeScene Scene(
        KernelKind kernel,
        Func<BehaviorIndex, CompiledRule[]> rules,
        int types = 1,
        bool is2D = true,
        bool tracks = true
    )
    {
        var model = LifeScene.Model(
            8,
            types,
            (_, b, c) => c[b.Attack(0)] = 1e-300,
            customs: [new("x", "", false), new("y", "", false), new("z", "", false)],
            is2D: is2D,
            substrates: 1
        );
        var (nx, ny) = (model.Grid.Nx, model.Grid.Ny);
        var field = Enumerable
            .Range(0, model.Grid.Voxels)
            .Select(v => (v % nx * 0.3) + (v / nx % ny * 0.4) + (v / (nx * ny) * 1.2));
        return new LifeScene(
            model with
            {
                Substrates = [model.Substrates[0] with { TracksInternalized = tracks, InitialField = [.. field] }],
                Types = [model.Types[0] with { Rules = [.. rules(model.Behaviors)] }, .. model.Types.Skip(1)],
                Placements = [model.Placements[0]],
            },
            kernel: kernel
        );
    }
}
