// Verdicts from values that were made by hand.

namespace Milieu.Studies.Tests;

public sealed class JudgeTests
{
    [Fact(
        DisplayName = "Six pairs that all agree are met with p 1/64 and the median of their ratios; the factor counts in the test, not in the effect"
    )]
    public void Met()
    {
        var result = Judged("tumor[alone] > 2 x tumor[hunted]", s => s * 30, s => s * 10);
        Assert.Equal(
            (Verdict.Met, 1.0 / 64, 3.0, "median ratio"),
            (result.Verdict, result.P, result.Effect, result.EffectName)
        );
        // Equal shapes: the difference 30 s - 20 s has variance 100 v, the sides 900 v and 400 v.
        Assert.Equal(100.0 / 1300, result.VarianceLeft!.Value, 12);
        Assert.Equal(Verdict.Missed, Judged("tumor[alone] > 4 x tumor[hunted]", s => s * 30, s => s * 10).Verdict);
    }

    [Fact(
        DisplayName = "One large contrary pair of six is not met: 5 of 6 do not make p below 0.05 where the sixth weighs more"
    )]
    public void Missed() =>
        Assert.Equal(Verdict.Missed, Judged("tumor[alone] > tumor[hunted]", s => s == 1 ? 0 : 11, _ => 10).Verdict);

    [Fact(
        DisplayName = "Seeds without a value are left out and told; with too few pairs the verdict is undecided, neither met nor missed"
    )]
    public void Undecided()
    {
        var result = Judged("tumor[alone] > tumor[hunted]", s => s > 4 ? double.NaN : 2, _ => 1);
        Assert.Equal((Verdict.Undecided, 4), (result.Verdict, result.Left.Length));
        Assert.Equal("4 of 6 seeds have values; too few pairs for the level of the test", result.Note);
    }

    [Fact(
        DisplayName = "Events that never came are later than all others: never against 60 min is a difference, never against never none"
    )]
    public void Never()
    {
        var result = Judged("tumor[alone] > tumor[hunted]", _ => double.PositiveInfinity, s => 60 + s);
        Assert.Equal((Verdict.Met, 1.0 / 64), (result.Verdict, result.P));
        Assert.Null(result.VarianceLeft);
        var equal = Judged("tumor[alone] > tumor[hunted]", _ => double.PositiveInfinity, _ => double.PositiveInfinity);
        Assert.Equal((Verdict.Missed, 1.0), (equal.Verdict, equal.P));
    }

    [Fact(DisplayName = "A band judges the median over seeds, its ends included")]
    public void Band()
    {
        Assert.Equal(Verdict.Met, Judged("tumor[alone] in 3.5 .. 9", s => s, _ => 0).Verdict);
        Assert.Equal(Verdict.Missed, Judged("tumor[alone] in 3.6 .. 9", s => s, _ => 0).Verdict);
        Assert.Equal(3.5, Judged("tumor[alone] in 3.6 .. 9", s => s, _ => 0).Effect);
    }

    private static ExpectationResult Judged(string say, Func<long, double> alone, Func<long, double> hunted)
    {
        var study = GivenStudy.Of(GivenStudy.With("tumor[alone] > tumor[hunted]", say));
        return Assert.Single(
            Judge.Of(study, (_, arm, seed) => [new TimedValue(120, arm == "alone" ? alone(seed) : hunted(seed))])
        );
    }
}
