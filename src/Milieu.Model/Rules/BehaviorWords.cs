// The field's names of behaviors, with their synonyms and measures (contract 6.2).
using Milieu.Engine;

namespace Milieu.Model;

internal static class BehaviorWords
{
    public static IEnumerable<(BehaviorWord Word, string[] Synonyms)> All(
        BehaviorIndex b,
        IReadOnlyList<NamedUnit> substrates,
        IReadOnlyList<string> types,
        IReadOnlyList<NamedUnit> customs,
        IReadOnlyList<NamedUnit> structures
    ) =>
        OfSubstrates(b, substrates)
            .Concat(OfTypes(b, types))
            .Concat(OfCell(b))
            .Concat(OfStructures(b, structures))
            .Concat(OfCustoms(b, customs));

    private static IEnumerable<(BehaviorWord, string[])> OfStructures(
        BehaviorIndex b,
        IReadOnlyList<NamedUnit> structures
    )
    {
        for (var i = 0; i < structures.Count; i++)
        {
            var s = structures[i];
            yield return Word(b.Deposition(i), s.Name + " deposition", Measure.Rate, s);
            yield return Word(b.DepositionTarget(i), s.Name + " deposition target", Measure.Density, s);
            yield return Word(b.Degradation(i), s.Name + " degradation", Measure.Rate, s);
        }
    }

    private static IEnumerable<(BehaviorWord, string[])> OfSubstrates(
        BehaviorIndex b,
        IReadOnlyList<NamedUnit> substrates
    )
    {
        for (var i = 0; i < substrates.Count; i++)
        {
            var s = substrates[i];
            yield return Word(b.Secretion(i), s.Name + " secretion", Measure.Rate, s);
            yield return Word(
                b.SecretionTarget(i),
                s.Name + " secretion target",
                Measure.Density,
                s,
                s.Name + " secretion saturation density"
            );
            yield return Word(b.Uptake(i), s.Name + " uptake", Measure.Rate, s);
            yield return Word(b.Export(i), s.Name + " export", Measure.Flow, s);
            yield return Word(
                b.ChemotacticSensitivity(i),
                "chemotactic response to " + s.Name,
                Measure.Number,
                s,
                "chemotactic sensitivity to " + s.Name
            );
        }
    }

    private static IEnumerable<(BehaviorWord, string[])> OfTypes(BehaviorIndex b, IReadOnlyList<string> types)
    {
        for (var i = 0; i < types.Count; i++)
        {
            var (t, id) = (types[i], "cell type " + WordText.Of(i));
            yield return Word(b.Affinity(i), To("adhesive affinity", t), Measure.Number, To("adhesive affinity", id));
            yield return Word(
                b.PhagocytoseLive(i),
                "phagocytose " + t,
                Measure.Rate,
                "phagocytose " + id,
                "phagocytosis of " + t,
                "phagocytosis of " + WordText.Of(i)
            );
            yield return Word(b.Attack(i), "attack " + t, Measure.Rate, "attack " + id);
            yield return Word(b.Fuse(i), To("fuse", t), Measure.Rate, To("fuse", id));
            yield return Word(
                b.Transform(i),
                To("transition", t),
                Measure.Rate,
                To("transform", t),
                To("transform", id),
                To("transition", id)
            );
            yield return Word(
                b.AsymmetricDivision(i),
                To("asymmetric division", t),
                Measure.Fraction,
                To("asymmetric division", id)
            );
            yield return Word(b.Immunogenicity(i), To("immunogenicity", t), Measure.Number, To("immunogenicity", id));
            yield return Word(b.Extravasate(i), "extravasate " + t, Measure.Rate);
        }
    }

    private static IEnumerable<(BehaviorWord, string[])> OfCell(BehaviorIndex b)
    {
        yield return Word(b.PhaseExit(0), "cycle entry", Measure.Rate, "exit from cycle phase 0");
        for (var k = 1; k < BehaviorIndex.PhaseExits; k++)
            yield return Word(b.PhaseExit(k), "exit from cycle phase " + WordText.Of(k), Measure.Rate);
        yield return Word(b.Death(0), "apoptosis", Measure.Rate);
        yield return Word(b.Death(1), "necrosis", Measure.Rate);
        yield return Word(b.Speed, "migration speed", Measure.Speed);
        yield return Word(b.Bias, "migration bias", Measure.Fraction);
        yield return Word(b.Persistence, "migration persistence time", Measure.Time);
        yield return Word(b.Adhesion, "cell-cell adhesion", Measure.Speed);
        yield return Word(b.Elasticity, "cell-cell adhesion elastic constant", Measure.Rate);
        yield return Word(b.Reach, "relative maximum adhesion distance", Measure.Number);
        yield return Word(b.Repulsion, "cell-cell repulsion", Measure.Speed);
        yield return Word(b.MembraneAdhesion, "cell-BM adhesion", Measure.Speed, "cell-membrane adhesion");
        yield return Word(b.MembraneRepulsion, "cell-BM repulsion", Measure.Speed, "cell-membrane repulsion");
        foreach (
            var (index, prey) in new[]
            {
                (b.PhagocytoseApoptotic, "apoptotic cell"),
                (b.PhagocytoseNecrotic, "necrotic cell"),
                (b.PhagocytoseOtherDead, "other dead cell"),
            }
        )
            yield return Word(
                index,
                "phagocytose " + prey,
                Measure.Rate,
                $"phagocytose {prey}s",
                "phagocytosis of " + prey,
                $"phagocytosis of {prey}s"
            );
        yield return Word(b.Movable, "is_movable", Measure.Number, "movable", "is movable");
        yield return Word(b.AttachRate, "cell attachment rate", Measure.Rate);
        yield return Word(b.DetachRate, "cell detachment rate", Measure.Rate);
        yield return Word(b.MaxAttachments, "maximum number of cell attachments", Measure.Count);
        yield return Word(b.AttackDamageRate, "attack damage rate", Measure.Rate);
        yield return Word(b.AttackDuration, "attack duration", Measure.Time);
        yield return Word(b.DamageRate, "damage rate", Measure.Rate);
        yield return Word(b.RepairRate, "damage repair rate", Measure.Rate);
        yield return Word(b.Leave, "leave to lymph", Measure.Rate, "exit to LN");
        yield return Word(b.Sprout, "sprouting", Measure.Rate);
    }

    private static IEnumerable<(BehaviorWord, string[])> OfCustoms(BehaviorIndex b, IReadOnlyList<NamedUnit> customs)
    {
        for (var i = 0; i < customs.Count; i++)
            yield return Word(
                b.Custom(i),
                "custom:" + customs[i].Name,
                Measure.Custom,
                customs[i],
                "custom " + WordText.Of(i)
            );
    }

    private static string To(string what, string type) => $"{what} to {type}";

    private static (BehaviorWord, string[]) Word(int index, string name, Measure measure, params string[] synonyms) =>
        (new BehaviorWord(index, name, measure, null), synonyms);

    private static (BehaviorWord, string[]) Word(
        int index,
        string name,
        Measure measure,
        NamedUnit own,
        params string[] synonyms
    ) => (new BehaviorWord(index, name, measure, own), synonyms);
}
