// Events: what happens to a cell all at once, by condition or by chance.
namespace Milieu.Engine;

/// <summary>Asks the events of a row's type in their order, and carries out those that happen.</summary>
/// <remarks>
/// u &lt; p with p the probability, or 1 - exp(-rate dt); u from lineage, tick and the number of the event in its type
/// (docs/science/events.md). A row takes no further event once it has died or become another type.
/// </remarks>
internal sealed class OwnEvents
{
    private readonly Cells _cells;
    private readonly Chance _chance;
    private readonly Dying _dying;
    private readonly Transformation _transformation;
    private readonly AskedEvent[][] _byType;
    private readonly double _dt;
    private readonly int _mostValues;

    public OwnEvents(StepContext context, EventMoment at)
    {
        var model = context.Model;
        (_cells, _chance) = (context.Cells, context.Chance);
        _dt = model.Timing.PhenotypeMinutes;
        var read = new BehaviorReader(model, _cells);
        _dying = new Dying(model, _cells, read, _chance);
        _transformation = new Transformation(model, _cells, read, _chance);
        var states = new CellStates(model, _cells);
        SignalReader? Of(int? formula) =>
            formula is { } index ? new SignalReader(context, states, SignalKind.Formula, index) : null;
        NewValue To(EventValue value) =>
            new(
                _cells.ColumnOf(model.Behaviors.Custom(value.Custom))!,
                Of(value.Formula)!,
                model.Customs[value.Custom].Least ?? double.NegativeInfinity,
                model.Customs[value.Custom].Most ?? double.PositiveInfinity
            );
        _byType =
        [
            .. model.Types.Select(t =>
                t.Events.Select((e, k) => (Event: e, Number: k))
                    .Where(e => e.Event.At == at)
                    .Select(e => new AskedEvent(
                        e.Event,
                        e.Number,
                        Of(e.Event.When),
                        Of(e.Event.Probability),
                        Of(e.Event.Rate),
                        [.. e.Event.Sets.Select(To)]
                    ))
                    .ToArray()
            ),
        ];
        _mostValues = _byType.SelectMany(t => t).Select(e => e.Values.Length).DefaultIfEmpty().Max();
        IsEmpty = _byType.All(t => t.Length == 0);
    }

    public bool IsEmpty { get; }

    /// <summary>A live row at a tick.</summary>
    public EventOutcome Run(int row, uint tick)
    {
        var outcome = EventOutcome.None;
        var events = _byType[_cells.Type[row]];
        if (events.Length == 0)
            return outcome;
        Span<double> values = stackalloc double[_mostValues];
        foreach (var one in events)
        {
            if (!Happens(one, row, tick))
                continue;
            for (var k = 0; k < one.Values.Length; k++)
                values[k] = one.Values[k].To.At(row);
            for (var k = 0; k < one.Values.Length; k++)
                one.Values[k].Column[row] = Math.Min(Math.Max(values[k], one.Values[k].Least), one.Values[k].Most);
            if (one.Event.Divides)
                outcome |= EventOutcome.Divides;
            if (one.Event.Death is { } death)
            {
                _dying.Die(row, death);
                return EventOutcome.Died;
            }
            if (one.Event.Becomes is { } type && type != _cells.Type[row])
            {
                _transformation.Convert(row, type);
                return outcome | EventOutcome.Became;
            }
        }
        return outcome;
    }

    private bool Happens(AskedEvent one, int row, uint tick)
    {
        if (one.When is { } when && !(when.At(row) > 0.5))
            return false;
        if (one is { Probability: null, Rate: null })
            return true;
        var p = one.Probability?.At(row) ?? (1 - ExactMath.Exp(-_dt * one.Rate!.At(row)));
        return p > 0 && _chance.Uniform(_cells.Lineage[row], tick, Purpose.Event, one.Number) < p;
    }

    private sealed record AskedEvent(
        CompiledEvent Event,
        int Number,
        SignalReader? When,
        SignalReader? Probability,
        SignalReader? Rate,
        NewValue[] Values
    );

    private sealed record NewValue(Column<double> Column, SignalReader To, double Least, double Most);
}

/// <summary>What events did to a row beside its variables.</summary>
[Flags]
internal enum EventOutcome
{
    None = 0,
    Died = 1,
    Became = 2,
    Divides = 4,
}
