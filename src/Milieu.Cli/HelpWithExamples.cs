// Help that ends with lines one can type.
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Milieu.Cli;

/// <summary>The usual help, then examples of the command.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private const string ExitCodes =
        "Exit codes: 0 done, 1 internal error or non-finite state, 2 wrong usage, 3 wrong model, 4 files or disk, "
        + "5 a study missed an expectation (--strict), 130 interrupted with a checkpoint.";

    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        [""] =
        [
            "milieu run models/tumor-immune.yaml",
            "milieu check models/first.yaml",
            "milieu explain models/spheroid.yaml",
            "milieu resume runs/tumor-and-immune-cells-0",
        ],
        ["run"] =
        [
            "milieu run models/tumor-immune.yaml --seed 7 --until '2 d'",
            "milieu run models/spheroid.yaml --set cells.tumor.uptake.oxygen='5 /min' --out runs/slow-uptake",
            "milieu run models/first.yaml --every '30 min' --json",
            "milieu run models/spheroid.yaml --until '2 h' --profile",
            "milieu run models/tumor-immune.yaml --from runs/tumor-and-immune-cells-0 --at '1 d' --out runs/arm",
            "milieu run my-physicell-project --until '1 d' --format physicell",
            "milieu run my-physicell-project/config/PhysiCell_settings.xml --native",
        ],
        ["check"] =
        [
            "milieu check models/tumor-immune.yaml",
            "milieu check models/first.yaml --json",
            "milieu check my-physicell-project",
        ],
        ["explain"] = ["milieu explain models/tumor-immune.yaml", "milieu explain my-physicell-project"],
        ["resume"] = ["milieu resume runs/tumor-and-immune-cells-0", "milieu resume runs/tumor-immune-0 --until '7 d'"],
        ["bench"] =
        [
            "milieu bench",
            "milieu bench fields mechanics --threads 1,2 --json",
            "milieu bench whole --full",
            "milieu bench --quick",
        ],
        ["study"] =
        [
            "milieu study models/studies/example.yaml",
            "milieu study models/studies/claims --jobs 2 --strict",
            "milieu study models/studies/example.yaml --seeds 12 --json",
        ],
        ["convert"] =
        [
            "milieu convert physicell my-physicell-project -o model.yaml",
            "milieu convert rules old_rules.csv -o cell_rules.csv",
        ],
        ["physicell"] =
        [
            "milieu convert physicell my-physicell-project -o model.yaml",
            "milieu convert physicell my-physicell-project/config/PhysiCell_settings.xml -o models/mine.yaml --native",
        ],
        ["rules"] = ["milieu convert rules old_rules.csv -o cell_rules.csv"],
        ["replay"] = ["milieu replay runs/tumor-and-immune-cells-0 --threads 1"],
    };

    private readonly HelpAction _usual = new();

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        var code = _usual.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        output.WriteLine("Examples:");
        foreach (var example in Examples.GetValueOrDefault(command is RootCommand ? "" : command.Name, []))
            output.WriteLine("  " + example);
        output.WriteLine();
        output.WriteLine(ExitCodes);
        return code;
    }
}
