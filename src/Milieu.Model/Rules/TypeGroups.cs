// Cell types and the groups that stand for several of them.
namespace Milieu.Model;

/// <summary>Groups of a model: <c>CAF</c> or <c>@CAF</c> stands for its members.</summary>
internal static class TypeGroups
{
    public const string ContactWith = "contact with ";

    /// <summary>The group of all types.</summary>
    public const string All = "all";

    /// <summary>What may be named: types, then groups.</summary>
    public static IReadOnlyList<string> Names(ModelSpec spec, Vocabulary words) =>
        [.. words.Types, .. spec.Groups.Keys, All];

    /// <summary>The types that a name stands for: the members of a group, or the type itself.</summary>
    public static IEnumerable<string> Members(ModelSpec spec, string name)
    {
        var bare = Bare(name);
        if (spec.Groups.TryGetValue(bare, out var members))
            return members;
        return bare == All && !spec.Cells.ContainsKey(All) ? spec.Cells.Keys : [bare];
    }

    /// <summary>The name without the sign of a group.</summary>
    public static string Bare(string name) => name.StartsWith('@') ? name[1..] : name;

    /// <summary>The types behind some names, ascending and each once; unknown names are left out.</summary>
    public static IReadOnlyList<int> Types(ModelSpec spec, Vocabulary words, IEnumerable<string> names)
    {
        var wanted = names.SelectMany(n => Members(spec, n)).ToHashSet(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, words.Types.Count).Where(t => wanted.Contains(words.Types[t]))];
    }

    /// <summary>The signals that count touching cells of a group, with and without its sign.</summary>
    public static IEnumerable<string> Contacts(ModelSpec spec) =>
        spec.Groups.Keys.SelectMany(g => new[] { ContactWith + g, ContactWith + "@" + g });

    /// <summary>The group whose touching cells a signal counts; null where it is none.</summary>
    public static string? OfContact(ModelSpec spec, string signal)
    {
        var words = string.Join(' ', signal.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (!words.StartsWith(ContactWith, StringComparison.OrdinalIgnoreCase))
            return null;
        var name = Bare(words[ContactWith.Length..]);
        return spec.Groups.Keys.FirstOrDefault(g => string.Equals(g, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A group has a name of its own, and its members are types.</summary>
    public static void Check(ModelSpec spec, Problems problems)
    {
        foreach (var (name, shared) in spec.Shared)
            if (shared.Like is { } like)
                problems.Error(
                    $"shared.{name}.like",
                    "a type is like another, a group is not",
                    like,
                    "cells: TYPE: like"
                );
        foreach (var (name, members) in spec.Groups)
        {
            if (spec.Cells.ContainsKey(name))
                problems.Error("groups." + name, "a cell type has this name already", name, "another name");
            for (var k = 0; k < members.Count; k++)
                if (!spec.Cells.ContainsKey(members[k]) && !spec.Absent.Contains(members[k]))
                    problems.Unknown($"groups.{name}[{WordText.Of(k)}]", "cell type", members[k], [.. spec.Cells.Keys]);
        }
    }
}
