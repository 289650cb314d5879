// What every part of the compiler sees.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

/// <param name="Spec">As written.</param>
/// <param name="Words">Names, indices and units.</param>
internal sealed record CompileContext(ModelSpec Spec, Vocabulary Words, Problems Problems, IModelFiles Files)
{
    public BehaviorIndex Index => Words.Index;

    public bool IsTranslated { get; init; }

    /// <summary>Sources by key; none where the model names none.</summary>
    public IReadOnlyDictionary<string, SourceSpec> Sources { get; init; } = new Dictionary<string, SourceSpec>();

    /// <summary>The model's own signals and the expressions of its rules.</summary>
    public DerivedSignals Derived { get; } = new(Spec, Words, Problems);

    /// <summary>Named functions of x, y, z and r in um.</summary>
    public ImmutableArray<NamedPlace> Regions { get; init; } = [];

    public bool IsPhysiCell => Spec.Time.Mode == "physicell";

    public int SubstrateOf(string name) => IndexOf(Words.Substrates, name);

    public int CustomOf(string name) => IndexOf(Words.Customs, name);

    public int TypeOf(string name)
    {
        for (var i = 0; i < Words.Types.Count; i++)
            if (Words.Types[i] == name)
                return i;
        return -1;
    }

    private static int IndexOf(IReadOnlyList<NamedUnit> list, string name)
    {
        for (var i = 0; i < list.Count; i++)
            if (list[i].Name == name)
                return i;
        return -1;
    }
}
