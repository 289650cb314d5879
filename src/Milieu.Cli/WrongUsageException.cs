// A command line that parses but asks for something that cannot be.
namespace Milieu.Cli;

/// <summary>Ends the program with <see cref="ExitCode.WrongUsage"/> and its message.</summary>
internal sealed class WrongUsageException(string message) : Exception(message);
