// milieu explain: what a model compiles to.
using Milieu.Model;
using Milieu.PhysiCell;
using Milieu.Runs;

namespace Milieu.Cli;

internal static class ExplainCommand
{
    public static int Run(string path, IReadOnlyList<string> sets, ReadingChoices choices, string? network)
    {
        var loaded = ModelLoading.Load(path, sets, choices).Model;
        foreach (var diagnostic in loaded.Diagnostics)
            Terminal.Line(diagnostic.ToString());
        if (loaded.HasErrors || loaded.Compiled is not { } model)
        {
            Terminal.Line($"{path}: {ModelLoading.Count(loaded.Diagnostics)}");
            return ExitCode.WrongModel;
        }
        if (network is not null)
            WholeFiles.Write(
                Path.GetDirectoryName(network) ?? "",
                [new FileToWrite(Path.GetFileName(network), NetworkSvg.Draw(model))],
                true
            );
        var explanation = new Explanation(model, Console.Out);
        explanation.Head();
        explanation.Steps();
        explanation.Substrates();
        explanation.Reactions();
        explanation.Structures();
        explanation.FieldErrors();
        explanation.Memory();
        explanation.Rules();
        explanation.Sources(loaded);
        explanation.Body();
        explanation.Therapy();
        explanation.LeftOut(loaded.LeftOut);
        explanation.Origins(loaded.Origins);
        return ExitCode.Done;
    }
}
