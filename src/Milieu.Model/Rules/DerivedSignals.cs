// The model's own signals: who says them, in which order they are worked out, and what expressions may name.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Turns <c>parameters</c>, <c>signals</c> and expressions into formulas of the model.</summary>
/// <remarks>
/// A signal is compiled when an expression first names it, so that each formula stands after those it reads. A new kind of
/// signal is a branch in <see cref="Read"/>: it returns its word, whose unit expressions then know.
/// </remarks>
internal sealed class DerivedSignals
{
    private const int NoEvent = -1;
    private static readonly string[] Draws = ["uniform", "normal"];
    private readonly ModelSpec _spec;
    private readonly Vocabulary _words;
    private readonly Problems _problems;
    private readonly List<CompiledFormula> _formulas = [];
    private readonly TouchSignals _touches;
    private readonly List<string> _open = [];
    private readonly HashSet<string> _done = new(StringComparer.OrdinalIgnoreCase);

    public DerivedSignals(ModelSpec spec, Vocabulary words, Problems problems)
    {
        (_spec, _words, _problems) = (spec, words, problems);
        _touches = new TouchSignals(spec, words, problems, Valued);
        foreach (var (section, name) in Own())
            if (words.Signal(name) is not null)
                problems.Error($"{section}.{name}", "a signal has this name already", name, "another name");
        foreach (var name in spec.Parameters.Keys.Where(p => NameOf(spec.Signals.Keys, p) is not null))
            problems.Error($"parameters.{name}", "a signal has this name already", name, "another name");
        foreach (var name in spec.Signals.Keys)
            Find(name);
    }

    public ImmutableArray<CompiledFormula> Formulas => [.. _formulas];

    /// <summary>Signals gathered from other cells.</summary>
    public ImmutableArray<TouchSignal> Touches => _touches.All;

    /// <summary>The known signal that is spelled most alike.</summary>
    public string? NearestSignal(string name) =>
        Nearest.To(name, [.. _words.SignalNames, .. TypeGroups.Contacts(_spec)]);

    /// <summary>An expression of a rule or the like.</summary>
    /// <returns>Its index among the formulas, or -1 where it was wrong, which has been said.</returns>
    public int Expression(string path, string text, Unit wanted, string expected) =>
        Compile(path, text, d => d is null || d == wanted.Dimension ? wanted : null, expected, out var inputs, out _)
            is { } law
            ? Add(new CompiledFormula("", "", text.Trim(), law, inputs))
            : -1;

    /// <summary>An expression or condition of an event, in which uniform and normal are its draws.</summary>
    /// <param name="number">Which event of its type it is.</param>
    /// <returns>Its index among the formulas, or -1 where it was wrong, which has been said.</returns>
    public int OfEvent(string path, string text, Unit wanted, string expected, int number)
    {
        var law = Compile(
            path,
            text,
            d => d is null || d == wanted.Dimension ? wanted : null,
            expected,
            number,
            out var inputs,
            out _
        );
        return law is null ? -1 : Add(new CompiledFormula("", "", text.Trim(), law, inputs));
    }

    /// <summary>Whether a formula reads what cells gather from others.</summary>
    public bool Gathers(int formula) =>
        _formulas[formula]
            .Inputs.Any(i => i.Kind == SignalKind.Touch || (i.Kind == SignalKind.Formula && Gathers(i.Index)));

    /// <summary>The product of two formulas.</summary>
    public int Product(int first, int second) =>
        Add(
            new CompiledFormula(
                "",
                "",
                $"({_formulas[first].Text}) * ({_formulas[second].Text})",
                new Formula([Input(0), Input(1), new FormulaStep(FormulaOperation.Multiply)]),
                [new SignalInput(SignalKind.Formula, first), new SignalInput(SignalKind.Formula, second)]
            )
        );

    /// <summary>What is heard of a substrate: its density times a factor, of 0 at least.</summary>
    public int Heard(int substrate, int factor) =>
        Add(
            new CompiledFormula(
                _words.Substrates[substrate].Name + " as heard",
                _words.Substrates[substrate].Label,
                $"{_words.Substrates[substrate].Name} * ({_formulas[factor].Text})",
                new Formula([
                    Input(0),
                    Input(1),
                    new FormulaStep(FormulaOperation.Number),
                    new FormulaStep(FormulaOperation.Maximum),
                    new FormulaStep(FormulaOperation.Multiply),
                ]),
                [new SignalInput(SignalKind.Substrate, substrate), new SignalInput(SignalKind.Formula, factor)]
            )
        );

    /// <summary>A formula once more, over other inputs.</summary>
    public int Again(int formula, ImmutableArray<SignalInput> inputs) =>
        Add(_formulas[formula] with { Name = "", Inputs = inputs });

    /// <summary>The change of a variable per min: formulas that read the variable are written out in it.</summary>
    /// <returns>Its index among the formulas, or -1 where it was wrong, which has been said.</returns>
    public int Equation(string path, string text, Unit wanted, string expected, SignalInput variable)
    {
        var at = Expression(path, text, wanted, expected);
        if (at < 0)
            return at;
        var whole = _formulas[at];
        try
        {
            var (law, inputs) = FormulaInlining.Of(whole.Law, whole.Inputs, _formulas, variable);
            return Add(whole with { Law = law, Inputs = inputs });
        }
        catch (ArgumentException)
        {
            _problems.Error(path, "the expression is nested too deeply with the signals that it names", text);
            return -1;
        }
    }

    /// <summary>A formula over signals of one cell, for those who keep it themselves.</summary>
    /// <param name="unitOf">The unit of the result for its dimension; null where it may not be.</param>
    /// <param name="inputs">What each input of the formula is.</param>
    /// <param name="read">The names that it reads with their units, in order.</param>
    /// <returns>Null where the text was wrong, which has been said.</returns>
    public Formula? Compile(
        string path,
        string text,
        Func<Dimension?, Unit?> unitOf,
        string expected,
        out ImmutableArray<SignalInput> inputs,
        out IReadOnlyList<NamedUnit> read
    ) => Compile(path, text, unitOf, expected, NoEvent, out inputs, out read);

    /// <param name="ofEvent">Which event of its type draws and compares in the formula; <see cref="NoEvent"/> for none.</param>
    private Formula? Compile(
        string path,
        string text,
        Func<Dimension?, Unit?> unitOf,
        string expected,
        int ofEvent,
        out ImmutableArray<SignalInput> inputs,
        out IReadOnlyList<NamedUnit> read
    )
    {
        var sources = new List<SignalInput>();
        var units = new List<NamedUnit>();
        var law = FormulaText.Parse(
            text,
            [
                .. _words.SignalNames,
                .. Own().Select(o => o.Name).Where(n => _words.Signal(n) is null),
                .. TypeGroups.Contacts(_spec),
                .. _spec.Absent.Readable,
                .. ofEvent == NoEvent ? [] : Draws,
            ],
            name => Meaning(name, ofEvent, sources, units),
            unitOf,
            expected,
            out var problem,
            mayCompare: ofEvent != NoEvent
        );
        if (problem is not null)
            _problems.Error(path, problem.Message, problem.Value, problem.Expected, problem.Nearest);
        (inputs, read) = ([.. sources], units);
        return law;
    }

    private FormulaName? Meaning(string name, int ofEvent, List<SignalInput> sources, List<NamedUnit> units)
    {
        if (NameOf(_spec.Parameters.Keys, name) is { } parameter)
        {
            var quantity = _spec.Parameters[parameter];
            units.Add(new NamedUnit(name, quantity.Unit ?? Unit.One, quantity.UnitLabel));
            return new FormulaName(name, 0, quantity.Unit ?? Unit.One) { Number = quantity.Number };
        }
        if (ofEvent != NoEvent && Array.IndexOf(Draws, name) is >= 0 and var kind)
            return new FormulaName(
                name,
                Input(sources, new SignalInput(SignalKind.Draw, (2 * ofEvent) + kind)),
                Unit.One
            );
        if (Find(name) is not { } word)
            return _spec.Absent.Reads(name) ? new FormulaName(name, 0, Unit.One) { IsAbsent = true } : null;
        units.Add(new NamedUnit(name, word.Unit, word.Label));
        return new FormulaName(name, Input(sources, new SignalInput(word.Kind, word.Index)), word.Unit);
    }

    private static int Input(List<SignalInput> sources, SignalInput source)
    {
        var input = sources.IndexOf(source);
        if (input >= 0)
            return input;
        sources.Add(source);
        return sources.Count - 1;
    }

    /// <summary>A signal by name; one of the model's own is compiled now. Null where it is wrong.</summary>
    public SignalWord? Find(string name)
    {
        if (_words.Signal(name) is { } known)
            return known;
        if (NameOf(_spec.Signals.Keys, name) is not { } own)
            return TypeGroups.OfContact(_spec, name) is { } group ? Contact(group) : null;
        if (_open.Contains(own))
        {
            var circle = string.Join(" -> ", _open.SkipWhile(n => n != own).Append(own));
            _problems.Error("signals." + own, "signals name each other in a circle: " + circle, own);
            return null;
        }
        if (!_done.Add(own))
            return null;
        _open.Add(own);
        var word = Read(own, _spec.Signals[own], "signals." + own);
        _open.RemoveAt(_open.Count - 1);
        if (word is not null)
            _words.Add(word);
        return word;
    }

    private SignalWord? Read(string name, SignalSpec spec, string path)
    {
        if (TouchSignals.Is(spec))
            return _touches.Read(name, spec, path, _formulas);
        if (spec.Formula is { } text)
            return Formula(name, text, spec.Units, path);
        _problems.Error(path, "the signal says nothing", name, "an expression, such as 1 / (1 + (oxygen / 8 mmHg)^2)");
        return null;
    }

    /// <summary>The touching live cells of a group: as many as of its members together.</summary>
    private SignalWord? Contact(string group)
    {
        var name = TypeGroups.ContactWith + group;
        if (_words.Signal(name) is { } known)
            return known;
        var members = TypeGroups.Types(_spec, _words, [group]).Select(t => TypeGroups.ContactWith + _words.Types[t]);
        var word = Formula(name, string.Join(" + ", members.DefaultIfEmpty("0")), null, "groups." + group);
        if (word is not null)
            _words.Add(word);
        return word;
    }

    private SignalWord? Formula(string name, string text, string? units, string path)
    {
        var label = units ?? "";
        if (Valued(path, path, text, ref label, units, out var inputs) is not { } law)
            return null;
        return SignalWords.Derived(
            SignalKind.Formula,
            Add(new CompiledFormula(name, label, text.Trim(), law, inputs)),
            name,
            label
        );
    }

    /// <summary>An expression whose unit is the one said, or that of the first thing it reads that measures the same.</summary>
    /// <param name="path">The signal.</param>
    /// <param name="place">Where the expression stands.</param>
    /// <param name="label">Becomes the unit as text.</param>
    /// <returns>Null where it is wrong, which has been said.</returns>
    private Formula? Valued(
        string path,
        string place,
        string text,
        ref string label,
        string? units,
        out ImmutableArray<SignalInput> inputs
    )
    {
        var dimension = default(Dimension);
        var wanted = Unit.One;
        var unknown = "";
        inputs = [];
        if (units is not null && !UnitText.TryParse(units, out wanted, out unknown))
        {
            _problems.Error(path + ".units", "unknown unit", unknown, null, Nearest.To(unknown, UnitText.Known));
            return null;
        }
        Unit? UnitOf(Dimension? d)
        {
            dimension = d ?? wanted.Dimension;
            if (units is null)
                return new Unit(1, 1, 0, dimension);
            return dimension == wanted.Dimension ? wanted : null;
        }
        var law = Compile(place, text, UnitOf, "a value in " + units, out inputs, out var read);
        if (law is null || units is not null || dimension == default)
            return law;
        // The unit of what it reads is the one its author thinks in.
        var like = read.FirstOrDefault(u => u.Unit.Dimension == dimension && u.Label.Length > 0);
        label = like?.Label ?? dimension.BaseUnits();
        return like is null ? law : Compile(place, text, _ => like.Unit, "", out inputs, out _);
    }

    /// <summary>Expressions that are the same formula of the same signals are kept once.</summary>
    private int Add(CompiledFormula formula)
    {
        var same = _formulas.FindIndex(f =>
            f.Name == formula.Name && f.Law.Equals(formula.Law) && f.Inputs.SequenceEqual(formula.Inputs)
        );
        if (same >= 0)
            return same;
        _formulas.Add(formula);
        return _formulas.Count - 1;
    }

    private static FormulaStep Input(int index) => new(FormulaOperation.Input, index);

    private IEnumerable<(string Section, string Name)> Own() =>
        _spec.Parameters.Keys.Select(n => ("parameters", n)).Concat(_spec.Signals.Keys.Select(n => ("signals", n)));

    private static string? NameOf(IEnumerable<string> names, string name) =>
        names.FirstOrDefault(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));
}
