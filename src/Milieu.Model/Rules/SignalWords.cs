// The field's names of signals, with their synonyms and measures (contract 6.1).
using Milieu.Engine;

namespace Milieu.Model;

internal static class SignalWords
{
    public static IEnumerable<(SignalWord Word, string[] Synonyms)> All(
        IReadOnlyList<NamedUnit> substrates,
        IReadOnlyList<string> types,
        IReadOnlyList<NamedUnit> customs,
        IReadOnlyList<NamedUnit> structures
    ) =>
        OfCell()
            .Concat(OfSubstrates(substrates))
            .Concat(OfTypes(types))
            .Concat(OfCustoms(customs))
            .Concat(OfStructures(structures));

    /// <summary>The signals that a model derives from others: each kind adds its own.</summary>
    public static IEnumerable<SignalWord> Derived(CompiledModel model)
    {
        for (var i = 0; i < model.Formulas.Length; i++)
            if (model.Formulas[i].Name.Length > 0)
                yield return Derived(SignalKind.Formula, i, model.Formulas[i].Name, model.Formulas[i].Units);
        for (var i = 0; i < model.Touches.Length; i++)
            yield return Derived(SignalKind.Touch, i, model.Touches[i].Name, model.Touches[i].Units);
        if (model.Matrix is { Fibers: not null } matrix)
            yield return Anisotropy(matrix.Structures.Length);
    }

    /// <param name="units">The unit of its value as text.</param>
    public static SignalWord Derived(SignalKind kind, int index, string name, string units) =>
        Derived(kind, index, NamedUnit.Of(name, units));

    public static SignalWord Derived(SignalKind kind, int index, NamedUnit own) =>
        new(kind, index, own.Name, Measure.Custom, own);

    /// <summary>How parallel the fibers of a cell's voxel are.</summary>
    public static SignalWord Anisotropy(int structures) =>
        new(SignalKind.Structure, structures, "anisotropy", Measure.Number, null);

    private static IEnumerable<(SignalWord, string[])> OfStructures(IReadOnlyList<NamedUnit> structures)
    {
        for (var i = 0; i < structures.Count; i++)
            yield return (new(SignalKind.Structure, i, structures[i].Name, Measure.Density, structures[i]), []);
    }

    private static IEnumerable<(SignalWord, string[])> OfSubstrates(IReadOnlyList<NamedUnit> substrates)
    {
        for (var i = 0; i < substrates.Count; i++)
        {
            var s = substrates[i];
            yield return (new(SignalKind.Substrate, i, s.Name, Measure.Density, s), []);
            yield return (
                new(SignalKind.Internalized, i, "intracellular " + s.Name, Measure.Density, s),
                ["internalized " + s.Name]
            );
            yield return (
                new(SignalKind.Gradient, i, s.Name + " gradient", Measure.Slope, s),
                [$"grad({s.Name})", "gradient of " + s.Name]
            );
        }
    }

    private static IEnumerable<(SignalWord, string[])> OfTypes(IReadOnlyList<string> types)
    {
        for (var i = 0; i < types.Count; i++)
            yield return (
                new(SignalKind.ContactType, i, "contact with " + types[i], Measure.Number, null),
                ["contact with cell type " + WordText.Of(i)]
            );
    }

    private static IEnumerable<(SignalWord, string[])> OfCell()
    {
        yield return Word(SignalKind.Pressure, "pressure", Measure.Number);
        yield return Word(SignalKind.Volume, "volume", Measure.Volume);
        foreach (
            var (kind, prey) in new[]
            {
                (SignalKind.ContactLive, "live cell"),
                (SignalKind.ContactDead, "dead cell"),
                (SignalKind.ContactApoptotic, "apoptotic cell"),
                (SignalKind.ContactNecrotic, "necrotic cell"),
                (SignalKind.ContactOtherDead, "other dead cell"),
            }
        )
            yield return Word(kind, "contact with " + prey, Measure.Number, $"contact with {prey}s");
        yield return Word(
            SignalKind.ContactMembrane,
            "contact with basement membrane",
            Measure.Number,
            "contact with BM"
        );
        yield return Word(SignalKind.Damage, "damage", Measure.Number);
        yield return Word(SignalKind.DamageDelivered, "damage delivered", Measure.Number, "total damage delivered");
        yield return Word(SignalKind.Attacking, "attacking", Measure.Number, "is attacking");
        yield return Word(SignalKind.Dead, "dead", Measure.Number, "is dead");
        yield return Word(SignalKind.AttackTime, "total attack time", Measure.Time);
        yield return Word(SignalKind.Time, "time", Measure.Time, "current time", "global time");
        yield return Word(SignalKind.Apoptotic, "apoptotic", Measure.Number, "is_apoptotic");
        yield return Word(SignalKind.Necrotic, "necrotic", Measure.Number, "is_necrotic");
    }

    private static IEnumerable<(SignalWord, string[])> OfCustoms(IReadOnlyList<NamedUnit> customs)
    {
        for (var i = 0; i < customs.Count; i++)
            yield return (
                new(SignalKind.Custom, i, "custom:" + customs[i].Name, Measure.Custom, customs[i]),
                ["custom " + WordText.Of(i)]
            );
    }

    private static (SignalWord, string[]) Word(
        SignalKind kind,
        string name,
        Measure measure,
        params string[] synonyms
    ) => (new SignalWord(kind, 0, name, measure, null), synonyms);
}
