// Species and reactions as numbers.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Compiles <c>body</c>; the names and units of species are in the vocabulary already.</summary>
internal sealed class BodyCompiler
{
    private const double DefaultRelative = 1e-7;
    private const double DefaultAbsolute = 1e-9;
    private const int LongestDelay = 10_000_000;
    private readonly CompileContext _context;
    private readonly Problems _problems;
    private readonly IReadOnlyList<NamedUnit> _species;
    private readonly BodyNames _names;
    private readonly Timing _timing;
    private readonly int _period;

    private BodyCompiler(CompileContext context, GridSpec grid, Timing timing)
    {
        (_context, _problems, _timing) = (context, context.Problems, timing);
        _species = context.Words.Species;
        _names = new BodyNames(context, _species, grid.Voxels * grid.VoxelVolume);
        _period = TimingCompiler.BodyPeriod(context.Spec, timing);
    }

    /// <returns>Null where the model has no body.</returns>
    public static CompiledBody? Compile(CompileContext context, GridSpec grid, Timing timing)
    {
        var spec = context.Spec.Body;
        var therapy = context.Spec.Therapy;
        if (spec.Species.Count == 0 && spec.Reactions.Count == 0 && therapy.Doses.Count == 0)
        {
            if (therapy.Readouts.Count > 0 || therapy.Stop is not null)
                context.Problems.Error("therapy", "the model has no body that could be watched", null, "body.species");
            return null;
        }
        var compiler = new BodyCompiler(context, grid, timing);
        compiler.Terms(spec.Terms);
        ImmutableArray<CompiledReaction> reactions =
        [
            .. spec.Reactions.Select(r => compiler.Reaction(r.Key, r.Value)).OfType<CompiledReaction>(),
        ];
        var plan = new TherapyCompiler(context, timing, compiler._species, compiler._names).Compile();
        return new CompiledBody
        {
            Species = [.. spec.Species.Select((s, index) => compiler.Species(index, s.Value))],
            Reactions = reactions,
            Therapy = plan,
            Inputs = compiler._names.Inputs,
            Period = compiler._period,
            Tolerance = new OdeTolerance(
                Values.Of(spec.Tolerance.Relative, Measure.Number, DefaultRelative),
                Values.Of(spec.Tolerance.Absolute, Measure.Number, DefaultAbsolute)
            ),
        };
    }

    private CompiledSpecies Species(int index, SpeciesSpec spec)
    {
        var named = _species[index];
        var initial = spec.Initial is { } text ? Amount($"body.species.{named.Name}.initial", text, named) : 0;
        return new CompiledSpecies(named.Name, named.Label, initial);
    }

    private double Amount(string path, string text, NamedUnit species)
    {
        var amount = _names.Constant(path, text, species.Unit, AmountOf(species)) ?? 0;
        if (amount < 0)
            _problems.Error(path, "the amount cannot be negative", text, AmountOf(species));
        return amount;
    }

    /// <summary>Terms in an order in which each finds those that it names; those that name each other find nothing.</summary>
    private void Terms(OrderedDictionary<string, TermSpec> terms)
    {
        var waiting = terms.ToList();
        while (waiting.Count > 0)
        {
            var ready = waiting.FindAll(t => !waiting.Exists(other => other.Key != t.Key && Names(t.Value, other.Key)));
            if (ready.Count == 0)
                ready = [.. waiting];
            foreach (var (name, term) in ready)
                Term(name, term);
            waiting.RemoveAll(ready.Contains);
        }
    }

    private static bool Names(TermSpec term, string other) =>
        term.Of?.Contains(other, StringComparison.OrdinalIgnoreCase) ?? false;

    private void Term(string name, TermSpec spec)
    {
        var path = "body.terms." + name;
        if (spec.Of is not { } text)
            _problems.Error(path, "the term says nothing", name, "of: an expression");
        else if (_names.Open(path, text) is { } term && !_names.TryAddTerm(name, term.Formula, term.Unit))
            _problems.Error(path, "the body has something of this name already", name, "another name");
    }

    private CompiledReaction? Reaction(string name, ReactionSpec spec)
    {
        var path = "body.reactions." + name;
        if (spec.Takes.Count + spec.Gives.Count == 0)
        {
            _problems.Error(path, "the reaction neither takes nor gives", name, "takes, gives, or both");
            return null;
        }
        if (spec.Rate is not { } text)
        {
            _problems.Error(path, "the reaction has no rate", name, "rate: an expression per time");
            return null;
        }
        var first = Find(path, spec.Takes.Concat(spec.Gives).First().Key);
        if (first is null)
            return null;
        var expected = $"{AmountOf(first)} per time: {Label(first)}/min";
        var wanted = first.Unit / Unit.Minute;
        var takes = Shares(path + ".takes", spec.Takes, first);
        var gives = Shares(path + ".gives", spec.Gives, first);
        var law = _names.Rate(path + ".rate", text, wanted, expected);
        var before = spec.Before is { } earlier ? _names.Constant(path + ".before", earlier, wanted, expected) ?? 0 : 0;
        if (spec.Before is not null && spec.Delay is null)
            _problems.Error(path + ".before", "without a delay nothing is on its way", spec.Before, "delay: a time");
        if (spec.Delay is not null && spec.Gives.Count == 0)
            _problems.Error(path + ".delay", "nothing is given that could be late", spec.Delay.Text, "gives");
        if (law is null || !HasSlopes(path, text, law))
            return null;
        return new CompiledReaction(name, text.Trim(), law, takes, gives, DelaySteps(path, spec.Delay), before);
    }

    /// <summary>Amounts by species, each in its own unit for one unit of the first species of the reaction.</summary>
    private ImmutableArray<Share> Shares(string path, OrderedDictionary<string, string> amounts, NamedUnit first)
    {
        var shares = ImmutableArray.CreateBuilder<Share>();
        foreach (var (name, text) in amounts)
        {
            if (Find(path, name) is not { } species)
                continue;
            var at = $"{path}.{name}";
            if (first.Unit.Convert(1, species.Unit) is not { } ratio)
                _problems.Error(
                    at,
                    $"{species.Name} and {first.Name} measure different things",
                    name,
                    $"a species in {Label(first)}, or a reaction of its own"
                );
            else if (_names.Constant(at, text, Unit.One, "a plain number") is { } amount)
            {
                if (amount < 0)
                    _problems.Error(at, "the number cannot be negative", text, "takes and gives say the direction");
                shares.Add(new Share(IndexOf(name), amount * ratio));
            }
        }
        return shares.ToImmutable();
    }

    private bool HasSlopes(string path, string text, Formula law)
    {
        try
        {
            for (var s = 0; s <= _species.Count; s++)
                FormulaSlope.Of(law, s);
            return true;
        }
        catch (ArgumentException)
        {
            _problems.Error(path + ".rate", "the expression is nested too deeply", text);
            return false;
        }
    }

    private int DelaySteps(string path, Quantity? delay)
    {
        if (delay is null)
            return 0;
        var step = _period * _timing.TickMinutes;
        var steps = Values.Of(delay, Measure.Time, 0) / step;
        var whole = Math.Round(steps);
        if (whole is >= 1 and <= LongestDelay && Math.Abs(steps - whole) <= 1e-6 * whole)
            return (int)whole;
        _problems.Error(
            path + ".delay",
            "not a usable delay",
            delay.Text,
            $"whole steps of the body, which are {WordText.Of(step, "min")}, at most {WordText.Of(LongestDelay)} of them"
        );
        return 0;
    }

    private NamedUnit? Find(string path, string name)
    {
        var index = IndexOf(name);
        if (index >= 0)
            return _species[index];
        _problems.Unknown($"{path}.{name}", "species", name, [.. _species.Select(s => s.Name)]);
        return null;
    }

    private int IndexOf(string name)
    {
        for (var s = 0; s < _species.Count; s++)
            if (string.Equals(_species[s].Name, name, StringComparison.OrdinalIgnoreCase))
                return s;
        return -1;
    }

    private static string AmountOf(NamedUnit species) =>
        species.Label.Length == 0 ? "a plain number" : "an amount, such as 1 " + species.Label;

    private static string Label(NamedUnit species) => species.Label;
}
