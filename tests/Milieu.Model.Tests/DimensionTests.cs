// What messages call a dimension.
namespace Milieu.Model.Tests;

public sealed class DimensionTests
{
    [Theory(DisplayName = "Each dimension that has a name is called by it, and by no name that is only nearly its own")]
    [InlineData("", "a plain number")]
    [InlineData("mm", "a length")]
    [InlineData("mm2", "an area")]
    [InlineData("uL", "a volume")]
    [InlineData("h", "a time")]
    [InlineData("/h", "a rate")]
    [InlineData("mm/h", "a speed")]
    [InlineData("cm2/s", "a diffusion coefficient")]
    [InlineData("kPa", "a pressure")]
    [InlineData("nM", "a concentration")]
    [InlineData("ng/mL", "a mass concentration")]
    [InlineData("g um", "a quantity in g um")]
    [InlineData("g um2", "a quantity in g um2")]
    [InlineData("g um3", "a quantity in g um3")]
    [InlineData("g min", "a quantity in g min")]
    [InlineData("g/min", "a quantity in g/min")]
    [InlineData("g um/min", "a quantity in g um/min")]
    [InlineData("g um2/min", "a quantity in g um2/min")]
    [InlineData("g mmHg", "a quantity in g mmHg")]
    [InlineData("mol g/um3", "a quantity in mol g/um3")]
    public void Names(string unit, string name) => Assert.Equal(name, Of(unit).ToString());

    [Theory(
        DisplayName = "A dimension without a name is spelt in base units, those above the line first, powers as digits"
    )]
    [InlineData("mol", "mol")]
    [InlineData("kg", "g")]
    [InlineData("au", "au")]
    [InlineData("IU", "IU")]
    [InlineData("IU2", "IU2")]
    [InlineData("um/mol", "um/mol")]
    [InlineData("/g/min", "/g/min")]
    [InlineData("mL/IU/au2", "um3/au2/IU")]
    [InlineData("mol mmHg2/min2", "mol mmHg2/min2")]
    public void BaseUnits(string unit, string text) => Assert.Equal("a quantity in " + text, Of(unit).ToString());

    private static Dimension Of(string unit)
    {
        Assert.True(UnitText.TryParse(unit, out var read, out _));
        return read.Dimension;
    }
}
