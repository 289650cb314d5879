// What can ever happen in a compiled model.
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Which types appear, which behaviors can be above zero, which signals can ever differ from zero.</summary>
internal sealed class Possible
{
    private readonly CompiledModel _model;
    private readonly BehaviorIndex _b;
    private readonly Vocabulary _words;
    private readonly bool[] _present;

    public Possible(CompiledModel model)
    {
        _model = model;
        _b = model.Behaviors;
        _words = Vocabulary.Of(model);
        _present = new bool[model.Types.Length];
        foreach (var placement in model.Placements)
            _present[placement.Type] = true;
        foreach (var layout in model.Placements.Select(p => p.Vessels).OfType<VesselLayout>())
        foreach (var type in layout.Types)
            _present[type] = true;
        // A type arises from a present one: as many rounds as types reach everything.
        for (var round = 0; round < _present.Length; round++)
        for (var t = 0; t < _present.Length; t++)
        for (var o = 0; o < _present.Length && _present[t]; o++)
            _present[o] |=
                CanBePositive(t, _b.Transform(o))
                || CanBePositive(t, _b.AsymmetricDivision(o))
                || CanBePositive(t, _b.Extravasate(o))
                || model.Types[t].Events.Any(e => e.Becomes == o)
                || Sprouts(t, o);
    }

    public bool IsPresent(int type) => _present[type];

    /// <summary>By the type's own value, a rule, a distribution or a table of cells.</summary>
    public bool CanBePositive(int type, int behavior)
    {
        var t = _model.Types[type];
        return t.Constants[behavior] > 0
            || t.Rules.Any(r => r.Behavior == behavior && CanBePositive(r))
            || t.Distributions.Any(d => d.Behavior == behavior)
            || _model.Placements.Any(p => p.Type == type && p.Values.Any(v => v.Behavior == behavior));
    }

    private static bool CanBePositive(CompiledRule rule) =>
        rule.Max > 0 || rule.Start is not null || rule.Hazards.Any(h => h.Weight > 0);

    /// <summary>Why a signal is always zero for cells of a type; null when it may not be.</summary>
    public string? WhyNever(int type, SignalWord signal) =>
        signal.Kind switch
        {
            SignalKind.Substrate or SignalKind.Internalized or SignalKind.Gradient when !IsProduced(signal.Index) =>
                $"nothing produces {_model.Substrates[signal.Index].Name}",
            SignalKind.Internalized when !CanBePositive(type, _b.Uptake(signal.Index)) =>
                $"the type takes up no {_model.Substrates[signal.Index].Name}",
            SignalKind.Structure when !IsBuilt(signal.Index) => $"nothing builds {signal.Name}",
            >= SignalKind.ContactType and <= SignalKind.ContactOtherDead when !CanBePositive(type, _b.Movable) =>
                "cells that do not move count no contacts (a signal that counts touching cells does)",
            SignalKind.ContactType when !_present[signal.Index] =>
                $"no cell of type {_model.Types[signal.Index].Name} is ever placed or arises",
            SignalKind.ContactDead when !AnyDies(0) && !AnyDies(1) => "no cell ever dies",
            SignalKind.ContactApoptotic when !AnyDies(0) => "no cell ever dies by apoptosis",
            SignalKind.ContactNecrotic when !AnyDies(1) => "no cell ever dies by necrosis",
            SignalKind.ContactMembrane => "there is no basement membrane",
            SignalKind.Damage when !IsAttacked(type) && !CanBePositive(type, _b.DamageRate) =>
                "nothing damages this type",
            SignalKind.AttackTime when !IsAttacked(type) => "nothing attacks this type",
            SignalKind.DamageDelivered or SignalKind.Attacking when !Attacks(type) => "this type attacks nothing",
            SignalKind.Dead when !Dies(type, 0) && !Dies(type, 1) => "this type never dies",
            SignalKind.Apoptotic when !Dies(type, 0) => "this type never dies by apoptosis",
            SignalKind.Necrotic when !Dies(type, 1) => "this type never dies by necrosis",
            SignalKind.Touch => WhyNobody(type, _model.Touches[signal.Index]),
            SignalKind.Formula => WhyNever(type, _model.Formulas[signal.Index]),
            SignalKind.Custom when !IsWritten(signal.Index) => $"{signal.Name} is always 0",
            _ => null,
        };

    private string? WhyNobody(int type, TouchSignal signal)
    {
        if (signal.Kind == TouchKind.Target)
            return Attacks(type) ? null : "this type attacks nothing";
        return signal.Types.Any(t => _present[t]) ? null : "no cell that it is gathered from is ever placed or arises";
    }

    /// <summary>A piece of vessel sends out tips, which leave pieces.</summary>
    private bool Sprouts(int type, int other) =>
        _model.Vessels is { Tip: >= 0 } vessels
        && (other == vessels.Tip || other == vessels.Leaves)
        && (type == vessels.Tip || (vessels.Segments.Contains(type) && CanBePositive(type, _b.Sprout)));

    /// <summary>A formula all of whose signals are always 0 is one number.</summary>
    private string? WhyNever(int type, CompiledFormula formula)
    {
        var reasons = formula.Inputs.Select(i => WhyNever(type, _words.Signal(i.Kind, i.Index))).ToList();
        return !reasons.Contains(null) && formula.Law.Evaluate(new double[reasons.Count]) <= 0
            ? string.Join(", ", reasons.Prepend($"{formula.Name} is always 0").Distinct())
            : null;
    }

    private bool IsProduced(int substrate)
    {
        var s = _model.Substrates[substrate];
        return s.Initial > 0
            || s.InitialField.Any(v => v > 0)
            || s.Faces.Any(v => v > 0)
            || s.Regions.Any(r => r.Value > 0)
            || _model.BoundaryChanges.Any(c => c.Substrate == substrate && c.Value > 0)
            || AnyPresent(t =>
                (CanBePositive(t, _b.Secretion(substrate)) && CanBePositive(t, _b.SecretionTarget(substrate)))
                || CanBePositive(t, _b.Export(substrate))
            );
    }

    public bool IsBuilt(int structure)
    {
        var matrix = _model.Matrix!;
        if (structure >= matrix.Structures.Length)
            return true;
        var s = matrix.Structures[structure];
        return s.Change is not null
            || s.Least > 0
            || s.Initial > 0
            || s.InitialField.Any(v => v > 0)
            || AnyPresent(t =>
                CanBePositive(t, _b.Deposition(structure)) && CanBePositive(t, _b.DepositionTarget(structure))
            );
    }

    private bool AnyPresent(Func<int, bool> test) =>
        Enumerable.Range(0, _present.Length).Any(t => _present[t] && test(t));

    private bool Dies(int type, int death) =>
        CanBePositive(type, _b.Death(death)) || _model.Types[type].Events.Any(e => e.Death == death);

    private bool AnyDies(int death) => AnyPresent(t => Dies(t, death));

    private bool IsAttacked(int type) =>
        AnyPresent(t => CanBePositive(t, _b.Attack(type)) && CanBePositive(t, _b.AttackDamageRate));

    private bool Attacks(int type) => Enumerable.Range(0, _b.Types).Any(o => CanBePositive(type, _b.Attack(o)));

    private bool IsWritten(int custom) =>
        Enumerable
            .Range(0, _model.Types.Length)
            .Any(t => _model.Types[t].Constants[_b.Custom(custom)] != 0 || CanBePositive(t, _b.Custom(custom)))
        || _model.Customs[custom] is { Change: not null } or { Drift: > 0 }
        || _model.Types.Any(t => t.Events.Any(e => e.Sets.Any(s => s.Custom == custom)));
}
