// Events of a type as numbers.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

internal sealed class EventCompiler(CompileContext context)
{
    private const string CustomMark = "custom:";

    public ImmutableArray<CompiledEvent> Compile(TypeSpec type, string path, ImmutableArray<CompiledRule> rules) =>
        [
            .. type
                .Events.Where(e => !IsLeftOut(e.Value, $"{path}.events.{e.Key}"))
                .Select((e, k) => One(e.Key, e.Value, $"{path}.events.{e.Key}", k, rules)),
        ];

    /// <summary>An event that speaks of something optional and absent does not happen.</summary>
    private bool IsLeftOut(EventSpec spec, string path) =>
        spec
            .Set.Values.Concat(spec.Set.Keys.Select(Named))
            .Concat(new[] { spec.When, spec.Probability, spec.Rate }.OfType<string>())
            .Any(text => context.Spec.Absent.LeavesOut(path, text));

    private CompiledEvent One(string name, EventSpec spec, string path, int number, ImmutableArray<CompiledRule> rules)
    {
        var isDivision = spec.At == "division";
        if (spec is { Probability: not null, Rate: not null })
            Say(path + ".rate", "an event has a chance or a rate, not both", spec.Rate, "one of chance and rate");
        if (spec is { Set.Count: 0, Dies: null, Becomes: null } && spec.Divides != true)
            Say(path, "the event changes nothing", name, "set, dies, becomes or divides: true");
        if (spec is { Dies: not null, Becomes: not null } || (spec.Dies is not null && spec.Divides == true))
            Say(path + ".dies", "a cell that dies does nothing else", name, "one of dies, becomes and divides");
        if (isDivision && (spec.Dies is not null || spec.Divides == true || spec.Rate is not null))
            Say(path, "at a division an event sets variables or changes the type, by a chance", name, "at: step");
        SourceTable.Check(context.Sources, new RuleSpec { Source = spec.Source }, path, context.Problems);
        return new CompiledEvent(name, isDivision ? EventMoment.Division : EventMoment.Step)
        {
            When = Formula(
                path + ".when",
                spec.When,
                Unit.One,
                "a condition, such as custom:dose > 2",
                number,
                isDivision
            ),
            Probability = Formula(path + ".chance", spec.Probability, Unit.One, "a plain number", number, isDivision),
            Rate = Formula(
                path + ".rate",
                spec.Rate,
                Unit.One / Unit.Minute,
                "a rate, such as 0.05 /d",
                number,
                isDivision
            ),
            Sets =
            [
                .. spec.Set.SelectMany(s => Value(s.Key, s.Value, $"{path}.set.{s.Key}", number, isDivision, rules)),
            ],
            Death = spec.Dies switch
            {
                "apoptosis" => 0,
                "necrosis" => 1,
                _ => null,
            },
            Becomes = spec.Becomes is { } type && context.TypeOf(type) is >= 0 and var index ? index : null,
            Divides = spec.Divides == true,
        };
    }

    private IEnumerable<EventValue> Value(
        string name,
        string text,
        string path,
        int number,
        bool isDivision,
        ImmutableArray<CompiledRule> rules
    )
    {
        var custom = context.CustomOf(name.StartsWith(CustomMark, StringComparison.Ordinal) ? name[7..] : name);
        if (custom < 0)
        {
            context.Problems.Unknown(path, "custom variable", name, [.. context.Words.Customs.Select(c => c.Name)]);
            yield break;
        }
        var variable = context.Words.Customs[custom];
        var relaxes = CustomCompiler.Relaxing(context).Contains(context.Index.Custom(custom));
        if (!relaxes && rules.Any(r => r.Behavior == context.Index.Custom(custom)))
            Say(
                path,
                "rules say what this variable is at each step: the event would leave no trace",
                name,
                "another variable"
            );
        var label = variable.Label.Length == 0 ? "a plain number" : "a value in " + variable.Label;
        if (Formula(path, text, variable.Unit, label, number, isDivision) is { } formula)
            yield return new EventValue(custom, formula);
    }

    private int? Formula(string path, string? text, Unit unit, string expected, int number, bool isDivision)
    {
        if (text is null)
            return null;
        var formula = context.Derived.OfEvent(path, text, unit, expected, number);
        if (formula < 0)
            return null;
        if (isDivision && context.Derived.Gathers(formula))
            Say(path, "signals that are gathered from other cells are not known at a division", text, "at: step");
        return formula;
    }

    private static string Named(string custom) =>
        custom.StartsWith(CustomMark, StringComparison.Ordinal) ? custom : CustomMark + custom;

    private void Say(string path, string message, string? value, string expected) =>
        context.Problems.Error(path, message, value, expected);
}
