// Keeps the project compiling until the model language lands.
namespace Milieu.Model;

internal static class Placeholder;
