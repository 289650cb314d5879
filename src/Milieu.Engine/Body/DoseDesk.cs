// Decides about doses: what is watched, what is given, skipped or put off, and what flows in when.
namespace Milieu.Engine;

/// <summary>The plan of doses at work. Conditions are asked at the beginning of the body's step in which a dose is due.</summary>
internal sealed class DoseDesk(CompiledBody body, double tickMinutes)
{
    private readonly CompiledTherapy _plan = body.Therapy ?? CompiledTherapy.None;
    private readonly double[] _inputs = new double[
        body.Species.Length + 1 + body.Inputs.Length + (body.Therapy?.Readouts.Length ?? 0)
    ];

    private int FirstReadout => _inputs.Length - _plan.Readouts.Length;

    /// <summary>Reads what is watched and decides about all that is due before the end of a step.</summary>
    /// <param name="outside">What formulas read of the tissue.</param>
    public void Decide(
        BodyState state,
        ReadOnlySpan<double> amounts,
        ReadOnlySpan<double> outside,
        long begin,
        long end
    )
    {
        if (_plan.Readouts.Length + _plan.Doses.Length == 0)
            return;
        amounts.CopyTo(_inputs);
        _inputs[body.Species.Length] = begin * tickMinutes;
        outside.CopyTo(_inputs.AsSpan(body.Species.Length + 1));
        var therapy = state.Therapy;
        Watch(therapy, begin);
        var hasStopped = _plan.Stop >= 0 && begin >= _plan.StartTick && Holds(_plan.Stop);
        for (var d = 0; d < _plan.Doses.Length; d++)
        {
            if (therapy.StatusOf(d) != DoseStatus.Due)
                continue;
            if (hasStopped)
                therapy.Settle(d, DoseStatus.Stopped, begin, 0);
            else if (therapy.TickOf(d) < end)
                Decide(therapy, d, Math.Max(therapy.TickOf(d), begin));
        }
    }

    /// <summary>Doses that begin at a tick are added to the amounts; those that flow at it add to the inflow, per min.</summary>
    public void Give(BodyState state, long tick, Span<double> amounts, Span<double> inflow)
    {
        var therapy = state.Therapy;
        for (var d = 0; d < _plan.Doses.Length; d++)
        {
            if (!therapy.Flows(d) || tick < therapy.TickOf(d))
                continue;
            var dose = _plan.Doses[d];
            var begin = therapy.TickOf(d);
            if (dose.Ticks == 0 && begin == tick)
                amounts[dose.Species] += therapy.AmountOf(d);
            else if (tick < begin + dose.Ticks)
                inflow[dose.Species] += therapy.AmountOf(d) / (dose.Ticks * tickMinutes);
        }
    }

    /// <summary>The next tick after one at which a dose begins or ends, or the end of the step.</summary>
    public long NextEdge(BodyState state, long after, long end)
    {
        var therapy = state.Therapy;
        var next = end;
        for (var d = 0; d < _plan.Doses.Length; d++)
        {
            if (!therapy.Flows(d))
                continue;
            var begin = therapy.TickOf(d);
            if (begin > after)
                next = Math.Min(next, begin);
            else if (begin + _plan.Doses[d].Ticks > after)
                next = Math.Min(next, begin + _plan.Doses[d].Ticks);
        }
        return next;
    }

    private void Decide(TherapyState therapy, int d, long tick)
    {
        var dose = _plan.Doses[d];
        for (var k = 0; k < dose.Reads.Length; k++)
            therapy.Note(d, k, _inputs[dose.Reads[k].Input]);
        if (dose.Condition < 0 || Holds(dose.Condition))
            therapy.Settle(d, DoseStatus.Given, tick, dose.Amount);
        else if (dose.Otherwise == Otherwise.Scale)
            therapy.Settle(d, DoseStatus.Scaled, tick, dose.Amount * dose.Factor);
        else if (dose.Otherwise == Otherwise.Skip)
            therapy.Settle(d, DoseStatus.Skipped, tick, 0);
        else if (tick + dose.RetryTicks > dose.LastTick)
            therapy.Settle(d, DoseStatus.Lapsed, tick, 0);
        else
        {
            therapy.Tick[d] = tick + dose.RetryTicks;
            therapy.Delays[d]++;
        }
    }

    private bool Holds(int readout) => _inputs[FirstReadout + readout] > 0.5;

    private void Watch(TherapyState therapy, long tick)
    {
        var isFirst = tick <= _plan.StartTick;
        for (var k = 0; k < _plan.Readouts.Length; k++)
        {
            var readout = _plan.Readouts[k];
            var now = readout.Value.Evaluate(_inputs);
            ref var kept = ref therapy.Readouts[k];
            kept = readout.Kind switch
            {
                ReadoutKind.Baseline => isFirst ? now : kept,
                ReadoutKind.Lowest => isFirst ? now : Math.Min(kept, now),
                ReadoutKind.Highest => isFirst ? now : Math.Max(kept, now),
                ReadoutKind.Since => !(now > 0.5) ? -1
                : isFirst || kept < 0 ? 0
                : kept + (body.Period * tickMinutes),
                _ => now,
            };
            _inputs[FirstReadout + k] = therapy.ReadoutOf(k);
        }
    }
}
