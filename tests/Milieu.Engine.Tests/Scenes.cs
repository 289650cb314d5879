// Crowded tissues in which every type of event happens: what the laws are tested on.
using System.Collections.Immutable;

namespace Milieu.Engine.Tests;

/// <summary>Where and in which mode a scene plays.</summary>
public enum SceneKind
{
    /// <summary>2-D, native conventions, unsplit fields.</summary>
    Plane = 0,

    /// <summary>3-D, native conventions, unsplit fields.</summary>
    Cube = 1,

    /// <summary>2-D, the compatible mode: split fields, frozen escapes, literal export.</summary>
    Compatible = 2,
}

/// <summary>Tumor (0), killer (1), eater (2) and a variant of the tumor (3), crowded, with all rates high.</summary>
internal static class Scenes
{
    public const int Ticks = 100;
    private const int Tumor = 0;
    private const int Killer = 1;
    private const int Eater = 2;
    private const int Variant = 3;

    public static readonly EventKind[] Events =
    [
        EventKind.Birth,
        EventKind.Death,
        EventKind.Removal,
        EventKind.Arrival,
        EventKind.Transformation,
        EventKind.Attack,
        EventKind.AttackEnd,
        EventKind.Ingestion,
        EventKind.Fusion,
        EventKind.LinkMade,
        EventKind.LinkBroken,
    ];

    public static CompiledModel Crowd(SceneKind kind)
    {
        var grid = kind == SceneKind.Cube ? Fixture.Cube(200, 20) : Fixture.Plane(400, 20);
        var integrator = kind == SceneKind.Compatible ? Integrator.Lod : Integrator.Rkl1;
        ImmutableArray<CompiledSubstrate> substrates =
        [
            Fixture.Substrate("oxygen", 10000, 0.1, 38, 38, integrator),
            Fixture.Substrate("signal", 500, 0.05, integrator: integrator) with
            {
                TracksInternalized = true,
            },
            Fixture.Substrate("debris", 100, 1e-4, 0.1, isDouble: true, integrator: integrator),
        ];
        ImmutableArray<CustomVariable> customs =
        [
            new("load", "", true),
            new("age", "", false),
            new("trait", "", false) { Heritable = true, Drift = 0.1 },
            new("exposure", "", false) { Change = 1, Most = 0.9 },
            new("marker", "", false) { Relaxation = 0.3, Kept = true },
        ];
        var model = Fixture.Model(grid, substrates, 4, Rates, customs);
        return model with
        {
            Name = kind.ToString(),
            Timing = new Timing(0.1, 1, 1, 10, Ticks),
            Conventions = kind == SceneKind.Compatible ? Conventions.PhysiCell : Conventions.Native,
            Types = [.. model.Types.Select((t, i) => Dress(t, i, model.Behaviors))],
            Placements = Placements(kind),
            CrowdingLimit = 4,
            Touches = Gathered,
            Formulas = [Hypoxia, Exposure],
            Body = BodyScene.Of(5),
            BoundaryChanges = [new BoundaryChange(33, 0, 0, 20), new BoundaryChange(71, 0, 1, double.NaN)],
        };
    }

    /// <summary>The crowd in a balance of birth and death that lasts, without arrivals after the start.</summary>
    public static CompiledModel Steady(SceneKind kind)
    {
        var crowd = Crowd(kind);
        return crowd with
        {
            Placements = [.. crowd.Placements.Where(p => p.Tick == 0)],
            BoundaryChanges = [],
            Timing = crowd.Timing with { EndTick = 1000 },
        };
    }

    /// <summary>40 crawling, dying cells in the west and 40 in the east, out of reach, without substrates; more in the east on demand.</summary>
    public static CompiledModel Islands(int extraEast)
    {
        var model = Fixture.Model(
            Fixture.Plane(800, 20),
            [],
            1,
            (_, b, c) =>
            {
                c[b.Speed] = 1;
                c[b.Death(0)] = 0.02;
                c[b.AttachRate] = 0.01;
                c[b.DetachRate] = 0.1;
            }
        );
        return model with
        {
            Timing = new Timing(0.1, 1, 1, 10, 1000),
            Types = [model.Types[0] with { IsMotile = true }],
            Placements =
            [
                Blob("west", 0, 40, 60, 0, true) with
                {
                    CenterX = -200,
                },
                Blob("east", 0, 40 + extraEast, 60, 0, true) with
                {
                    CenterX = 200,
                },
            ],
        };
    }

    /// <summary>The state after every step of a run.</summary>
    public static List<StateHash> Trace(Simulation simulation, long until = Ticks)
    {
        var trace = new List<StateHash> { StateHash.Of(simulation.Tissue) };
        while (simulation.Tissue.Tick < until)
        {
            simulation.Step();
            trace.Add(StateHash.Of(simulation.Tissue));
        }
        return trace;
    }

    /// <summary>Where two traces part, in words, or null.</summary>
    public static string? Parting(List<StateHash> one, List<StateHash> other)
    {
        for (var i = 0; i < Math.Min(one.Count, other.Count); i++)
            if (one[i].Value != other[i].Value)
                return $"step {i}: {one[i].FirstDifference(other[i])}";
        return one.Count == other.Count ? null : $"{one.Count} steps against {other.Count}";
    }

    /// <summary>1 / (1 + oxygen / 20).</summary>
    private static CompiledFormula Hypoxia { get; } =
        new(
            "hypoxia",
            "",
            "",
            new Formula([
                new(FormulaOperation.Number, 0, 1),
                new(FormulaOperation.Number, 0, 1),
                new(FormulaOperation.Input),
                new(FormulaOperation.Number, 0, 20),
                new(FormulaOperation.Divide),
                new(FormulaOperation.Add),
                new(FormulaOperation.Divide),
            ]),
            [new SignalInput(SignalKind.Substrate)]
        );

    /// <summary>hypoxia + trait - exposure.</summary>
    private static CompiledFormula Exposure { get; } =
        new(
            "",
            "",
            "",
            new Formula([
                new(FormulaOperation.Input),
                new(FormulaOperation.Input, 1),
                new(FormulaOperation.Add),
                new(FormulaOperation.Input, 2),
                new(FormulaOperation.Subtract),
            ]),
            [
                new SignalInput(SignalKind.Formula),
                new SignalInput(SignalKind.Custom, 2),
                new SignalInput(SignalKind.Custom, 3),
            ]
        );

    private static ImmutableArray<TouchSignal> Gathered { get; } =
    [
        new(
            "load",
            "",
            TouchKind.Sum,
            new([new(FormulaOperation.Input)]),
            [new(SignalKind.Custom, 1)],
            [Tumor, Killer],
            0
        ),
        new("killers", "", TouchKind.Count, null, [], [Killer], 45),
        new("target", "", TouchKind.Target, new([new(FormulaOperation.Input)]), [new(SignalKind.Custom, 1)], [], 0),
    ];

    private static void Rates(int type, BehaviorIndex b, double[] c)
    {
        c[b.DetachRate] = 0.2;
        c[b.AttachRate] = 0.02;
        c[b.MaxAttachments] = 3;
        c[b.Uptake(0)] = 2;
        switch (type)
        {
            case Tumor or Variant:
                c[b.PhaseExit(0)] = 0.08;
                c[b.Death(0)] = 0.03;
                c[b.Secretion(1)] = 1;
                c[b.SecretionTarget(1)] = 10;
                c[b.Fuse(Tumor)] = 0.004;
                c[b.Transform(type == Tumor ? Variant : Tumor)] = type == Tumor ? 0.02 : 0.1;
                c[b.AsymmetricDivision(Variant)] = 0.1;
                c[b.DamageRate] = 0.001;
                c[b.RepairRate] = 0.01;
                c[b.Extravasate(Killer)] = 0.002;
                c[b.Extravasate(Eater)] = 0.001;
                break;
            case Killer:
                c[b.Speed] = 3;
                c[b.Persistence] = 2;
                c[b.Bias] = 0.6;
                c[b.Uptake(1)] = 1;
                c[b.Attack(Tumor)] = 0.5;
                c[b.AttackDuration] = 2;
                c[b.AttackDamageRate] = 0.3;
                c[b.Leave] = 0.002;
                break;
            default:
                c[b.Speed] = 1;
                c[b.Bias] = 0.4;
                c[b.ChemotacticSensitivity(0)] = -0.3;
                c[b.ChemotacticSensitivity(1)] = 1;
                c[b.Export(2)] = -30;
                c[b.PhagocytoseApoptotic] = 0.25;
                c[b.PhagocytoseNecrotic] = 0.25;
                c[b.PhagocytoseOtherDead] = 0.25;
                c[b.PhagocytoseLive(Tumor)] = 0.02;
                break;
        }
    }

    private static CompiledType Dress(CompiledType type, int index, BehaviorIndex b) =>
        index switch
        {
            Killer => type with
            {
                IsMotile = true,
                Taxis = Taxis.Single,
                TaxisSubstrate = 1,
                StrikesByHits = true,
                Rules =
                [
                    new(
                        b.Speed,
                        3,
                        6,
                        0,
                        [Term(SignalKind.Touch, 0, 1)],
                        [Term(SignalKind.Touch, 1, 9), Term(SignalKind.Touch, 2, 1)]
                    ),
                ],
            },
            Eater => type with
            {
                IsMotile = true,
                Taxis = Taxis.AdvancedNormalized,
                Rules = [new(b.Speed, 1, 2, 0, [Term(SignalKind.Species, 0, 40)], [])],
            },
            _ => type with
            {
                Cycle = Fixture.Live,
                Deaths = [Brief(Fixture.Apoptosis), Brief(Fixture.Necrosis)],
                UptakeHalfSaturation = [5, 0, 0],
                Distributions = [new(-1, DistributionKind.LogNormal, 7.8, 0.15, 1500, 4000)],
                Rules =
                [
                    new(b.Death(0), type.Constants[b.Death(0)], 0.3, 0, [Term(SignalKind.Damage, 0, 1)], []),
                    new(b.Death(1), 0.05, 0.05, 0, [], [Term(SignalKind.Substrate, 0, 20)]),
                    new(
                        b.PhaseExit(0),
                        0.08,
                        0.2,
                        0,
                        [Term(SignalKind.Substrate, 0, 30)],
                        [Term(SignalKind.Pressure, 0, 3), Term(SignalKind.ContactType, Killer, 2)]
                    ),
                    new(b.Custom(1), 0, 1, 0, [Term(SignalKind.Time, 0, 5)], []),
                    new(b.Custom(4), 0, 1, 0, [Term(SignalKind.Formula, 0, 0.5)], [])
                    {
                        Start = new FormulaUse(1, true),
                        Factors = [new(Term(SignalKind.Custom, 3, 1), 0.5)],
                        FormulaFactors = [new FormulaUse(0, false)],
                        Hazards = [new(Term(SignalKind.Pressure, 0, 1), 0.2)],
                        Limits = new RuleLimits(-1, 5),
                    },
                    new(b.Secretion(2), 0, 0.1, 0, [Term(SignalKind.Dead, 0, 0.5, true)], []),
                ],
            },
        };

    /// <summary>The same death with every timed phase over in 3 min.</summary>
    private static DeathModel Brief(DeathModel death) =>
        death with
        {
            Graph = death.Graph with
            {
                Phases =
                [
                    .. death.Graph.Phases.Select(p =>
                        p with
                        {
                            Links = [.. p.Links.Select(l => l.WaitsForRupture ? l : l with { Rate = 1.0 / 3 })],
                        }
                    ),
                ],
            },
        };

    private static SignalTerm Term(SignalKind kind, int index, double half, bool dead = false) =>
        new(kind, index, half, 3, dead);

    private static ImmutableArray<CompiledPlacement> Placements(SceneKind kind)
    {
        var flat = kind != SceneKind.Cube;
        var radius = flat ? 130 : 56;
        return
        [
            Blob("tumor", Tumor, flat ? 300 : 330, radius, 0, flat),
            Blob("killers", Killer, 40, radius, 0, flat),
            Blob("eaters", Eater, 40, radius, 0, flat),
            Blob("more killers", Killer, 15, radius, 43, flat),
            Blob("more eaters", Eater, 15, radius, 70, flat),
        ];
    }

    private static CompiledPlacement Blob(string name, int type, int count, double radius, long tick, bool flat) =>
        new()
        {
            Name = name,
            Type = type,
            Tick = tick,
            Shape = flat ? PlacementShape.Disc : PlacementShape.Ball,
            Fill = PlacementFill.Uniform,
            Count = count,
            R2 = radius,
        };
}
