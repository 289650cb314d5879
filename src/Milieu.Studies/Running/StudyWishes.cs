// How studies are run: what the command line decides.
namespace Milieu.Studies;

/// <summary>How studies are run.</summary>
public sealed record StudyWishes
{
    /// <summary>Each study has its own folder below.</summary>
    public string Folder { get; init; } = "studies";

    /// <summary>The command as it was typed, for reports.</summary>
    public string Command { get; init; } = "milieu study";

    /// <summary>Runs at a time.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Throws away what was run before.</summary>
    public bool Force { get; init; }

    /// <summary>Takes finished runs of other builds of Milieu.</summary>
    public bool AnyBuild { get; init; }

    /// <summary>Wall time between checkpoints of a run.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(60);
}
