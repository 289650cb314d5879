// Signals that a model derives by formulas.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class FormulaSignalTests
{
    private const string Signals = """
        parameters: {half: 1 kPa, gain: 2}
        custom: {antigen: 3 nM}
        signals:
          sum: twice + contact with T cell
          twice: gain * hypoxia
          hypoxia: 1 / (1 + (oxygen / half)^2)
          shown: {formula: custom:antigen * 2, units: uM}
          doubled drug: 2 * drug

        """;

    private static LoadedModel With(string signals, params string[] rules) =>
        Given.Load(signals + (rules.Length == 0 ? Given.Base : Given.Rules(rules)));

    [Fact(
        DisplayName = "A formula stands after those it reads, whatever the order of the text, and reads them by index"
    )]
    public void Order()
    {
        var model = Given.Whole(With(Signals));
        Assert.Equal(["hypoxia", "twice", "sum", "shown", "doubled drug"], model.Formulas.Select(f => f.Name));
        Assert.Equal([new SignalInput(SignalKind.Substrate, 0)], model.Formulas[0].Inputs);
        Assert.Equal([new SignalInput(SignalKind.Formula, 0)], model.Formulas[1].Inputs);
        Assert.Equal(
            [new SignalInput(SignalKind.Formula, 1), new SignalInput(SignalKind.ContactType, 1)],
            model.Formulas[2].Inputs
        );
    }

    [Fact(
        DisplayName = "Parameters are constants with units: hypoxia at 1 kPa is one half, and gain doubles it; --set changes them"
    )]
    public void Values()
    {
        var model = Given.Whole(With(Signals));
        Assert.Equal(0.5, model.Formulas[0].Law.Evaluate([7.500615758456564]), 1e-12);
        Assert.Equal(1, model.Formulas[1].Law.Evaluate([0.5]), 1e-15);
        var other = Given.Whole(Given.Load(Signals + Given.Base, "parameters.gain=5"));
        Assert.Equal(2.5, other.Formulas[1].Law.Evaluate([0.5]), 1e-15);
        Assert.NotEqual(CompiledModelText.Hash(model), CompiledModelText.Hash(other));
    }

    [Fact(
        DisplayName = "The unit of a signal is that said, or that of what it reads, so that a half-max in another unit is converted"
    )]
    public void Units()
    {
        var model = Given.Whole(
            With(
                Signals,
                "shown increases cycle entry to 1 /min, half-max 5 nM, hill 2",
                "doubled drug increases cycle entry to 1 /min, half-max 5 uM, hill 2"
            )
        );
        Assert.Equal("uM", model.Formulas[3].Units);
        Assert.Equal(0.006, model.Formulas[3].Law.Evaluate([3]), 1e-15);
        Assert.Equal("nM", model.Formulas[4].Units);
        Assert.Equal(6, model.Formulas[4].Law.Evaluate([3]), 1e-15);
        var terms = Assert.Single(model.Types[0].Rules).Up;
        Assert.Equal([3, 4], terms.Select(t => t.Index));
        Assert.All(terms, t => Assert.Equal(SignalKind.Formula, t.Kind));
        Assert.Equal([0.005, 5000], terms.Select(t => t.HalfMax));
    }

    [Theory(
        DisplayName = "What is wrong with a signal is said with its place and the nearest word; circles are said with their names"
    )]
    [InlineData("signals: {a: oxigen / 2 mmHg}", "m.yaml:1:", "unknown name in the expression: 'oxigen'", "'oxygen'")]
    [InlineData("signals: {a: b + 1, b: 2 * c, c: a}", "a -> b -> c -> a", "circle", "")]
    [InlineData("signals: {a: oxygen + 1 um}", "cannot be added to", "a length", "")]
    [InlineData("signals: {a: {formula: oxygen, units: nM}}", "the expression is a pressure", "nM", "")]
    [InlineData("signals: {a: {formula: oxygen, units: mmHgg}}", "unknown unit", "mmHgg", "mmHg")]
    [InlineData("signals: {oxygen: 2}", "a signal has this name already", "oxygen", "")]
    [InlineData("parameters: {a: 2}\nsignals: {A: 2}", "a signal has this name already", "", "")]
    [InlineData("parameters: {a: 2 mmHgg}", "unknown unit", "mmHg", "")]
    [InlineData("signals: {a: {about: nothing}}", "the signal says nothing", "a", "")]
    public void Mistakes(string text, string one, string two, string three)
    {
        var loaded = With(text + "\n");
        var only = Assert.Single(loaded.Diagnostics, d => d.Severity == Severity.Error).ToString();
        Assert.Null(loaded.Compiled);
        Assert.All([one, two, three], part => Assert.Contains(part, only, StringComparison.Ordinal));
    }

    [Fact(DisplayName = "A compiled model with formulas is the same after being written and read, and so is its hash")]
    public void Text()
    {
        var model = Given.Whole(With(Signals));
        var again = CompiledModelText.FromJson(CompiledModelText.ToJson(model));
        Assert.Equal(model.Formulas.Select(f => f.Law), again.Formulas.Select(f => f.Law));
        Assert.Equal(CompiledModelText.Hash(model), CompiledModelText.Hash(again));
    }

    [Fact(DisplayName = "Formulas of a model are words of its vocabulary again after compiling")]
    public void Words()
    {
        var words = Vocabulary.Of(Given.Whole(With(Signals)));
        Assert.Equal((SignalKind.Formula, 3, "uM"), Said(words.Signal("shown")!));
        static (SignalKind, int, string) Said(SignalWord word) => (word.Kind, word.Index, word.Label);
    }
}
