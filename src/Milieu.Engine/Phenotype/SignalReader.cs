// What a cell senses, as one number.
namespace Milieu.Engine;

/// <summary>One signal of the model, with the field or the column that holds it found beforehand.</summary>
internal sealed class SignalReader
{
    private readonly StepContext _context;
    private readonly Cells _cells;
    private readonly SignalKind _kind;
    private readonly int _index;
    private readonly Field? _field;
    private readonly Column<double>? _amounts;
    private readonly Column<ushort>? _counts;
    private readonly CellStates _states;
    private readonly Formula? _formula;
    private readonly SignalReader[] _inputs = [];

    public SignalReader(StepContext context, CellStates states, SignalKind kind, int index)
    {
        _context = context;
        _cells = context.Cells;
        (_kind, _index) = (kind, index);
        _states = states;
        if (kind is SignalKind.Substrate or SignalKind.Gradient)
            _field = context.Tissue.Fields[index];
        else if (kind == SignalKind.Structure)
            _field = context.Tissue.Matrix[index];
        _amounts = AmountsOf(kind, index);
        if (kind is >= SignalKind.ContactType and <= SignalKind.ContactOtherDead)
        {
            var contact = _cells.Layout.Contacts.IndexOf((kind, kind == SignalKind.ContactType ? index : 0));
            _counts = _cells.Contacts[contact];
        }
        if (kind != SignalKind.Formula)
            return;
        var formula = context.Model.Formulas[index];
        _formula = formula.Law;
        _inputs = [.. formula.Inputs.Select(i => new SignalReader(context, states, i.Kind, i.Index))];
    }

    /// <summary>The field whose density is the signal itself, for kernels that read many rows at once.</summary>
    public Field? Density => _kind is SignalKind.Substrate or SignalKind.Structure ? _field : null;

    /// <summary>The signal at a row; it may be negative where a custom variable or a field is.</summary>
    public double At(int row) =>
        _kind switch
        {
            SignalKind.Substrate or SignalKind.Structure => _field![
                _field.OffsetAt(_cells.X[row], _cells.Y[row], _cells.Z[row])
            ],
            SignalKind.Gradient => Slope(row),
            SignalKind.Internalized => _amounts is null ? 0 : Concentration(row),
            SignalKind.Pressure => _cells.Pressure[row],
            SignalKind.Volume => _cells.Volume(row),
            >= SignalKind.ContactType and <= SignalKind.ContactOtherDead => _counts![row],
            SignalKind.Damage or SignalKind.DamageDelivered or SignalKind.AttackTime => _amounts![row],
            SignalKind.Custom or SignalKind.Touch => _amounts![row],
            SignalKind.Attacking => _cells.AttackTarget![row] >= 0 ? 1 : 0,
            SignalKind.Time => _context.Minutes,
            SignalKind.Dead => _states.Of(row) != CellState.Live ? 1 : 0,
            SignalKind.Apoptotic => _states.Of(row) == CellState.Apoptotic ? 1 : 0,
            SignalKind.Formula => Value(row),
            SignalKind.Species => _context.Tissue.Body!.Amounts[_index],
            SignalKind.NewSpecies => _context.Tissue.Body!.GrownBy(_index),
            SignalKind.Draw => Draw(row),
            SignalKind.Necrotic => _states.Of(row) == CellState.Necrotic ? 1 : 0,
            // Nothing in a tissue sets contact with a basement membrane.
            _ => 0,
        };

    private Column<double>? AmountsOf(SignalKind kind, int index) =>
        kind switch
        {
            SignalKind.Internalized when _cells.Layout.Internalized.Contains(index) => _cells.Internalized[
                _cells.Layout.Internalized.IndexOf(index)
            ],
            SignalKind.Damage => _cells.Damage,
            SignalKind.DamageDelivered => _cells.DamageDelivered,
            SignalKind.AttackTime => _cells.AttackTime,
            SignalKind.Touch => _context.Touches[index],
            SignalKind.Custom => _cells.ColumnOf(_context.Model.Behaviors.Custom(index)),
            _ => null,
        };

    private double Draw(int row)
    {
        var pair = _context.Chance.Pair(_cells.Lineage[row], _context.Tick, Purpose.EventDraw, _index);
        return _index % 2 == 0 ? pair.A : Normal.Of(pair);
    }

    private double Value(int row)
    {
        Span<double> inputs = stackalloc double[_inputs.Length];
        for (var k = 0; k < inputs.Length; k++)
            inputs[k] = _inputs[k].At(row);
        return _formula!.Evaluate(inputs);
    }

    private double Slope(int row)
    {
        var (x, y, z) = FieldGradient.At(_field!, _cells.X[row], _cells.Y[row], _cells.Z[row]);
        return Math.Sqrt((x * x) + (y * y) + (z * z));
    }

    private double Concentration(int row)
    {
        var volume = _cells.Volume(row);
        return volume > 0 ? _amounts![row] / volume : 0;
    }
}
