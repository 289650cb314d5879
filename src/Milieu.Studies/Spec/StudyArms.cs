// The arms of a study, compiled; mistakes that all of them share are told once.
using System.Collections.Immutable;
using Milieu.Model;

namespace Milieu.Studies;

internal sealed class StudyArms(
    string file,
    StudySpec spec,
    IModelFiles files,
    List<Diagnostic> problems,
    Func<string, Mark> mark
)
{
    private const int Most = 1000;

    /// <summary>Of every arm that the study asks for, also of those that do not compile.</summary>
    public ImmutableArray<string> Names { get; private set; } = [];

    /// <summary>What the factors do, and pairs of them.</summary>
    public ImmutableArray<FactorEffect> Effects { get; private set; } = [];

    /// <summary>What the arms grow from; null where each starts by itself.</summary>
    public Trunk? Trunk { get; private set; }

    /// <summary>Empty where no arm compiles.</summary>
    public ImmutableArray<Arm> Compile()
    {
        if (spec.Model is not ScalarNode { IsEmpty: false } model)
        {
            Report("model", "a study has a base model", null, "a file, such as model: ../tme-2d.yaml");
            return [];
        }
        if (!files.TryRead(files.Resolve(file, model.Text), out _, out var problem))
        {
            Report("model", "cannot read the base model: " + problem, model.Text, null);
            return [];
        }
        var texts = ArmTexts.Of(spec, (path, message) => Report(path, message, null, null));
        Names = [.. texts.Select(t => t.Name)];
        Effects = FactorDesign.Of([.. spec.Vary.Keys], texts, spec.Effects == "log");
        foreach (var text in texts.Where(t => t.Name.IndexOfAny(['[', ']']) >= 0))
            Report("arms." + text.Name, "an arm's name has no brackets", text.Name, null);
        if (texts.Count > Most)
        {
            Report("vary", $"{texts.Count} arms are too many", null, $"at most {Most}");
            return [];
        }
        var builder = new ArmModel(file, model, files);
        var loaded = texts.Select(t => (Text: t, Model: builder.Load(t))).ToList();
        var trunk = spec.Branch is null ? null : new TrunkText(spec, texts, Report).Find();
        if (trunk is not null && !texts.Contains(trunk))
            loaded.Add((trunk, builder.Load(trunk)));
        Gather(loaded);
        var arms = loaded
            .Where(l => l.Model.Compiled is not null && !l.Model.HasErrors)
            .Select(l => (l.Text, Arm: Arm(l.Text, l.Model)))
            .ToList();
        if (trunk is not null && arms.Find(a => a.Text == trunk).Arm is { } grown)
            Trunk = new TrunkCheck(spec, Report).Of(grown, [.. arms.Select(a => a.Arm)]);
        return [.. arms.Where(a => texts.Contains(a.Text)).Select(a => a.Arm)];
    }

    private Arm Arm(ArmText text, LoadedModel loaded)
    {
        var model = loaded.Compiled!;
        var end = model.Timing.MinutesAt(model.Timing.EndTick);
        if (spec.End is { } given)
        {
            if (given.In(Unit.Minute) is { } minutes && minutes >= 0 && double.IsFinite(minutes))
                end = minutes;
            else
                Report("end", given.Problem ?? "not a time", given.Text, Measures.Expected(Measure.Time, ""));
        }
        return new Arm(text.Name, text.About, text.Changes, model, CompiledModelText.Hash(model), end);
    }

    private void Gather(List<(ArmText Text, LoadedModel Model)> loaded)
    {
        var errors = loaded.Select(l => l.Model.Diagnostics.Where(d => d.Severity == Severity.Error).ToList()).ToList();
        foreach (var error in errors.SelectMany(e => e).Distinct().ToList())
        {
            var where = loaded.Where((_, i) => errors[i].Contains(error)).Select(l => l.Text.Name).ToList();
            problems.Add(
                where.Count == loaded.Count || error.File == file
                    ? error
                    : error with
                    {
                        Message = $"in arm '{where[0]}': {error.Message}",
                    }
            );
        }
    }

    private void Report(string path, string message, string? value, string? expected) =>
        Report(path, message, value, expected, null);

    private void Report(string path, string message, string? value, string? expected, string? nearest)
    {
        var at = mark(path);
        problems.Add(
            new Diagnostic(Severity.Error, at.File, at.Line, at.ColumnOf(value), message, value, expected, nearest)
        );
    }
}
