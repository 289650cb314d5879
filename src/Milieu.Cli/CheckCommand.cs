// milieu check: every mistake, nothing run.
using System.Text.Json;
using System.Text.Json.Nodes;
using Milieu.Engine;
using Milieu.Model;
using Milieu.PhysiCell;
using Milieu.Runs;
using Milieu.Studies;

namespace Milieu.Cli;

internal static class CheckCommand
{
    public static int Run(string path, IReadOnlyList<string> sets, ReadingChoices choices, bool json)
    {
        var files = new DiskModelFiles();
        if (File.Exists(path) && StudyReader.Is(path, files))
            return Study(path, files, json);
        var loaded = ModelLoading.Load(path, sets, choices).Model;
        foreach (var diagnostic in loaded.Diagnostics)
            Console.Out.WriteLine(diagnostic.ToString());
        Terminal.Line($"{path}: {ModelLoading.Count(loaded.Diagnostics)}");
        if (json)
            Console.Out.WriteLine(Json(loaded.Compiled, loaded.Diagnostics));
        return loaded.HasErrors ? ExitCode.WrongModel : ExitCode.Done;
    }

    private static int Study(string path, DiskModelFiles files, bool json)
    {
        var (study, diagnostics) = StudyReader.Read(path, files);
        foreach (var diagnostic in diagnostics)
            Console.Out.WriteLine(diagnostic.ToString());
        Terminal.Line(
            study is null
                ? $"{path}: {ModelLoading.Count(diagnostics)}"
                : $"{path}: no mistakes; {study.Arms.Length} arms, {study.Seeds.Length} seeds"
        );
        if (json)
            Console.Out.WriteLine(Json(null, diagnostics));
        return study is null ? ExitCode.WrongModel : ExitCode.Done;
    }

    private static string Json(CompiledModel? model, IReadOnlyList<Diagnostic> diagnostics)
    {
        var list = new JsonArray();
        foreach (var d in diagnostics)
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
            ["model"] = model?.Name,
            ["modelHash"] = model is null ? null : CompiledModelText.Hash(model),
            ["errors"] = diagnostics.Count(d => d.Severity == Severity.Error),
            ["warnings"] = diagnostics.Count(d => d.Severity == Severity.Warning),
            ["diagnostics"] = list,
        }.ToJsonString(JsonSerializerOptions.Default);
    }
}
