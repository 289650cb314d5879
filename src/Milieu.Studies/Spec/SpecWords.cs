// Words of a study that stand for one of a few.
using System.Collections;
using System.Globalization;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>Finds every text of a spec that is none of the words its key allows.</summary>
internal static class SpecWords
{
    /// <param name="path">Where the spec stands in its file; empty for all of it.</param>
    public static IEnumerable<(string Path, string Word, KeyAttribute Key)> Wrong(object spec, string path = "")
    {
        foreach (var key in Shape.Of(spec.GetType()))
            if (key.Get(spec) is { } value)
                foreach (var found in Of(value, key.Key, path.Length == 0 ? key.Key.Name : $"{path}.{key.Key.Name}"))
                    yield return found;
    }

    private static IEnumerable<(string Path, string Word, KeyAttribute Key)> Of(
        object value,
        KeyAttribute key,
        string path
    ) =>
        (value, Shape.KindOf(value.GetType())) switch
        {
            (string word, ShapeKind.Text) => key.Naming == Naming.Word && !key.Words.Contains(word)
                ? [(path, word, key)]
                : [],
            (IList list, ShapeKind.List) => list.Cast<object>()
                .SelectMany((item, k) => Of(item, key, string.Create(CultureInfo.InvariantCulture, $"{path}[{k}]"))),
            (IDictionary map, ShapeKind.Map) => map
                .Keys.Cast<string>()
                .SelectMany(name => Of(map[name]!, key, $"{path}.{name}")),
            (_, ShapeKind.Section) => Wrong(value, path),
            _ => [],
        };
}
