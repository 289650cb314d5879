// Types that start from other types.
using System.Collections;

namespace Milieu.Model;

/// <summary>A type with everything that it takes over, and its rules with the places where they stand.</summary>
internal sealed record ResolvedType(string Name, TypeSpec Spec, IReadOnlyList<(string Path, RuleSpec Rule)> Rules);

internal static class LikeResolver
{
    public static List<ResolvedType> Resolve(ModelSpec model, Problems problems) =>
        [.. model.Cells.Select(c => Resolve(c.Key, model, [], problems))];

    private static ResolvedType Resolve(string name, ModelSpec model, List<string> chain, Problems problems)
    {
        var (own, rules) = Own(name, model);
        if (model.Cells[name].Like is not { } like || !model.Cells.ContainsKey(like))
            return new ResolvedType(name, own, rules);
        chain = [.. chain, name];
        if (chain.Contains(like))
        {
            var circle = string.Join(" -> ", chain.SkipWhile(c => c != like).Append(like));
            problems.Error($"cells.{name}.like", "types are like each other in a circle: " + circle, like);
            return new ResolvedType(name, own, rules);
        }
        var other = Resolve(like, model, chain, problems);
        return new ResolvedType(name, (TypeSpec)Over(other.Spec, own), [.. other.Rules.Union(rules)]);
    }

    /// <summary>What the type's groups say, and over that the type itself.</summary>
    private static (TypeSpec Spec, List<(string Path, RuleSpec Rule)> Rules) Own(string name, ModelSpec model)
    {
        var rules = new List<(string, RuleSpec)>();
        TypeSpec? whole = null;
        void Say(string path, TypeSpec said)
        {
            whole = whole is null ? said : (TypeSpec)Over(whole, said);
            rules.AddRange(said.Rules.Select((r, i) => ($"{path}.rules[{WordText.Of(i)}]", r)));
        }
        foreach (var (group, said) in model.Shared.Where(s => TypeGroups.Members(model, s.Key).Contains(name)))
            Say("shared." + group, said);
        Say("cells." + name, model.Cells[name]);
        return (whole!, rules);
    }

    /// <summary>A copy of the first, in which what the second says holds.</summary>
    private static object Over(object first, object second)
    {
        var result = Activator.CreateInstance(first.GetType())!;
        var keys = Shape.Of(first.GetType());
        var gone = keys.Where(k => IsSaid(k.Get(second))).SelectMany(k => k.Key.Replaces).ToHashSet();
        var nothing = Activator.CreateInstance(first.GetType())!;
        foreach (var key in keys)
        {
            var (a, b) = (key.Get(gone.Contains(key.Key.Name) ? nothing : first), key.Get(second));
            if (key.Kind == ShapeKind.Map)
                Merge((IDictionary)key.Get(result)!, (IDictionary)a!, (IDictionary)b!);
            else if (key.Kind == ShapeKind.List)
                key.Property.SetValue(result, ((IList)b!).Count > 0 ? b : a);
            else if (key.Kind == ShapeKind.Section && a is not null && b is not null)
                key.Property.SetValue(result, Over(a, b));
            else
                key.Property.SetValue(result, b ?? a);
        }
        return result;
    }

    private static bool IsSaid(object? value) => value is ICollection many ? many.Count > 0 : value is not null;

    private static void Merge(IDictionary onto, IDictionary first, IDictionary second)
    {
        foreach (DictionaryEntry entry in first)
            onto[entry.Key] = entry.Value;
        foreach (DictionaryEntry entry in second)
            onto[entry.Key] =
                onto[entry.Key] is { } old && Shape.KindOf(old.GetType()) == ShapeKind.Section
                    ? Over(old, entry.Value!)
                    : entry.Value;
    }
}
