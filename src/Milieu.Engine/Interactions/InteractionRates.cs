// The rates, 1/min, at which a cell acts on another.
namespace Milieu.Engine;

/// <summary>Rates of phagocytosis, attack, fusion and attachment, by row and neighbor.</summary>
internal sealed class InteractionRates
{
    private readonly Cells _cells;
    private readonly Claims _claims;
    private readonly BehaviorValues[] _eatDead;
    private readonly BehaviorValues[] _eatLive;
    private readonly BehaviorValues[] _attack;
    private readonly BehaviorValues[] _immunogenicity;
    private readonly BehaviorValues[] _fuse;
    private readonly BehaviorValues _attach;
    private readonly BehaviorValues[] _affinity;
    private readonly BehaviorValues _movable;
    private readonly BehaviorValues[] _possible;
    private readonly bool[] _mayAsk;

    public InteractionRates(CompiledModel model, Cells cells, Claims claims)
    {
        var b = model.Behaviors;
        _cells = cells;
        _claims = claims;
        int[] eatDead = [b.PhagocytoseApoptotic, b.PhagocytoseNecrotic, b.PhagocytoseOtherDead];
        _eatDead = [.. eatDead.Select(i => new BehaviorValues(model, cells, i))];
        _eatLive = BehaviorValues.PerType(model, cells, b.PhagocytoseLive);
        _attack = BehaviorValues.PerType(model, cells, b.Attack);
        _immunogenicity = BehaviorValues.PerType(model, cells, b.Immunogenicity);
        _fuse = BehaviorValues.PerType(model, cells, b.Fuse);
        _attach = new BehaviorValues(model, cells, b.AttachRate);
        _affinity = BehaviorValues.PerType(model, cells, b.Affinity);
        _movable = new BehaviorValues(model, cells, b.Movable);
        var types = Enumerable.Range(0, b.Types).ToList();
        _possible =
        [
            .. eatDead
                .Concat(types.Select(b.PhagocytoseLive))
                .Concat(types.Select(b.Attack))
                .Concat(types.Select(b.Fuse))
                .Where(i => CellLayout.CanHappen(model, [i]))
                .Select(i => new BehaviorValues(model, cells, i)),
        ];
        var asking = claims.HasAttach ? _possible.Append(_attach) : _possible;
        _mayAsk = [.. types.Select(t => asking.Any(rate => rate.Varies || rate.Of(t) > 0))];
    }

    /// <summary>False for rows of a type whose rates are all zero for good: they cost one look.</summary>
    public bool MayAsk(int row) => _mayAsk[_cells.Type[row]];

    public bool IsMovable(int row) => _movable.At(row) > 0.5;

    /// <summary>True when the row has any rate above zero for eating, attacking or fusing.</summary>
    public bool Acts(int row)
    {
        foreach (var rate in _possible)
            if (rate.At(row) > 0)
                return true;
        return false;
    }

    public bool Attaches(int row) => _claims.HasAttach && _attach.At(row) > 0;

    public double EatDead(int row, CellState state) => _eatDead[(int)state - 1].At(row);

    public double EatLive(int row, int other) => _eatLive[_cells.Type[other]].At(row);

    public double Fuse(int row, int other) => _fuse[_cells.Type[other]].At(row);

    public double Attack(int row, int other) =>
        _attack[_cells.Type[other]].At(row) * _immunogenicity[_cells.Type[row]].At(other);

    public double Attach(int row, int other) => _attach.At(row) * _affinity[_cells.Type[other]].At(row);
}
