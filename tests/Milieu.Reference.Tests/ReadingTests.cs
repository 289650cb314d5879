// Projects of the reference set, read as they are, against their transcriptions by hand.
using System.Text.Json.Nodes;
using Milieu.Engine;
using Milieu.Equivalence;
using Milieu.Model;
using Milieu.PhysiCell;
using Milieu.Runs;

namespace Milieu.Reference.Tests;

public class ReadingTests
{
    private const double Rounding = 1e-5;

    public static TheoryData<string> Transcribed =>
        [
            "m1_cycle_flow_death",
            "m2_tumour_o2_pressure_rules",
            "m3_necrotic_core_rules",
            "m4_chemotaxis_secretion",
            "m6_transform_signal",
            "m8_spheroid3d",
        ];

    [Theory(
        DisplayName = "A project read as it is compiles to the numbers that were transcribed by hand; what differs has no effect there, or is the hand's rounding of five digits to a default"
    )]
    [MemberData(nameof(Transcribed))]
    public void ReadsAsTranscribed(string name)
    {
        var reference = Shared.Open(name);
        var read = Read(reference);
        var hand = Shared.Transcribed(reference);
        var differences = new List<string>();
        Compare("", JsonOf(read), JsonOf(hand), differences);
        var unexplained = differences.Where(d => Reason(d.Split(' ')[0], read) is null).ToList();
        Assert.True(unexplained.Count == 0, string.Join('\n', unexplained));
        for (var t = 0; t < read.Types.Length; t++)
            Assert.Empty(Constants(read, hand, t));
        Assert.Equal(read.Placements.Sum(p => p.Count), hand.Placements.Sum(p => p.Count));
    }

    [Fact(
        DisplayName = "The comparison sees a wrong number: twice the uptake and another phase's duration are both named"
    )]
    public void ComparisonCanFail()
    {
        var read = Read(Shared.Open("m3_necrotic_core_rules"));
        var uptake = read.Behaviors.Uptake(0);
        var type = read.Types[0];
        var wrong = read with
        {
            Types =
            [
                type with
                {
                    Constants = type.Constants.SetItem(uptake, 2 * type.Constants[uptake]),
                    Cycle = type.Cycle with { Phases = type.Cycle.Phases.SetItem(0, type.Cycle.Phases[1]) },
                },
            ],
        };
        var differences = new List<string>();
        Compare("", JsonOf(read), JsonOf(wrong), differences);
        Assert.Contains(differences, d => Reason(d.Split(' ')[0], read) is null);
        Assert.Single(Constants(read, wrong, 0));
    }

    [Theory(DisplayName = "The stock samples of the set are read without a mistake, with all their rules and cells")]
    [InlineData("sample_rules_sample", 6, 27, 1300)]
    [InlineData("sample_asymmetric_division", 3, 3, 1)]
    public void ReadsSamples(string name, int types, int rules, int cells)
    {
        var model = Read(Shared.Open(name));
        Assert.Equal(types, model.Types.Length);
        Assert.Equal(rules, model.Types.Sum(t => t.Rules.Sum(r => r.Up.Length + r.Down.Length)));
        Assert.Equal(cells, model.Placements.Sum(p => p.Count));
    }

    private static CompiledModel Read(ReferenceModel reference)
    {
        var read = PhysiCellProject.Load(reference.Folder, new DiskModelFiles(), [], new ReadingChoices());
        Assert.False(read.HasErrors, string.Join('\n', read.Diagnostics));
        return read.Compiled!;
    }

    /// <summary>Why two models may differ at a path; null where they may not.</summary>
    private static string? Reason(string path, CompiledModel read)
    {
        if (path == ".name")
            return "the hand named the models";
        if (path == ".customs" && read.Types.All(t => t.Rules.All(r => r.Behavior < read.Behaviors.Custom(0))))
            return "a custom variable that no rule reads or writes";
        if (path.EndsWith(".tracksInternalized", StringComparison.Ordinal))
            return "amounts that no rule reads";
        if (path.EndsWith(".constants", StringComparison.Ordinal) || path.EndsWith(".rules", StringComparison.Ordinal))
            return "compared one by one below, or rules that change nothing";
        var type = read.Types[path.StartsWith(".types[", StringComparison.Ordinal) ? path[7] - '0' : 0];
        if (path.Contains(".deaths[1]", StringComparison.Ordinal) && !CanRise(type, read.Behaviors.Death(1)))
            return "no cell of this type becomes necrotic";
        return path.Contains(".cycle.", StringComparison.Ordinal) && !CanRise(type, read.Behaviors.PhaseExit(0))
            ? "a live cycle of rate 0 is no cycle"
            : null;
    }

    private static bool CanRise(CompiledType type, int behavior) =>
        type.Constants[behavior] > 0 || type.Rules.Any(r => r.Behavior == behavior && r.Max > 0);

    /// <summary>Behaviors of a type that differ although they have an effect.</summary>
    private static IEnumerable<string> Constants(CompiledModel read, CompiledModel hand, int t)
    {
        var (b, type) = (read.Behaviors, read.Types[t]);
        var words = Vocabulary.Of(read);
        var idle = new HashSet<int>();
        for (var s = 0; s < b.Substrates; s++)
            if (!CanRise(type, b.Secretion(s)))
                idle.Add(b.SecretionTarget(s));
        if (!type.IsMotile)
            idle.UnionWith([b.Speed, b.Bias, b.Persistence]);
        if (!Enumerable.Range(0, b.Types).Any(o => CanRise(type, b.Attack(o))))
            idle.UnionWith([b.AttackDuration, b.AttackDamageRate]);
        for (var i = 0; i < b.Custom(0); i++)
            if (!IsClose(type.Constants[i], hand.Types[t].Constants[i]) && !idle.Contains(i))
                yield return $"{words.Behavior(i).Name}: {type.Constants[i]}, by hand {hand.Types[t].Constants[i]}";
    }

    private static JsonNode JsonOf(CompiledModel model) => JsonNode.Parse(CompiledModelText.ToJson(model))!;

    private static bool IsClose(double a, double b) => Math.Abs(a - b) <= Rounding * Math.Max(Math.Abs(a), Math.Abs(b));

    private static void Compare(string path, JsonNode? a, JsonNode? b, List<string> differences)
    {
        if (a is JsonObject x && b is JsonObject y)
        {
            foreach (var key in x.Select(p => p.Key).Union(y.Select(p => p.Key)))
                Compare($"{path}.{key}", x[key], y[key], differences);
        }
        else if (
            a is JsonArray s
            && b is JsonArray t
            && s.Count == t.Count
            && !path.EndsWith(".constants", StringComparison.Ordinal)
        )
        {
            for (var i = 0; i < s.Count; i++)
                Compare($"{path}[{i}]", s[i], t[i], differences);
        }
        else if (!IsSame(a, b))
        {
            differences.Add($"{path} {a?.ToJsonString()} by hand {b?.ToJsonString()}");
        }
    }

    private static bool IsSame(JsonNode? a, JsonNode? b) =>
        a?.ToJsonString() == b?.ToJsonString()
        || (
            a is JsonValue x
            && b is JsonValue y
            && x.TryGetValue<double>(out var p)
            && y.TryGetValue<double>(out var q)
            && IsClose(p, q)
        );
}
