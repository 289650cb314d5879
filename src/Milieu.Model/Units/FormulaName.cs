// What an expression may name, and why one is not understood.
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>A name that an expression may use.</summary>
/// <param name="Input">The input of the formula that holds its number.</param>
/// <param name="Unit">The unit of that number.</param>
public sealed record FormulaName(string Name, int Input, Unit Unit)
{
    /// <summary>The number itself where the name is that of a constant, which takes no input.</summary>
    public double? Number { get; init; }

    /// <summary>The expression that the name stands for, in <see cref="Unit"/>; it takes no input of its own.</summary>
    public Formula? Of { get; init; }

    /// <summary>What may be absent and is: it reads 0 and fits every unit.</summary>
    public bool IsAbsent { get; init; }
}

/// <summary>Why an expression was not understood.</summary>
public sealed record FormulaProblem(
    string Message,
    string? Value = null,
    string? Expected = null,
    string? Nearest = null
);
