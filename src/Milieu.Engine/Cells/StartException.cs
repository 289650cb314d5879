// A model whose start cannot be made.
namespace Milieu.Engine;

/// <summary>What a model asks for at its start does not exist: cells without room, a distribution without values, vessels without a way.</summary>
/// <remarks>Only chance can tell, so that no check of the model's text sees it; the model is wrong all the same, not Milieu.</remarks>
public sealed class StartException(string message) : Exception(message);
