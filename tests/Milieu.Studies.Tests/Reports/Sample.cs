// The results of a small study, made up, for tests of figures and reports.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Studies.Tests;

internal static class Sample
{
    private static readonly string[] ArmNames = ["excluded", "soft matrix", "CXCL12 off", "soft matrix, CXCL12 off"];

    public static StudyResults Results { get; } =
        new()
        {
            Name = "CAF barrier",
            Claim = "Fibroblasts keep cytotoxic T cells out of tumor nests: a soft matrix lets twice as many in.",
            Source = "doi:10.1172/JCI45817; PMID 22156201",
            Text = "study: CAF barrier\nclaim: Fibroblasts <keep> T cells out & away.\nseeds: 6\n",
            Version = "0.1.0+abc",
            Arms =
            [
                .. ArmNames.Select(
                    (n, k) =>
                        new ArmResult(
                            n,
                            k == 0 ? "the preset as it is" : "",
                            k == 0 ? [] : ["set parameters.stroma density = 0.25"],
                            $"{k}f3a9c0d1e2f4a5b6c7d8e9f0a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9"
                        )
                ),
            ],
            Seeds = [1, 2, 3, 4, 5, 6],
            Measures =
            [
                new(
                    "nest_cd8",
                    "density of CD8_effector + CD8_exhausted in nest per mm2",
                    "every 12 h",
                    "/mm2",
                    "As pathology counts it.",
                    true
                ),
                new("ratio", "nest_cd8 / [density of CD8_effector in stroma]", "at 7 d", "", "", false),
                new(
                    "arrival",
                    "time",
                    "when first count of CD8_effector in nest > 5, seen every 1 h",
                    "min",
                    "",
                    false
                ),
            ],
            Expectations =
            [
                Expected(
                    "nest_cd8[soft matrix] > 2 x nest_cd8[excluded]",
                    Verdict.Met,
                    2.6,
                    1.0 / 64,
                    0.31,
                    [2.1, 3.0, 2.4, 2.6, 2.2, 2.9]
                ),
                Expected(
                    "nest_cd8[CXCL12 off] > nest_cd8[excluded]",
                    Verdict.Missed,
                    1.04,
                    0.34,
                    0.52,
                    [0.9, 1.2, 1.05, 1.1, 0.8, 1.04]
                ),
                new(
                    "ratio[excluded] in 0 .. 0.2",
                    "median in band",
                    "Excluded tissue by definition.",
                    Verdict.Met,
                    [0.1, 0.12],
                    [],
                    0.11,
                    "median",
                    null,
                    null,
                    "2 of 6 seeds have values"
                ),
            ],
            Failures = [new("soft matrix", 4, "non-finite state: oxygen at tick 1,200 <cell 17>")],
            Values = Values(),
            WallSeconds = 754,
        };

    private static ExpectationResult Expected(
        string text,
        Verdict verdict,
        double effect,
        double p,
        double left,
        double[] ratios
    ) =>
        new(
            text,
            "paired sign flip",
            "",
            verdict,
            [.. ratios],
            [.. ratios.Select(_ => 1.0)],
            effect,
            "median ratio",
            p,
            left,
            ""
        );

    private static ImmutableDictionary<(string, string, long), ImmutableArray<TimedValue>> Values()
    {
        var values = ImmutableDictionary.CreateBuilder<(string, string, long), ImmutableArray<TimedValue>>();
        var chance = new Chance(1);
        for (var a = 0; a < ArmNames.Length; a++)
        for (var seed = 1L; seed <= 6; seed++)
        {
            if (a == 1 && seed == 4)
                continue;
            var luck = 0.8 + (0.4 * chance.Uniform((ulong)seed, 0, Purpose.Drift));
            values[("nest_cd8", ArmNames[a], seed)] =
            [
                .. Enumerable
                    .Range(0, 15)
                    .Select(k => new TimedValue(
                        720 * k,
                        luck * (a + 1) * 12 * k / (4.0 + k) + chance.Uniform((ulong)k, (uint)a, Purpose.Drift)
                    )),
            ];
            values[("ratio", ArmNames[a], seed)] = [new TimedValue(10080, luck * (a + 1) * 0.11)];
            values[("arrival", ArmNames[a], seed)] =
            [
                new TimedValue(10080, a == 0 && seed > 3 ? double.PositiveInfinity : luck * 4000 / (a + 1)),
            ];
        }
        return values.ToImmutable();
    }
}
