// What the columns of a frame are called: the field's own words.
using System.Globalization;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Runs;

/// <summary>Names of behaviors, contacts and amounts, as the rules of a model spell them.</summary>
public sealed class ColumnNames(CompiledModel model)
{
    private const string BehaviorPrefix = "behavior_";
    private readonly Vocabulary _words = Vocabulary.Of(model);

    /// <summary>The word of a behavior; a custom variable goes by its bare name.</summary>
    public string Behavior(int index)
    {
        var custom = index - model.Behaviors.Custom(0);
        return custom >= 0 ? model.Customs[custom].Name : _words.Behavior(index).Name;
    }

    /// <summary>A column of the state: those that hold a behavior have its number for a name, people know its word.</summary>
    public string Column(string name) =>
        name.StartsWith(BehaviorPrefix, StringComparison.Ordinal)
        && int.TryParse(name[BehaviorPrefix.Length..], CultureInfo.InvariantCulture, out var index)
            ? $"{name} ({Behavior(index)})"
            : name;

    public string Internalized(int substrate) => _words.Signal(SignalKind.Internalized, substrate).Name;

    public string Contact((SignalKind Kind, int Index) contact) => _words.Signal(contact.Kind, contact.Index).Name;
}
