// Expressions with units.

namespace Milieu.Model.Tests;

public sealed class FormulaTextTests
{
    private static readonly Unit MillimetersOfMercury = UnitOf("mmHg");

    private static readonly FormulaName[] Names =
    [
        new("oxygen", 0, MillimetersOfMercury),
        new("TGFb", 1, UnitOf("nM")),
        new("contact with M2", 2, Unit.One),
        new("contact", 3, Unit.One),
        new("anti-inflammatory factor", 4, Unit.One),
        new("speed", 5, UnitOf("um/min")),
    ];

    [Theory(DisplayName = "An expression has the value that its text says, whatever units its parts are in")]
    [InlineData("1 / (1 + (oxygen / 8 mmHg)^2)", "", 0.5)]
    [InlineData("hill(oxygen, 8 mmHg, 4)", "", 0.5)]
    [InlineData("TGFb / 70 pM", "", 2)]
    [InlineData("contact with M2 + 2 * contact", "", 11)]
    [InlineData("anti-inflammatory factor - 1", "", 4)]
    [InlineData("speed * 1 h", "mm", 0.18)]
    [InlineData("6 um / 2 min", "um/min", 3)]
    [InlineData("max(0, oxygen - 10 mmHg)", "mmHg", 0)]
    [InlineData("min(oxygen, 1 kPa)", "kPa", 1)]
    [InlineData("min(oxygen, 9 mmHg, 7 mmHg, 10 mmHg)", "mmHg", 7)]
    [InlineData("max(2, 4 - 1, 1)", "", 3)]
    [InlineData("-2^2", "", -4)]
    [InlineData("2 * 3 - 4 / 2", "", 4)]
    [InlineData("sqrt(speed * speed)", "um/min", 3)]
    [InlineData("step(oxygen - 7 mmHg) * exp(0)", "", 1)]
    public void Values(string text, string unit, double expected)
    {
        var formula = FormulaText.Parse(text, Names, UnitOf(unit), "", out var problem);
        Assert.True(formula is not null, problem?.Message);
        Assert.Equal(expected, formula.Evaluate([8, 0.14, 3, 4, 5, 3]), 12);
    }

    [Theory(DisplayName = "A wrong expression is refused with its reason: units, names and form")]
    [InlineData("oxygen + TGFb", "a concentration cannot be added to a pressure")]
    [InlineData("exp(oxygen)", "must be a plain number")]
    [InlineData("min(oxygen, 1 kPa, 3)", "cannot be compared with")]
    [InlineData("max(2)", "',' is missing")]
    [InlineData("oxygen ^ 0.5", "whole number")]
    [InlineData("oxigen * 2", "unknown name")]
    [InlineData("8 mmhg", "unknown unit")]
    [InlineData("(1 + 2", "')' is missing")]
    [InlineData("1 +", "not complete")]
    [InlineData("oxygen", "the expression is a pressure")]
    [InlineData("1e999", "finite")]
    public void Refused(string text, string message)
    {
        Assert.Null(FormulaText.Parse(text, Names, Unit.One, "a plain number", out var problem));
        Assert.Contains(message, problem!.Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A mistyped name is answered with the nearest known one")]
    public void NearestName()
    {
        FormulaText.Parse("oxigen * 2", Names, Unit.One, "", out var problem);
        Assert.Equal("oxygen", problem!.Nearest);
    }

    private static Unit UnitOf(string text) =>
        UnitText.TryParse(text, out var unit, out _) ? unit : throw new ArgumentException(text);
}
