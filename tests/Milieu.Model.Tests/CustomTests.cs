// What custom variables say of themselves.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class CustomTests
{
    private static LoadedModel Load(string custom, params string[] rules) =>
        Given.Load(custom + "\n" + (rules.Length == 0 ? Given.Base : Given.Rules(rules)));

    [Fact(DisplayName = "Each key of a variable arrives in its own unit; the equation reads the variable itself")]
    public void Keys()
    {
        var model = Given.Whole(
            Load(
                """
                parameters: {pace: 1 /h}
                signals: {gap: 5 uM - custom:dose}
                custom:
                  trait: {value: 1 uM, heritable: true, drift: 50 nM, min: 0 nM, max: 2 mM}
                  dose: {value: 1 uM, change: gap * pace}
                  marker: {value: 2, relaxation: 6 /h, kept: true}
                """
            )
        );
        Assert.Equal(
            new CustomVariable("trait", "uM", false)
            {
                Heritable = true,
                Drift = 0.05,
                Least = 0,
                Most = 2000,
            },
            model.Customs[0]
        );
        Assert.Equal((0.1, true), (model.Customs[2].Relaxation, model.Customs[2].Kept));
        var change = model.Formulas[model.Customs[1].Change!.Value];
        Assert.Equal([new SignalInput(SignalKind.Custom, 1)], change.Inputs);
        Assert.Equal(4.0 / 60, change.Law.Evaluate([1]), 1e-15);
    }

    [Fact(DisplayName = "A variable that relaxes nears the own value of every type that has no rule for it")]
    public void RelaxingTypes()
    {
        var model = Given.Whole(
            Load("custom: {m: {value: 2, relaxation: 1 /h}}", "pressure increases custom:m to 9, half-max 1, hill 2")
        );
        Assert.Equal((2.0, 9.0), (model.Types[0].Rules[0].Base, model.Types[0].Rules[0].Max));
        var rest = Assert.Single(model.Types[1].Rules);
        Assert.Equal((2.0, 2.0, 2.0), (rest.Base, rest.Max, rest.Min));
        Assert.Contains(
            RuleEnglish.Of(model),
            r => r.Sentence.EndsWith("; it nears that by 0.016666666666666666 /min.", StringComparison.Ordinal)
        );
    }

    [Theory(DisplayName = "What contradicts itself is an error")]
    [InlineData("custom: {a: {value: 1, heritable: true}}", "custom:a is 2", "no rule may write a heritable variable")]
    [InlineData(
        "custom: {a: {value: 1, heritable: true}}",
        "pressure increases custom:a to 2, half-max 1, hill 2",
        "no rule may write a heritable variable"
    )]
    [InlineData("custom: {a: {value: 1, change: 1 /h}}", "custom:a is 2", "an equation of its own")]
    [InlineData("custom: {a: {value: 1, change: 1 h}}", null, "the expression is a time")]
    [InlineData("custom: {a: {value: 1, change: 1 /h, relaxation: 1 /h}}", null, "not both")]
    [InlineData("custom: {a: {value: 1, drift: 1}}", null, "what drifts is heritable")]
    [InlineData("custom: {a: {value: 1, heritable: true, drift: -1}}", null, "cannot be negative")]
    [InlineData("custom: {a: {value: 1, relaxation: 0 /h}}", null, "must be above zero")]
    [InlineData("custom: {a: {value: 1, min: 2, max: 1}}", null, "min is above max")]
    public void Mistakes(string custom, string? rule, string message)
    {
        var loaded = rule is null ? Load(custom) : Load(custom, rule);
        Assert.Contains(
            message,
            Assert.Single(loaded.Diagnostics, d => d.Severity == Severity.Error).ToString(),
            StringComparison.Ordinal
        );
    }
}
