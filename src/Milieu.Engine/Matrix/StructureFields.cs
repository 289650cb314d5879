// Structures and fibers on the grid.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>What a tissue keeps of its matrix: fields that do not diffuse, in double, since they change slowly.</summary>
public sealed class StructureFields : IDisposable
{
    internal StructureFields(GridSpec grid, CompiledMatrix? matrix)
    {
        if (matrix is null)
            return;
        Structures = [.. matrix.Structures.Select(s => Of(grid, s.Name, s.Units, s.Initial, s.InitialField, s.Most))];
        if (matrix.Fibers is not { } fibers)
            return;
        Directions =
        [
            .. new[] { "fiber_x", "fiber_y", "fiber_z" }.Select(
                (name, part) =>
                    Of(
                        grid,
                        name,
                        "",
                        0,
                        [.. Enumerable.Range(0, grid.Voxels).Select(v => fibers.Directions[(3 * v) + part])]
                    )
            ),
        ];
        Anisotropy = Of(grid, "anisotropy", "", 0, fibers.Anisotropy, 1);
    }

    public ImmutableArray<Field<double>> Structures { get; } = [];

    /// <summary>The parts of a unit vector along x, y and z; empty where the model has no fibers.</summary>
    public ImmutableArray<Field<double>> Directions { get; } = [];

    public Field<double>? Anisotropy { get; }

    /// <summary>All of it, in a fixed order.</summary>
    public IEnumerable<Field> All => Anisotropy is null ? Structures : [.. Structures, .. Directions, Anisotropy];

    /// <summary>What <see cref="SignalKind.Structure"/> reads: structures, then the anisotropy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The model has no such structure.</exception>
    public Field<double> this[int index] =>
        index < Structures.Length
            ? Structures[index]
            : Anisotropy ?? throw new ArgumentOutOfRangeException(nameof(index));

    public void Dispose()
    {
        foreach (var field in All)
            field.Dispose();
    }

    private static Field<double> Of(
        GridSpec grid,
        string name,
        string units,
        double initial,
        ImmutableArray<double> each,
        double most = double.PositiveInfinity
    ) =>
        (Field<double>)
            Field.Create(
                grid,
                new CompiledSubstrate
                {
                    Name = name,
                    Units = units,
                    Diffusion = 0,
                    Decay = 0,
                    Integrator = Integrator.Explicit,
                    IsDouble = true,
                    Initial = initial,
                    InitialField = each,
                    Faces = [.. Enumerable.Repeat(double.NaN, 6)],
                    // Held nowhere: pictures take from it up to where colors go.
                    Regions = double.IsFinite(most) ? [new DirichletRegion("bounds", most, [])] : [],
                }
            );
}
