// What the rules of one type read, each signal and each formula once.
namespace Milieu.Engine;

/// <param name="Inputs">The slot of each input.</param>
internal sealed record PreparedFormula(Formula Law, int[] Inputs);

/// <summary>Numbers the signals and formulas of a type: a slot each, formulas after all that they read.</summary>
/// <remarks>
/// They are read before the first rule writes. A custom variable that some rule of the type writes is read by the terms
/// themselves, as it is when their turn comes; only formulas take its earlier value.
/// </remarks>
internal sealed class TypeSignals
{
    private readonly Dictionary<SignalInput, int> _slots = [];
    private readonly HashSet<int> _written;

    public TypeSignals(StepContext context, CellStates states, CompiledType type)
    {
        var model = context.Model;
        var first = model.Behaviors.Custom(0);
        _written = [.. type.Rules.Where(r => r.Behavior >= first).Select(r => r.Behavior - first)];
        var formulas = new SortedSet<int>();
        var signals = new List<SignalInput>();
        foreach (var rule in type.Rules)
        {
            foreach (var use in rule.Uses())
                Need(model, new SignalInput(SignalKind.Formula, use.Formula), signals, formulas);
            foreach (var term in rule.Terms().Where(IsSteady))
                Need(model, new SignalInput(term.Kind, term.Index), signals, formulas);
        }
        Signals = [.. signals.Select(s => new SignalReader(context, states, s.Kind, s.Index))];
        foreach (var signal in signals)
            _slots[signal] = _slots.Count;
        foreach (var formula in formulas)
            _slots[new SignalInput(SignalKind.Formula, formula)] = _slots.Count;
        Formulas =
        [
            .. formulas.Select(f => new PreparedFormula(
                model.Formulas[f].Law,
                [.. model.Formulas[f].Inputs.Select(i => _slots[i])]
            )),
        ];
        MostInputs = Formulas.Select(f => f.Inputs.Length).DefaultIfEmpty().Max();
    }

    /// <summary>Slots from 0 on.</summary>
    public SignalReader[] Signals { get; }

    /// <summary>Slots after those of the signals.</summary>
    public PreparedFormula[] Formulas { get; }

    public int Slots => Signals.Length + Formulas.Length;

    /// <summary>Inputs of the formula that has most.</summary>
    public int MostInputs { get; }

    /// <summary>The slot of a term's signal; -1 where the term must read it in its turn.</summary>
    public int SlotOf(SignalTerm term) => IsSteady(term) ? _slots[new SignalInput(term.Kind, term.Index)] : -1;

    public int SlotOf(FormulaUse use) => _slots[new SignalInput(SignalKind.Formula, use.Formula)];

    /// <summary>Reads all slots of a row; nothing where there are no formulas.</summary>
    public void Read(int row, double[] values)
    {
        if (Formulas.Length == 0)
            return;
        for (var k = 0; k < Signals.Length; k++)
            values[k] = Signals[k].At(row);
        Span<double> inputs = stackalloc double[MostInputs];
        for (var k = 0; k < Formulas.Length; k++)
        {
            var formula = Formulas[k];
            for (var i = 0; i < formula.Inputs.Length; i++)
                inputs[i] = values[formula.Inputs[i]];
            values[Signals.Length + k] = formula.Law.Evaluate(inputs);
        }
    }

    private bool IsSteady(SignalTerm term) => term.Kind != SignalKind.Custom || !_written.Contains(term.Index);

    private static void Need(
        CompiledModel model,
        SignalInput signal,
        List<SignalInput> signals,
        SortedSet<int> formulas
    )
    {
        if (signal.Kind == SignalKind.Formula)
        {
            if (formulas.Add(signal.Index))
                foreach (var input in model.Formulas[signal.Index].Inputs)
                    Need(model, input, signals, formulas);
        }
        else if (!signals.Contains(signal))
        {
            signals.Add(signal);
        }
    }
}
