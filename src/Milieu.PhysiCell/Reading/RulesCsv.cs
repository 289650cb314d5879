// Rules in version 3 of the grammar's CSV, as sentences of the model language (contract 5).
using System.Globalization;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>A sentence of a cell type and where its line stands.</summary>
internal sealed record CsvRule(string Type, RuleSpec Rule, string File, int Line);

/// <summary>Reads the rulesets of a project one after the other; together they are one set of rules.</summary>
/// <remarks>Where PhysiCell warns and leaves a line out, so does this; what it takes in silence is an error here.</remarks>
internal sealed class RulesCsv(Vocabulary words, List<Diagnostic> problems)
{
    private const int Fields = 8;
    private const string Form = "cell type,signal,direction,behavior,response,half-max,hill,dead";

    private const int Shown = 100;

    private readonly List<CsvRule> _rules = [];
    private int _errors;
    private int _warnings;

    private readonly Dictionary<(string Type, int Behavior, SignalWord Signal, bool IsUp), string> _said = [];

    /// <summary>The rules so far, in the order of their lines.</summary>
    public IReadOnlyList<CsvRule> Rules => _rules;

    /// <param name="version">As the settings file gives it.</param>
    public void Read(string file, string text, double version)
    {
        if (!(version >= 3 - 1e-10))
        {
            problems.Add(OldRules.Refusal(file, text, version));
            return;
        }
        var before = _rules.Count;
        var found = problems.Count;
        foreach (var (number, line) in CsvLine.Of(text))
            Line(new Place(file, number), line);
        if (_rules.Count == before && problems.Count == found)
            problems.Add(new Diagnostic(Severity.Warning, file, 1, 1, "the file holds no rules"));
    }

    private void Line(Place at, string line)
    {
        if (line.StartsWith("//", StringComparison.Ordinal))
            return;
        var fields = CsvLine.Split(line, ',');
        if (fields.Count != Fields)
            fields = CsvLine.Split(line, '\t');
        if (fields.TrueForAll(f => f.Text.Trim(',').Length == 0))
            return;
        if (line.TrimStart().StartsWith("//", StringComparison.Ordinal) || line.TrimStart().StartsWith('#'))
            Warn(at, 1, "taken for a comment; PhysiCell knows only // at the start of a line", line.Trim());
        else if (fields.Count != Fields)
            Warn(at, 1, $"left out, as PhysiCell does: a rule has {Fields} fields", line.Trim(), Form);
        else if (fields.Find(f => f.Text.Length == 0) is { Column: > 0 } empty)
            Warn(at, empty.Column, "left out, as PhysiCell does: a field is empty", line.Trim(), Form);
        else
            Rule(at, fields);
    }

    private void Rule(Place at, List<CsvField> fields)
    {
        var found = problems.Count;
        var type = fields[0].Text;
        if (!words.Types.Contains(type))
            Unknown(
                at,
                fields[0],
                "cell type",
                "one of " + string.Join(", ", words.Types),
                Nearest.To(type, words.Types)
            );
        var signal = Signal(at, fields[1]);
        var isUp = Direction(at, fields[2]);
        var behavior = Behavior(at, fields[3]);
        var to = Number(at, fields[4], "response");
        var half = Number(at, fields[5], "half-max");
        var hill = Number(at, fields[6], "Hill power");
        var dead = Number(at, fields[7], "flag for dead cells");
        foreach (var field in fields.Where(f => f.Text != f.Raw).Take(3))
            if (field.Column < fields[4].Column)
                Warn(at, field.Column, "spaces around a name; PhysiCell would stop, for it does not trim", field.Raw);
        if (
            signal is null
            || isUp is null
            || behavior is null
            || problems.Skip(found).Any(d => d.Severity == Severity.Error)
        )
            return;
        if (_said.TryAdd((type, behavior.Index, signal, isUp.Value), at.ToString()))
            Add(at, type, new Sentence(signal, isUp.Value, behavior, to, half, hill, dead != 0));
        else
            Error(
                at,
                fields[1].Column,
                $"a rule for {type} already says how {signal.Name} {Verb(isUp.Value)} {behavior.Name}, at "
                    + _said[(type, behavior.Index, signal, isUp.Value)],
                signal.Name,
                "one rule for each signal, direction and behavior; PhysiCell would stop here"
            );
    }

    private void Add(Place at, string type, Sentence s)
    {
        if (_said.ContainsKey((type, s.Behavior.Index, s.Signal, !s.IsUp)))
            Warn(
                at,
                1,
                $"{s.Signal.Name} both increases and decreases {s.Behavior.Name}: PhysiCell would give later rules of this "
                    + "behavior half-max 0.5 and Hill power 3; here each rule keeps its own",
                s.Signal.Name
            );
        _rules.Add(new CsvRule(type, s.Text, at.File, at.Line));
    }

    private SignalWord? Signal(Place at, CsvField field)
    {
        var word = words.Signal(field.Text);
        if (word is null)
            Unknown(
                at,
                field,
                "signal",
                "a substrate, pressure, contact with TYPE ...",
                words.NearestSignal(field.Text)
            );
        else
            Letters(at, field, words.NearestSignal(field.Text));
        return word;
    }

    private BehaviorWord? Behavior(Place at, CsvField field)
    {
        var word = words.Behavior(field.Text);
        if (word is not null)
            Letters(at, field, words.NearestBehavior(field.Text));
        else if (OldRules.IsOldWord(field.Text))
            Error(at, field.Column, "a behavior of older versions", field.Text, OldRules.Fresh(field.Text));
        else
            Unknown(
                at,
                field,
                "behavior",
                "cycle entry, apoptosis, migration speed ...",
                words.NearestBehavior(field.Text)
            );
        return word;
    }

    /// <summary>Says where PhysiCell would not have known a name for its capitals or spaces.</summary>
    private void Letters(Place at, CsvField field, string? known)
    {
        if (
            known is not null
            && !string.Equals(known, field.Text, StringComparison.Ordinal)
            && string.Equals(known, field.Text, StringComparison.OrdinalIgnoreCase)
        )
            Warn(at, field.Column, "PhysiCell reads names letter for letter and would stop", field.Text, known);
    }

    private bool? Direction(Place at, CsvField field)
    {
        var isUp = RuleDirection.IsUp(field.Text, out var nearest);
        if (isUp is null)
            Report(
                new Diagnostic(
                    Severity.Error,
                    at.File,
                    at.Line,
                    field.Column,
                    "unknown direction; PhysiCell would take it for decreases without a word",
                    field.Text,
                    "increases or decreases",
                    nearest
                )
            );
        else if (RuleDirection.IsHalfUp(field.Text))
            Warn(
                at,
                field.Column,
                "read as increases; PhysiCell would raise the signal but take the response for a minimum",
                field.Text,
                "increases"
            );
        return isUp;
    }

    private double Number(Place at, CsvField field, string what)
    {
        if (
            double.TryParse(field.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
        )
            return value;
        Error(at, field.Column, $"the {what} is not a finite number", field.Text, "a number");
        return 0;
    }

    private void Unknown(Place at, CsvField field, string what, string expected, string? nearest) =>
        Report(
            new Diagnostic(
                Severity.Error,
                at.File,
                at.Line,
                field.Column,
                $"unknown {what}",
                field.Text,
                expected,
                nearest
            )
        );

    private void Error(Place at, int column, string message, string? value, string? expected) =>
        Report(new Diagnostic(Severity.Error, at.File, at.Line, column, message, value, expected));

    private void Warn(Place at, int column, string message, string? value, string? expected = null) =>
        Report(new Diagnostic(Severity.Warning, at.File, at.Line, column, message, value, expected));

    /// <summary>Keeps the first mistakes of each kind: a file of a million wrong lines is described by them.</summary>
    private void Report(Diagnostic d)
    {
        var count = d.Severity == Severity.Error ? ++_errors : ++_warnings;
        if (count <= Shown)
            problems.Add(d with { Value = d.Value is { Length: > 200 } many ? many[..200] + "..." : d.Value });
        else if (count == Shown + 1)
            problems.Add(
                d with
                {
                    Message = "and more of this kind in the rules, from here on",
                    Value = null,
                    Nearest = null,
                }
            );
    }

    private static string Verb(bool isUp) => isUp ? "increases" : "decreases";

    private readonly record struct Place(string File, int Line)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}");
    }

    private sealed record Sentence(
        SignalWord Signal,
        bool IsUp,
        BehaviorWord Behavior,
        double To,
        double Half,
        double Hill,
        bool AppliesToDead
    )
    {
        public string Text =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Signal.Name} {Verb(IsUp)} {Behavior.Name} to {Behavior.Text(To)}, half-max {Signal.Text(Half)}, hill {Hill:R}"
            ) + (AppliesToDead ? ", applies to dead" : "");
    }
}
