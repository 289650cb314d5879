// Effects of factors: the regression against numbers that it must give back, and sentences about them.
namespace Milieu.Studies.Tests;

public sealed class FactorTests
{
    private const string Factors = """
        vary:
          speed: {path: cells.hunter.motility.speed, values: [1 um/min, 2 um/min, 5 um/min]}
          place:
            levels:
              near: {}
              far: {set: {placements.hunters.disc: {radius: 40 um}}}
        measures:
        """;

    private static readonly double[] Speeds = [1, 2, 5];

    [Theory(
        DisplayName = "The regression gives back the coefficients of values made from them, from the lowest to the highest level, on either scale, whatever the arms beside them add: a level taken by its order, or a column not centered, would show"
    )]
    [InlineData(false)]
    [InlineData(true)]
    public void CoefficientsComeBack(bool isLog)
    {
        var study = Study(isLog ? "effects: log\n" : "", "tumor[alone, speed=1 um/min, place=near] > 0");
        var results = Effects.Of(study, (_, arm, seed) => Value(arm, seed, isLog)).Where(e => e.Measure == "tumor");
        var found = results.ToDictionary(e => e.Factor);
        Assert.Equal(["speed", "place", "speed x place"], found.Keys);
        // Of y = 5 + 3 s + 2 p + 0.5 s p (s from 0 to 1, p 0 or 1) at the means 5/12 of s and 1/2 of p.
        Assert.Equal(3 + (0.5 * 0.5), found["speed"].Value, 9);
        Assert.Equal(2 + (0.5 * 5 / 12), found["place"].Value, 9);
        Assert.Equal(0.5, found["speed x place"].Value, 9);
        Assert.All(found.Values, e => Assert.Equal((isLog, 6), (e.IsLog, e.BySeed.Length)));
    }

    [Fact(
        DisplayName = "The interval is that of the mean over seeds, and is the same every time: about 2 standard errors to either side, nothing for one seed"
    )]
    public void IntervalIsOfTheMean()
    {
        double[] values = [.. Enumerable.Range(0, 40).Select(k => (k * 7 % 40) / 10.0)];
        var (low, high) = Bootstrap.OfMean(values);
        var error = Math.Sqrt(Spread.Variance(values) / values.Length);
        Assert.Equal(values.Average() - (1.96 * error), low, 0.15 * error);
        Assert.Equal(values.Average() + (1.96 * error), high, 0.15 * error);
        Assert.Equal((low, high), Bootstrap.OfMean(values));
        Assert.True(double.IsNaN(Bootstrap.OfMean([1]).Low));
    }

    [Fact(
        DisplayName = "A sentence about an effect is judged seed by seed, at a time and of pairs too; a seed without all arms is left out"
    )]
    public void EffectsAreJudged()
    {
        Assert.Equal(Verdict.Met, Judged("effect of speed on tumor > 3").Verdict);
        Assert.Equal(Verdict.Missed, Judged("effect of speed on tumor > 3.5").Verdict);
        Assert.Equal(Verdict.Met, Judged("effect of place on tumor in 2 .. 2.5").Verdict);
        Assert.Equal(Verdict.Met, Judged("effect of speed x place on course at 1 h > 0.4").Verdict);
        var below = Judged("effect of place x speed on tumor < 1");
        Assert.Equal((Verdict.Met, "median"), (below.Verdict, below.EffectName));
        Assert.Equal(0.5, below.Effect, 9);
        Assert.Equal(Verdict.Met, Judged("effect of speed on tumor > 1.2 x effect of place on tumor").Verdict);
        var without = Judged("effect of speed on tumor > 3", missing: 2);
        Assert.Equal((Verdict.Met, 5), (without.Verdict, without.Left.Length));
    }

    [Theory(DisplayName = "A sentence about an effect that is none is an error with the nearest right word")]
    [InlineData("effect of sped on tumor > 0", "unknown factor: 'sped'", "did you mean 'speed'")]
    [InlineData("effect of speed x plac on tumor > 0", "unknown factor", "did you mean 'speed x place'")]
    [InlineData("effect of speed on tumr > 0", "unknown measure: 'tumr'", "did you mean 'tumor'")]
    [InlineData("effect of speed on course at 90 min > 0", "is not taken then", "90 min")]
    [InlineData("effect of speed on less > 3 um", "the expression is", "")]
    public void MistakesAreNamed(string say, string said, string near)
    {
        var read = GivenStudy.Read(Text("", say));
        Assert.Null(read.Study);
        var only = Assert.Single(read.Diagnostics).ToString();
        Assert.Contains(said, only, StringComparison.Ordinal);
        Assert.Contains(near, only, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Without factors there is no effect to speak of; a scale is linear or log")]
    public void NothingVaries()
    {
        var read = GivenStudy.Read(GivenStudy.With("tumor[alone] > tumor[hunted]", "effect of speed on tumor > 0"));
        Assert.Contains("varies no factor", Assert.Single(read.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Contains(
            "did you mean 'log'",
            Assert
                .Single(
                    GivenStudy.Read(Text("effects: lgo\n", "tumor[alone, speed=1 um/min, place=near] > 0")).Diagnostics
                )
                .ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact(DisplayName = "The report has a table of the effects: a ratio with its interval where logarithms were taken")]
    public void ReportShowsEffects()
    {
        var results = Sample.Results with
        {
            Effects =
            [
                new EffectResult("nest_cd8", "dose", "", true, Math.Log(2), Math.Log(1.5), Math.Log(3), [0.5, 0.9]),
            ],
        };
        var page = StudyReport.Html(results, new ReportOrigin("", "", ""));
        Assert.Contains("Effects of factors", page, StringComparison.Ordinal);
        Assert.Contains("\u00d7 2<", page, StringComparison.Ordinal);
        Assert.Contains("\u00d7 1.5 to \u00d7 3<", page, StringComparison.Ordinal);
    }

    [Fact(
        DisplayName = "The folder has effects.csv, one line an effect with its interval; without factors there is none"
    )]
    public void FolderHasEffects()
    {
        using var scratch = new Scratch();
        using var folder = new StudyFolder(scratch.Of("study"), false);
        folder.WriteEffects(Sample.Results);
        var file = Path.Combine(folder.Root, StudyFolder.EffectsName);
        Assert.False(File.Exists(file));
        folder.WriteEffects(
            Sample.Results with
            {
                Effects = [new EffectResult("n", "dose x place", "/mm2", false, 2, 1.5, 2.25, [2, 2])],
            }
        );
        Assert.Equal(
            "measure,factor,scale,effect,low,high,unit,seeds\nn,dose x place,linear,2,1.5,2.25,/mm2,2\n",
            File.ReadAllText(file)
        );
    }

    private static string Text(string top, string say) =>
        top
        + GivenStudy
            .With("measures:\n", Factors + "\n")
            .Replace("tumor[alone] > tumor[hunted]", say, StringComparison.Ordinal);

    private static Study Study(string top, string say) => GivenStudy.Of(Text(top, say));

    private static ExpectationResult Judged(string say, long missing = 0) =>
        Assert.Single(
            Judge.Of(
                Study("", say),
                (_, arm, seed) =>
                    seed == missing && arm == "alone, speed=2 um/min, place=far" ? [] : Value(arm, seed, false)
            )
        );

    private static System.Collections.Immutable.ImmutableArray<TimedValue> Value(string arm, long seed, bool isLog)
    {
        var speed = Speeds.First(s => arm.Contains($"speed={s} um", StringComparison.Ordinal));
        var (s, p) = ((speed - 1) / 4, arm.EndsWith("far", StringComparison.Ordinal) ? 1 : 0);
        var y =
            5
            + (3 * s)
            + (2 * p)
            + (0.5 * s * p)
            + (0.1 * seed)
            + (arm.StartsWith("alone", StringComparison.Ordinal) ? 1 : 0);
        return [new TimedValue(60, isLog ? Math.Exp(y) : y), new TimedValue(120, isLog ? Math.Exp(y) : y)];
    }
}
