// Signals that cells gather from others, as text.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class TouchSignalTests
{
    private const string Signals = """
        custom: {antigen: 3 nM, mhc1: 1}
        groups: {lymphocytes: [T cell]}
        signals:
          contact antigen: {sum: 2 * custom:antigen, touching: [T cell, tumor]}
          average: {mean: custom:antigen / (1 uM), touching: "@lymphocytes"}
          largest: {maximum: hypoxia, of: tumor, within: 0.03 mm}
          near: {count: [lymphocytes, tumor], within: 50 um}
          touched: {count: tumor}
          target: {of target: custom:antigen * custom:mhc1}
          ratio: near / (touched + 1)
          hypoxia: 1 / (1 + (oxygen / 8 mmHg)^2)

        """;

    private static LoadedModel With(string signals, params string[] rules) =>
        Given.Load(signals + (rules.Length == 0 ? Given.Base : Given.Rules(rules)));

    [Fact(DisplayName = "Each form becomes its kind, types and range; groups are their members, with and without @")]
    public void Forms()
    {
        var touches = Given.Whole(With(Signals)).Touches;
        Assert.Equal(
            ["contact antigen", "average", "largest", "near", "touched", "target"],
            touches.Select(t => t.Name)
        );
        Assert.Equal(
            [TouchKind.Sum, TouchKind.Mean, TouchKind.Maximum, TouchKind.Count, TouchKind.Count, TouchKind.Target],
            touches.Select(t => t.Kind)
        );
        Assert.Equal([0, 0, 30, 50, 0, 0], touches.Select(t => t.Range));
        Assert.Equal(
            [
                [0, 1],
                [1],
                [0],
                [0, 1],
                [0],
                [],
            ],
            touches.Select(t => t.Types.ToArray())
        );
    }

    [Fact(
        DisplayName = "What a cell bears keeps its unit: twice an antigen in nM is in nM, so a half-max of 1 uM is 1000"
    )]
    public void Units()
    {
        var model = Given.Whole(
            With(Signals, "contact antigen increases cycle entry to 1 /min, half-max 1 uM, hill 2")
        );
        Assert.Equal("nM", model.Touches[0].Units);
        Assert.Equal(6, model.Touches[0].Value!.Evaluate([3]), 1e-12);
        Assert.Equal(0.003, model.Touches[1].Value!.Evaluate([3]), 1e-15);
        var term = model.Types[0].Rules.Single().Up.Single();
        Assert.Equal((SignalKind.Touch, 0), (term.Kind, term.Index));
        Assert.Equal(1000, term.HalfMax, 1e-9);
    }

    [Fact(DisplayName = "A model that gathers reads back from its text with the same hash")]
    public void ReadsBack()
    {
        var model = Given.Whole(With(Signals));
        var again = CompiledModelText.FromJson(CompiledModelText.ToJson(model));
        Assert.Equal(CompiledModelText.Hash(model), CompiledModelText.Hash(again));
        Assert.Equal(model.Touches[0].Value, again.Touches[0].Value);
        Assert.Contains(SignalKind.Touch, Vocabulary.Of(again).Signals.Select(s => s.Kind));
    }

    [Theory(DisplayName = "What is not clear is an error at its place that says what is wanted")]
    [InlineData("x: {sum: custom:mhc1}", "signals.x", "it is not said from which cells")]
    [InlineData("x: {sum: custom:mhc1, of: tumor}", "signals.x", "within which distance")]
    [InlineData("x: {sum: custom:mhc1, touching: tumor, within: 3 um}", "signals.x", "both touch and be within")]
    [InlineData("x: {sum: custom:mhc1, mean: custom:mhc1, touching: tumor}", "signals.x", "not clear")]
    [InlineData("x: {touching: tumor}", "signals.x", "not clear")]
    [InlineData("x: {count: tumor, touching: tumor}", "signals.x", "names its types itself")]
    [InlineData("x: {of target: custom:mhc1, touching: tumor}", "signals.x", "one target")]
    [InlineData("x: {count: tumo}", "signals.x.count[0]", "did you mean 'tumor'")]
    [InlineData("x: {count: tumor, within: 0 um}", "signals.x.within", "above zero")]
    [InlineData("x: {sum: custom:mhc2, touching: tumor}", "signals.x.sum", "custom:mhc1")]
    [InlineData("x: {sum: y, touching: tumor}\n  y: {count: tumor}", "signals.x.sum", "cannot be gathered")]
    [InlineData("x: {sum: z, touching: tumor}\n  y: {count: tumor}\n  z: y + 1", "signals.x.sum", "cannot be gathered")]
    public void Mistakes(string signals, string place, string what)
    {
        var loaded = Given.Load("custom: {mhc1: 1}\nsignals:\n  " + signals + "\n" + Given.Base);
        var only = Assert.Single(loaded.Diagnostics);
        Assert.Equal(Severity.Error, only.Severity);
        Assert.Contains(what, only.ToString(), StringComparison.Ordinal);
        Assert.True(only.Line > 2, place);
    }

    [Theory(DisplayName = "A group needs members that are types, and a name that is none")]
    [InlineData("groups: {tumor: [T cell]}", "has this name already")]
    [InlineData("groups: {all: [T cell, tumr]}", "did you mean 'tumor'")]
    public void Groups(string groups, string what) => Given.Single(Given.Load(groups + "\n" + Given.Base), what);

    [Theory(
        DisplayName = "Contact with a group counts the touching cells of all its members, in rules and in expressions, with and without @: a member left out, or counted twice, would show"
    )]
    [InlineData("contact with all")]
    [InlineData("contact with @all")]
    [InlineData("Contact  with @ALL")]
    public void GroupsTouch(string signal)
    {
        var model = Given.Whole(
            Given.Load(
                "groups: {all: [T cell, tumor]}\n"
                    + Given.Rules(
                        signal + " increases cycle entry to 1 /min, half-max 3, hill 2",
                        "migration speed is 1 um/min * (1 + contact with @all)",
                        "contact with all decreases apoptosis to 0 /min, half-max 2, hill 2"
                    )
            )
        );
        var term = model.Types[0].Rules.SelectMany(r => r.Up).Single();
        var contact = model.Formulas[term.Index];
        Assert.Equal((SignalKind.Formula, "contact with all"), (term.Kind, contact.Name));
        Assert.Single(model.Formulas, f => f.Name.Length > 0);
        Assert.Equal(
            [new SignalInput(SignalKind.ContactType, 0), new SignalInput(SignalKind.ContactType, 1)],
            contact.Inputs
        );
        Assert.Equal(5, contact.Law.Evaluate([2, 3]));
        Assert.Contains(
            RuleEnglish.Of(model),
            r => r.Sentence.Contains("contact with all (half-max 3, Hill 2) raises it", StringComparison.Ordinal)
        );
        Assert.Equal(SignalKind.Formula, Vocabulary.Of(model).Signal("contact with all")!.Kind);
    }

    [Theory(
        DisplayName = "Contact with what is neither a type nor a group is an error with the nearest name, @ or not"
    )]
    [InlineData("contact with @al increases cycle entry to 1 /min, half-max 3, hill 2", "contact with @all")]
    [InlineData("contact with T cel increases cycle entry to 1 /min, half-max 3, hill 2", "contact with T cell")]
    [InlineData("cycle entry is 1 /min * contact with @alll", "contact with @all")]
    public void UnknownGroups(string rule, string nearest) =>
        Given.Single(Given.Load("groups: {all: [T cell, tumor]}\n" + Given.Rules(rule)), $"did you mean '{nearest}'");

    [Fact(DisplayName = "A rule about a signal that nobody can bear is warned of")]
    public void NeverFires() =>
        Given.Single(
            Given.Load(
                "signals: {x: {of target: volume}}\n"
                    + Given.Rules("x increases cycle entry to 1 /min, half-max 100 um3, hill 2")
            ),
            "can never fire",
            "attacks nothing"
        );

    [Fact(
        DisplayName = "Contacts of cells that do not move are warned of, for they are never counted; gathered counts are not"
    )]
    public void StandingStill()
    {
        var rules = Given.Rules(
            "contact with T cell increases cycle entry to 1 /min, half-max 1, hill 2",
            "touching increases apoptosis to 1 /min, half-max 1, hill 2"
        );
        Given.Single(
            Given.Load("signals: {touching: {count: T cell}}\n" + rules, "cells.tumor.mechanics.movable=false"),
            "can never fire",
            "do not move"
        );
    }
}
