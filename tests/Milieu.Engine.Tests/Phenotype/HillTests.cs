// The arithmetic of one Hill function, apart from the cells that feel it.
namespace Milieu.Engine.Tests;

public class HillTests
{
    [Theory(
        DisplayName = "Whole powers from 1 to 16 are products of so many factors and no others are: the bits of a response hang on it"
    )]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(16, 16)]
    [InlineData(17, 0)]
    [InlineData(0, 0)]
    [InlineData(-2, 0)]
    [InlineData(0.5, 0)]
    [InlineData(1.5, 0)]
    [InlineData(15.999, 0)]
    [InlineData(double.NaN, 0)]
    public void Factors(double power, int expected) => Assert.Equal(expected, Hill.FactorsOf(power));

    [Fact(DisplayName = "A whole power is the product from the left, bit for bit: another order rounds otherwise")]
    public void FromTheLeft()
    {
        const double Q = 1.1 / 0.7;
        var product = Q;
        for (var k = 1; k < 7; k++)
            product *= Q;
        Assert.Equal(product, Hill.Share(1.1, 0.7, 7, Hill.FactorsOf(7)));
    }
}
