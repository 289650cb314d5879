// milieu explain: what a model compiles to.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Cli;

internal static class ExplainCommand
{
    public static int Run(string path, IReadOnlyList<string> sets)
    {
        var loaded = ModelLoading.Load(path, sets).Model;
        foreach (var diagnostic in loaded.Diagnostics)
            Terminal.Line(diagnostic.ToString());
        if (loaded.HasErrors || loaded.Compiled is not { } model)
        {
            Terminal.Line($"{path}: {ModelLoading.Count(loaded.Diagnostics)}");
            return ExitCode.WrongModel;
        }
        var output = Console.Out;
        var g = model.Grid;
        output.WriteLine(
            Invariant(
                $"{model.Name}: {g.Nx} x {g.Ny} x {g.Nz} voxels of {g.Dx} um, tick {model.Timing.TickMinutes} min"
            )
        );
        Plan(output, model);
        Memory(output, model);
        output.WriteLine();
        output.WriteLine("Where values came from");
        foreach (var origin in loaded.Origins)
            output.WriteLine($"  {origin.Path} = {origin.Value}  ({origin.File}:{origin.Line})");
        return ExitCode.Done;
    }

    private static void Plan(TextWriter output, CompiledModel model)
    {
        var rows = Engine
            .Plan.Of(model)
            .Select(s =>
                new[]
                {
                    s.Name,
                    Invariant($"{s.Period}"),
                    Invariant($"{model.Timing.MinutesAt(s.Period):0.####}"),
                    s.Reads,
                    s.Writes,
                }
            );
        Columns(output, "Plan", rows.Prepend(["stage", "ticks", "min", "reads", "writes"]));
    }

    private static void Memory(TextWriter output, CompiledModel model)
    {
        using var cells = new Cells(model);
        var rows = cells.StateColumns.Select(c => new[] { c.Name, c.ElementType, Invariant($"{c.ElementSize}") });
        Columns(
            output,
            Invariant($"Columns: {cells.BytesPerCell} bytes a cell"),
            rows.Prepend(["column", "type", "bytes"])
        );
    }

    private static void Columns(TextWriter output, string title, IEnumerable<string[]> rows)
    {
        var all = rows.ToArray();
        output.WriteLine();
        output.WriteLine(title);
        foreach (var row in all)
            output.WriteLine(
                "  " + string.Join("  ", row.Select((c, i) => c.PadRight(all.Max(r => r[i].Length)))).TrimEnd()
            );
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
