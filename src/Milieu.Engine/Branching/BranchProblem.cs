// Why a model cannot go on from the state of another.
namespace Milieu.Engine;

/// <param name="Message">What is wrong, in plain words.</param>
/// <param name="Value">The name or number that is wrong.</param>
/// <param name="Expected">What would be right; empty where nothing can be said.</param>
public sealed record BranchProblem(string Message, string Value, string Expected)
{
    public override string ToString() =>
        Message + (Value.Length > 0 ? $": '{Value}'" : "") + (Expected.Length > 0 ? $"; expected {Expected}" : "");
}

/// <summary>The state of one model was to be taken on by another that cannot: the message names every reason.</summary>
public sealed class BranchException(string message) : Exception(message);
