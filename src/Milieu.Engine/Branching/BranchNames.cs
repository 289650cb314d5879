// Where everything of one model stands in another: columns are matched by name, not by number.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>The numbers that types, substrates and so on of a trunk have in an arm; -1 where the arm has none of that name.</summary>
internal sealed class BranchNames
{
    private const int Scalars = 30;

    public BranchNames(CompiledModel trunk, CompiledModel arm)
    {
        Types = Places(trunk.Types, arm.Types, t => t.Name);
        Substrates = Places(trunk.Substrates, arm.Substrates, s => s.Name);
        Customs = Places(trunk.Customs, arm.Customs, c => c.Name);
        Structures = Places(trunk.Matrix?.Structures ?? [], arm.Matrix?.Structures ?? [], s => s.Name);
        Species = Places(trunk.Body?.Species ?? [], arm.Body?.Species ?? [], s => s.Name);
        Behaviors = IsWhole ? BehaviorsOf(trunk.Behaviors, arm.Behaviors) : [];
    }

    public ImmutableArray<int> Types { get; }

    public ImmutableArray<int> Substrates { get; }

    public ImmutableArray<int> Customs { get; }

    public ImmutableArray<int> Structures { get; }

    public ImmutableArray<int> Species { get; }

    /// <summary>By the trunk's <see cref="BehaviorIndex"/>; empty unless the arm has all that the trunk has.</summary>
    public ImmutableArray<int> Behaviors { get; }

    /// <summary>The arm has everything that cells of the trunk have.</summary>
    private bool IsWhole => !Types.Concat(Substrates).Concat(Customs).Concat(Structures).Contains(-1);

    /// <summary>The number that each of the trunk's things has in the arm, by name.</summary>
    public static ImmutableArray<int> Places<T>(ImmutableArray<T> trunk, ImmutableArray<T> arm, Func<T, string> name) =>
        [
            .. trunk.Select(t =>
                Enumerable.Range(0, arm.Length).FirstOrDefault(k => name(arm[k]) == name(t), defaultValue: -1)
            ),
        ];

    private ImmutableArray<int> BehaviorsOf(BehaviorIndex from, BehaviorIndex to)
    {
        var places = new int[from.Count];
        for (var s = 0; s < from.Substrates; s++)
        {
            places[from.Secretion(s)] = to.Secretion(Substrates[s]);
            places[from.SecretionTarget(s)] = to.SecretionTarget(Substrates[s]);
            places[from.Uptake(s)] = to.Uptake(Substrates[s]);
            places[from.Export(s)] = to.Export(Substrates[s]);
            places[from.ChemotacticSensitivity(s)] = to.ChemotacticSensitivity(Substrates[s]);
        }
        for (var t = 0; t < from.Types; t++)
        {
            places[from.Affinity(t)] = to.Affinity(Types[t]);
            places[from.PhagocytoseLive(t)] = to.PhagocytoseLive(Types[t]);
            places[from.Attack(t)] = to.Attack(Types[t]);
            places[from.Fuse(t)] = to.Fuse(Types[t]);
            places[from.Transform(t)] = to.Transform(Types[t]);
            places[from.AsymmetricDivision(t)] = to.AsymmetricDivision(Types[t]);
            places[from.Immunogenicity(t)] = to.Immunogenicity(Types[t]);
            places[from.Extravasate(t)] = to.Extravasate(Types[t]);
        }
        for (var k = 0; k < Scalars; k++)
            places[from.PhaseExit(0) + k] = to.PhaseExit(0) + k;
        for (var s = 0; s < from.Structures; s++)
        {
            places[from.Deposition(s)] = to.Deposition(Structures[s]);
            places[from.DepositionTarget(s)] = to.DepositionTarget(Structures[s]);
            places[from.Degradation(s)] = to.Degradation(Structures[s]);
        }
        for (var c = 0; c < from.Customs; c++)
            places[from.Custom(c)] = to.Custom(Customs[c]);
        return [.. places];
    }
}
