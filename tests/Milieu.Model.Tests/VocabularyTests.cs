// The field's names of signals and behaviors.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class VocabularyTests
{
    private static readonly Vocabulary Words = new(
        [new("oxygen", Unit.One, ""), new("drug", Unit.One, "")],
        ["tumor", "T cell", "NK cell"],
        [new("sample", Unit.One, ""), new("other", Unit.One, "")],
        [
            SignalWords.Derived(SignalKind.Formula, 0, "hypoxia", ""),
            SignalWords.Derived(SignalKind.Touch, 0, "near", ""),
            SignalWords.Anisotropy(2),
        ],
        [new("plasma", Unit.One, "")],
        structures: [new("ecm", Unit.One, ""), new("crosslink", Unit.One, "")]
    );

    /// <summary>Contract 6.2 with m = 2, n = 3: name, then what the engine calls it.</summary>
    public static TheoryData<string, int> Behaviors
    {
        get
        {
            var b = Words.Index;
            return new TheoryData<string, int>
            {
                { "drug secretion", b.Secretion(1) },
                { "drug secretion target", b.SecretionTarget(1) },
                { "drug secretion saturation density", b.SecretionTarget(1) },
                { "oxygen uptake", b.Uptake(0) },
                { "oxygen export", b.Export(0) },
                { "cycle entry", b.PhaseExit(0) },
                { "exit from cycle phase 0", b.PhaseExit(0) },
                { "exit from cycle phase 1", b.PhaseExit(1) },
                { "exit from cycle phase 5", b.PhaseExit(5) },
                { "apoptosis", b.Death(0) },
                { "necrosis", b.Death(1) },
                { "migration speed", b.Speed },
                { "migration bias", b.Bias },
                { "migration persistence time", b.Persistence },
                { "chemotactic response to drug", b.ChemotacticSensitivity(1) },
                { "chemotactic sensitivity to drug", b.ChemotacticSensitivity(1) },
                { "cell-cell adhesion", b.Adhesion },
                { "cell-cell adhesion elastic constant", b.Elasticity },
                { "adhesive affinity to NK cell", b.Affinity(2) },
                { "adhesive affinity to cell type 2", b.Affinity(2) },
                { "relative maximum adhesion distance", b.Reach },
                { "cell-cell repulsion", b.Repulsion },
                { "cell-BM adhesion", b.MembraneAdhesion },
                { "cell-membrane adhesion", b.MembraneAdhesion },
                { "cell-BM repulsion", b.MembraneRepulsion },
                { "cell-membrane repulsion", b.MembraneRepulsion },
                { "phagocytose apoptotic cell", b.PhagocytoseApoptotic },
                { "phagocytosis of apoptotic cells", b.PhagocytoseApoptotic },
                { "phagocytose necrotic cell", b.PhagocytoseNecrotic },
                { "phagocytose other dead cell", b.PhagocytoseOtherDead },
                { "phagocytose T cell", b.PhagocytoseLive(1) },
                { "phagocytose cell type 1", b.PhagocytoseLive(1) },
                { "phagocytosis of 1", b.PhagocytoseLive(1) },
                { "phagocytosis of T cell", b.PhagocytoseLive(1) },
                { "attack tumor", b.Attack(0) },
                { "attack cell type 0", b.Attack(0) },
                { "fuse to tumor", b.Fuse(0) },
                { "fuse to cell type 0", b.Fuse(0) },
                { "transition to T cell", b.Transform(1) },
                { "transform to T cell", b.Transform(1) },
                { "transform to cell type 1", b.Transform(1) },
                { "transition to cell type 1", b.Transform(1) },
                { "asymmetric division to tumor", b.AsymmetricDivision(0) },
                { "custom:other", b.Custom(1) },
                { "custom: other", b.Custom(1) },
                { "custom 1", b.Custom(1) },
                { "is_movable", b.Movable },
                { "movable", b.Movable },
                { "is movable", b.Movable },
                { "immunogenicity to tumor", b.Immunogenicity(0) },
                { "immunogenicity to cell type 0", b.Immunogenicity(0) },
                { "cell attachment rate", b.AttachRate },
                { "cell detachment rate", b.DetachRate },
                { "maximum number of cell attachments", b.MaxAttachments },
                { "attack damage rate", b.AttackDamageRate },
                { "attack duration", b.AttackDuration },
                { "damage rate", b.DamageRate },
                { "crosslink deposition", b.Deposition(1) },
                { "ecm deposition target", b.DepositionTarget(0) },
                { "crosslink degradation", b.Degradation(1) },
                { "damage repair rate", b.RepairRate },
                { "Cycle  ENTRY", b.PhaseExit(0) },
            };
        }
    }

    public static TheoryData<string, SignalKind, int> Signals =>
        new()
        {
            { "drug", SignalKind.Substrate, 1 },
            { "intracellular drug", SignalKind.Internalized, 1 },
            { "internalized drug", SignalKind.Internalized, 1 },
            { "oxygen gradient", SignalKind.Gradient, 0 },
            { "grad(oxygen)", SignalKind.Gradient, 0 },
            { "gradient of oxygen", SignalKind.Gradient, 0 },
            { "pressure", SignalKind.Pressure, 0 },
            { "volume", SignalKind.Volume, 0 },
            { "contact with NK cell", SignalKind.ContactType, 2 },
            { "contact with cell type 2", SignalKind.ContactType, 2 },
            { "contact with live cell", SignalKind.ContactLive, 0 },
            { "contact with live cells", SignalKind.ContactLive, 0 },
            { "contact with dead cell", SignalKind.ContactDead, 0 },
            { "contact with apoptotic cells", SignalKind.ContactApoptotic, 0 },
            { "contact with necrotic cell", SignalKind.ContactNecrotic, 0 },
            { "contact with other dead cell", SignalKind.ContactOtherDead, 0 },
            { "contact with basement membrane", SignalKind.ContactMembrane, 0 },
            { "contact with BM", SignalKind.ContactMembrane, 0 },
            { "damage", SignalKind.Damage, 0 },
            { "damage delivered", SignalKind.DamageDelivered, 0 },
            { "total damage delivered", SignalKind.DamageDelivered, 0 },
            { "attacking", SignalKind.Attacking, 0 },
            { "is attacking", SignalKind.Attacking, 0 },
            { "dead", SignalKind.Dead, 0 },
            { "is dead", SignalKind.Dead, 0 },
            { "total attack time", SignalKind.AttackTime, 0 },
            { "time", SignalKind.Time, 0 },
            { "current time", SignalKind.Time, 0 },
            { "global time", SignalKind.Time, 0 },
            { "custom:sample", SignalKind.Custom, 0 },
            { "custom: sample", SignalKind.Custom, 0 },
            { "custom 0", SignalKind.Custom, 0 },
            { "apoptotic", SignalKind.Apoptotic, 0 },
            { "is_apoptotic", SignalKind.Apoptotic, 0 },
            { "necrotic", SignalKind.Necrotic, 0 },
            { "crosslink", SignalKind.Structure, 1 },
            { "anisotropy", SignalKind.Structure, 2 },
            { "is_necrotic", SignalKind.Necrotic, 0 },
        };

    [Theory(DisplayName = "A behavior of contract 6.2, under each of its names, is the engine's behavior")]
    [MemberData(nameof(Behaviors))]
    public void Behavior(string name, int index) => Assert.Equal(index, Words.Behavior(name)?.Index);

    [Theory(DisplayName = "A signal of contract 6.1, under each of its names, is the engine's signal")]
    [MemberData(nameof(Signals))]
    public void Signal(string name, SignalKind kind, int index)
    {
        var word = Words.Signal(name);
        Assert.Equal(kind, word?.Kind);
        Assert.Equal(index, word?.Index);
    }

    [Fact(
        DisplayName = "Every behavior index and every signal kind has a name that leads back to it: none is forgotten"
    )]
    public void NamesLeadBack()
    {
        Assert.Equal(Words.Index.Count, Words.Behaviors.Count);
        for (var i = 0; i < Words.Index.Count; i++)
            Assert.Equal(i, Words.Behavior(Words.Behavior(i).Name)!.Index);
        // Draws have names in events alone.
        Assert.Equal(
            Enum.GetValues<SignalKind>().Except([SignalKind.Draw]),
            Words.Signals.Select(s => s.Kind).Distinct().Order()
        );
        foreach (var signal in Words.Signals)
        {
            Assert.Equal(signal, Words.Signal(signal.Name));
            Assert.Equal(signal, Words.Signal(signal.Kind, signal.Index));
        }
    }

    [Fact(DisplayName = "Unknown names are null, with the nearest known one")]
    public void Unknown()
    {
        Assert.Null(Words.Behavior("cycle entri"));
        Assert.Equal("cycle entry", Words.NearestBehavior("cycle entri"));
        Assert.Null(Words.Signal("oxygin"));
        Assert.Equal("oxygen", Words.NearestSignal("oxygin"));
    }

    [Fact(DisplayName = "The vocabulary of a compiled model has the names and units of its spec")]
    public void OfCompiled()
    {
        var words = Vocabulary.Of(Given.With());
        Assert.Equal(["oxygen", "drug"], words.Substrates.Select(s => s.Name));
        Assert.Equal(["mmHg", "nM"], words.Substrates.Select(s => s.Label));
        Assert.Equal("38 mmHg", words.Signal("oxygen")!.Text(38));
        Assert.Equal("0.5 um/min", words.Behavior("migration speed")!.Text(0.5));
    }
}
