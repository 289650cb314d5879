// The sign-flip test against values made by hand and against luck itself.
using Milieu.Engine;

namespace Milieu.Studies.Tests;

public sealed class SignFlipTests
{
    public static TheoryData<double, double[]> Samples =>
        new()
        {
            { 1.0 / 64, [1, 2, 3, 4, 5, 6] },
            { 1.0 / 2, [3] },
            // The sum 4 of -1, 2, 3 is reached by +++ and -++.
            { 2.0 / 8, [-1, 2, 3] },
            { 1, [-1, -1] },
            { 1, [0, 0, 0] },
            // Rounding must not lose the choice that was seen.
            { 1.0 / 4, [0.1, 0.2] },
            // A zero has either sign.
            { 2.0 / 8, [0, 1, 2] },
            { 1.0 / 8, [1, 2, double.PositiveInfinity] },
            // Ranks -1, 3, -2: their sum 0 is reached by 6, 4, 2 and twice by 0.
            { 5.0 / 8, [-1, double.PositiveInfinity, -2] },
        };

    [Theory(
        DisplayName = "p is the share of sign choices with a sum at least as large, counted by hand for small samples"
    )]
    [MemberData(nameof(Samples))]
    public void ByHand(double expected, double[] differences) => Assert.Equal(expected, SignFlip.P(differences), 12);

    [Fact(
        DisplayName = "Under luck alone p is below 0.05 in at most 5 of 100 samples and about as often as it can be: 4,000 drawn samples of 6"
    )]
    public void HoldsItsLevel()
    {
        var chance = new Chance(7);
        var below = 0;
        for (var sample = 0; sample < 4000; sample++)
        {
            var differences = Enumerable
                .Range(0, 6)
                .Select(i => chance.Uniform((ulong)sample, (uint)i, Purpose.Drift) - 0.5)
                .ToArray();
            if (SignFlip.P(differences) < 0.05)
                below++;
        }
        // The attainable level is 3/64 = 0.0469; its standard error over 4,000 samples is 0.0033.
        Assert.InRange(below / 4000.0, 0.0469 - (4 * 0.0033), 0.0469 + (4 * 0.0033));
    }

    [Fact(DisplayName = "Above 20 pairs random sign choices give the exact p to their own error")]
    public void DrawnAgreesWithExact()
    {
        double[] twenty = [.. Enumerable.Range(1, 20).Select(i => (i % 3 == 0 ? -1.0 : 0.7) * i)];
        // A difference of 0 changes neither side: 21 pairs are drawn, 20 enumerated.
        var (exact, drawn) = (SignFlip.P(twenty), SignFlip.P([.. twenty, 0]));
        Assert.InRange(exact, 0.01, 0.6);
        Assert.InRange(drawn, exact - 0.006, exact + 0.006);
    }

    [Fact(DisplayName = "Medians, variances and what pairing leaves, against values made by hand")]
    public void Spreads()
    {
        Assert.Equal(2, Spread.Median([3, 1, 2]));
        Assert.Equal(2.5, Spread.Median([4, 1, 2, 3]));
        Assert.Equal(double.PositiveInfinity, Spread.Median([1, double.PositiveInfinity, double.PositiveInfinity]));
        Assert.True(double.IsNaN(Spread.Median([])));
        Assert.Equal(2.5, Spread.Variance([1, 2, 3, 4, 5]));
        // Equal shifts: the difference does not vary. Opposite moves: four times one variance over two.
        Assert.Equal(0, Spread.LeftByPairing([2, 3, 4], [1, 2, 3]));
        Assert.Equal(2, Spread.LeftByPairing([1, 2, 3], [3, 2, 1]));
        Assert.Null(Spread.LeftByPairing([1, 1], [1, 1]));
    }
}
