// One arm as text: what its model includes, leaves out and sets.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>A value that an arm puts at a path of the model.</summary>
internal sealed record SetText(string Path, TextNode Value);

/// <summary>Layers, lowest first; places in the study file are kept for every mistake.</summary>
internal sealed record ArmText(string Name, string About)
{
    public ImmutableArray<TextNode> Includes { get; init; } = [];

    public ImmutableArray<TextNode> Excludes { get; init; } = [];

    public ImmutableArray<SetText> Sets { get; init; } = [];

    /// <summary>What sets the arm apart, one line each.</summary>
    public ImmutableArray<string> Changes { get; init; } = [];

    /// <summary>This arm with what a level of a factor, or an arm of the study, adds.</summary>
    public ArmText With(string name, ArmSpec spec) =>
        new(
            Name.Length == 0 ? name
                : name.Length == 0 ? Name
                : $"{Name}, {name}",
            Joined(About, spec.About ?? "")
        )
        {
            Includes = [.. Includes, .. spec.Include],
            Excludes = [.. Excludes, .. spec.Exclude],
            Sets = [.. Sets, .. spec.Set.Select(s => new SetText(s.Key, s.Value))],
            Changes =
            [
                .. Changes,
                .. spec.Include.Select(n => "include " + Text(n)),
                .. spec.Exclude.Select(n => "exclude " + Text(n)),
                .. spec.Set.Select(s => $"{s.Key} = {Text(s.Value)}"),
            ],
        };

    /// <summary>A node as one line of YAML.</summary>
    public static string Text(TextNode node) =>
        node switch
        {
            MapNode map => "{" + string.Join(", ", map.Entries.Select(e => e.Key + ": " + Text(e.Value))) + "}",
            ListNode list => "[" + string.Join(", ", list.Items.Select(Text)) + "]",
            ScalarNode { IsEmpty: false } scalar => scalar.Text,
            _ => "nothing",
        };

    private static string Joined(string a, string b) =>
        a.Length == 0 ? b
        : b.Length == 0 ? a
        : a + "; " + b;
}

/// <summary>The arms of a study: those that it names, times every combination of its factors.</summary>
internal static class ArmTexts
{
    /// <param name="report">Takes the path of a value and what is wrong with it.</param>
    public static IReadOnlyList<ArmText> Of(StudySpec spec, Action<string, string> report)
    {
        var common = new ArmText("", "")
        {
            Includes = [.. spec.Include],
            Excludes = [.. spec.Exclude],
            Sets = [.. spec.Set.Select(s => new SetText(s.Key, s.Value))],
        };
        IReadOnlyList<ArmText> arms =
            spec.Arms.Count > 0 ? [.. spec.Arms.Select(a => common.With(a.Key, a.Value))] : [common];
        foreach (var (name, vary) in spec.Vary)
        {
            var levels = LevelsOf(name, vary, report);
            arms = [.. arms.SelectMany(arm => levels.Select(level => arm.With(level.Name, level.Spec)))];
        }
        return [.. arms.Select(a => a.Name.Length == 0 ? a with { Name = "base" } : a)];
    }

    private static List<(string Name, ArmSpec Spec)> LevelsOf(string name, VarySpec vary, Action<string, string> report)
    {
        var levels = vary.Levels.Select(l => (Name: $"{name}={l.Key}", Spec: l.Value)).ToList();
        if (vary.Values.Count > 0 == levels.Count > 0)
            report("vary." + name, "a factor has either values or levels");
        var path = vary.Path ?? name;
        for (var i = 0; i < vary.Values.Count; i++)
        {
            var level = new ArmSpec();
            level.Set[path] = vary.Values[i];
            var value = vary.Values[i] is ScalarNode scalar
                ? scalar.Text
                : (i + 1).ToString(CultureInfo.InvariantCulture);
            levels.Add(($"{(vary.Path is null ? name.Split('.')[^1] : name)}={value}", level));
        }
        return levels;
    }
}
