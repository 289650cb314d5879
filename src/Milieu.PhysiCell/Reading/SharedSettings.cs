// Settings that PhysiCell keeps once for all cell types: fixed durations of cycles, phases of deaths.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>How long a phase of a death model lasts: exit rate in 1/min, and mean time in min.</summary>
internal readonly record struct Stay(double Rate, double Minutes);

/// <param name="Type">The definition that said it.</param>
internal sealed record SharedValue<T>(T Value, string Type, Mark At);

/// <summary>The last definition that says one of them decides it for all (Q3, Q4).</summary>
internal sealed class SharedSettings
{
    private readonly Dictionary<(int Code, int Phase), List<SharedValue<bool>>> _fixed = [];
    private readonly Dictionary<(int Code, int Phase), List<SharedValue<Stay>>> _stays = [];

    public void Fix(int code, int phase, bool isFixed, string type, Mark at) =>
        Add(_fixed, (code, phase), new(isFixed, type, at));

    /// <summary>How long a phase of a death model lasts.</summary>
    public void Leave(int code, int phase, Stay stay, string type, Mark at) =>
        Add(_stays, (code, phase), new(stay, type, at));

    public SharedValue<bool>? Fixed(int code, int phase) => _fixed.GetValueOrDefault((code, phase))?[^1];

    public SharedValue<Stay>? Stay(int code, int phase) => _stays.GetValueOrDefault((code, phase))?[^1];

    /// <summary>Fixed flags of a cycle: said by the last definition, or the model's own.</summary>
    public bool[] FixedOf(int code, PhaseGraph graph) =>
        [.. graph.Phases.Select((p, i) => Fixed(code, i)?.Value ?? (p.Links.Length > 0 && p.Links[0].IsFixed))];

    /// <summary>Says where definitions disagree, at each that is overruled.</summary>
    public void Report(Findings findings)
    {
        foreach (var ((code, phase), said) in _fixed)
        foreach (var lost in said.Where(s => s.Value != said[^1].Value))
            Overruled(findings, code, phase, lost, said[^1], "fixed_duration");
        foreach (var ((code, phase), said) in _stays)
        foreach (var lost in said.Where(s => s.Value.Rate != said[^1].Value.Rate))
            Overruled(findings, code, phase, lost, said[^1], "duration");
    }

    private static void Overruled<T>(
        Findings findings,
        int code,
        int phase,
        SharedValue<T> lost,
        SharedValue<T> last,
        string what
    )
    {
        var model = code switch
        {
            CycleModels.Apoptosis => "apoptosis",
            CycleModels.Necrosis => "necrosis",
            _ => CycleModels.Name(code),
        };
        findings.All.Add(
            new Diagnostic(
                Severity.Warning,
                lost.At.File,
                lost.At.Line,
                lost.At.Column,
                $"{what} of phase {phase} of {model} is one setting for all types: that of {last.Type} (line {last.At.Line}) holds, as in PhysiCell",
                lost.Type
            )
        );
    }

    private static void Add<T>(
        Dictionary<(int, int), List<SharedValue<T>>> values,
        (int, int) key,
        SharedValue<T> value
    )
    {
        if (!values.TryGetValue(key, out var list))
            values[key] = list = [];
        list.Add(value);
    }
}
