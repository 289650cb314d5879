// One cell takes another in: eats it, or fuses with it.
namespace Milieu.Engine;

/// <summary>What becomes of two cells when the actor absorbs the target; volumes and amounts are conserved.</summary>
internal sealed class Absorption
{
    private readonly Cells _cells;
    private readonly Column<double>[] _conserved;

    public Absorption(CompiledModel model, Cells cells)
    {
        _cells = cells;
        _conserved =
        [
            .. Enumerable
                .Range(0, model.Customs.Length)
                .Where(c => model.Customs[c].Conserved)
                .Select(c => cells.ColumnOf(model.Behaviors.Custom(c))!),
        ];
    }

    /// <summary>The target's fluid and solids go into the actor's cytoplasm; its targets stay, so it digests them (contract 11).</summary>
    public void Ingest(int actor, int target)
    {
        _cells.Fluid[actor] += _cells.Fluid[target];
        _cells.CytoplasmicSolid[actor] += _cells.NuclearSolid[target] + _cells.CytoplasmicSolid[target];
        Finish(actor, target);
    }

    /// <summary>Compartments, targets and nuclei add up; the cell stands at the mean place, weighted by volume.</summary>
    public void Fuse(int actor, int target)
    {
        var (own, other) = (_cells.Volume(actor), _cells.Volume(target));
        var share = other / (own + other);
        _cells.X[actor] += share * (_cells.X[target] - _cells.X[actor]);
        _cells.Y[actor] += share * (_cells.Y[target] - _cells.Y[actor]);
        _cells.Z[actor] += share * (_cells.Z[target] - _cells.Z[actor]);
        _cells.Fluid[actor] += _cells.Fluid[target];
        _cells.NuclearFluid[actor] += _cells.NuclearFluid[target];
        _cells.NuclearSolid[actor] += _cells.NuclearSolid[target];
        _cells.CytoplasmicSolid[actor] += _cells.CytoplasmicSolid[target];
        _cells.NuclearSolidTarget[actor] += _cells.NuclearSolidTarget[target];
        if (_cells.Nuclei is { } nuclei)
            nuclei[actor] += nuclei[target];
        Finish(actor, target);
    }

    private void Finish(int actor, int target)
    {
        foreach (var amount in _cells.Internalized)
            (amount[actor], amount[target]) = (amount[actor] + amount[target], 0);
        foreach (var amount in _conserved)
            (amount[actor], amount[target]) = (amount[actor] + amount[target], 0);
        _cells.Radius[actor] = CellGeometry.Radius(_cells.Volume(actor));
        (_cells.Fluid[target], _cells.NuclearFluid[target]) = (0, 0);
        (_cells.NuclearSolid[target], _cells.CytoplasmicSolid[target]) = (0, 0);
        _cells.Radius[target] = 0;
        _cells.Flags[target] |= (byte)CellFlags.Tombstone;
        if (_cells.AttackTarget is { } attack)
            attack[target] = -1;
    }
}
