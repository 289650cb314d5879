// The base value of every behavior of a type.
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Fills the constants of a type from its spec and the defaults of contract 3.5 to 3.12.</summary>
internal sealed class ConstantsCompiler(CompileContext context)
{
    private readonly BehaviorIndex _b = context.Index;

    public double[] Compile(string name, TypeSpec type, PhaseGraph cycle, VolumeLaw volume)
    {
        var c = new double[_b.Count];
        for (var k = 0; k < Math.Min(BehaviorIndex.PhaseExits, cycle.Phases.Length); k++)
            c[_b.PhaseExit(k)] = cycle.Phases[k].Links.IsEmpty ? 0 : cycle.Phases[k].Links[0].Rate;
        c[_b.Death(0)] = Values.Of(type.Death?.Apoptosis?.Rate, Measure.Rate, 0);
        c[_b.Death(1)] = Values.Of(type.Death?.Necrosis?.Rate, Measure.Rate, 0);
        Exchange(type, c);
        Mechanics(type.Mechanics ?? new MechanicsSpec(), c, volume, $"cells.{name}.mechanics");
        Motility(type.Motility, c);
        Interactions(type, c);
        Deposition(type, c);
        Custom(type, c);
        return c;
    }

    private void Exchange(TypeSpec type, double[] c)
    {
        for (var s = 0; s < _b.Substrates; s++)
        {
            var own = context.Words.Substrates[s];
            var secretion = type.Secretion.GetValueOrDefault(own.Name);
            c[_b.Secretion(s)] = Values.Of(secretion?.Rate, Measure.Rate, 0);
            c[_b.SecretionTarget(s)] = Values.Of(secretion?.Target, Measure.Density, own.Unit, 0);
            c[_b.Uptake(s)] = Values.Of(type.Uptake.GetValueOrDefault(own.Name)?.Rate, Measure.Rate, 0);
            c[_b.Export(s)] = Values.Of(type.Export.GetValueOrDefault(own.Name), Measure.Flow, own.Unit, 0);
            var sensitivity = type.Motility?.Chemotaxis?.Sensitivities.GetValueOrDefault(own.Name);
            c[_b.ChemotacticSensitivity(s)] = Values.Of(sensitivity, Measure.Number, 0);
        }
    }

    private void Mechanics(MechanicsSpec m, double[] c, VolumeLaw volume, string path)
    {
        c[_b.Adhesion] = Values.Of(m.Adhesion, Measure.Speed, 0.4);
        c[_b.Repulsion] = Values.Of(m.Repulsion, Measure.Speed, 10);
        c[_b.MembraneAdhesion] = Values.Of(m.MembraneAdhesion, Measure.Speed, 4);
        c[_b.MembraneRepulsion] = Values.Of(m.MembraneRepulsion, Measure.Speed, 100);
        c[_b.Reach] = Values.Of(m.Reach, Measure.Number, 1.25);
        c[_b.Elasticity] = Values.Of(m.Elasticity, Measure.Rate, 0.01);
        c[_b.AttachRate] = Values.Of(m.AttachRate, Measure.Rate, 0);
        c[_b.DetachRate] = Values.Of(m.DetachRate, Measure.Rate, 0);
        c[_b.MaxAttachments] = Values.Of(m.MaxAttachments, Measure.Count, 12);
        c[_b.Movable] = m.Movable == false ? 0 : 1;
        for (var t = 0; t < _b.Types; t++)
            c[_b.Affinity(t)] = Values.Of(m.Affinity.GetValueOrDefault(context.Words.Types[t]), Measure.Number, 1);
        if (m.Equilibrium is { } rest)
            c[_b.Adhesion] = AdhesionAt(rest, c[_b.Reach], c[_b.Repulsion], volume, path);
    }

    /// <summary>The adhesion whose pair force vanishes at the given distance (contract 3.5).</summary>
    /// <remarks>With s = distance / radius, at most 2: adhesion = repulsion [(1 - s/2) / (1 - s/(2 A))]^2.</remarks>
    private double AdhesionAt(Quantity rest, double reach, double repulsion, VolumeLaw volume, string path)
    {
        var radius = ExactMath.Cbrt(volume.Total * 3 / (4 * Math.PI));
        var s =
            rest.Unit?.Dimension == new Dimension(1)
                ? Values.Of(rest, Measure.Length, radius) / radius
                : Values.Of(rest, Measure.Number, 2);
        s = Math.Min(s, 2);
        var share = 1 - (s / (2 * reach));
        if (share > 0)
            return repulsion * (1 - (s / 2)) * (1 - (s / 2)) / (share * share);
        context.Problems.Error(
            path + ".equilibrium distance",
            "cells cannot rest there: it is no nearer than the adhesion distance",
            rest.Text,
            "less than twice the adhesion distance"
        );
        return 0;
    }

    private void Motility(MotilitySpec? m, double[] c)
    {
        c[_b.Speed] = Values.Of(m?.Speed, Measure.Speed, 1);
        c[_b.Bias] = Values.Of(m?.Bias, Measure.Fraction, 0);
        c[_b.Persistence] = Values.Of(m?.Persistence, Measure.Time, 1);
    }

    private void Interactions(TypeSpec type, double[] c)
    {
        double Eats(string prey, double fallback) =>
            Values.Of(type.Phagocytose.GetValueOrDefault(prey), Measure.Rate, fallback);
        var dead = Eats("dead", 0);
        c[_b.PhagocytoseApoptotic] = Eats("apoptotic", dead);
        c[_b.PhagocytoseNecrotic] = Eats("necrotic", dead);
        c[_b.PhagocytoseOtherDead] = Eats("other dead", dead);
        c[_b.AttackDamageRate] = Values.Of(type.Attack?.DamageRate, Measure.Rate, 1);
        c[_b.AttackDuration] = Values.Of(type.Attack?.Duration, Measure.Time, 30);
        c[_b.DamageRate] = Values.Of(type.Integrity?.DamageRate, Measure.Rate, 0);
        c[_b.RepairRate] = Values.Of(type.Integrity?.RepairRate, Measure.Rate, 0);
        c[_b.Leave] = Values.Of(type.Leave, Measure.Rate, 0);
        for (var t = 0; t < _b.Types; t++)
        {
            var other = context.Words.Types[t];
            c[_b.Extravasate(t)] = Values.Of(type.Extravasate.GetValueOrDefault(other), Measure.Rate, 0);
            c[_b.PhagocytoseLive(t)] = Eats(other, 0);
            c[_b.Attack(t)] = Values.Of(type.Attack?.Targets.GetValueOrDefault(other), Measure.Rate, 0);
            c[_b.Fuse(t)] = Values.Of(type.Fuse.GetValueOrDefault(other), Measure.Rate, 0);
            c[_b.Transform(t)] = Values.Of(type.Transform.GetValueOrDefault(other), Measure.Rate, 0);
            c[_b.AsymmetricDivision(t)] = Values.Of(
                type.AsymmetricDivision.GetValueOrDefault(other),
                Measure.Fraction,
                0
            );
            c[_b.Immunogenicity(t)] = Values.Of(type.Immunogenicity.GetValueOrDefault(other), Measure.Number, 1);
        }
    }

    private void Deposition(TypeSpec type, double[] c)
    {
        for (var s = 0; s < _b.Structures; s++)
        {
            var own = context.Words.Structures[s];
            var deposition = type.Deposition.GetValueOrDefault(own.Name);
            c[_b.Deposition(s)] = Values.Of(deposition?.Rate, Measure.Rate, 0);
            c[_b.DepositionTarget(s)] = Values.Of(deposition?.Target, Measure.Density, own.Unit, 0);
            c[_b.Degradation(s)] = Values.Of(type.Degradation.GetValueOrDefault(own.Name), Measure.Rate, 0);
        }
    }

    private void Custom(TypeSpec type, double[] c)
    {
        for (var v = 0; v < _b.Customs; v++)
        {
            var own = context.Words.Customs[v];
            var shared = context.Spec.Custom.GetValueOrDefault(own.Name)?.Value;
            var mine = type.Custom.GetValueOrDefault(own.Name)?.Value;
            c[_b.Custom(v)] = Values.Of(mine ?? shared, Measure.Custom, own.Unit, 0);
        }
    }
}
