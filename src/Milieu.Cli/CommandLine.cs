// Parses the command line, runs a command, turns whatever happens into an exit code and a line.
using System.CommandLine;
using Milieu.Engine;
using Milieu.Runs;

namespace Milieu.Cli;

/// <summary>The front door.</summary>
internal static class CommandLine
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(string[] arguments)
    {
        try
        {
            var result = CommandTree
                .Create()
                .Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (result.Errors.Count > 0)
                return Refuse(result);
            return result.Invoke(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
            );
        }
#pragma warning disable CA1031 // the last wall: a user never sees a stack trace
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Explain(e);
        }
    }

    private static int Refuse(ParseResult result)
    {
        var messages = result.Errors.Select(e => e.Message).Distinct().ToArray();
        // "Required command was not provided" says nothing beside the word that was taken for one.
        foreach (var message in messages.Skip(messages.Length > 1 && result.UnmatchedTokens.Count > 0 ? 1 : 0))
            Console.Error.WriteLine("error: " + message);
        var command = result.CommandResult.Command is RootCommand ? "" : result.CommandResult.Command.Name + " ";
        Console.Error.WriteLine($"see: milieu {command}--help");
        return ExitCode.WrongUsage;
    }

    private static int Explain(Exception e)
    {
        Console.Error.WriteLine("error: " + OneLine(e));
        switch (e)
        {
            case WrongUsageException:
                return ExitCode.WrongUsage;
            case IOException or UnauthorizedAccessException:
                return ExitCode.Disk;
            case StartException:
                Console.Error.WriteLine("The model cannot start with these cells. Nothing has been simulated.");
                return ExitCode.WrongModel;
            case BranchException:
                Console.Error.WriteLine("The model cannot go on from that run. Nothing has been simulated.");
                return ExitCode.WrongModel;
            case OperationCanceledException:
                return ExitCode.Interrupted;
            case NonFiniteStateException:
                Console.Error.WriteLine(
                    "The last good checkpoint is kept. Look for a rate or an amount that is far too large, or for a time step that is too long."
                );
                return ExitCode.Failed;
            default:
                Console.Error.WriteLine(
                    "This is a fault of Milieu, not of your model: please report it with the command line, the model and this message."
                );
                return ExitCode.Failed;
        }
    }

    private static string OneLine(Exception e) =>
        e
            is WrongUsageException
                or IOException
                or UnauthorizedAccessException
                or NonFiniteStateException
                or StartException
                or BranchException
            ? e.Message
        : e is OperationCanceledException ? "interrupted before the run began; nothing was written"
        : $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}";
}
