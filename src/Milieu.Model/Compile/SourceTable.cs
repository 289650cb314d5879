// The sources that a model names, from itself and from files of sources.
namespace Milieu.Model;

/// <summary>Reads <c>source files</c> and <c>sources</c>; says which keys of rules are none.</summary>
internal static class SourceTable
{
    /// <summary>What the model says itself holds over its files, and a later file over an earlier one.</summary>
    public static IReadOnlyDictionary<string, SourceSpec> Read(ModelSpec spec, IModelFiles files, Problems problems)
    {
        var sources = new OrderedDictionary<string, SourceSpec>(StringComparer.Ordinal);
        var isWhole = true;
        for (var k = 0; k < spec.SourceFiles.Count; k++)
            isWhole &= ReadFile(spec.SourceFiles[k], $"source files[{WordText.Of(k)}]", files, problems, sources);
        foreach (var (key, source) in spec.Sources)
            sources[key] = source;
        return isWhole ? sources : new OrderedDictionary<string, SourceSpec>(StringComparer.Ordinal);
    }

    /// <summary>An error for each key that no source has; nothing is checked where the model names no sources.</summary>
    public static void Check(
        IReadOnlyDictionary<string, SourceSpec> sources,
        RuleSpec rule,
        string path,
        Problems problems
    )
    {
        if (sources.Count == 0)
            return;
        foreach (var key in rule.SourceKeys.Where(k => !sources.ContainsKey(k)))
            problems.Error(path, "unknown source", key, "a key of sources", Nearest.To(key, sources.Keys));
    }

    /// <summary>A model runs without its sources: where they cannot be read, no key is checked.</summary>
    private static bool ReadFile(
        string file,
        string path,
        IModelFiles files,
        Problems problems,
        OrderedDictionary<string, SourceSpec> sources
    )
    {
        if (!files.TryRead(file, out var text, out var problem))
        {
            problems.Warn(path, "cannot read the sources: " + problem, file);
            return false;
        }
        var found = new List<Diagnostic>();
        var node = YamlText.Parse(text, file, true, found);
        foreach (var one in found)
            problems.ErrorAt(one.File, one.Line, one.Column, one.Message, one.Value, one.Expected);
        if (node is not MapNode map)
        {
            problems.Error(path, "no sources", file, "a map from keys to citation and identifier");
            return false;
        }
        foreach (var entry in map.Entries)
            sources[entry.Key] = new SourceSpec
            {
                Citation = TextOf(entry.Value as MapNode, "citation") ?? (entry.Value as ScalarNode)?.Text,
                Identifier = TextOf(entry.Value as MapNode, "identifier"),
                Taken = TextOf(entry.Value as MapNode, "taken"),
                Read = TextOf(entry.Value as MapNode, "read"),
            };
        return true;
    }

    private static string? TextOf(MapNode? map, string key) => (map?.Find(key) as ScalarNode)?.Text;
}
