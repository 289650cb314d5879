// What is said of a body that is wrong, and what a right one becomes.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class BodyMistakeTests
{
    [Theory(
        DisplayName = "A mistake in a body is named with its place, what was expected and the nearest word; each of these would otherwise compute something else"
    )]
    [InlineData("species: {a: 1}", "r: {takes: {b: 1}, rate: 1 /min}", "unknown species", "one of a")]
    [InlineData("species: {plasma: 1 nM}", "r: {takes: {plasma: 1}, rate: plasmo / 1 h}", "plasmo", "'plasma'")]
    [InlineData("species: {a: 1 nmol}", "r: {takes: {a: 1}, rate: 1 /min}", "a rate", "nmol/min")]
    [InlineData("species: {a: 1 nmol}", "r: {takes: {a: 1}, rate: a}", "the expression is", "nmol/min")]
    [InlineData(
        "species: {a: 1 nmol, b: 1}",
        "r: {takes: {a: 1}, gives: {b: 1}, rate: a / 1 h}",
        "different things",
        "nmol"
    )]
    [InlineData("species: {a: 1}", "r: {takes: {a: -1}, rate: a / 1 h}", "cannot be negative", "-1")]
    [InlineData("species: {a: 1}", "r: {takes: {a: 1 nM}, rate: a / 1 h}", "a concentration", "a plain number")]
    [InlineData("species: {a: -1}", "r: {takes: {a: 1}, rate: a / 1 h}", "cannot be negative", "-1")]
    [InlineData("species: {a: 1}", "r: {takes: {a: 1}, rate: a / 1 h, delay: 1 h}", "nothing is given", "gives")]
    [InlineData("species: {a: 1}", "r: {rate: a / 1 h}", "neither takes nor gives", "takes, gives")]
    [InlineData("species: {a: 1}", "r: {takes: {a: 1}}", "no rate", "rate")]
    [InlineData("species: {a: 1}", "r: {gives: {a: 1}, rate: a / 1 h, delay: 90 s}", "delay", "1 min")]
    [InlineData("species: {a: 1}", "r: {gives: {a: 1}, rate: a / 1 h, before: 1 /h}", "without a delay", "delay")]
    [InlineData("species: {a: 1}", "r: {gives: {a: 1}, rate: count of tumr / 1 h}", "count", "count of tumor")]
    [InlineData("species: {oxygen: 1}", "r: {takes: {oxygen: 1}, rate: oxygen / 1 h}", "this name already", "oxygen")]
    [InlineData("species: {a: {initial: 1, unit: nmil}}", "r: {takes: {a: 1}, rate: 0 /h}", "unknown unit", "nmol")]
    [InlineData("species: {a: {initial: 1 mg, unit: nmol}}", "r: {takes: {a: 1}, rate: 0 nmol/h}", "mg", "nmol")]
    public void Mistakes(string species, string reaction, string first, string second)
    {
        var loaded = Load(species, reaction);
        Assert.Contains(
            loaded.Diagnostics,
            d =>
                d.Severity == Severity.Error
                && d.ToString().Contains(first, StringComparison.Ordinal)
                && d.ToString().Contains(second, StringComparison.Ordinal)
        );
        Assert.Null(loaded.Compiled);
    }

    [Fact(
        DisplayName = "Amounts of one reaction may have different units of one kind: a milligram taken is a thousand micrograms given"
    )]
    public void UnitsOfOneKind()
    {
        var body = Given
            .Whole(Load("species: {a: 1 mg, b: 0 ug}", "r: {takes: {a: 1}, gives: {b: 2}, rate: a / 1 h}"))
            .Body!;
        Assert.Equal([new Share(0, 1)], body.Reactions[0].Takes);
        Assert.Equal([new Share(1, 2000)], body.Reactions[0].Gives);
        Assert.Equal(5.0 / 60, body.Reactions[0].Rate.Evaluate([5, 0, 0]), 1e-15);
    }

    [Fact(
        DisplayName = "Totals of the tissue become inputs after species and time, once each, with their types and variables"
    )]
    public void Totals()
    {
        var body = Given
            .Whole(
                Load(
                    "species: {a: 2 * tissue volume / 1 mm3}",
                    "r: {gives: {a: 1}, rate: left T cell * mean mhc of tumor + count of tumor / 1 h + left T cell * mean mhc of dead tumor}"
                )
            )
            .Body!;
        Assert.Equal(
            [
                new BodyInput(BodyInputKind.Left, 1),
                new BodyInput(BodyInputKind.Mean),
                new BodyInput(BodyInputKind.Count),
                new BodyInput(BodyInputKind.MeanOfDead),
            ],
            body.Inputs
        );
        Assert.Equal(2 * 0.0032, body.Species[0].Initial, 1e-15);
        Assert.Equal(10, body.Period);
    }

    [Fact(
        DisplayName = "A species is a signal of every cell with its unit: rules and derived signals read it, and its half-max is converted"
    )]
    public void SpeciesAreSignals()
    {
        var text =
            "signals: {pool: cd8 / 2000}\nbody: {species: {cd8: 4000, plasma: 5 nM}, reactions: {r: {takes: {plasma: 1}, rate: plasma / 1 d}}}\n";
        var model = Given.Whole(
            Given.Load(
                text
                    + Given.Rules(
                        "plasma increases apoptosis to 0.1 /min, half-max 1 uM, hill 2",
                        "pool increases cycle entry to 0.1 /min, half-max 2, hill 2"
                    )
            )
        );
        Assert.Equal([new SignalInput(SignalKind.Species, 0)], model.Formulas[0].Inputs);
        var term = model.Types[0].Rules.SelectMany(r => r.Terms()).First(t => t.Kind == SignalKind.Species);
        Assert.Equal((1, 1000.0), (term.Index, term.HalfMax));
    }

    [Fact(
        DisplayName = "A compiled body survives its text bit for bit, and every number of it is in the model hash; without a body a model keeps its hash"
    )]
    public void TextAndHash()
    {
        var model = Given.Whole(Load("species: {a: 1}", "r: {gives: {a: 1}, rate: a / 3 h, delay: 7 min}"));
        var other = Given.Whole(Load("species: {a: 1}", "r: {gives: {a: 1}, rate: a / 3 h, delay: 8 min}"));
        var json = CompiledModelText.ToJson(model);
        Assert.Equal(json, CompiledModelText.ToJson(CompiledModelText.FromJson(json)));
        Assert.NotEqual(CompiledModelText.Hash(model), CompiledModelText.Hash(other));
        Assert.DoesNotContain("body", CompiledModelText.ToJson(Given.With()), StringComparison.Ordinal);
    }

    private static LoadedModel Load(string species, string reaction) =>
        Given.Load($"custom: {{mhc: 1}}\nbody:\n  {species}\n  reactions:\n    {reaction}\n" + Given.Base);
}
