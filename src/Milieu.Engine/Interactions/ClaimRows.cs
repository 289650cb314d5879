// Each cell's wishes, drawn over its neighbors.
namespace Milieu.Engine;

/// <summary>Draws the events of a step for the rows of a range and keeps the earliest of each kind in the actor's own row.</summary>
/// <remarks>
/// An event of rate k (1/min) happens in a step of dt if u &lt; k dt, at time u / k, with u drawn for the ordered pair
/// (docs/science/interactions.md).
/// </remarks>
internal sealed unsafe class ClaimRows : IRangeJob
{
    // A neighbor of no volume is passed over (contract 17, Q15).
    private const double LeastVolume = 1e-15;
    private readonly StepContext _context;
    private readonly Cells _cells;
    private readonly Claims _claims;
    private readonly Neighbors _neighbors;
    private readonly CellStates _states;
    private readonly InteractionRates _rates;
    private readonly double _dt;

    // Of each row what it may want, as bits of Wish: that changes only where rows or behaviors do.
    private readonly Column<byte> _wishes;
    private int _version = -1;
    private bool _isDue;

    public ClaimRows(StepContext context, Neighbors neighbors)
    {
        _context = context;
        _cells = context.Cells;
        _claims = context.Claims;
        _neighbors = neighbors;
        _states = new CellStates(context.Model, _cells);
        _rates = new InteractionRates(context.Model, _cells, _claims);
        _dt = context.Model.Timing.MechanicsMinutes;
        _wishes = _cells.Scratch<byte>("wishes");
    }

    [Flags]
    private enum Wish : byte
    {
        None = 0,
        Act = 1,
        Attach = 2,
    }

    /// <summary>To be called before the workers of a step.</summary>
    public void Prepare() => (_isDue, _version) = (_version != _context.Sorter.Version, _context.Sorter.Version);

    public void Run(int begin, int end, int worker)
    {
        _claims.Marks?.Clear(begin, end);
        _claims.Target?.Span(end)[begin..].Fill(-1);
        if (_isDue)
            for (var row = begin; row < end; row++)
                _wishes[row] = (byte)WishOf(row);
        var wishes = _wishes.Span(end);
        for (var row = begin; row < end; row++)
        {
            var next = wishes[row..].IndexOfAnyExcept((byte)Wish.None);
            if (next < 0)
                return;
            row += next;
            if (_cells.Is(row, CellFlags.Tombstone) || _cells.Is(row, CellFlags.Escaped))
                continue;
            var wish = (Wish)wishes[row];
            var acts = _cells.IsLive(row) && (wish & Wish.Act) != Wish.None;
            var attaches = (wish & Wish.Attach) != Wish.None;
            if (acts || attaches)
                Ask(row, acts, attaches, worker);
        }
    }

    private Wish WishOf(int row)
    {
        if (!_rates.MayAsk(row) || !_rates.IsMovable(row))
            return Wish.None;
        return (_rates.Acts(row) ? Wish.Act : Wish.None) | (_rates.Attaches(row) ? Wish.Attach : Wish.None);
    }

    private void Ask(int row, bool acts, bool attaches, int worker)
    {
        var count = _neighbors.Find(row, worker);
        var neighbors = _neighbors.Rows(worker);
        var attackTime = double.PositiveInfinity;
        for (var k = 0; k < count; k++)
        {
            var other = neighbors[k];
            if (attaches)
                Offer(row, other, worker);
            if (!acts || _cells.Volume(other) < LeastVolume)
                continue;
            var state = _states.Of(other);
            if (state != CellState.Live)
            {
                Want(row, other, Claim.Ingest, Purpose.PhagocytoseDead, _rates.EatDead(row, state));
                continue;
            }
            Want(row, other, Claim.Ingest, Purpose.PhagocytoseLive, _rates.EatLive(row, other));
            Want(row, other, Claim.Fuse, Purpose.Fuse, _rates.Fuse(row, other));
            if (_claims.HasAttack)
                Attack(row, other, ref attackTime);
        }
    }

    private void Want(int row, int other, Claim kind, Purpose purpose, double rate)
    {
        if (!Draw(row, other, purpose, rate, out var time))
            return;
        var target = _claims.Target![row];
        if (target >= 0)
        {
            var earliest = _claims.Time![row];
            if (time > earliest || (time == earliest && _cells.Id[other] >= _cells.Id[target]))
                return;
        }
        _claims.Target[row] = other;
        _claims.Time![row] = time;
        var attack = _claims.Marks![row] & (byte)Claim.AttackStarted;
        _claims.Marks[row] = (byte)(attack | (byte)kind);
    }

    private void Attack(int row, int other, ref double earliest)
    {
        var target = _cells.AttackTarget![row];
        var isFree = target < 0 || _claims.Is(row, Claim.AttackStarted);
        if (
            !isFree
            || !Draw(row, other, Purpose.AttackStart, Grip(row, other) * _rates.Attack(row, other), out var time)
        )
            return;
        if (time > earliest || (time == earliest && _cells.Id[other] >= _cells.Id[target]))
            return;
        earliest = time;
        _cells.AttackTarget[row] = other;
        _claims.Mark(row, Claim.AttackStarted);
    }

    /// <summary>How readily a row takes hold of a neighbor: 0 to 1.</summary>
    private double Grip(int row, int other)
    {
        if (_context.Model.Types[_cells.Type[row]].Grip is not { } grip)
            return 1;
        if (grip.IsAlone && _claims.Held![other] != 0)
            return 0;
        var (x, y, z) = (
            _cells.X[row] - _cells.X[other],
            _cells.Y[row] - _cells.Y[other],
            _cells.Z[row] - _cells.Z[other]
        );
        return grip.ShareAt(Math.Sqrt((x * x) + (y * y) + (z * z)));
    }

    /// <summary>Offers a link, unless there is one or the other cell makes the same offer earlier.</summary>
    private void Offer(int row, int other, int worker)
    {
        if (!Draw(row, other, Purpose.Attach, _rates.Attach(row, other), out var time))
            return;
        var link = _context.Tissue.Links.Find(row, other);
        if (link >= 0 && (_context.Tissue.Links.Kind[link] & (byte)LinkKind.Spring) != 0)
            return;
        if (
            _rates.IsMovable(other)
            && Draw(other, row, Purpose.Attach, _rates.Attach(other, row), out var theirs)
            && (theirs < time || (theirs == time && _cells.Id[other] < _cells.Id[row]))
        )
            return;
        _claims.Proposals.Add(worker, new Proposal(time, _cells.Id[row], _cells.Id[other], row, other));
    }

    private bool Draw(int row, int other, Purpose purpose, double rate, out double time)
    {
        time = 0;
        if (rate <= 0)
            return false;
        var pair = Chance.Mix(_cells.Lineage[row], _cells.Lineage[other]);
        var u = _context.Chance.Uniform(pair, _context.Tick, purpose);
        time = u / rate;
        return u < rate * _dt;
    }
}
