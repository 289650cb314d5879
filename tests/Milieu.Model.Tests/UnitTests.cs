// Units, dimensions, quantities.
using System.Globalization;

namespace Milieu.Model.Tests;

public sealed class UnitTests
{
    [Theory(DisplayName = "A quantity becomes the base unit exactly as a hand would reckon it")]
    [InlineData("0.1 /min", Measure.Rate, 0.1)]
    [InlineData("6 /h", Measure.Rate, 0.1)]
    [InlineData("6 1/h", Measure.Rate, 0.1)]
    [InlineData("6 per h", Measure.Rate, 0.1)]
    [InlineData("144 day-1", Measure.Rate, 0.1)]
    [InlineData("1/min", Measure.Rate, 1)]
    [InlineData("100000 um2/min", Measure.Diffusion, 100000)]
    [InlineData("100000 µm²/min", Measure.Diffusion, 100000)]
    [InlineData("6 mm^2/h", Measure.Diffusion, 100000)]
    [InlineData("1.5 mm", Measure.Length, 1500)]
    [InlineData("20um", Measure.Length, 20)]
    [InlineData("7 days", Measure.Time, 10080)]
    [InlineData("90 s", Measure.Time, 1.5)]
    [InlineData("1 pL", Measure.Volume, 1000)]
    [InlineData("2494 um*um*um", Measure.Volume, 2494)]
    [InlineData("60 um/h", Measure.Speed, 1)]
    [InlineData("50 %", Measure.Fraction, 0.5)]
    [InlineData(".5e1", Measure.Number, 5)]
    [InlineData("-3.", Measure.Number, -3)]
    public void Converts(string text, Measure measure, double expected)
    {
        var quantity = Quantity.Parse(text);
        Assert.Null(quantity.Problem);
        Assert.Equal(expected, quantity.In(Measures.UnitOf(measure, Unit.One)));
    }

    [Theory(DisplayName = "Densities convert between their own prefixes, and only within one kind")]
    [InlineData("0.3 mM", "uM", 300.0)]
    [InlineData("0.3 mM", "nM", 300000.0)]
    [InlineData("5 nM", "uM", 0.005)]
    [InlineData("1 nmol/mL", "uM", 1.0)]
    [InlineData("1 ng/mL", "pg/mL", 1000.0)]
    [InlineData("1 ug/L", "ng/mL", 1.0)]
    [InlineData("5 mmHg", "nM", null)]
    [InlineData("5 nM", "ng/mL", null)]
    [InlineData("5", "nM", null)]
    [InlineData("5 nM", "", null)]
    [InlineData("2 au", "au", 2.0)]
    public void Densities(string text, string unit, double? expected)
    {
        Assert.True(UnitText.TryParse(unit, out var own, out _));
        Assert.Equal(expected, Quantity.Parse(text).In(own));
    }

    [Fact(DisplayName = "1 mmHg is 133.322387415 Pa, and a mole 6.02214076e23 molecules")]
    public void Constants()
    {
        Assert.True(UnitText.TryParse("Pa", out var pascal, out _));
        Assert.Equal(133.322387415, Quantity.Parse("1 mmHg").In(pascal)!.Value, 12);
        Assert.True(UnitText.TryParse("molecules", out var molecules, out _));
        Assert.Equal(6.02214076e23, Quantity.Parse("1 mol").In(molecules)!.Value, 1e9);
    }

    [Theory(DisplayName = "What is no quantity says what is wrong with it, and names the unit that was meant")]
    [InlineData("abc", "not a number")]
    [InlineData("", "not a number")]
    [InlineData("1.2.3 um", "not a number")]
    [InlineData("5 mim", "did you mean 'min'")]
    [InlineData("5 um//min", "unknown unit")]
    [InlineData("5 um/", "unknown unit")]
    [InlineData("5 um99", "unknown unit")]
    [InlineData("5 1000 um", "unknown unit")]
    [InlineData("1,5 um", "unknown unit")]
    public void Refuses(string text, string problem) =>
        Assert.Contains(problem, Quantity.Parse(text).Problem, StringComparison.Ordinal);

    [Fact(DisplayName = "Any number in any unit there and back is the number to 4 ulp: no unit has a wrong inverse")]
    public void RoundTrips()
    {
        var random = new Random(1);
        foreach (var name in UnitText.Known)
        {
            Assert.True(UnitText.TryParse(name, out var unit, out _));
            var baseUnit = new Unit(1, 1, 0, unit.Dimension);
            for (var i = 0; i < 50; i++)
            {
                var value = Math.Pow(10, (random.NextDouble() * 20) - 10);
                var text = value.ToString("R", CultureInfo.InvariantCulture) + " " + name;
                var there = Quantity.Parse(text).In(baseUnit)!.Value;
                var back = baseUnit.Convert(there, unit)!.Value;
                Assert.InRange(back / value, 1 - 1e-15, 1 + 1e-15);
            }
        }
    }

    [Fact(DisplayName = "Units multiply as dimensions do: (a b)^2 / b = a^2 b for any two")]
    public void Algebra()
    {
        foreach (var a in UnitText.Known.Take(20))
        foreach (var b in UnitText.Known)
        {
            Assert.True(UnitText.TryParse($"{a} {b} {b} {a} / {b}", out var left, out _));
            Assert.True(UnitText.TryParse($"{a}*{a}*{b}", out var right, out _));
            Assert.Equal(right.Dimension, left.Dimension);
            Assert.Equal(1, left.Convert(1, right)!.Value, 12);
        }
    }

    [Fact(DisplayName = "A plain quantity of code is already in the unit of its place")]
    public void Plain()
    {
        Assert.Equal(38, Quantity.Plain(38).In(Measures.UnitOf(Measure.Diffusion, Unit.One)));
        Assert.Null(Quantity.Parse("38").In(Measures.UnitOf(Measure.Diffusion, Unit.One)));
    }

    [Theory(
        DisplayName = "The nearest name is found through one slip of the hand, and nothing is offered for another word"
    )]
    [InlineData("diffuson", "diffusion")]
    [InlineData("Decay", "decay")]
    [InlineData("dceay", "decay")]
    [InlineData("zzzzz", null)]
    [InlineData("x", null)]
    public void NearestName(string word, string? expected) =>
        Assert.Equal(expected, Nearest.To(word, ["diffusion", "decay", "initial"]));

    [Fact(DisplayName = "Edit distance is that of a plain reckoning: insert, delete, replace and swap cost one")]
    public void EditDistance()
    {
        Assert.Equal(0, Nearest.Distance("abc", "abc"));
        Assert.Equal(1, Nearest.Distance("abc", "acb"));
        Assert.Equal(1, Nearest.Distance("abc", "ab"));
        Assert.Equal(1, Nearest.Distance("abc", "abcd"));
        Assert.Equal(1, Nearest.Distance("abc", "axc"));
        Assert.Equal(3, Nearest.Distance("kitten", "sitting"));
        Assert.Equal(4, Nearest.Distance("", "abcd"));
    }
}
