// One phenotype step of each row, in the order of the contract.
namespace Milieu.Engine;

/// <summary>Transform, rules, volume, integrity, death and cycle of a range of rows; writes nothing but those rows.</summary>
internal sealed class PhenotypeJob : IRangeJob
{
    private const double LeastIntegrityRate = 1e-8;

    /// <summary>A cell that dies by apoptosis with less damage than this did not die of it: docs/measures.md.</summary>
    private const double KillingDamage = 0.5;
    private readonly StepContext _context;
    private readonly Cells _cells;
    private readonly BehaviorReader _read;
    private readonly Transformation _transformation;
    private readonly VolumeStep _volume;
    private readonly Dying _dying;
    private readonly PhaseClock _clock;
    private readonly Leaving _leaving;
    private readonly IRuleKernel? _rules;
    private readonly IEquationKernel? _equations;
    private readonly OwnEvents? _events;
    private readonly bool _mends;
    private readonly double _dt;

    public PhenotypeJob(StepContext context)
    {
        var model = context.Model;
        _context = context;
        _cells = context.Cells;
        _dt = model.Timing.PhenotypeMinutes;
        _mends = model.Conventions.ImplicitRepair && _cells.Damage is not null;
        _read = new BehaviorReader(model, _cells);
        _transformation = new Transformation(model, _cells, _read, context.Chance);
        var table = new RuleTable(context);
        if (!table.IsEmpty)
            _rules =
                context.Kernel == KernelKind.Reference
                    ? new ReferenceRules(context, table)
                    : new VectorizedRules(context, table);
        var equations = OwnEquation.AllOf(context);
        if (equations.Length > 0)
            _equations =
                context.Kernel == KernelKind.Reference
                    ? new OwnEquations(context, equations)
                    : new WideEquations(context, equations);
        var events = new OwnEvents(context, EventMoment.Step);
        _events = events.IsEmpty ? null : events;
        _volume = new VolumeStep(model, _cells);
        _dying = new Dying(model, _cells, _read, context.Chance);
        _clock = new PhaseClock(model, _cells, _read, context.Chance);
        _leaving = new Leaving(model, _cells, context.Chance);
    }

    public void Run(int begin, int end, int worker)
    {
        var tick = _context.Tick;
        var (transformed, died, released) = (0, 0, 0);
        for (var row = begin; row < end; row++)
        {
            var attacks = Attacks(row);
            if (!IsActive(row) || !_cells.IsLive(row) || !_transformation.Try(row, tick))
                continue;
            transformed++;
            released += attacks ? 1 : 0;
        }
        _rules?.Run(begin, end, worker);
        _equations?.Run(begin, end, worker);
        for (var row = begin; row < end; row++)
        {
            if (!IsActive(row))
                continue;
            var attacks = Attacks(row);
            var outcome = Live(row, tick);
            if ((outcome & EventOutcome.Became) != EventOutcome.None)
            {
                transformed++;
                released += attacks ? 1 : 0;
            }
            if ((outcome & EventOutcome.Died) != EventOutcome.None)
            {
                died++;
                _context.Tissue.ByType.Add(TypeEvent.Died, _cells.Type[row]);
                if (
                    _cells.Damage is not null
                    && _cells.Damage[row] >= KillingDamage
                    && !_cells.Is(row, CellFlags.Necrosis)
                )
                    _context.Tissue.ByType.Add(TypeEvent.Killed, _cells.Type[row]);
            }
        }
        _context.Tissue.Tally.Add(EventKind.Transformation, transformed);
        _context.Tissue.Tally.Add(EventKind.Death, died);
        _context.Tissue.Tally.Add(EventKind.AttackEnd, released);
    }

    /// <summary>Neither a tombstone nor out of the domain.</summary>
    private bool IsActive(int row) => !_cells.Is(row, CellFlags.Absent);

    private bool Attacks(int row) => _cells.AttackTarget is { } target && target[row] >= 0;

    private EventOutcome Live(int row, uint tick)
    {
        _volume.Run(row, _dt);
        if (_mends)
            Repair(row);
        var outcome = _events is not null && _cells.IsLive(row) ? _events.Run(row, tick) : EventOutcome.None;
        if (_cells.IsLive(row) && _dying.Try(row, tick))
            outcome |= EventOutcome.Died;
        var fate = _clock.Advance(row, tick);
        if ((outcome & EventOutcome.Divides) != EventOutcome.None && _cells.IsLive(row) && fate == Fate.None)
            fate = _clock.Divide(row);
        _cells.Fate[row] = (byte)fate;
        if (_leaving.Any && _cells.IsLive(row) && _leaving.Try(row, tick))
            _cells.Fate[row] = (byte)(Fate.Remove | Fate.Leave);
        return outcome;
    }

    /// <summary>d(damage)/dt = damage rate - repair rate damage, implicit in repair; PhysiCell's way (contract 6).</summary>
    private void Repair(int row)
    {
        var rate = _read[row, _context.Model.Behaviors.DamageRate];
        var repair = _read[row, _context.Model.Behaviors.RepairRate];
        if (rate > LeastIntegrityRate || repair > LeastIntegrityRate)
            _cells.Damage![row] = (_cells.Damage[row] + (_dt * rate)) / (1 + (_dt * repair));
    }
}
