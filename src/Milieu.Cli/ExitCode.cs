// What the program's end means to a script.
namespace Milieu.Cli;

/// <summary>Exit codes; scripts depend on them.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A fault of Milieu itself, or a state that stopped being numbers; also a replay that differs.</summary>
    public const int Failed = 1;

    /// <summary>The command line asks for something that cannot be.</summary>
    public const int WrongUsage = 2;

    /// <summary>The model has mistakes.</summary>
    public const int WrongModel = 3;

    /// <summary>A file, a folder or a disk.</summary>
    public const int Disk = 4;

    /// <summary>With --strict: an expectation of a study is not met.</summary>
    public const int Missed = 5;

    /// <summary>Ctrl-C or SIGTERM, with a checkpoint saved.</summary>
    public const int Interrupted = 130;
}
