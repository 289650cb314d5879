// How a property of a spec is spelt in text, what it measures and what it may be.
namespace Milieu.Model;

/// <summary>What a name in a model refers to.</summary>
public enum Naming
{
    Free = 0,
    Substrate,
    CellType,
    Custom,
    Structure,

    /// <summary>A cell type, or a kind of dead cell.</summary>
    Prey,

    /// <summary>A cell type, or a group of them.</summary>
    Kin,

    /// <summary>A file, relative to the file that names it.</summary>
    File,

    /// <summary>One of the words in <see cref="KeyAttribute.Words"/>.</summary>
    Word,
}

/// <summary>Which numbers a place takes; all must be finite.</summary>
public enum Span
{
    Any = 0,
    NotNegative,
    Positive,
}

/// <summary>One key of the language. Reader, checker and schema all come from these.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyAttribute(string name, string about) : Attribute
{
    public string Name => name;

    /// <summary>One line for editors and the schema.</summary>
    public string About => about;

    public Measure Measure { get; init; }

    public Span Span { get; init; } = Span.NotNegative;

    /// <summary>What the text, or the key of a map, names.</summary>
    public Naming Naming { get; init; }

    /// <summary>The only texts that this place takes.</summary>
    public string[] Words { get; init; } = [];

    /// <summary>A bare value stands for a map with this key alone.</summary>
    public bool IsShort { get; init; }

    /// <summary>Keys of an earlier layer that lose their sense where this one is said.</summary>
    public string[] Replaces { get; init; } = [];

    /// <summary>The word <c>none</c> is a value.</summary>
    public bool AllowsNone { get; init; }
}
