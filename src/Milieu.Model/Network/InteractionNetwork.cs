// Who acts on whom in a model, from its rules and constants.
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Bonds between types and substrates; several rules between the same two are one bond.</summary>
internal sealed class InteractionNetwork
{
    private readonly CompiledModel _model;
    private readonly Vocabulary _words;
    private readonly BehaviorIndex _b;
    private readonly OrderedDictionary<(BondKind, int, int), (BondSign Sign, List<string> What)> _bonds = [];

    public InteractionNetwork(CompiledModel model)
    {
        (_model, _words, _b) = (model, Vocabulary.Of(model), model.Behaviors);
        for (var t = 0; t < model.Types.Length; t++)
        {
            Gives(t);
            foreach (var rule in model.Types[t].Rules)
                Rule(t, rule);
            foreach (var one in model.Types[t].Events)
            foreach (var formula in one.Formulas())
                Reads(t, new SignalInput(SignalKind.Formula, formula), BondSign.Open, one.Name);
            Taxis(t);
            for (var o = 0; o < model.Types.Length; o++)
                Between(t, o);
        }
    }

    public IReadOnlyList<Bond> Bonds =>
        [.. _bonds.Select(b => new Bond(b.Key.Item1, b.Key.Item2, b.Key.Item3, b.Value.Sign, b.Value.What))];

    private void Gives(int type)
    {
        for (var s = 0; s < _b.Substrates; s++)
        {
            if (CanBe(type, _b.Secretion(s)) && CanBe(type, _b.SecretionTarget(s)))
                Add(BondKind.Gives, type, s, BondSign.Raises, "secretion");
            if (CanBe(type, _b.Export(s)))
                Add(BondKind.Gives, type, s, BondSign.Raises, "export");
        }
    }

    private void Rule(int type, CompiledRule rule)
    {
        var behavior = _words.Behavior(rule.Behavior).Name;
        foreach (var term in rule.Up)
            Reads(type, term, rule.Max >= rule.Base ? BondSign.Raises : BondSign.Lowers, behavior);
        foreach (var term in rule.Down)
            Reads(type, term, BondSign.Lowers, behavior);
        foreach (var (term, weight) in rule.Factors)
            Reads(type, term, weight >= 1 ? BondSign.Raises : BondSign.Lowers, behavior);
        foreach (var (term, _) in rule.Hazards)
            Reads(type, term, BondSign.Raises, behavior);
        foreach (var use in rule.Uses())
            Reads(type, new SignalInput(SignalKind.Formula, use.Formula), BondSign.Open, behavior);
    }

    private void Reads(int type, SignalTerm term, BondSign sign, string behavior) =>
        Reads(type, new SignalInput(term.Kind, term.Index), sign, behavior);

    /// <summary>A signal that is a formula, or gathered, is read for what it reads itself: the sign of that is open.</summary>
    private void Reads(int type, SignalInput signal, BondSign sign, string behavior)
    {
        switch (signal.Kind)
        {
            case SignalKind.Substrate:
            case SignalKind.Gradient:
            case SignalKind.Internalized:
                Add(BondKind.Moves, signal.Index, type, sign, behavior);
                break;
            case SignalKind.ContactType:
                Add(BondKind.Touches, signal.Index, type, sign, behavior);
                break;
            case SignalKind.Touch:
                foreach (var other in _model.Touches[signal.Index].Types)
                    Add(BondKind.Touches, other, type, sign, $"{behavior} ({_model.Touches[signal.Index].Name})");
                break;
            case SignalKind.Formula:
                var formula = _model.Formulas[signal.Index];
                var name = formula.Name.Length == 0 ? behavior : $"{behavior} ({formula.Name})";
                foreach (var input in formula.Inputs)
                    Reads(type, input, BondSign.Open, name);
                break;
            default:
                break;
        }
    }

    private void Taxis(int type)
    {
        var own = _model.Types[type];
        if (!own.IsMotile || own.Taxis == Engine.Taxis.None)
            return;
        if (own.Taxis == Engine.Taxis.Single)
            Add(BondKind.Moves, own.TaxisSubstrate, type, SignOf(own.TaxisSign), "direction of migration");
        for (var s = 0; s < _b.Substrates && own.Taxis != Engine.Taxis.Single; s++)
            if (own.Constants[_b.ChemotacticSensitivity(s)] is var weight and not 0)
                Add(BondKind.Moves, s, type, SignOf(weight), "direction of migration");
    }

    private void Between(int type, int other)
    {
        if (CanBe(type, _b.Attack(other)))
            Add(BondKind.Attacks, type, other, BondSign.Lowers, "attack");
        if (CanBe(type, _b.PhagocytoseLive(other)))
            Add(BondKind.Attacks, type, other, BondSign.Lowers, "phagocytosis");
        if (type != other && _model.Types[type].Events.Any(e => e.Becomes == other))
            Add(BondKind.Becomes, type, other, BondSign.Open, "event");
        if (type != other && CanBe(type, _b.Transform(other)))
            Add(BondKind.Becomes, type, other, BondSign.Open, "transformation");
        if (type != other && CanBe(type, _b.AsymmetricDivision(other)))
            Add(BondKind.Becomes, type, other, BondSign.Open, "asymmetric division");
    }

    private bool CanBe(int type, int behavior) =>
        _model.Types[type].Constants[behavior] > 0
        || _model
            .Types[type]
            .Rules.Any(r =>
                r.Behavior == behavior && (r.Max > 0 || r.Start is not null || r.Hazards.Any(h => h.Weight > 0))
            );

    private static BondSign SignOf(double weight) => weight > 0 ? BondSign.Raises : BondSign.Lowers;

    private void Add(BondKind kind, int from, int to, BondSign sign, string what)
    {
        var (before, all) = _bonds.TryGetValue((kind, from, to), out var bond) ? bond : (BondSign.Open, []);
        if (!all.Contains(what))
            all.Add(what);
        _bonds[(kind, from, to)] = (before | sign, all);
    }
}
