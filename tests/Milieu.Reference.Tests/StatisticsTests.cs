// The statistics themselves, against published values.
using Milieu.Equivalence;

namespace Milieu.Reference.Tests;

public class StatisticsTests
{
    [Theory(DisplayName = "Student's t gives tabled two-sided probabilities")]
    [InlineData(12.706204736432095, 1, 0.05)]
    [InlineData(2.2281388519649385, 10, 0.05)]
    [InlineData(3.169272672616951, 10, 0.01)]
    [InlineData(2.0, 10, 0.07338803477074037)]
    [InlineData(1.983971518523552, 100, 0.05)]
    [InlineData(0, 5, 1)]
    [InlineData(1, 1, 0.5)]
    public void Student(double t, double df, double p) => Assert.Equal(p, Statistics.TwoSided(t, df), 1e-8);

    [Theory(DisplayName = "Chi-squared gives tabled upper tails")]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(18.307038053275146, 10, 0.05)]
    [InlineData(124.34211340400407, 100, 0.05)]
    public void Chi(double value, double df, double p) => Assert.Equal(p, Statistics.ChiSquared(value, df), 1e-9);

    [Theory(DisplayName = "ln of the gamma function is that of factorials and of sqrt(pi)")]
    [InlineData(1, 0)]
    [InlineData(5, 3.1780538303479458)]
    [InlineData(0.5, 0.5723649429247001)]
    [InlineData(100.5, 361.4355404678)]
    public void Gamma(double x, double expected) =>
        Assert.Equal(expected, Statistics.LogGamma(x), 1e-9 * Math.Max(1, expected));

    [Fact(DisplayName = "Welch's test on Student's sleep data gives the textbook t = -1.86, df = 17.8, p = 0.0794")]
    public void Sleep()
    {
        var one = Sample.Of([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]);
        var two = Sample.Of([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
        Assert.Equal(0.07939414, Statistics.Welch(one, two), 1e-7);
        Assert.Equal(Statistics.Welch(one, two), Statistics.Welch(two, one), 1e-15);
    }

    [Fact(
        DisplayName = "Samples without spread are equal or not, and the floor keeps a lucky spread of zero from deciding"
    )]
    public void NoSpread()
    {
        Assert.Equal(1, Statistics.Welch(new Sample(5, 0, 3), new Sample(5, 0, 3)));
        Assert.Equal(0, Statistics.Welch(new Sample(5, 0, 3), new Sample(6, 0, 3)));
        Assert.InRange(Statistics.Welch(new Sample(5, 0, 3), new Sample(6, 0, 3), 1), 0.2, 0.4);
    }

    [Fact(
        DisplayName = "Benjamini and Hochberg's own example of 15 comparisons at q = 0.05 rejects four, where the fourth passes only its own line"
    )]
    public void FalseDiscoveries()
    {
        double[] p =
        [
            0.0344,
            0.0001,
            0.0004,
            0.0019,
            0.0095,
            0.0201,
            0.0278,
            0.0298,
            0.0459,
            0.3240,
            0.4262,
            0.5719,
            0.6528,
            0.7590,
            1,
        ];
        Assert.Equal([1, 2, 3, 4], Statistics.Rejected(p, 0.05));
        Assert.Empty(Statistics.Rejected([0.5, 0.02, 0.9], 0.05));
        Assert.Equal(3, Statistics.Rejected([0.04, 0.045, 0.05], 0.05).Count);
    }
}
