// The words of milieu study.
using System.CommandLine;

namespace Milieu.Cli;

/// <summary>The command for studies, and the one that it starts for each job.</summary>
internal static class StudyTree
{
    private static readonly Argument<string> StudyPath = new("STUDY")
    {
        Description = "A study file (YAML), or a folder: all studies in it share the machine and one table.",
    };

    private static readonly Option<int> Jobs = new("--jobs")
    {
        Description = "Runs at a time, each in a process of its own. By default the cores that this process may use.",
        HelpName = "N",
        CustomParser = Quantities.Threads,
        DefaultValueFactory = _ => Math.Min(Environment.ProcessorCount, Quantities.MostThreads),
    };

    private static readonly Option<int?> Seeds = new("--seeds")
    {
        Description = "Seeds 1 to N instead of those of the study.",
        HelpName = "N",
        CustomParser = Quantities.SeedCount,
    };

    private static readonly Option<string> Studies = new("--out")
    {
        Description = "The folder in which each study has its folder.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "studies",
    };

    private static readonly Option<bool> Anew = new("--force")
    {
        Description = "Throws away what earlier calls ran, and runs everything again.",
    };

    private static readonly Option<bool> GoOn = new("--resume")
    {
        Description = "Goes on where an earlier call stopped. This happens anyway; the option only says so.",
    };

    private static readonly Option<bool> AnyBuild = new("--any-build")
    {
        Description = "Also takes finished runs of other builds of Milieu as done.",
    };

    private static readonly Option<bool> Strict = new("--strict")
    {
        Description = "Ends with code 5 where an expectation is not met.",
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Ends standard output with one line of JSON.",
    };

    public static Command Study()
    {
        var command = new Command(
            "study",
            "Runs every arm of a study with every seed, measures, and judges what was expected. Finished runs are never run twice."
        )
        {
            StudyPath,
            Jobs,
            Seeds,
            Studies,
            GoOn,
            Anew,
            AnyBuild,
            Strict,
            Json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(GoOn) && result.GetValue(Anew))
                result.AddError("--resume and --force contradict each other");
        });
        command.SetAction(p =>
            StudyCommand.Run(
                new StudyRequest
                {
                    Path = p.GetRequiredValue(StudyPath),
                    Folder = p.GetRequiredValue(Studies),
                    Jobs = p.GetValue(Jobs),
                    Seeds = p.GetValue(Seeds),
                    Force = p.GetValue(Anew),
                    AnyBuild = p.GetValue(AnyBuild),
                    Strict = p.GetValue(Strict),
                    Json = p.GetValue(Json),
                }
            )
        );
        return command;
    }

    /// <summary>Not for people: it serves lines of JSON.</summary>
    public static Command Worker()
    {
        var command = new Command("study-worker", "One job of a study; started by milieu study.") { Hidden = true };
        command.SetAction(_ => StudyCommand.Serve());
        return command;
    }
}
