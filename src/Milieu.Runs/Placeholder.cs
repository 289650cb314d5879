// Keeps the project compiling until the model language lands.
namespace Milieu.Runs;

internal static class Placeholder;
