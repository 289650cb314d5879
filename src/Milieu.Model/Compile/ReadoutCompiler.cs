// Numbers and truths that conditions read.
using System.Text.RegularExpressions;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Compiles readouts and conditions; what remembers (baseline, lowest, highest, since) becomes a readout of its own before what names it.</summary>
internal sealed partial class ReadoutCompiler(Problems problems, BodyNames names)
{
    private const string ConditionForm = "a condition, such as day > 14 and count of tumor > 100";
    private readonly List<Readout> _readouts = [];
    private readonly HashSet<string> _memories = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them, in an order in which each may read those before it; readouts are not at their inputs yet.</summary>
    public IReadOnlyList<Readout> Readouts => _readouts;

    public void Named(string name, ReadoutSpec spec)
    {
        var path = "therapy.readouts." + name;
        if (spec.Of is not { } text)
        {
            problems.Error(path, "the readout reads nothing", name, "of: an expression or condition");
            return;
        }
        Unit? said = null;
        if (spec.Unit is { } label)
        {
            if (UnitText.TryParse(label, out var unit, out var unknown))
                said = unit;
            else
                problems.Error(path + ".unit", "unknown unit", unknown, null, Nearest.To(unknown, UnitText.Known));
        }
        if (Value(path, text, said, said is null ? "an expression" : "an expression in " + spec.Unit) is not { } value)
            return;
        var units = spec.Unit ?? value.Unit.Dimension.BaseUnits();
        if (Keep(name, units, ReadoutKind.Now, value.Formula, value.Unit, isNamed: true) < 0)
            problems.Error(path, "the body has something of this name already", name, "another name");
    }

    /// <summary>An expression with its memories made into readouts first.</summary>
    private (Formula Formula, Unit Unit)? Value(string path, string text, Unit? wanted, string expected)
    {
        foreach (Match call in MemoryCall().Matches(text))
            if (!IsKnown(text, call) && !Memory(path, text, call))
                return null;
        Unit? unit = null;
        var formula = names.Readout(
            path,
            text,
            d =>
                unit = wanted is { } w
                    ? d is null || d == w.Dimension
                        ? w
                        : null
                    : new Unit(1, 1, 0, d ?? default),
            expected
        );
        return formula is null ? null : (formula, unit!.Value);
    }

    private bool IsKnown(string text, Match call) => Inner(text, call) is { } inner && _memories.Contains(inner);

    /// <summary>The whole call, such as lowest(diameter); null where its parenthesis does not close.</summary>
    private static string? Inner(string text, Match call)
    {
        var depth = 0;
        for (var end = call.Index + call.Length - 1; end < text.Length; end++)
        {
            depth +=
                text[end] == '(' ? 1
                : text[end] == ')' ? -1
                : 0;
            if (depth == 0)
                return text[call.Index..(end + 1)];
        }
        return null;
    }

    private bool Memory(string path, string text, Match call)
    {
        if (Inner(text, call) is not { } whole)
        {
            problems.Error(path, "')' is missing in the expression", text);
            return false;
        }
        var open = whole.IndexOf('(', StringComparison.Ordinal);
        if (Value(path, whole[(open + 1)..^1], null, "an expression") is not { } inner)
            return false;
        var kind = Enum.Parse<ReadoutKind>(call.Groups[1].Value, ignoreCase: true);
        var unit = inner.Unit;
        if (kind == ReadoutKind.Since)
        {
            if (inner.Unit.Dimension != default)
            {
                problems.Error(path, "since needs a condition", whole, "since(diameter > 20 mm)");
                return false;
            }
            unit = Unit.Minute;
        }
        _memories.Add(whole);
        Keep(whole, "", kind, inner.Formula, unit, isNamed: false);
        return true;
    }

    /// <returns>The index of the readout; -1 where its name is taken.</returns>
    public int Keep(string name, string units, ReadoutKind kind, Formula value, Unit unit, bool isNamed)
    {
        if (!names.TryAddReadout(name, unit, _readouts.Count))
            return -1;
        _readouts.Add(new Readout(name, units, kind, value, isNamed));
        return _readouts.Count - 1;
    }

    /// <returns>The readout that says whether it holds; -1 where the text is wrong.</returns>
    public int Condition(string path, string text)
    {
        if (Value(path, text, Unit.One, ConditionForm) is not { } value)
            return -1;
        if (value.Formula.Constant is { } always)
            problems.Error(
                path,
                always > 0.5 ? "the condition always holds" : "the condition can never hold",
                text,
                ConditionForm
            );
        var known = _readouts.FindIndex(r => r.Kind == ReadoutKind.Now && r.Value.Equals(value.Formula));
        return known >= 0
            ? known
            : Keep($"condition {_readouts.Count}: {text}", "", ReadoutKind.Now, value.Formula, Unit.One, false);
    }

    [GeneratedRegex(@"\b(baseline|lowest|highest|since)\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex MemoryCall();
}
