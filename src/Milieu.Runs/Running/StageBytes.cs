// How many bytes a stage has to touch: what it reads and writes, once each.
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Bytes counted from the plan: every column that a stage reads, and every one that it writes, once a row.</summary>
/// <remarks>The least that the stage could move, whatever its code does: what it reads of neighbors lies in cache, and
/// scratch is not counted. Fields count by voxel: a step of LOD or Euler reads and writes a density once, a stage of RKL1
/// reads two copies and writes one, and three factors where diffusion varies.</remarks>
internal sealed class StageBytes
{
    private readonly Cells _cells;
    private readonly int _place;
    private readonly int _volume;
    private readonly int _state;
    private readonly int _values;
    private readonly bool _interacts;

    public StageBytes(CompiledModel model, Cells cells)
    {
        _cells = cells;
        _place = Sum(cells.X, cells.Y, cells.Z, cells.Flags, cells.Type);
        _volume = Sum(cells.Fluid, cells.NuclearSolid, cells.CytoplasmicSolid);
        _state = Sum([.. cells.StateColumns]);
        _values = Sum([.. cells.Values]);
        _interacts = Interacts(model);
        PerVoxel = model.Substrates.Sum(s => OfSubstrate(model, s)) / Math.Max(model.Substrates.Length, 1.0);
    }

    /// <summary>Bytes a voxel-substrate and field step, in the mean over substrates.</summary>
    public double PerVoxel { get; }

    /// <summary>Bytes a row that a Sort moves.</summary>
    public int PerSortedRow => 2 * _state;

    /// <summary>Bytes a row and call; of the fields, a row and window.</summary>
    public int PerRow(StageKind stage) =>
        stage switch
        {
            StageKind.Fields => _place + _volume + (2 * Sum([.. _cells.Internalized])),
            // The own row: all is read but motion, and volumes, phase, damage and behaviors are written.
            StageKind.Phenotype => _state
                + _volume
                + _values
                + Sum(_cells.Phase, _cells.PhaseTicks, _cells.Flags)
                + Sum(_cells.Radius, _cells.Damage, _cells.Fate),
            StageKind.Commit => Sum(_cells.Fate),
            StageKind.Forces => _place
                + Sum(_cells.Radius, _cells.Vx, _cells.Vy, _cells.Vz, _cells.Pressure)
                + Sum([.. _cells.Contacts])
                + (2 * Sum(_cells.MotilityX, _cells.MotilityY, _cells.MotilityZ)),
            StageKind.Claim when _interacts => _place + Sum(_cells.Radius, _cells.AttackTarget),
            StageKind.Settle when _interacts => Sum(_cells.Flags) + (2 * Sum(_cells.Damage, _cells.AttackTime)),
            StageKind.Merge when _interacts => Sum(_cells.Flags, _cells.AttackTarget),
            StageKind.Move => (2 * Sum(_cells.X, _cells.Y, _cells.Z))
                + (2 * Sum(_cells.PreviousVx, _cells.PreviousVy, _cells.PreviousVz))
                + Sum(_cells.Vx, _cells.Vy, _cells.Vz, _cells.Flags),
            _ => 0,
        };

    private static double OfSubstrate(CompiledModel model, CompiledSubstrate substrate)
    {
        var size = substrate.IsDouble ? sizeof(double) : sizeof(float);
        return substrate.Integrator == Integrator.Rkl1
            ? (substrate.Varies ? 6.0 : 3.0) * StageBounds.Of(model, substrate).Bare * size
            : 2.0 * size;
    }

    private static bool Interacts(CompiledModel model)
    {
        var b = model.Behaviors;
        var types = Enumerable.Range(0, b.Types);
        int[] rates =
        [
            .. types.Select(b.Attack),
            .. types.Select(b.Fuse),
            .. types.Select(b.PhagocytoseLive),
            b.PhagocytoseApoptotic,
            b.PhagocytoseNecrotic,
            b.PhagocytoseOtherDead,
            b.AttachRate,
        ];
        return CellLayout.CanHappen(model, rates);
    }

    private static int Sum(params ReadOnlySpan<Column?> columns)
    {
        var sum = 0;
        foreach (var column in columns)
            sum += column?.ElementSize ?? 0;
        return sum;
    }
}
