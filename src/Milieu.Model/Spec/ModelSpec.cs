// The mutable model that an author writes.
namespace Milieu.Model;

/// <summary>A model before it is checked and compiled.</summary>
public sealed class ModelSpec
{
    public string? Name { get; set; }
}
