// Rules after compilation: which signals move which behavior, and by how much.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>One behavior and every rule that writes it (contract 5.2).</summary>
public sealed record CompiledRule(
    int Behavior,
    double Base,
    double Max,
    double Min,
    ImmutableArray<SignalTerm> Up,
    ImmutableArray<SignalTerm> Down
)
{
    /// <summary>All that it reads through a Hill function.</summary>
    public IEnumerable<SignalTerm> Terms() => Up.Concat(Down);
}

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
}
