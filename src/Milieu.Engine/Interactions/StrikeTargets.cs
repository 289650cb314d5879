// Damage, and the end of attacks.
namespace Milieu.Engine;

/// <summary>Each target takes the damage of all its attackers in order; each attacker counts it and may end.</summary>
/// <remarks>
/// Per attacker and step: damage += k dt, attack time += dt on the target, delivered += k dt on the attacker; by hits,
/// 1 instead of k dt with probability 1 - exp(-k dt), and else nothing (docs/science/hits.md). The attack ends with probability dt / duration, or because either cell is dead (contract 11).
/// </remarks>
internal sealed class StrikeTargets : IRangeJob
{
    private const double LeastVolume = 1e-15;
    private readonly StepContext _context;
    private readonly Cells _cells;
    private readonly Claims _claims;
    private readonly BehaviorValues _rate;
    private readonly BehaviorValues _duration;
    private readonly bool[] _byHits;
    private readonly double _dt;

    public StrikeTargets(StepContext context)
    {
        var b = context.Model.Behaviors;
        _context = context;
        _cells = context.Cells;
        _claims = context.Claims;
        _rate = new BehaviorValues(context.Model, _cells, b.AttackDamageRate);
        _duration = new BehaviorValues(context.Model, _cells, b.AttackDuration);
        _byHits = [.. context.Model.Types.Select(t => t.StrikesByHits)];
        _dt = context.Model.Timing.MechanicsMinutes;
    }

    public void Run(int begin, int end, int worker)
    {
        var attacks = _claims.Attacks;
        var started = 0;
        var ended = 0;
        for (var k = begin; k < end; k++)
        {
            var (actor, target) = (attacks.Actor(k), attacks.Target(k));
            // The first attacker's entry speaks for the target, so that one worker writes the target's row.
            if (k == 0 || attacks.Target(k - 1) != target)
                Suffer(k, target);
            if (_claims.Is(actor, Claim.AttackStarted))
                started++;
            if (_cells.IsLive(actor) && CanSuffer(target))
                _cells.DamageDelivered![actor] += Blow(actor, target);
            if (Lasts(actor, target))
                continue;
            _cells.AttackTarget![actor] = -1;
            _claims.Mark(actor, Claim.AttackEnded);
            ended++;
        }
        _context.Tissue.Tally.Add(EventKind.Attack, started);
        _context.Tissue.Tally.Add(EventKind.AttackEnd, ended);
    }

    private void Suffer(int first, int target)
    {
        if (!CanSuffer(target))
            return;
        var attacks = _claims.Attacks;
        for (var k = first; k < attacks.Count && attacks.Target(k) == target; k++)
        {
            var actor = attacks.Actor(k);
            if (!_cells.IsLive(actor))
                continue;
            _cells.Damage![target] += Blow(actor, target);
            _cells.AttackTime![target] += _dt;
        }
    }

    /// <summary>The damage of this step: the same for the target, who suffers it, and for the attacker, who counts it.</summary>
    private double Blow(int actor, int target)
    {
        var expected = _rate.At(actor) * _dt;
        if (!_byHits[_cells.Type[actor]] || expected <= 0)
            return expected;
        var pair = Chance.Mix(_cells.Lineage[actor], _cells.Lineage[target]);
        return _context.Chance.Uniform(pair, _context.Tick, Purpose.Hit) < 1 - ExactMath.Exp(-expected) ? 1 : 0;
    }

    private bool Lasts(int actor, int target) =>
        _cells.IsLive(actor)
        && _cells.IsLive(target)
        && _context.Chance.Uniform(_cells.Lineage[actor], _context.Tick, Purpose.AttackEnd)
            >= _dt / (1e-15 + _duration.At(actor));

    private bool CanSuffer(int target) => _cells.IsLive(target) && _cells.Volume(target) >= LeastVolume;
}
