// The names of signals and behaviors (contract 6), and what each measures.
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Both lists for one model. Names are found whatever their case.</summary>
public sealed class Vocabulary
{
    private readonly Dictionary<string, BehaviorWord> _behaviors = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SignalWord> _signals = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<BehaviorWord> _behaviorList = [];
    private readonly List<SignalWord> _signalList = [];

    /// <param name="derived">Signals of the model's own.</param>
    public Vocabulary(
        IReadOnlyList<NamedUnit> substrates,
        IReadOnlyList<string> types,
        IReadOnlyList<NamedUnit> customs,
        IEnumerable<SignalWord>? derived = null,
        IReadOnlyList<NamedUnit>? species = null,
        IReadOnlyList<NamedUnit>? structures = null
    )
    {
        Substrates = substrates;
        Types = types;
        Customs = customs;
        Structures = structures ?? [];
        Index = new BehaviorIndex(substrates.Count, types.Count, customs.Count, Structures.Count);
        foreach (var word in BehaviorWords.All(Index, substrates, types, customs, Structures))
            Add(word.Word, word.Synonyms);
        foreach (var word in SignalWords.All(substrates, types, customs, Structures))
            Add(word.Word, word.Synonyms);
        Species = species ?? [];
        for (var i = 0; i < Species.Count; i++)
            Add(SignalWords.Derived(SignalKind.Species, i, Species[i]), []);
        for (var i = 0; i < Species.Count; i++)
            Add(SignalWords.Derived(SignalKind.NewSpecies, i, Species[i] with { Name = "new " + Species[i].Name }), []);
        foreach (var word in derived ?? [])
            Add(word, []);
    }

    public IReadOnlyList<NamedUnit> Substrates { get; }

    public IReadOnlyList<string> Types { get; }

    public IReadOnlyList<NamedUnit> Customs { get; }

    /// <summary>Species of the body.</summary>
    public IReadOnlyList<NamedUnit> Species { get; }

    /// <summary>What does not diffuse.</summary>
    public IReadOnlyList<NamedUnit> Structures { get; }

    public BehaviorIndex Index { get; }

    /// <summary>Every behavior, in the order of its index.</summary>
    public IReadOnlyList<BehaviorWord> Behaviors => _behaviorList;

    public IReadOnlyList<SignalWord> Signals => _signalList;

    /// <summary>The vocabulary of a compiled model.</summary>
    public static Vocabulary Of(CompiledModel model) =>
        new(
            [.. model.Substrates.Select(s => Named(s.Name, s.Units))],
            [.. model.Types.Select(t => t.Name)],
            [.. model.Customs.Select(c => Named(c.Name, c.Units))],
            SignalWords.Derived(model),
            [.. (model.Body?.Species ?? []).Select(s => Named(s.Name, s.Units))],
            [.. model.Matrix?.Structures.Select(s => Named(s.Name, s.Units)) ?? []]
        );

    public BehaviorWord? Behavior(string name) => _behaviors.GetValueOrDefault(Normal(name));

    public SignalWord? Signal(string name) => _signals.GetValueOrDefault(Normal(name));

    /// <summary>The word of a behavior index.</summary>
    public BehaviorWord Behavior(int index) => _behaviorList[index];

    public SignalWord Signal(SignalKind kind, int index) => _signalList.First(s => s.Kind == kind && s.Index == index);

    public string? NearestBehavior(string name) => Nearest.To(name, _behaviors.Keys);

    public string? NearestSignal(string name) => Nearest.To(name, _signals.Keys);

    /// <summary>Every name and synonym of a signal.</summary>
    internal IReadOnlyCollection<string> SignalNames => _signals.Keys;

    /// <summary>Takes in a signal of the model's own, once it is understood.</summary>
    internal void Add(SignalWord word) => Add(word, []);

    private static NamedUnit Named(string name, string units) => NamedUnit.Of(name, units);

    private static string Normal(string name) =>
        string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Replace("custom: ", "custom:", StringComparison.OrdinalIgnoreCase);

    private void Add(BehaviorWord word, string[] synonyms)
    {
        while (_behaviorList.Count <= word.Index)
            _behaviorList.Add(word);
        _behaviorList[word.Index] = word;
        foreach (var name in synonyms.Prepend(word.Name))
            _behaviors.TryAdd(name, word);
    }

    private void Add(SignalWord word, string[] synonyms)
    {
        _signalList.Add(word);
        foreach (var name in synonyms.Prepend(word.Name))
            _signals.TryAdd(name, word);
    }
}
