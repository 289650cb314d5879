// The parts of an explanation: plan, substrates, memory, rules, origins.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Engine;
using Milieu.Model;
using Milieu.Runs;

namespace Milieu.Cli;

/// <summary>Writes what a compiled model is, as tables of plain text.</summary>
internal sealed class Explanation(CompiledModel model, TextWriter output)
{
    public void Head()
    {
        var g = model.Grid;
        output.WriteLine(
            Text(
                $"{model.Name}: {(g.Is2D ? "2-D" : "3-D")}, {g.Nx} x {g.Ny} x {g.Nz} voxels of {g.Dx} x {g.Dy} x {g.Dz} um, a tick is {model.Timing.TickMinutes} min"
            )
        );
        output.WriteLine("model hash " + CompiledModelText.Hash(model));
    }

    public void Steps() =>
        Table(
            "Plan",
            ["stage", "ticks", "min", "reads", "writes"],
            Plan.Of(model)
                .Select(s =>
                    new[]
                    {
                        s.Name,
                        Text($"{s.Period}"),
                        Text($"{model.Timing.MinutesAt(s.Period):0.####}"),
                        s.Reads,
                        s.Writes,
                    }
                )
        );

    public void Substrates() =>
        Table(
            "Substrates",
            ["substrate", "diffusion um2/min", "decay /min", "integrator", "stages a window", "bytes a voxel"],
            model.Substrates.Select(s =>
                new[]
                {
                    s.Name,
                    s.Varies ? DiffusionRange(s) : Text($"{s.Diffusion}"),
                    Text($"{s.Decay}"),
#pragma warning disable CA1308 // a word for people, not a key
                    s.Integrator.ToString().ToLowerInvariant(),
#pragma warning restore CA1308
                    StageRange(StageBounds.Of(model, s)),
                    Text($"{(s.IsDouble ? 8 : 4) * (s.Varies ? 4 : 1)}"),
                }
            )
        );

    public void Reactions()
    {
        if (model.Substrates.Any(s => s.Reaction is not null))
            Table(
                "Reactions in each voxel",
                ["substrate", "gains or loses by"],
                model.Substrates.Where(s => s.Reaction is not null).Select(s => new[] { s.Name, Reads(s.Reaction!) })
            );
    }

    public void LeftOut(IReadOnlyList<string> what)
    {
        if (what.Count > 0)
            Table("Left out, for names that are optional and absent", ["what"], what.Select(w => new[] { w }));
    }

    public void Structures()
    {
        if (model.Matrix is not { } matrix)
            return;
        Table(
            "Structures",
            ["structure", "units", "bounds", "change"],
            matrix.Structures.Select(s =>
                new[]
                {
                    s.Name,
                    s.Units,
                    Text($"{s.Least} to {s.Most}"),
                    s.Change is { } law ? Reads(law) : "by cells alone",
                }
            )
        );
        if (matrix.Fibers is { } fibers)
            output.WriteLine(
                Text($"  fibers, anisotropy {fibers.Anisotropy.Min()} to {fibers.Anisotropy.Max()} at the start")
            );
    }

    /// <summary>Places the cells of minute 0 and estimates what the field step costs in accuracy there.</summary>
    public void FieldErrors()
    {
        using var simulation = new Simulation(model, new SimulationOptions());
        var errors = simulation.EstimateFieldErrors();
        if (!errors.IsEmpty)
            Table(
                "Errors of the field step, estimated with the cells of minute 0 held still",
                FieldErrorTable.Head,
                FieldErrorTable.Rows(errors)
            );
    }

    public void Memory()
    {
        // A simulation without founding: its stages have made the scratch that they need.
        using var simulation = new Simulation(model, new SimulationOptions(), new Tissue(model));
        var cells = simulation.Tissue.Cells;
        var scratch = cells.ScratchBytesPerCell;
        var names = new ColumnNames(model);
        Table(
            Text($"Memory: {cells.BytesPerCell} bytes a cell, {scratch} of them scratch"),
            ["column", "type", "bytes"],
            cells.StateColumns.Select(c => new[] { names.Column(c.Name), c.ElementType, Text($"{c.ElementSize}") })
        );
    }

    public void Rules()
    {
        Title("Rules");
        foreach (var (type, sentence) in RuleEnglish.Of(model))
            output.WriteLine($"  {type}: {sentence}");
        if (model.Types.All(t => t.Rules.IsEmpty && t.Events.IsEmpty))
            output.WriteLine("  none");
    }

    /// <summary>Species and reactions, where the model has a body.</summary>
    public void Body()
    {
        if (model.Body is not { } body)
            return;
        Table(
            "Body",
            ["species", "initial"],
            body.Species.Select(s => new[] { s.Name, Text($"{s.Initial} {s.Units}").TrimEnd() })
        );
        Table(
            "Reactions",
            ["reaction", "takes", "gives", "at the rate", "after"],
            body.Reactions.Select(r =>
                new[] { r.Name, Shares(body, r.Takes), Shares(body, r.Gives), r.Text, Delay(body, r) }
            )
        );
    }

    /// <summary>What is given when, and under which condition.</summary>
    public void Therapy()
    {
        if (model.Body is not { Therapy: { Doses.Length: > 0 } plan } body)
            return;
        Table(
            "Doses",
            ["dose", "agent", "route", "as written", "amount", "over", "doses", "at", "if"],
            plan.Doses.GroupBy(d => d.Name)
                .Select(line =>
                {
                    var dose = line.First();
                    return new[]
                    {
                        dose.Name,
                        dose.Agent,
                        dose.Route,
                        dose.Text,
                        Text($"{dose.Amount:0.####} {body.Species[dose.Species].Units}").TrimEnd(),
                        dose.Ticks == 0 ? "" : Text($"{model.Timing.MinutesAt(dose.Ticks):0.####} min"),
                        Text($"{line.Count()}"),
                        Days(line),
                        dose.If.Length == 0 ? "" : $"{dose.If}, else {Else(dose)}",
                    };
                })
        );
    }

    private string Days(IEnumerable<PlannedDose> line)
    {
        const int Shown = 4;
        var days = line.Select(d => Text($"{model.Timing.MinutesAt(d.Tick) / 1440:0.###}")).ToList();
        return string.Join(", ", days.Take(Shown)) + (days.Count > Shown ? ", ... d" : " d");
    }

    private string Else(PlannedDose dose) =>
        dose.Otherwise switch
        {
            Otherwise.Delay => Text($"delay {model.Timing.MinutesAt(dose.RetryTicks) / 1440:0.###} d"),
            Otherwise.Scale => Text($"scale {dose.Factor}"),
            _ => "skip",
        };

    private static string Shares(CompiledBody body, ImmutableArray<Share> shares) =>
        string.Join(
            " + ",
            shares.Select(s =>
                s.Amount == 1 ? body.Species[s.Species].Name : Text($"{s.Amount} {body.Species[s.Species].Name}")
            )
        );

    private string Delay(CompiledBody body, CompiledReaction reaction) =>
        reaction.DelaySteps == 0
            ? ""
            : Text($"{model.Timing.MinutesAt((long)reaction.DelaySteps * body.Period):0.####} min");

    /// <summary>Each rule that says where it comes from, then the sources that rules name.</summary>
    public void Sources(LoadedModel loaded)
    {
        var rules = (loaded.Spec?.Cells ?? [])
            .Concat(loaded.Spec?.Shared ?? [])
            .SelectMany(c => c.Value.Rules.Concat(c.Value.Events.Select(AsRule)).Select(r => (Type: c.Key, Rule: r)))
            .Where(r => (r.Rule.Id ?? r.Rule.Source ?? r.Rule.Assumed) is not null)
            .ToList();
        if (rules.Count == 0)
            return;
        Title("Where rules come from");
        foreach (var (type, rule) in rules)
            output.WriteLine(
                $"  {type}: {rule.Id}{(rule.Id is null ? "" : ", ")}{rule.Text}"
                    + (rule.Source is null ? "" : $" [{rule.Source}]")
                    + (rule.Assumed is null ? "" : $" (assumed: {rule.Assumed})")
                    + (rule.Note is null ? "" : $" {rule.Note}")
            );
        var named = rules.SelectMany(r => r.Rule.SourceKeys).ToHashSet();
        Table(
            "Sources",
            ["key", "citation", "identifier"],
            loaded
                .Sources.Where(s => named.Contains(s.Key))
                .Select(s => new[] { s.Key, s.Value.Citation ?? "", s.Value.Identifier ?? "" })
        );
    }

    private static RuleSpec AsRule(KeyValuePair<string, EventSpec> one) =>
        new()
        {
            Text = one.Key,
            Source = one.Value.Source,
            Assumed = one.Value.Assumed,
            Note = one.Value.About,
        };

    public void Origins(IReadOnlyList<Origin> origins) =>
        Table(
            "Where values came from",
            ["value", "is", "from"],
            origins.Select(o =>
                new[] { o.Path, o.Value.ReplaceLineEndings(" "), o.Line > 0 ? Text($"{o.File}:{o.Line}") : o.File }
            )
        );

    private string Reads(VoxelFormula law) =>
        law.Inputs.IsEmpty
            ? "a formula of nothing that changes"
            : "a formula of " + string.Join(", ", law.Inputs.Select(Name));

    private string Name(SignalInput input) =>
        input.Kind switch
        {
            SignalKind.Substrate => model.Substrates[input.Index].Name,
            SignalKind.Species => model.Body!.Species[input.Index].Name,
            SignalKind.Structure when input.Index < model.Matrix!.Structures.Length => model
                .Matrix
                .Structures[input.Index]
                .Name,
            SignalKind.Structure => "anisotropy",
            _ => "time",
        };

    private static string DiffusionRange(CompiledSubstrate s) =>
        Text($"{(s.Diffusivity.IsEmpty ? 0 : s.Diffusion * s.Diffusivity.Min())} to {s.LargestDiffusion}");

    private static string StageRange(StageBounds bounds) =>
        bounds.Bare == bounds.Most ? Text($"{bounds.Bare}") : Text($"{bounds.Bare} to {bounds.Most}");

    private void Title(string title)
    {
        output.WriteLine();
        output.WriteLine(title);
    }

    private void Table(string title, string[] head, IEnumerable<string[]> rows)
    {
        Title(title);
        var all = rows.Prepend(head).ToArray();
        var widths = head.Select((_, i) => all.Max(r => r[i].Length)).ToArray();
        foreach (var row in all)
            output.WriteLine("  " + string.Join("  ", row.Select((c, i) => c.PadRight(widths[i]))).TrimEnd());
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
