// milieu check: every mistake, nothing run.
using System.Text.Json;
using System.Text.Json.Nodes;
using Milieu.Model;
using Milieu.PhysiCell;

namespace Milieu.Cli;

internal static class CheckCommand
{
    public static int Run(string path, IReadOnlyList<string> sets, ReadingChoices choices, bool json)
    {
        var loaded = ModelLoading.Load(path, sets, choices).Model;
        foreach (var diagnostic in loaded.Diagnostics)
            Console.Out.WriteLine(diagnostic.ToString());
        Terminal.Line($"{path}: {ModelLoading.Count(loaded.Diagnostics)}");
        if (json)
            Console.Out.WriteLine(Json(loaded));
        return loaded.HasErrors ? ExitCode.WrongModel : ExitCode.Done;
    }

    private static string Json(LoadedModel loaded)
    {
        var list = new JsonArray();
        foreach (var d in loaded.Diagnostics)
            list.Add(
                new JsonObject
                {
                    ["severity"] = d.Severity == Severity.Error ? "error" : "warning",
                    ["file"] = d.File,
                    ["line"] = d.Line,
                    ["column"] = d.Column,
                    ["message"] = d.Message,
                    ["value"] = d.Value,
                    ["expected"] = d.Expected,
                    ["nearest"] = d.Nearest,
                }
            );
        return new JsonObject
        {
            ["model"] = loaded.Compiled?.Name,
            ["modelHash"] = loaded.Compiled is { } model ? CompiledModelText.Hash(model) : null,
            ["errors"] = loaded.Diagnostics.Count(d => d.Severity == Severity.Error),
            ["warnings"] = loaded.Diagnostics.Count(d => d.Severity == Severity.Warning),
            ["diagnostics"] = list,
        }.ToJsonString(JsonSerializerOptions.Default);
    }
}
