// The body one step on: totals of the tissue, doses, reactions, what was on its way.
namespace Milieu.Engine;

/// <summary>Takes the amounts of the body from this tick to its next step.</summary>
/// <remarks>
/// What formulas read of the tissue holds over the step: counts as they are now, flows as those since the last step. Doses
/// split the step exactly where they begin and end. What a delayed reaction gives in this step is what it did in the step
/// that lies its delay back, spread evenly, so that none is lost.
/// </remarks>
public sealed class BodyStage : IStage
{
    private readonly StepContext _context;
    private readonly CompiledBody _body;
    private readonly BodyLaw _law;
    private readonly BodyTotals _totals;
    private readonly Rodas3 _solver;
    private readonly double[] _y;
    private readonly double[] _arriving;
    private readonly DoseDesk _doses;
    private readonly double _tickMinutes;

    public BodyStage(StepContext context)
    {
        _context = context;
        _body = context.Model.Body!;
        _law = new BodyLaw(_body);
        _totals = new BodyTotals(context, _body);
        _solver = new Rodas3(_law, _body.Tolerance);
        _y = new double[_law.Count];
        _arriving = new double[_body.Species.Length];
        _tickMinutes = context.Model.Timing.TickMinutes;
        _doses = new DoseDesk(_body, _tickMinutes);
    }

    public void Run()
    {
        var state = _context.Tissue.Body!;
        var amounts = state.Amounts.Span(state.Species);
        var begin = _context.Tissue.Tick;
        var end = begin + _body.Period;
        _totals.Read(_law.Outside, _body.Period * _tickMinutes);
        Arrive(state, begin / _body.Period);
        _doses.Decide(state, amounts, _law.Outside, begin, end);
        _y.AsSpan().Clear();
        amounts.CopyTo(_y);
        var isGood = true;
        for (var at = begin; at < end && isGood; )
        {
            var next = _doses.NextEdge(state, at, end);
            _arriving.CopyTo(_law.Inflow);
            _doses.Give(state, at, _y, _law.Inflow);
            isGood = _solver.Integrate(at * _tickMinutes, next * _tickMinutes, _y);
            at = next;
        }
        // Whoever writes the state down names what is not finite, and when.
        if (!isGood)
            _y.AsSpan().Fill(double.NaN);
        _y.AsSpan(0, amounts.Length).CopyTo(amounts);
        Depart(state, begin / _body.Period);
    }

    /// <summary>What delayed reactions give in this step, per min.</summary>
    private void Arrive(BodyState state, long step)
    {
        _arriving.AsSpan().Clear();
        foreach (var r in _law.Delayed)
        {
            var reaction = _body.Reactions[r];
            var extent = state.RingOf(r, reaction.DelaySteps)[(int)(step % reaction.DelaySteps)];
            foreach (var share in reaction.Gives)
                _arriving[share.Species] += share.Amount * extent / (_body.Period * _tickMinutes);
        }
    }

    /// <summary>Keeps how far delayed reactions went in this step, in the place of what has just arrived.</summary>
    private void Depart(BodyState state, long step)
    {
        for (var k = 0; k < _law.Delayed.Length; k++)
        {
            var steps = _body.Reactions[_law.Delayed[k]].DelaySteps;
            state.RingOf(_law.Delayed[k], steps)[(int)(step % steps)] = _y[state.Species + k];
        }
    }
}
