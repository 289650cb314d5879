// The arithmetic of endpoints against numbers worked out by hand.
namespace Milieu.Studies.Tests;

public sealed class EndpointTests
{
    /// <summary>A dose at which half of the effect is reached is 1.</summary>
    private static double Hill(double dose, double power = 2) => Math.Pow(dose, power) / (1 + Math.Pow(dose, power));

    [Theory(
        DisplayName = "RECIST 1.1 with a baseline of 100 mm and a nadir of 60 mm: 30 % below the baseline is a response with its limit, a fifth above the nadir is progression however small the sum"
    )]
    [InlineData(100, 60, 69, "PR")]
    [InlineData(100, 60, 70, "PR")]
    [InlineData(100, 60, 71, "SD")]
    [InlineData(100, 60, 72, "PD")]
    [InlineData(100, 60, 73, "PD")]
    [InlineData(100, 20, 24.9, "PR")]
    [InlineData(100, 20, 25, "PD")]
    [InlineData(100, 100, 119, "SD")]
    [InlineData(100, 100, 120, "PD")]
    [InlineData(100, 60, 0, "CR")]
    [InlineData(100, 0, 1, "PD")]
    public void Categories(double baseline, double nadir, double sum, string category) =>
        Assert.Equal(category, Recist.Short(Recist.Of(baseline, nadir, sum, isInMillimeters: true)));

    [Fact(DisplayName = "Without millimeters the absolute limit of 5 mm is not asked: a fifth alone is progression")]
    public void RelativeSums()
    {
        Assert.Equal(ResponseCategory.Partial, Recist.Of(10, 2, 2.5, isInMillimeters: true));
        Assert.Equal(ResponseCategory.Progressive, Recist.Of(10, 2, 2.5, isInMillimeters: false));
    }

    [Fact(
        DisplayName = "The same drug twice, half a dose each, Hill power 2: Bliss expects 0.36 where one dose does 0.50 and so sees synergy; Loewe's index is 1"
    )]
    public void ShamCombination()
    {
        var (half, whole) = (Hill(0.5), Hill(1));
        Assert.Equal(0.36, Synergy.Independent(half, half), 12);
        Assert.Equal(0.50, whole, 12);
        Assert.Equal(0.14, Synergy.BlissExcess(half, half, whole), 12);
        Assert.Equal(0.30, Synergy.HighestSingleExcess(half, half, whole), 12);
        (double, double)[] onGrid = [.. new[] { 0.25, 0.5, 1.0, 2.0 }.Select(d => (d, Hill(d)))];
        Assert.Equal(1, Synergy.CombinationIndex(0.5, 0.5, whole, onGrid, onGrid), 12);
        // A Hill curve is read back between its doses too.
        (double, double)[] beside = [.. new[] { 0.3, 0.7, 1.9, 4.0 }.Select(d => (d, Hill(d, 3)))];
        Assert.Equal(1, Synergy.CombinationIndex(0.2, 0.8, Hill(1, 3), beside, beside), 12);
        Assert.Equal(2.5, Synergy.DoseFor(beside, Hill(2.5, 3)), 12);
    }

    [Fact(
        DisplayName = "An index below 1 is synergy, above 1 antagonism; effects that a single curve never reaches, or that are none, have no index; a curve that noise bends is read at its first crossing"
    )]
    public void IndexHasASense()
    {
        (double, double)[] curve = [(1, 0.2), (2, 0.5), (4, 0.8)];
        Assert.Equal(1, Synergy.CombinationIndex(1, 1, 0.5, curve, curve), 12);
        Assert.True(Synergy.CombinationIndex(1, 1, 0.8, curve, curve) < 1);
        Assert.True(Synergy.CombinationIndex(1, 1, 0.2, curve, curve) > 1);
        Assert.Equal(double.NaN, Synergy.DoseFor(curve, 0.81));
        Assert.Equal(double.NaN, Synergy.DoseFor(curve, 0));
        Assert.Equal(0.5, Synergy.DoseFor(curve, 0.1), 12);
        Assert.Equal(1, Synergy.DoseFor([(1, 0.4), (2, 0.3), (4, 0.6)], 0.4), 12);
        Assert.InRange(Synergy.DoseFor([(1, 0.4), (2, 0.3), (4, 0.6)], 0.5), 1, 4);
    }

    [Theory(
        DisplayName = "Inhibition is the share taken away, kept in 0..1; without anything to take away there is none"
    )]
    [InlineData(25, 100, 0.75)]
    [InlineData(130, 100, 0)]
    [InlineData(0, 100, 1)]
    [InlineData(5, 0, double.NaN)]
    public void Inhibitions(double left, double untreated, double share) =>
        Assert.Equal(share, Synergy.Inhibition(left, untreated));

    [Fact(
        DisplayName = "A lesion's diameter is the cube root of what is left of it: an eighth is half, sums are over lesions, a thousandth is gone, the best response ends with progression"
    )]
    public void CoursesOfLesions()
    {
        // Three lesions of 20 mm each, 800 cells at the start.
        var course = Course([800, 800, 800], [800, 100, 100], [800, 100, 0.8], [800, 800, 800], [8, 8, 8]);
        Assert.Equal([60, 40, 30, 60, 60 * Math.Cbrt(0.01)], course.All.Select(v => v.Size), new Near());
        Assert.Equal(["SD", "PR", "PR", "PD", "PR"], course.All.Select(v => Recist.Short(v.Category)));
        Assert.Equal(-50, course.BestChange, 9);
        Assert.Equal((ResponseCategory.Partial, 4.0), (course.Best!.Value, course.Progression));
        var gone = Course([800, 800, 800], [0.8, 0, 0.1]);
        Assert.Equal((ResponseCategory.Complete, -100.0), (gone.Best!.Value, gone.BestChange));
        Assert.Equal(double.PositiveInfinity, gone.Progression);
        Assert.Empty(Course([0, 800, 800], [1, 1, 1]).All);
    }

    [Fact(DisplayName = "Wilson's interval of 8 of 10 and of 0 of 10 is that of the tables, and stays in 0..1")]
    public void Rates()
    {
        var (low, high) = Spread.Wilson(8, 10);
        Assert.Equal((0.4902, 0.9433), (Math.Round(low, 4), Math.Round(high, 4)));
        (low, high) = Spread.Wilson(0, 10);
        Assert.Equal((0, 0.2775), (Math.Round(low, 12), Math.Round(high, 4)));
    }

    /// <summary>Three lesions of 20 mm and 800 cells at minute 0, unless the first visit says that there is none; visits at minutes 1, 2 and so on.</summary>
    private static LesionCourse Course(params double[][] byVisit)
    {
        double[][] all =
            byVisit[0][0] == 0
                ? byVisit
                :
                [
                    [800, 800, 800],
                    .. byVisit,
                ];
        var lesions = new Lesions("lesion", ["a", "b", "c"], 0, null, [20, 20, 20], 0.001, ["arm"], MeasureTime.AtEnd);
        return lesions.CourseOf(m =>
            [.. all.Select((v, k) => new TimedValue(k, v["abc".IndexOf(m[0], StringComparison.Ordinal)]))]
        );
    }

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-9;

        public int GetHashCode(double obj) => 0;
    }
}
