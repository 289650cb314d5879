// The step as one page: what runs, how often, what it reads and writes. Nothing else schedules.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>The stages of a step, in order.</summary>
public enum StageKind
{
    Schedule = 0,
    Fields = 1,
    Phenotype = 2,
    Commit = 3,
    Forces = 4,
    Claim = 5,
    Settle = 6,
    Merge = 7,
    Move = 8,
    Sense = 9,

    /// <summary>Only where the model has a body.</summary>
    Body = 10,

    Matrix = 12,
    Vessels = 11,
}

/// <param name="Period">Ticks from one run to the next.</param>
public sealed record PlannedStage(StageKind Kind, int Period, string Reads, string Writes)
{
    public string Name => Kind.ToString();

    /// <summary>A stage of period p runs at ticks 0, p, 2p ...</summary>
    public bool IsDue(long tick) => tick % Period == 0;
}

/// <summary>The plan of a compiled model.</summary>
public static class Plan
{
    private static readonly ImmutableArray<PlannedStage> Nothing = [];

    public static ImmutableArray<PlannedStage> Of(CompiledModel model)
    {
        var t = model.Timing;
        return
        [
            new(StageKind.Schedule, 1, "clock", "boundary values, arriving rows"),
            .. BodyOf(model),
            new(
                StageKind.Fields,
                t.FieldPeriod,
                "type, rates, volume, voxel of each cell",
                "fields, internalized amounts"
            ),
            .. model.Touches.IsEmpty
                ? Nothing
                :
                [
                    new(
                        StageKind.Sense,
                        t.PhenotypePeriod,
                        "places, reach and custom variables of neighbors and attack targets",
                        "own gathered signals"
                    ),
                ],
            new(
                StageKind.Phenotype,
                t.PhenotypePeriod,
                "fields, gathered signals, own pressure and contacts, own row",
                "behaviors, volume, damage, phase, type, fate"
            ),
            .. VesselsOf(model),
            // Rows may come or go at any tick that is run; where none did and no cell moved far, this stage only looks.
            new(StageKind.Commit, 1, "fates, doors, tombstones, reach", "rows: let in, divide, remove, sort"),
            new(
                StageKind.Forces,
                t.MechanicsPeriod,
                "positions, radii, fields at cells that turn, links",
                "velocity, pressure, contacts, motility"
            ),
            new(StageKind.Claim, t.MechanicsPeriod, "neighbors, rates", "own claim, own attack target"),
            new(
                StageKind.Settle,
                t.MechanicsPeriod,
                "claims, attackers",
                "own damage (mended, then struck), own outcome"
            ),
            new(
                StageKind.Merge,
                t.MechanicsPeriod,
                "outcomes, proposals",
                "pairs that won each other, links, tombstones"
            ),
            new(StageKind.Move, t.MechanicsPeriod, "velocity", "position, previous velocity, displacement"),
            .. MatrixOf(model),
        ];
    }

    private static ImmutableArray<PlannedStage> MatrixOf(CompiledModel model) =>
        model.Matrix is { } matrix
            ?
            [
                new(
                    StageKind.Matrix,
                    matrix.Period,
                    "deposition, velocity, voxel of each cell, fields",
                    "structures, fibers, diffusivity"
                ),
            ]
            : [];

    private static ImmutableArray<PlannedStage> VesselsOf(CompiledModel model) =>
        model.Vessels is null
            ? []
            :
            [
                new(
                    StageKind.Vessels,
                    model.Timing.PhenotypePeriod,
                    "sprouting, vessel links, substrates at tips",
                    "lumen, vessel links, rows: tips and pieces"
                ),
            ];

    private static ImmutableArray<PlannedStage> BodyOf(CompiledModel model) =>
        model.Body is { } body
            ?
            [
                new(
                    StageKind.Body,
                    body.Period,
                    "amounts, doses, type and custom variables of each cell, tallies by type",
                    "amounts, what is on its way"
                ),
            ]
            : [];
}
