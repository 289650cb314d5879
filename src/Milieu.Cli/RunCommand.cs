// milieu run: a model into a run folder.
using Milieu.Model;
using Milieu.PhysiCell;
using Milieu.Runs;

namespace Milieu.Cli;

/// <summary>What a user asked of a run.</summary>
internal sealed record RunWishes
{
    public required string Model { get; init; }

    /// <summary>How a PhysiCell project is read.</summary>
    public ReadingChoices Choices { get; init; } = new();

    /// <summary>Null: as the project says, or 0.</summary>
    public ulong? Seed { get; init; }

    public int Threads { get; init; }

    public double? UntilMinutes { get; init; }

    public string? Folder { get; init; }

    /// <summary>The run that it branches off from.</summary>
    public BranchPoint? From { get; init; }

    public string[] Sets { get; init; } = [];

    public double? FrameMinutes { get; init; }

    public double? HashMinutes { get; init; }

    public RunFormats Formats { get; init; }

    public bool Pictures { get; init; }

    public bool Force { get; init; }

    public bool Json { get; init; }

    public bool Profile { get; init; }

    public bool EstimateErrors { get; init; } = true;
}

internal static class RunCommand
{
    public static int Run(RunWishes wishes)
    {
        var (loaded, sources) = ModelLoading.Load(wishes.Model, wishes.Sets, wishes.Choices);
        foreach (var diagnostic in loaded.Diagnostics)
            Terminal.Line(diagnostic.ToString());
        if (loaded.HasErrors || loaded.Compiled is null)
        {
            Terminal.Line($"{wishes.Model}: {ModelLoading.Count(loaded.Diagnostics)}; nothing was run");
            return ExitCode.WrongModel;
        }
        var request = new RunRequest
        {
            Model = loaded.Compiled,
            Sources = [.. sources],
            Sets = [.. wishes.Sets],
            Origins = [.. loaded.Origins],
            Warnings = [.. loaded.Diagnostics.Select(d => d.ToString())],
            Seed = wishes.Seed ?? (wishes.From is { } trunk ? Runner.SeedOf(trunk.Folder) : loaded.Wishes?.Seed ?? 0),
            From = wishes.From,
            Threads = wishes.Threads,
            UntilMinutes = wishes.UntilMinutes,
            Folder = wishes.Folder,
            Force = wishes.Force,
            FrameMinutes = wishes.FrameMinutes ?? loaded.Output.FrameMinutes,
            HashMinutes = wishes.HashMinutes,
            // A project has its own rhythm of pictures, unless the user sets one for all.
            SvgMinutes =
                loaded.Wishes is { } project && wishes.FrameMinutes is null ? project.PictureMinutes ?? 0 : null,
            SvgSubstrate = SubstrateOf(loaded.Wishes),
            Formats = wishes.Formats,
            Pictures = wishes.Pictures,
            Picture = loaded.Output.Picture,
            Profile = wishes.Profile,
            EstimateErrors = wishes.EstimateErrors,
        };
        var terminal = new Terminal();
        using var interruption = new Interruption();
        var outcome = terminal.Watch(
            loaded.Compiled.Name,
            progress => Runner.Start(request, progress, interruption.Token)
        );
        return Closing.Say(terminal, outcome, wishes.Json);
    }

    private static SubstratePlot? SubstrateOf(ProjectWishes? project) =>
        project?.PictureSubstrate is { } name
            ? new SubstratePlot(name, project.PictureLow, project.PictureHigh, project.PictureColors)
            : null;
}
