// Tissues with vessels: pieces (0), tips (1) and cells that call for blood (2).
using System.Collections.Immutable;

namespace Milieu.Engine.Tests;

internal static class VesselScene
{
    public const int Piece = 0;
    public const int Tip = 1;
    public const int Caller = 2;

    public static readonly CompiledVessels Vessels = new()
    {
        Segments = [Piece],
        Lumen = 0,
        LumenTicks = 100,
        Tip = Tip,
        Leaves = Piece,
        Guide = 0,
        StopBelow = 0.01,
        Spacing = 100,
        StartsWith = [new StartValue(1, 0.1)],
    };

    /// <summary>Nothing placed yet: pieces that neither move nor sprout, tips that climb.</summary>
    /// <param name="sprouting">Of every piece, 1/min.</param>
    public static CompiledModel Model(
        GridSpec grid,
        double sprouting = 0,
        double speed = 1,
        Action<int, BehaviorIndex, double[]>? set = null
    )
    {
        var model = Fixture.Model(
            grid,
            [Fixture.Substrate("call", 1000, 0.01)],
            3,
            (type, b, c) =>
            {
                c[b.Movable] = type == Piece ? 0 : 1;
                c[b.Speed] = type == Tip ? speed : 0;
                c[b.Bias] = type == Tip ? 0.9 : 0;
                c[b.Persistence] = 10;
                c[b.Sprout] = type == Piece ? sprouting : 0;
                c[b.Export(0)] = type == Caller ? 1000 : 0;
                c[b.Custom(0)] = type == Piece ? 1 : 0;
                c[b.Custom(1)] = type == Piece ? 1 : 0;
                set?.Invoke(type, b, c);
            },
            [new CustomVariable("lumen", "", true), new CustomVariable("maturity", "", true)]
        );
        return model with
        {
            Timing = new Timing(0.1, 1, 1, 10, 1000),
            Vessels = Vessels,
            Types =
            [
                .. model.Types.Select(
                    (t, i) => i == Tip ? t with { IsMotile = true, Taxis = Taxis.Single, TaxisSubstrate = 0 } : t
                ),
            ],
        };
    }

    /// <summary>Sprouts in the middle of growing, joining and opening, among cells that die.</summary>
    public static CompiledModel Crowd(bool is2D)
    {
        var grid = is2D ? Fixture.Plane(400, 20) : Fixture.Cube(240, 20);
        var model = Model(
            grid,
            0.05,
            2,
            (type, b, c) =>
            {
                if (type == Piece)
                    c[b.Death(0)] = is2D ? 0.003 : 0.0006;
            }
        );
        return model with
        {
            Placements =
            [
                Lattice(120, 20) with
                {
                    Name = "vessels",
                },
                new CompiledPlacement
                {
                    Name = "callers",
                    Type = Caller,
                    Tick = 0,
                    Shape = PlacementShape.Ball,
                    Fill = PlacementFill.Uniform,
                    Count = 60,
                    R2 = 100,
                },
            ],
        };
    }

    public static CompiledPlacement Lattice(double spacing, double jitter, double size = 1000) =>
        new()
        {
            Name = "vessels",
            Type = Piece,
            Tick = 0,
            Shape = PlacementShape.Box,
            Fill = PlacementFill.Uniform,
            Count = 0,
            SizeX = size,
            SizeY = size,
            SizeZ = size,
            Vessels = new VesselLayout { Spacing = spacing, Jitter = jitter },
        };

    /// <summary>Pieces in a row along x from a start, a length apart.</summary>
    public static CompiledPlacement Chain(double x, double y, int count, params int[] inlets) =>
        Fixture.At(Piece, [.. Enumerable.Range(0, count).SelectMany(k => new[] { x + (20 * k), y, 0 })]) with
        {
            Name = FormattableString.Invariant($"chain {x} {y}"),
            Vessels = new VesselLayout
            {
                Links = [.. Enumerable.Range(0, count - 1).SelectMany(k => new[] { k, k + 1 })],
                Inlets = [.. inlets],
            },
        };

    /// <summary>Rows of a type, alive.</summary>
    public static List<int> Rows(Simulation simulation, int type) =>
        [
            .. Enumerable
                .Range(0, simulation.Tissue.Cells.Count)
                .Where(r => simulation.Tissue.Cells.Type[r] == type && simulation.Tissue.Cells.IsLive(r)),
        ];

    public static double Lumen(Simulation simulation, int row) =>
        simulation.Tissue.Cells.ColumnOf(simulation.Model.Behaviors.Custom(0))![row];

    /// <summary>Linked pairs by id, lower first.</summary>
    public static SortedSet<(ulong, ulong)> Pairs(Simulation simulation)
    {
        var (cells, links) = (simulation.Tissue.Cells, simulation.Tissue.Links);
        return
        [
            .. Enumerable
                .Range(0, links.Count)
                .Where(k => (links.Kind[k] & (byte)LinkKind.Vessel) != 0)
                .Select(k => (cells.Id[links.A[k]], cells.Id[links.B[k]]))
                .Select(p => (Math.Min(p.Item1, p.Item2), Math.Max(p.Item1, p.Item2))),
        ];
    }

    public static Simulation Start(CompiledModel model, params ImmutableArray<CompiledPlacement> placements) =>
        new(model with { Placements = placements }, new SimulationOptions(7));
}
