// The known models of cycle and death, with their default numbers (contract 3.2, 3.3).
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Phase graphs by name. Rates in 1/min.</summary>
internal static class CycleLibrary
{
    private const double Hour = 60;

    /// <summary>Cells that rest for ever.</summary>
    public static PhaseGraph None { get; } = new("none", 9999, [new("resting", 9999, false, false, false, false, [])]);

    private static readonly Dictionary<string, PhaseGraph> Cycles = new(StringComparer.Ordinal)
    {
        ["none"] = None,
        ["live"] = new("live", 5, [Ring("live", 14, 0, 0.0432 / Hour, doubles: true, divides: true)]),
        ["ki67 advanced"] = new(
            "ki67 advanced",
            0,
            [
                Ring("Ki67-", 3, 1, 1 / (3.62 * Hour)),
                Ring("Ki67+ premitotic", 0, 2, 1 / (13 * Hour), isFixed: true, doubles: true, divides: true),
                Ring("Ki67+ postmitotic", 1, 0, 1 / (2.5 * Hour), isFixed: true),
            ]
        ),
        ["ki67 basic"] = new(
            "ki67 basic",
            1,
            [
                Ring("Ki67-", 3, 1, 1 / (4.59 * Hour)),
                Ring("Ki67+", 2, 0, 1 / (15.5 * Hour), isFixed: true, doubles: true, divides: true),
            ]
        ),
        ["flow cytometry basic"] = new(
            "flow cytometry basic",
            2,
            [
                Ring("G0/G1", 4, 1, 0.00324),
                Ring("S", 10, 2, 0.00208, doubles: true),
                Ring("G2/M", 11, 0, 0.00333, divides: true),
            ]
        ),
        ["flow cytometry separated"] = new(
            "flow cytometry separated",
            6,
            [
                Ring("G0/G1", 4, 1, 0.00335),
                Ring("S", 10, 2, 0.00208, doubles: true),
                Ring("G2", 12, 3, 0.00417),
                Ring("M", 13, 0, 0.0167, divides: true),
            ]
        ),
        ["cycling quiescent"] = new(
            "cycling quiescent",
            7,
            [
                Ring("quiescent", 18, 1, 1 / (4.59 * Hour)),
                Ring("cycling", 17, 0, 1 / (15.5 * Hour), isFixed: true, doubles: true, divides: true),
            ]
        ),
    };

    /// <summary>Shrinks and is removed after 8.6 h.</summary>
    public static DeathModel Apoptosis { get; } =
        new(
            new(
                "apoptosis",
                100,
                [
                    new("apoptotic", 100, false, false, true, false, [new(1, 1 / (8.6 * Hour), true)]),
                    new("debris", 104, false, false, false, false, []),
                ]
            ),
            0,
            0.05,
            0,
            1 / Hour,
            0.35 / Hour,
            0,
            2
        );

    /// <summary>Swells until it bursts, then shrinks and is removed after 60 days.</summary>
    public static DeathModel Necrosis { get; } =
        new(
            new(
                "necrosis",
                101,
                [
                    new("swelling", 101, false, false, false, false, [new(1, 9e9, false, true)]),
                    new("lysed", 102, false, false, true, true, [new(2, 1 / (60 * 24 * Hour), true)]),
                    new("debris", 104, false, false, false, false, []),
                ]
            ),
            1,
            0.67 / Hour,
            0.05 / Hour,
            0.0032 / Hour,
            0.013 / Hour,
            0.0042 / Hour,
            2
        );

    /// <summary>MCF-7 (contract 3.4).</summary>
    public static VolumeLaw Mcf7 { get; } = new(2494, 0.75, 540, 3 / Hour, 0.27 / Hour, 0.33 / Hour, 0, 0, 2);

    public static PhaseGraph? Cycle(string name) => Cycles.GetValueOrDefault(name);

    private static Phase Ring(
        string name,
        int code,
        int next,
        double rate,
        bool isFixed = false,
        bool doubles = false,
        bool divides = false
    ) => new(name, code, doubles, divides, false, false, ImmutableArray.Create(new PhaseLink(next, rate, isFixed)));
}
