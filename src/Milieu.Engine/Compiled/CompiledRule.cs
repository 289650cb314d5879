// Rules after compilation: which signals move which behavior, and by how much.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>One behavior and every rule that writes it (contract 5.2).</summary>
/// <remarks>
/// B = U + (Min - U) H(Down), U = Base + (Max - Base) H(Up); then B times each factor, then plus each hazard, then within the
/// limits: docs/science/rules.md.
/// </remarks>
public sealed record CompiledRule(
    int Behavior,
    double Base,
    double Max,
    double Min,
    ImmutableArray<SignalTerm> Up,
    ImmutableArray<SignalTerm> Down
)
{
    /// <summary>Takes the place of <see cref="Base"/>; where signals both raise and lower, Max and Min also count it.</summary>
    public FormulaUse? Start { get; init; }

    /// <summary>Each multiplies by 1 + (Weight - 1) H.</summary>
    public ImmutableArray<WeighedTerm> Factors { get; init; } = [];

    /// <summary>Each multiplies by its value.</summary>
    public ImmutableArray<FormulaUse> FormulaFactors { get; init; } = [];

    /// <summary>Each adds Weight H: independent hazards.</summary>
    public ImmutableArray<WeighedTerm> Hazards { get; init; } = [];

    /// <summary>What the behavior may be, where formulas, factors or hazards could lead out of it.</summary>
    public RuleLimits? Limits { get; init; }

    /// <summary>All that it reads through a Hill function.</summary>
    public IEnumerable<SignalTerm> Terms() =>
        Up.Concat(Down).Concat(Factors.Select(f => f.Term)).Concat(Hazards.Select(h => h.Term));

    /// <summary>All formulas that it takes the value of.</summary>
    public IEnumerable<FormulaUse> Uses() => Start is null ? FormulaFactors : FormulaFactors.Prepend(Start);
}

/// <param name="Formula">Index among the formulas of the model.</param>
/// <param name="AppliesToDead">Dead cells take it too; else they take what holds without it.</param>
public sealed record FormulaUse(int Formula, bool AppliesToDead);

/// <param name="Weight">The factor at a full signal, or what a full signal adds.</param>
public sealed record WeighedTerm(SignalTerm Term, double Weight);

public sealed record RuleLimits(double Least, double Most);

/// <summary>A signal read through a Hill function.</summary>
/// <param name="Index">Substrate, type or custom variable, as the kind needs.</param>
public sealed record SignalTerm(SignalKind Kind, int Index, double HalfMax, double Hill, bool AppliesToDead);

/// <summary>What a cell can sense (contract 6.1). Append-only.</summary>
public enum SignalKind
{
    Substrate = 0,
    Internalized = 1,
    Gradient = 2,
    Pressure = 3,
    Volume = 4,
    ContactType = 5,
    ContactLive = 6,
    ContactDead = 7,
    ContactApoptotic = 8,
    ContactNecrotic = 9,
    ContactOtherDead = 10,
    ContactMembrane = 11,
    Damage = 12,
    DamageDelivered = 13,
    Attacking = 14,
    Dead = 15,
    AttackTime = 16,
    Time = 17,
    Custom = 18,
    Apoptotic = 19,
    Necrotic = 20,

    /// <summary>A formula of the model: <c>CompiledModel.Formulas</c>.</summary>
    Formula = 21,

    /// <summary>Gathered from other cells: <c>CompiledModel.Touches</c>.</summary>
    Touch = 22,

    /// <summary>A structure in the cell's voxel; the index after the last one is the anisotropy of the fibers.</summary>
    Structure = 23,

    /// <summary>The amount of a species of the body, the same for every cell.</summary>
    Species = 24,

    /// <summary>By how much the amount of a species has grown since the last phenotype step, 0 at least.</summary>
    NewSpecies = 25,

    /// <summary>A draw of an event: even numbers are uniform in [0, 1), odd ones normal.</summary>
    Draw = 26,
}
