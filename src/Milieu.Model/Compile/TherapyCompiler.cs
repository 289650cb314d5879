// A plan of doses as numbers.
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Compiles <c>therapy</c>: every dose of every line with its time, and the readouts that conditions need.</summary>
internal sealed partial class TherapyCompiler(
    CompileContext context,
    Timing timing,
    IReadOnlyList<NamedUnit> species,
    BodyNames names
)
{
    private const string ElseForms = "skip, delay 1 d up to 7 d, or scale 0.5";
    private readonly TherapySpec _spec = context.Spec.Therapy;
    private readonly Problems _problems = context.Problems;
    private readonly ReadoutCompiler _readouts = new(context.Problems, names);
    private readonly DoseRoutes _routes = new(context.Spec.Therapy, context.Problems, species, names);

    private double StartMinutes => Values.Of(_spec.Start, Measure.Time, 0);

    /// <returns>Null where nothing is planned or watched.</returns>
    public CompiledTherapy? Compile()
    {
        _routes.Check();
        if (_spec.Doses.Count == 0 && _spec.Readouts.Count == 0)
        {
            if (_spec.Stop is { } idle)
                _problems.Error("therapy.stop", "nothing is given that could stop", idle, "doses");
            return null;
        }
        var start = StartMinutes.ToString("R", CultureInfo.InvariantCulture);
        var day = Formula($"(time - {start} min) / 1 d");
        if (_readouts.Keep("day", "", ReadoutKind.Now, day, Unit.One, isNamed: false) < 0)
        {
            _problems.Error(
                "therapy",
                "day is the day of the plan, and the model has another",
                "day",
                "another name there"
            );
            return null;
        }
        foreach (var (name, readout) in _spec.Readouts)
            _readouts.Named(name, readout);
        var doses = _spec.Doses.SelectMany(d => Doses(d.Key, d.Value)).OrderBy(d => d.Tick).ToImmutableArray();
        var stop = _spec.Stop is { } text ? _readouts.Condition("therapy.stop", text) : -1;
        if (stop >= 0)
            StopIsSensible(stop, doses);
        return new CompiledTherapy
        {
            StartTick = Tick(StartMinutes),
            Readouts = [.. _readouts.Readouts.Select(r => r with { Value = names.Placed(r.Value) })],
            Doses =
            [
                .. doses.Select(d =>
                    d.Condition < 0 ? d : d with { Reads = names.Reads(_readouts.Readouts[d.Condition].Value) }
                ),
            ],
            Stop = stop,
        };

        Formula Formula(string of) => names.Readout("therapy", of, _ => Unit.One, "")!;
    }

    /// <summary>A plan that ends by its own clock before anything is given is a mistake.</summary>
    private void StopIsSensible(int stop, ImmutableArray<PlannedDose> doses)
    {
        var formula = _readouts.Readouts[stop].Value;
        if (doses.IsEmpty || formula.Steps.Any(s => s.Operation == FormulaOperation.Input && !IsClock(s.Index)))
            return;
        var held = doses.Count(d => HoldsAt(formula, timing.MinutesAt(d.Tick)));
        if (held == doses.Length)
            _problems.Error("therapy.stop", "the plan stops before the first dose", _spec.Stop, "a later stop");
        else if (held > 0)
            _problems.Warn(
                "therapy.stop",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{held} of {doses.Length} doses are planned after the stop"
                ),
                _spec.Stop
            );
    }

    private bool IsClock(int input) => input == species.Count || input == BodyNames.ReadoutMark;

    private bool HoldsAt(Formula formula, double minutes)
    {
        var steps = formula.Steps.Select(s =>
            s.Operation != FormulaOperation.Input
                ? s
                : new FormulaStep(
                    FormulaOperation.Number,
                    0,
                    s.Index == species.Count ? minutes : (minutes - StartMinutes) / 1440
                )
        );
        return new Formula([.. steps]).Constant > 0.5;
    }

    private List<PlannedDose> Doses(string name, DoseSpec spec)
    {
        var path = "therapy.doses." + name;
        if (spec.Amount is not { } text || spec.At.Count == 0)
        {
            _problems.Error(path, "the dose is not complete", name, "amount and at");
            return [];
        }
        if (_routes.Find(path, name, spec) is not { } way)
            return [];
        var amount = _routes.Amount(path + ".amount", text, way);
        var ticks = Tick(Values.Of(spec.Over, Measure.Time, 0));
        var condition = spec.If is { } asked ? _readouts.Condition(path + ".if", asked) : -1;
        var times = new DoseTimes(_problems, StartMinutes, Tick);
        var planned = times.Of(path, spec);
        times.CheckOverlaps(path, spec, planned, ticks);
        var first = new PlannedDose(0, ticks, way.Species, amount)
        {
            Name = name,
            Agent = way.AgentName,
            Route = way.Route,
            Text = text.Trim(),
            Condition = condition,
            If = spec.If?.Trim() ?? "",
        };
        first = Else(path, spec, first, out var patience);
        return
        [
            .. planned.Select(
                (minutes, k) =>
                {
                    var tick = Tick(StartMinutes + minutes + way.Lag);
                    return first with { Tick = tick, Number = k + 1, LastTick = tick + patience };
                }
            ),
        ];
    }

    private PlannedDose Else(string path, DoseSpec spec, PlannedDose dose, out long patience)
    {
        patience = 0;
        if (spec.Else is not { } text)
            return dose;
        path += ".else";
        if (spec.If is null)
            _problems.Error(path, "there is no condition", text, "if: a condition");
        var match = ElseForm().Match(text);
        if (!match.Success)
        {
            _problems.Error(
                path,
                "not understood",
                text,
                ElseForms,
                Nearest.To(text.Split(' ')[0], ["skip", "delay", "scale"])
            );
            return dose;
        }
        if (match.Groups["factor"] is { Success: true } factor)
            return dose with
            {
                Otherwise = Otherwise.Scale,
                Factor = double.Parse(factor.Value, CultureInfo.InvariantCulture),
            };
        if (match.Groups["wait"] is not { Success: true } wait)
            return dose;
        var retry = Minutes(path, text, wait.Value);
        var longest = match.Groups["most"] is { Success: true } most ? Minutes(path, text, most.Value) : 7 * 1440;
        if (retry > longest)
            _problems.Error(path, "the delay is longer than the longest wait", text, ElseForms);
        patience = Tick(longest);
        return dose with { Otherwise = Otherwise.Delay, RetryTicks = Math.Max(1, Tick(retry)) };
    }

    private double Minutes(string path, string text, string time)
    {
        if (Quantity.Parse(time).In(Unit.Minute) is { } minutes and > 0)
            return minutes;
        _problems.Error(path, "not a time", text, ElseForms);
        return 1;
    }

    private long Tick(double minutes) => (long)Math.Round(minutes / timing.TickMinutes);

    [GeneratedRegex(
        @"^\s*(skip|delay\s+(?<wait>[0-9.]+\s*[a-z]+)(\s+up\s+to\s+(?<most>[0-9.]+\s*[a-z]+))?|scale\s+(?<factor>[0-9]*\.?[0-9]+))\s*$"
    )]
    private static partial Regex ElseForm();
}
