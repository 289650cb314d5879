// What lies beyond the tissue, as numbers: amounts and the reactions between them.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>Amounts that are the same for all cells, such as drug in plasma or cells in blood, as ordinary differential equations.</summary>
/// <remarks>
/// Inputs of every formula: the species in order, then the time in min, then <see cref="Inputs"/>.
/// </remarks>
public sealed record CompiledBody
{
    public required ImmutableArray<CompiledSpecies> Species { get; init; }

    /// <summary>What formulas read of the tissue.</summary>
    public required ImmutableArray<BodyInput> Inputs { get; init; }

    public required ImmutableArray<CompiledReaction> Reactions { get; init; }

    /// <summary>What is given from outside; null for nothing.</summary>
    public CompiledTherapy? Therapy { get; init; }

    /// <summary>Ticks from one step of the body to the next.</summary>
    public required int Period { get; init; }

    public required OdeTolerance Tolerance { get; init; }
}

/// <param name="Units">Label of the amount, such as cells or nmol.</param>
public sealed record CompiledSpecies(string Name, string Units, double Initial);

/// <summary>An amount of a species for one unit of a reaction.</summary>
public readonly record struct Share(int Species, double Amount);

/// <summary>Takes amounts away and gives others at a rate per min.</summary>
/// <param name="Text">The rate as it was written.</param>
/// <param name="DelaySteps">What is given appears this many steps of the body later; 0 for at once.</param>
/// <param name="Before">The rate before the start, per min: what it gave is on its way when a delayed reaction starts.</param>
public sealed record CompiledReaction(
    string Name,
    string Text,
    Formula Rate,
    ImmutableArray<Share> Takes,
    ImmutableArray<Share> Gives,
    int DelaySteps,
    double Before
);

/// <summary>What a formula of the body can read of the tissue.</summary>
public enum BodyInputKind
{
    /// <summary>Live cells of a type.</summary>
    Count = 0,

    /// <summary>Cells of a type that came in through doors, per min, over the last step of the body.</summary>
    Entered = 1,

    /// <summary>Cells of a type that left to the lymph, per min, over the last step of the body.</summary>
    Left = 2,

    /// <summary>Deaths of cells of a type, per min, over the last step of the body.</summary>
    Deaths = 3,

    /// <summary>Mean of a custom variable over the live cells of a type; the type's own value where there are none.</summary>
    Mean = 4,

    /// <summary>The same over dead cells that are still there.</summary>
    MeanOfDead = 5,

    /// <summary>Volume of the tissue, um3.</summary>
    TissueVolume = 6,
}

/// <param name="Custom">The variable of <see cref="BodyInputKind.Mean"/>.</param>
public readonly record struct BodyInput(BodyInputKind Kind, int Type = 0, int Custom = 0);
