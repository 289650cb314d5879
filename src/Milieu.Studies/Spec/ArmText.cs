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

    /// <summary>Where it stands in each factor: 0 for the lowest or first level, 1 for the highest or last.</summary>
    public ImmutableArray<double> Positions { get; init; } = [];

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
            Positions = Positions,
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
        var common = Common(spec);
        IReadOnlyList<ArmText> arms =
            spec.Arms.Count > 0 ? [.. spec.Arms.Select(a => common.With(a.Key, a.Value))] : [common];
        foreach (var (name, vary) in spec.Vary)
        {
            var levels = LevelsOf(name, vary, report);
            var places = Places(vary);
            arms =
            [
                .. arms.SelectMany(arm =>
                    levels.Select(
                        (level, k) =>
                            arm.With(level.Name, level.Spec) with
                            {
                                Positions = [.. arm.Positions, places[k]],
                            }
                    )
                ),
            ];
        }
        return [.. arms.Select(a => a.Name.Length == 0 ? a with { Name = "base" } : a)];
    }

    /// <summary>The base model with what every arm adds, leaves out and sets.</summary>
    public static ArmText Common(StudySpec spec) =>
        new("", "")
        {
            Includes = [.. spec.Include],
            Excludes = [.. spec.Exclude],
            Sets = [.. spec.Set.Select(s => new SetText(s.Key, s.Value))],
        };

    /// <summary>Numbers that measure the same lie as they are, all else in the order in which it stands.</summary>
    private static double[] Places(VarySpec vary)
    {
        var values = vary.Values.ConvertAll(v => v is ScalarNode scalar ? Quantity.Parse(scalar.Text) : null);
        var unit = values.FirstOrDefault()?.Unit ?? Unit.One;
        var numbers = values.ConvertAll(q => q is { Problem: null, IsNone: false } ? q.In(unit) : null);
        if (vary.Levels.Count > 0 || numbers.Exists(n => n is not { } number || !double.IsFinite(number)))
            numbers = [.. Enumerable.Range(0, vary.Levels.Count + vary.Values.Count).Select(k => (double?)k)];
        var (low, high) = (numbers.Min() ?? 0, numbers.Max() ?? 0);
        return [.. numbers.Select(n => high > low ? (n!.Value - low) / (high - low) : 0)];
    }

    /// <summary>What an arm is called after a value of a factor.</summary>
    public static string LevelName(string factor, VarySpec vary, string value) =>
        $"{(vary.Path is null ? factor.Split('.')[^1] : factor)}={value}";

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
            levels.Add((LevelName(name, vary, value), level));
        }
        return levels;
    }
}
