// The kinds of rule sentences beside Hill sums.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class RuleKindTests
{
    private static CompiledModel Model(params string[] rules) =>
        Given.Whole(Given.Load("parameters: {gain: 2}\n" + Given.Rules(rules)));

    [Fact(
        DisplayName = "BEHAVIOR is EXPRESSION: the behavior starts from a formula in its own unit, within what the behavior may be"
    )]
    public void Is()
    {
        var model = Model(
            "\"cycle entry is gain * 0.06 /h * hill(oxygen, 5 mmHg, 2)\"",
            "migration bias is oxygen / 38 mmHg, applies to dead",
            "drug export is 0 - gain * 1 uM * 1 um3 / 1 min"
        );
        var (entry, bias, export) = (model.Types[0].Rules[0], model.Types[0].Rules[1], model.Types[0].Rules[2]);
        Assert.Equal(new FormulaUse(0, false), entry.Start);
        Assert.Equal(0.001, model.Formulas[0].Law.Evaluate([5]), 1e-15);
        Assert.Equal(new RuleLimits(0, double.MaxValue), entry.Limits);
        Assert.Equal(new FormulaUse(1, true), bias.Start);
        Assert.Equal(new RuleLimits(0, 1), bias.Limits);
        Assert.Null(export.Limits);
        Assert.Equal(-2000, model.Formulas[2].Law.Constant!.Value, 1e-9);
    }

    [Fact(
        DisplayName = "All kinds of one behavior become one rule; the same sentence without them leaves no trace of them in the text of the model"
    )]
    public void Together()
    {
        var model = Model(
            "oxygen increases apoptosis to 0.01 /min, half-max 5 mmHg, hill 2",
            "pressure multiplies apoptosis by 0.3, half-max 1, hill 4",
            "apoptosis is multiplied by 1 + gain * time / 1 min",
            "drug adds 0.02 /min to apoptosis, half-max 1 uM, hill 1.5, applies to dead",
            "time adds 0.6 /h to transition to T cell, half-max 1 d, hill 2"
        );
        var rule = model.Types[0].Rules[0];
        Assert.Equal((0.0001, 0.01), (rule.Base, rule.Max));
        Assert.Equal(new WeighedTerm(new(SignalKind.Pressure, 0, 1, 4, false), 0.3), Assert.Single(rule.Factors));
        Assert.Equal(new FormulaUse(0, false), Assert.Single(rule.FormulaFactors));
        Assert.Equal(new WeighedTerm(new(SignalKind.Substrate, 1, 1000, 1.5, true), 0.02), Assert.Single(rule.Hazards));
        Assert.Equal(0.01, Assert.Single(model.Types[0].Rules[1].Hazards).Weight, 1e-15);
        Assert.Equal(
            CompiledModelText.ToJson(model),
            CompiledModelText.ToJson(CompiledModelText.FromJson(CompiledModelText.ToJson(model)))
        );
        Assert.Contains("hazards", CompiledModelText.ToJson(model), StringComparison.Ordinal);
        var plain = Model("oxygen increases apoptosis to 0.01 /min, half-max 5 mmHg, hill 2");
        foreach (var word in new[] { "hazards", "factors", "limits", "start", "formulas", "heritable", "relaxation" })
            Assert.DoesNotContain($"\"{word}\"", CompiledModelText.ToJson(plain), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "With an expression, the type's own value is no bound of what up and down reach")]
    public void StartIsNoBound()
    {
        var rule = Model(
            "cycle entry is gain * 1 /h",
            "oxygen increases cycle entry to 0.0002 /min, half-max 21.5 mmHg, hill 4",
            "pressure decreases cycle entry to 0.003 /min, half-max 0.25, hill 3"
        )
            .Types[0]
            .Rules[0];
        Assert.Equal((0.0002, 0.003), (rule.Max, rule.Min));
    }

    [Theory(DisplayName = "A wrong sentence of the new kinds is an error that says what is wrong and what is near")]
    [InlineData("cycle entri is 1 /min", "unknown behavior: 'cycle entri'", "'cycle entry'")]
    [InlineData("cycle entry is 1 um", "the expression is a length", "a rate")]
    [InlineData("cycle entry is 1 /min * oxigen", "unknown name in the expression: 'oxigen'", "'oxygen'")]
    [InlineData("cycle entry is multiplied by 1 /min", "the expression is a rate", "a plain number")]
    [InlineData("oxygen multiplies cycle entry to 2, half-max 5 mmHg, hill 2", "to which value", "multiplies")]
    [InlineData("oxygen multiplies cycle entry by 2 /min, half-max 5 mmHg, hill 2", "a rate cannot stand here", "")]
    [InlineData("oxygen multiplies cycle entry by -2, half-max 5 mmHg, hill 2", "cannot be negative", "")]
    [InlineData("oxygen multiplies cycle entry by 2, half-max 5 mmHg", "the rule has no hill", "")]
    [InlineData("oxygen adds 2 to cycle entry, half-max 5 mmHg, hill 2", "has no unit", "a rate")]
    [InlineData("oxygen adds -2 /min to cycle entry, half-max 5 mmHg, hill 2", "cannot be negative", "")]
    [InlineData("oxygen addss 2 /min to cycle entry, half-max 5 mmHg, hill 2", "no verb", "'adds'")]
    public void Mistakes(string sentence, string message, string more)
    {
        var loaded = Given.Load(Given.Rules(sentence));
        var only = Assert.Single(loaded.Diagnostics, d => d.Severity == Severity.Error).ToString();
        Assert.Contains(message, only, StringComparison.Ordinal);
        Assert.Contains(more, only, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "The same said twice is an error, whichever kind it is; two different factors are not")]
    [InlineData("cycle entry is 1 /min", "cycle entry is 2 /min", true)]
    [InlineData("cycle entry is multiplied by pressure", "cycle entry is multiplied by pressure", true)]
    [InlineData("cycle entry is multiplied by pressure", "cycle entry is multiplied by 2 * pressure", false)]
    [InlineData(
        "oxygen multiplies cycle entry by 2, half-max 5 mmHg, hill 2",
        "oxygen multiplies cycle entry by 3, half-max 5 mmHg, hill 2",
        true
    )]
    [InlineData(
        "oxygen adds 1 /min to cycle entry, half-max 5 mmHg, hill 2",
        "oxygen adds 2 /min to cycle entry, half-max 5 mmHg, hill 2",
        true
    )]
    public void Twice(string one, string other, bool isError)
    {
        var errors = Given.Load(Given.Rules(one, other)).Diagnostics.Where(d => d.Severity == Severity.Error);
        Assert.Equal(isError ? 1 : 0, errors.Count());
        Assert.All(errors, e => Assert.Contains("said twice", e.Message, StringComparison.Ordinal));
    }

    [Fact(
        DisplayName = "A rule map has an id by which a later file replaces it, whatever it then says, and keys for its sources"
    )]
    public void Ids()
    {
        var files = new MemoryFiles
        {
            ["m.yaml"] = """
                include: base.yaml
                cells:
                  tumor:
                    rules:
                      - {rule: "pressure multiplies cycle entry by 3, half-max 1, hill 2", id: R1}
                """,
            ["base.yaml"] = Given.Rules(
                "{rule: \"cycle entry is multiplied by 2\", id: R1, assumed: all, note: text}",
                "{rule: \"cycle entry is multiplied by 4\", id: R2}"
            ),
        };
        var rule = Given.Whole(Given.Load(files)).Types[0].Rules[0];
        Assert.Equal(3, Assert.Single(rule.Factors).Weight);
        Assert.Single(rule.FormulaFactors);
    }

    [Theory(DisplayName = "What a rule of a new kind cannot do is a warning")]
    [InlineData("oxygen multiplies cycle entry by 1, half-max 5 mmHg, hill 2", "changes nothing")]
    [InlineData("oxygen multiplies fuse to tumor by 3, half-max 5 mmHg, hill 2", "fuse to tumor is 0")]
    [InlineData("oxygen adds 0 /min to cycle entry, half-max 5 mmHg, hill 2", "changes nothing")]
    [InlineData("damage adds 1 /min to exit from cycle phase 3, half-max 5, hill 2", "no such phase")]
    [InlineData(
        "still increases cycle entry to 1 /min, half-max 5, hill 2",
        "still is always 0, nothing produces glue"
    )]
    public void Vain(string sentence, string message)
    {
        const string Still = "signals: {still: 2 * glue / 1 nM}\n";
        var text = Given.Rules(sentence).Replace("  drug:", "  glue: {units: nM}\n  drug:", StringComparison.Ordinal);
        var loaded = Given.Load(Still + text);
        Given.Whole(loaded);
        Assert.Contains(Given.Texts(loaded), t => t.Contains(message, StringComparison.Ordinal));
    }

    [Fact(DisplayName = "explain says each kind in English")]
    public void English()
    {
        var (_, sentence) = Assert.Single(
            RuleEnglish.Of(
                Model(
                    "apoptosis is gain * 0.001 /min",
                    "pressure multiplies apoptosis by 0.3, half-max 1, hill 4",
                    "apoptosis is multiplied by gain",
                    "drug adds 0.02 /min to apoptosis, half-max 1 uM, hill 1.5, applies to dead"
                )
            )
        );
        Assert.Equal(
            "apoptosis is gain * 0.001 /min; pressure (half-max 1, Hill 4) multiplies it by up to 0.3; it is multiplied by gain; "
                + "drug (half-max 1000 nM, Hill 1.5, in dead cells too) adds up to 0.02 /min.",
            sentence
        );
    }
}
