// What an expression of the body may name.
using System.Buffers;
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Species, parameters, time and totals of the tissue, each with its unit. Collects the totals that are read.</summary>
internal sealed class BodyNames
{
    private static readonly SearchValues<char> Operators = SearchValues.Create("+-*/^(),<>");
    private readonly CompileContext _context;
    private readonly Dictionary<string, FormulaName> _constants = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (FormulaName Name, BodyInput? Input)> _all = new(
        StringComparer.OrdinalIgnoreCase
    );
    private readonly List<BodyInput> _inputs = [];

    // Readouts stand behind all totals, of which it is known only at the end how many there are.
    internal const int ReadoutMark = 1_000_000;

    /// <param name="species">With the unit of each.</param>
    /// <param name="tissueVolume">um3.</param>
    public BodyNames(CompileContext context, IReadOnlyList<NamedUnit> species, double tissueVolume)
    {
        _context = context;
        foreach (var (name, quantity) in context.Spec.Parameters)
            _constants[name] = new FormulaName(name, 0, quantity.Unit ?? Unit.One) { Number = quantity.Number };
        _constants["tissue volume"] = new FormulaName("tissue volume", 0, Unit.Micron.Pow(3)) { Number = tissueVolume };
        for (var s = 0; s < species.Count; s++)
            _all[species[s].Name] = (new FormulaName(species[s].Name, s, species[s].Unit), null);
        _all["time"] = (new FormulaName("time", species.Count, Unit.Minute), null);
        foreach (var (name, constant) in _constants)
            _all.TryAdd(name, (constant, null));
        FirstTotal = species.Count + 1;
        for (var type = 0; type < context.Words.Types.Count; type++)
            AddTotals(type, context.Words.Types[type]);
        var known = _all.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var type in context.Spec.Optional.Cells.Where(context.Spec.Absent.Contains))
            AddTotals(-1, type);
        foreach (var name in _all.Keys.Where(n => !known.Contains(n)).Concat(context.Spec.Absent.Spoken).ToList())
            _all[name] = (Absent(name), null);
    }

    private int FirstTotal { get; }

    /// <summary>The totals that some expression reads, in the order of their inputs.</summary>
    public ImmutableArray<BodyInput> Inputs => [.. _inputs];

    /// <summary>An expression over all names.</summary>
    /// <returns>Null where it was wrong, which has been said.</returns>
    public Formula? Rate(string path, string text, Unit wanted, string expected) =>
        Parse(path, text, _all.Keys, Meaning, d => d is null || d == wanted.Dimension ? wanted : null, expected);

    /// <summary>An expression of any dimension over all names, in base units.</summary>
    public (Formula Formula, Unit Unit)? Open(string path, string text)
    {
        var unit = Unit.One;
        var formula = Parse(
            path,
            text,
            _all.Keys,
            Meaning,
            d => unit = new Unit(1, 1, 0, d ?? default),
            "an expression"
        );
        return formula is null ? null : (formula, unit);
    }

    /// <summary>Lets later expressions name one.</summary>
    /// <returns>False where something else has that name.</returns>
    public bool TryAddTerm(string name, Formula formula, Unit unit) =>
        _all.TryAdd(name, (new FormulaName(name, -1, unit) { Of = formula }, null));

    /// <summary>An expression or condition over all names and the readouts so far.</summary>
    /// <param name="unitOf">The unit of the result for its dimension; null where it may not be.</param>
    public Formula? Readout(string path, string text, Func<Dimension?, Unit?> unitOf, string expected) =>
        Parse(path, text, _all.Keys, Meaning, unitOf, expected, mayCompare: true);

    /// <summary>Lets later readouts name one.</summary>
    /// <returns>False where something else has that name.</returns>
    public bool TryAddReadout(string name, Unit unit, int index)
    {
        // A readout may be that of a term of its name.
        if (_all.TryGetValue(name, out var other) && other.Name.Of is not null)
            _all.Remove(name);
        return _all.TryAdd(name, (new FormulaName(name, ReadoutMark + index, unit), null));
    }

    /// <summary>What a formula reads, each under the name of its input, once all totals are known.</summary>
    public ImmutableArray<NamedInput> Reads(Formula formula) =>
        [
            .. formula
                .Steps.Where(s => s.Operation == FormulaOperation.Input)
                .Select(s => s.Index)
                .Distinct()
                .Select(input => new NamedInput(
                    _all.First(n =>
                        (n.Value.Input is { } total ? FirstTotal + _inputs.IndexOf(total) : n.Value.Name.Input) == input
                        && n.Value.Name.Number is null
                        && !n.Value.Name.IsAbsent
                    ).Key,
                    PlaceOf(input)
                )),
        ];

    private int PlaceOf(int input) => input >= ReadoutMark ? FirstTotal + _inputs.Count + input - ReadoutMark : input;

    /// <summary>A formula with its readouts at their inputs, once all totals are known.</summary>
    public Formula Placed(Formula formula) =>
        new([
            .. formula.Steps.Select(s =>
                s.Operation == FormulaOperation.Input ? s with { Index = PlaceOf(s.Index) } : s
            ),
        ]);

    /// <summary>A number, or an expression over parameters and the volume of the tissue.</summary>
    public double? Constant(string path, string text, Unit wanted, string expected)
    {
        var value = Parse(
            path,
            text,
            _constants.Keys,
            name => _constants[name],
            d => d is null || d == wanted.Dimension ? wanted : null,
            expected
        )?.Constant;
        if (value is not { } number || double.IsFinite(number))
            return value;
        _context.Problems.Error(path, "the number must be finite", text, expected);
        return null;
    }

    private Formula? Parse(
        string path,
        string text,
        IReadOnlyCollection<string> names,
        Func<string, FormulaName?> find,
        Func<Dimension?, Unit?> unitOf,
        string expected,
        bool mayCompare = false
    )
    {
        var law = FormulaText.Parse(text, names, find, unitOf, expected, out var problem, mayCompare);
        if (problem is not null)
            _context.Problems.Error(
                path,
                problem.Message,
                problem.Value,
                problem.Expected,
                problem.Nearest ?? NearestPhrase(text, problem.Value, names)
            );
        return law;
    }

    /// <summary>Names of several words are known by more than their first.</summary>
    private static string? NearestPhrase(string text, string? word, IReadOnlyCollection<string> names)
    {
        var at = word is null ? -1 : text.IndexOf(word, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var end = text.AsSpan(at).IndexOfAny(Operators);
        return Nearest.To((end < 0 ? text[at..] : text.Substring(at, end)).Trim(), names);
    }

    private FormulaName Meaning(string text)
    {
        var (name, input) = _all[text];
        if (input is not { } total)
            return name;
        var at = _inputs.IndexOf(total);
        if (at < 0)
        {
            at = _inputs.Count;
            _inputs.Add(total);
        }
        return name with { Input = FirstTotal + at };
    }

    private void AddTotals(int type, string name)
    {
        var perMinute = Unit.One / Unit.Minute;
        Add("count of " + name, Unit.One, new BodyInput(BodyInputKind.Count, type));
        Add("entered " + name, perMinute, new BodyInput(BodyInputKind.Entered, type));
        Add("left " + name, perMinute, new BodyInput(BodyInputKind.Left, type));
        Add("deaths of " + name, perMinute, new BodyInput(BodyInputKind.Deaths, type));
        foreach (var custom in _context.Spec.Optional.Custom)
            if (_context.CustomOf(custom) < 0)
            {
                _all[$"mean {custom} of {name}"] = (Absent(name), null);
                _all[$"mean {custom} of dead {name}"] = (Absent(name), null);
            }
        for (var custom = 0; custom < _context.Words.Customs.Count; custom++)
        {
            var variable = _context.Words.Customs[custom];
            Add($"mean {variable.Name} of {name}", variable.Unit, new BodyInput(BodyInputKind.Mean, type, custom));
            Add(
                $"mean {variable.Name} of dead {name}",
                variable.Unit,
                new BodyInput(BodyInputKind.MeanOfDead, type, custom)
            );
        }
    }

    private static FormulaName Absent(string name) => new(name, 0, Unit.One) { IsAbsent = true };

    private void Add(string name, Unit unit, BodyInput input) =>
        _all.TryAdd(name, (new FormulaName(name, 0, unit), input));
}
