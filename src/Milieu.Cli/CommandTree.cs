// The commands, their arguments and options, and the help that they print.
using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Help;
using Milieu.PhysiCell;
using Milieu.Runs;
using Milieu.Speed;

namespace Milieu.Cli;

/// <summary>Every word that the command line understands.</summary>
internal static class CommandTree
{
    private static readonly Argument<string> Model = new("MODEL")
    {
        Description =
            "A model file (YAML), or a PhysiCell project: its settings XML or its folder. check also takes a study.",
    };
    private static readonly Argument<string> Folder = new("RUN") { Description = "A run folder." };

    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "Threads; results do not depend on it. By default the cores that this process may use.",
        HelpName = "N",
        CustomParser = Quantities.Threads,
        DefaultValueFactory = _ => Math.Min(Environment.ProcessorCount, Quantities.MostThreads),
    };

    private static readonly Option<ulong?> Seed = new("--seed")
    {
        Description = "Seed of chance. [default: as a PhysiCell project says, else 0]",
        HelpName = "N",
        CustomParser = Quantities.Seed,
    };

    private static readonly Option<double?> Until = new("--until")
    {
        Description =
            "Simulated time at which to end, such as '2 d'; a bare number is minutes. [default: as the model says]",
        HelpName = "T",
        CustomParser = Quantities.Minutes,
    };

    private static readonly Option<double?> Every = new("--every")
    {
        Description = "Simulated time between frames. [default: as the model says]",
        HelpName = "T",
        CustomParser = Quantities.Minutes,
    };

    private static readonly Option<double?> HashEvery = new("--hash-every")
    {
        Description = "Simulated time between rows of counts and state hashes. [default: the phenotype period]",
        HelpName = "T",
        CustomParser = Quantities.Minutes,
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "The run folder. [default: runs/MODEL-SEED, numbered where that exists]",
        HelpName = "DIR",
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description =
            "Changes one value of the model after its includes, such as cells.tumor.uptake.oxygen='5 /min'. Repeatable.",
        HelpName = "path=value",
        CustomParser = Quantities.Sets,
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<RunFormats> Format = new("--format")
    {
        Description =
            "Forms of what is written at each frame: milieu (frames/), physicell (output/, for PhysiCell's readers), or both. [default: milieu]",
        HelpName = "NAMES",
        CustomParser = Quantities.Formats,
        DefaultValueFactory = _ => RunFormats.Milieu,
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> NoPictures = new("--no-pictures")
    {
        Description = "Writes no pictures: frames and snapshots hold numbers only.",
    };

    private static readonly Option<bool> Native = new("--native")
    {
        Description = "Runs a PhysiCell project with Milieu's integrators, time steps and walls.",
    };

    private static readonly Option<bool> IgnoreIntracellular = new("--ignore-intracellular")
    {
        Description = "Runs a PhysiCell project without the intracellular models of its cell types.",
    };

    private static readonly Option<string?> Network = new("--network")
    {
        Description = "Also draws who acts on whom, as SVG.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Replaces a run folder that exists; never any other folder.",
    };

    private static readonly Argument<string> Project = new("PROJECT")
    {
        Description = "A PhysiCell project folder, or its settings file (XML).",
    };

    private static readonly Argument<string> RulesFile = new("RULES") { Description = "A rules file (CSV)." };

    private static readonly Option<string> Into = new("--output", "-o")
    {
        Description = "The file to write.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<bool> Replace = new("--force") { Description = "Replaces files that exist." };

    private static readonly Argument<SpeedParts> Parts = new("PART")
    {
        Description = "fields, mechanics, whole, accuracy or all. [default: all]",
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = Quantities.Parts,
        DefaultValueFactory = _ => SpeedParts.All,
    };

    private static readonly Option<ImmutableArray<int>> ThreadCounts = new("--threads")
    {
        Description =
            "Numbers of threads to measure, such as 1,2. [default: 1 and the cores that this process may use]",
        HelpName = "N,M",
        CustomParser = Quantities.ThreadCounts,
        DefaultValueFactory = _ => Environment.ProcessorCount == 1 ? [1] : [1, Environment.ProcessorCount],
    };

    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "Tiny sizes, hardly repeated: shows in seconds that everything runs.",
    };

    private static readonly Option<bool> Full = new("--full")
    {
        Description = "Adds 1,000,000 cells, which takes minutes.",
    };

    private static readonly Option<bool> Profile = new("--profile")
    {
        Description = "Says at the end where the time went, stage by stage, and writes it to profile.json.",
    };

    private static readonly Option<bool> NoErrors = new("--no-errors")
    {
        Description = "Leaves out the estimate at the end of how wrong the field step makes each substrate.",
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Ends standard output with one line of JSON.",
    };

    public static RootCommand Create()
    {
        var root = new RootCommand("Simulates tumors and what surrounds them: every cell, every signal.")
        {
            Run(),
            Check(),
            Explain(),
            Resume(),
            Replay(),
            Convert(),
            Bench(),
            StudyTree.Study(),
            StudyTree.Worker(),
        };
        foreach (var help in root.Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples();
        return root;
    }

    private static Command Run()
    {
        var command = new Command("run", "Runs a model into a run folder.")
        {
            Model,
            Seed,
            Threads,
            Until,
            Out,
            BranchOptions.From,
            BranchOptions.At,
            Set,
            Every,
            HashEvery,
            Native,
            IgnoreIntracellular,
            Format,
            NoPictures,
            Force,
            Profile,
            NoErrors,
            Json,
        };
        command.SetAction(p =>
            RunCommand.Run(
                new RunWishes
                {
                    Model = p.GetRequiredValue(Model),
                    Choices = Choices(p),
                    Seed = p.GetValue(Seed),
                    Threads = p.GetValue(Threads),
                    UntilMinutes = p.GetValue(Until),
                    Folder = p.GetValue(Out),
                    From = BranchOptions.Of(p),
                    Sets = p.GetValue(Set) ?? [],
                    FrameMinutes = p.GetValue(Every),
                    HashMinutes = p.GetValue(HashEvery),
                    Formats = p.GetValue(Format),
                    Pictures = !p.GetValue(NoPictures),
                    Force = p.GetValue(Force),
                    Profile = p.GetValue(Profile),
                    EstimateErrors = !p.GetValue(NoErrors),
                    Json = p.GetValue(Json),
                }
            )
        );
        return command;
    }

    private static Command Check()
    {
        var command = new Command("check", "Names every mistake of a model; runs nothing.")
        {
            Model,
            Set,
            Native,
            IgnoreIntracellular,
            Json,
        };
        command.SetAction(p =>
            CheckCommand.Run(p.GetRequiredValue(Model), p.GetValue(Set) ?? [], Choices(p), p.GetValue(Json))
        );
        return command;
    }

    private static Command Explain()
    {
        var command = new Command(
            "explain",
            "Prints what a model compiles to: plan, memory, integrators, rules in English, where values came from."
        )
        {
            Model,
            Set,
            Native,
            IgnoreIntracellular,
            Network,
        };
        command.SetAction(p =>
            ExplainCommand.Run(p.GetRequiredValue(Model), p.GetValue(Set) ?? [], Choices(p), p.GetValue(Network))
        );
        return command;
    }

    private static ReadingChoices Choices(ParseResult p) =>
        new() { Native = p.GetValue(Native), IgnoreIntracellular = p.GetValue(IgnoreIntracellular) };

    private static Command Resume()
    {
        var command = new Command("resume", "Goes on from the last checkpoint of a run, bit for bit.")
        {
            Folder,
            Threads,
            Until,
            Profile,
            NoErrors,
            Json,
        };
        command.SetAction(p =>
            ResumeCommand.Run(
                p.GetRequiredValue(Folder),
                p.GetValue(Threads),
                p.GetValue(Until),
                p.GetValue(Profile),
                !p.GetValue(NoErrors),
                p.GetValue(Json)
            )
        );
        return command;
    }

    private static Command Replay()
    {
        var command = new Command("replay", "Runs a run again and names the first tick and column that differ.")
        {
            Folder,
            Threads,
            Json,
        };
        command.SetAction(p => ReplayCommand.Run(p.GetRequiredValue(Folder), p.GetValue(Threads), p.GetValue(Json)));
        return command;
    }

    private static Command Bench()
    {
        var command = new Command(
            "bench",
            "Measures this machine's ceilings and what each kernel takes beside them: time, memory, accuracy."
        )
        {
            Parts,
            ThreadCounts,
            Quick,
            Full,
            Json,
        };
        command.SetAction(p =>
            BenchCommand.Run(
                p.GetValue(Parts),
                p.GetRequiredValue(ThreadCounts),
                p.GetValue(Quick),
                p.GetValue(Full),
                p.GetValue(Json)
            )
        );
        return command;
    }

    private static Command Convert() =>
        new("convert", "Writes PhysiCell projects as Milieu models, and old PhysiCell rules in their newest version.")
        {
            ConvertProject(),
            ConvertRules(),
        };

    private static Command ConvertProject()
    {
        var command = new Command(
            "physicell",
            "Writes a PhysiCell project as a model file, with its tables beside it; it compiles to the same hash."
        )
        {
            Project,
            Into,
            Set,
            Native,
            IgnoreIntracellular,
            Replace,
        };
        command.SetAction(p =>
            ConvertCommand.Project(
                p.GetRequiredValue(Project),
                p.GetRequiredValue(Into),
                p.GetValue(Set) ?? [],
                Choices(p),
                p.GetValue(Replace)
            )
        );
        return command;
    }

    private static Command ConvertRules()
    {
        var command = new Command("rules", "Writes rules of versions 0 to 2 in version 3, and says what changes.")
        {
            RulesFile,
            Into,
            Replace,
        };
        command.SetAction(p =>
            ConvertCommand.Rules(p.GetRequiredValue(RulesFile), p.GetRequiredValue(Into), p.GetValue(Replace))
        );
        return command;
    }
}
