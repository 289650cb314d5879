// Warns of rules that can never fire and settings without effect.
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Looks at a compiled model for what its author wrote in vain.</summary>
internal sealed class Effects(CompileContext context, CompiledModel model)
{
    private readonly Possible _possible = new(model);
    private readonly BehaviorIndex _b = model.Behaviors;

    public void Check(IReadOnlyList<(ResolvedType Type, List<ReadRule> Rules)> types)
    {
        for (var t = 0; t < types.Count; t++)
        {
            if (!context.IsTranslated)
                Settings(t, types[t].Type.Spec, "cells." + types[t].Type.Name);
            foreach (var rule in types[t].Rules)
                Rule(t, rule);
        }
    }

    private void Settings(int t, TypeSpec spec, string path)
    {
        var problems = context.Problems;
        var type = model.Types[t];
        if (!_possible.IsPresent(t))
            problems.Warn(path, "no cell of this type is ever placed or arises", type.Name);
        if (spec.Motility?.Chemotaxis is not null && !type.IsMotile)
            problems.Warn(path + ".motility.chemotaxis", "no effect: the type is not motile");
        else if (spec.Motility?.Chemotaxis is not null && !_possible.CanBePositive(t, _b.Bias))
            problems.Warn(path + ".motility.chemotaxis", "no effect: the bias is 0");
        foreach (var (name, secretion) in spec.Secretion)
            Secretion(t, name, secretion, $"{path}.secretion.{name}");
        foreach (var (name, uptake) in spec.Uptake)
            if (uptake.HalfSaturation is { } half && !_possible.CanBePositive(t, _b.Uptake(context.SubstrateOf(name))))
                problems.Warn($"{path}.uptake.{name}", "no effect: nothing is taken up", half.Text);
        foreach (var (name, deposition) in spec.Deposition)
            Deposition(t, name, deposition, $"{path}.deposition.{name}");
        foreach (var (name, degradation) in spec.Degradation)
            if (StructureOf(name) is >= 0 and var s && !_possible.IsBuilt(s))
                problems.Warn($"{path}.degradation.{name}", $"no effect: nothing builds {name}", degradation.Text);
        Targets(spec.Attack?.Targets, path + ".attack.targets");
        Targets(spec.Fuse, path + ".fuse");
        Targets(spec.Phagocytose, path + ".phagocytose");
        if (spec.Transform.GetValueOrDefault(type.Name) is { } self)
            problems.Warn($"{path}.transform.{type.Name}", "no effect: the type becomes itself", self.Text);
        var attacks = Enumerable.Range(0, _b.Types).Any(o => _possible.CanBePositive(t, _b.Attack(o)));
        if (!attacks && (spec.Attack?.DamageRate ?? spec.Attack?.Duration) is { } attack)
            problems.Warn(path + ".attack", "no effect: the type attacks nothing", attack.Text);
        if (!model.DynamicSprings && spec.Mechanics?.AttachRate is { } rate)
            problems.Warn(path + ".mechanics.attachment rate", "no effect: springs are off", rate.Text);
    }

    private void Secretion(int t, string name, SecretionSpec spec, string path)
    {
        var s = context.SubstrateOf(name);
        if (spec.Target is { } target && !_possible.CanBePositive(t, _b.Secretion(s)))
            context.Problems.Warn(path, "no effect: there is a target but nothing is secreted", target.Text);
        if (
            spec.Rate is { } rate
            && model.Types[t].Constants[_b.Secretion(s)] > 0
            && !_possible.CanBePositive(t, _b.SecretionTarget(s))
        )
            context.Problems.Warn(path, "secretion towards a target of 0 removes the substrate", rate.Text, "a target");
    }

    private void Deposition(int t, string name, DepositionSpec spec, string path)
    {
        var s = StructureOf(name);
        if (s < 0)
            return;
        if (spec.Target is { } target && !_possible.CanBePositive(t, _b.Deposition(s)))
            context.Problems.Warn(path, "no effect: there is a target but nothing is deposited", target.Text);
        if (
            spec.Rate is { } rate
            && model.Types[t].Constants[_b.Deposition(s)] > 0
            && !_possible.CanBePositive(t, _b.DepositionTarget(s))
        )
            context.Problems.Warn(path, "no effect: deposition towards a target of 0", rate.Text, "a target");
    }

    private int StructureOf(string name) => model.Matrix?.Structures.ToList().FindIndex(x => x.Name == name) ?? -1;

    private void Targets(OrderedDictionary<string, Quantity>? targets, string path)
    {
        foreach (var (name, rate) in targets ?? [])
            if (context.TypeOf(name) is >= 0 and var type && !_possible.IsPresent(type))
                context.Problems.Warn($"{path}.{name}", "no effect: no such cell is ever placed or arises", rate.Text);
    }

    private void Rule(int t, ReadRule rule)
    {
        if (Vain(t, rule) is { } vain)
            Warn(rule, vain);
        if (
            rule is
            { Signal.Kind: SignalKind.Dead or SignalKind.Apoptotic or SignalKind.Necrotic, Term.AppliesToDead: false }
        )
            Warn(
                rule,
                "this rule can never fire: the signal is that of dead cells, and the rule does not apply to dead"
            );
        else if (rule.Signal is { } signal && _possible.WhyNever(t, signal) is { } never)
            Warn(rule, "this rule can never fire: " + never);
        if (WhyIdle(t, rule.Behavior) is { } idle)
            Warn(rule, "this rule has no effect: " + idle);
    }

    /// <summary>Why a rule changes nothing or the wrong way, by its numbers alone.</summary>
    private string? Vain(int t, ReadRule rule)
    {
        var type = model.Types[t];
        var own = type.Constants[rule.Behavior.Index];
        var compiled = type.Rules.First(r => r.Behavior == rule.Behavior.Index);
        switch (rule.Kind)
        {
            case RuleKind.Hill when compiled.Start is not null:
                return null;
            case RuleKind.Hill when compiled.Max == compiled.Min:
                return $"this rule changes nothing: {rule.Behavior.Name} has this value already";
            case RuleKind.Hill when rule.IsUp ? rule.To < own : rule.To > own:
                return $"the rule says {(rule.IsUp ? "increases" : "decreases")}, but the value is on the other side of the type's own";
            case RuleKind.Multiplies when rule.To == 1:
            case RuleKind.Adds when rule.To == 0:
                return "this rule changes nothing";
            case RuleKind.Multiplies
            or RuleKind.IsMultiplied
                when own == 0 && compiled is { Start: null, Max: 0, Min: 0 } && type.Distributions.IsEmpty:
                return $"this rule changes nothing: {rule.Behavior.Name} is 0, and no rule raises it before factors count";
            default:
                return null;
        }
    }

    private string? WhyIdle(int t, BehaviorWord behavior)
    {
        var type = model.Types[t];
        var i = behavior.Index;
        for (var k = 0; k < BehaviorIndex.PhaseExits; k++)
            if (i == _b.PhaseExit(k) && (k >= type.Cycle.Phases.Length || type.Cycle.Phases[k].Links.IsEmpty))
                return $"the cycle '{type.Cycle.Name}' has no such phase";
        if (!type.IsMotile && (i == _b.Speed || i == _b.Bias || i == _b.Persistence))
            return "the type is not motile";
        for (var s = 0; s < _b.Substrates; s++)
        {
            if (i == _b.ChemotacticSensitivity(s) && type.Taxis is not (Taxis.Advanced or Taxis.AdvancedNormalized))
                return "the type has no chemotactic sensitivities";
            if (i == _b.SecretionTarget(s) && !_possible.CanBePositive(t, _b.Secretion(s)))
                return "nothing is secreted";
        }
        for (var o = 0; o < _b.Types; o++)
            if ((i == _b.Attack(o) || i == _b.PhagocytoseLive(o) || i == _b.Fuse(o)) && !_possible.IsPresent(o))
                return $"no cell of type {model.Types[o].Name} is ever placed or arises";
        return !model.DynamicSprings && (i == _b.AttachRate || i == _b.DetachRate) ? "springs are off" : null;
    }

    private void Warn(ReadRule rule, string message) => context.Problems.Warn(rule.Path, message, rule.Behavior.Name);
}
