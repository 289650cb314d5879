// Signals that a cell gathers from the cells around it, or from the one that it attacks.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Reads <c>sum</c>, <c>mean</c>, <c>maximum</c>, <c>count</c> and <c>of target</c>.</summary>
/// <param name="read">Reads an expression over the signals of one cell.</param>
internal sealed class TouchSignals(
    ModelSpec spec,
    Vocabulary words,
    Problems problems,
    TouchSignals.ExpressionReader read
)
{
    /// <param name="path">The signal.</param>
    /// <param name="place">Where the expression stands.</param>
    /// <param name="label">Becomes the unit as text.</param>
    /// <returns>Null where it is wrong, which has been said.</returns>
    public delegate Formula? ExpressionReader(
        string path,
        string place,
        string text,
        ref string label,
        string? units,
        out ImmutableArray<SignalInput> inputs
    );

    private const string Forms =
        "one of formula, sum, mean, maximum, count and of target; what is gathered needs touching, or of and within";

    private readonly List<TouchSignal> _touches = [];

    public ImmutableArray<TouchSignal> All => [.. _touches];

    /// <param name="formulas">The formulas of the model so far.</param>
    /// <returns>Null where the signal is wrong, which has been said.</returns>
    public SignalWord? Read(string name, SignalSpec signal, string path, IReadOnlyList<CompiledFormula> formulas)
    {
        var said = Said(signal).ToList();
        if (said.Count != 1 || signal.Formula is not null)
        {
            problems.Error(path, "it is not clear what the signal is", name, Forms);
            return null;
        }
        var (kind, key, text) = said[0];
        if (WhyUnclear(signal, kind) is { } unclear)
        {
            problems.Error(path, unclear, name, Forms);
            return null;
        }
        ImmutableArray<SignalInput> inputs = [];
        var units = signal.Units ?? "";
        Formula? value = null;
        if (text is not null)
        {
            value = read(path, $"{path}.{key}", text, ref units, signal.Units, out inputs);
            if (value is null || IsGathered(inputs, formulas, $"{path}.{key}", text))
                return null;
        }
        var types = TypeGroups.Types(spec, words, [.. signal.Count, .. signal.Touching, .. signal.Of]);
        _touches.Add(
            new TouchSignal(name, units, kind, value, inputs, [.. types], Values.Of(signal.Within, Measure.Length, 0))
        );
        return SignalWords.Derived(SignalKind.Touch, _touches.Count - 1, name, units);
    }

    /// <summary>Whether the signal is gathered from other cells at all.</summary>
    public static bool Is(SignalSpec signal) =>
        Said(signal).Any() || signal.Touching.Count > 0 || signal.Of.Count > 0 || signal.Within is not null;

    private static IEnumerable<(TouchKind Kind, string Key, string? Text)> Said(SignalSpec signal)
    {
        if (signal.Sum is not null)
            yield return (TouchKind.Sum, "sum", signal.Sum);
        if (signal.Mean is not null)
            yield return (TouchKind.Mean, "mean", signal.Mean);
        if (signal.Maximum is not null)
            yield return (TouchKind.Maximum, "maximum", signal.Maximum);
        if (signal.Count.Count > 0)
            yield return (TouchKind.Count, "count", null);
        if (signal.OfTarget is not null)
            yield return (TouchKind.Target, "of target", signal.OfTarget);
    }

    private static string? WhyUnclear(SignalSpec signal, TouchKind kind)
    {
        var hasTypes = signal.Touching.Count > 0 || signal.Of.Count > 0;
        if (kind is TouchKind.Count)
            return hasTypes ? "a count names its types itself" : null;
        if (kind is TouchKind.Target)
            return hasTypes || signal.Within is not null ? "there is one target, and it may be anywhere" : null;
        if (signal.Touching.Count > 0)
            return signal.Of.Count > 0 || signal.Within is not null ? "cells cannot both touch and be within" : null;
        if (signal.Of.Count == 0)
            return "it is not said from which cells";
        return signal.Within is null ? "it is not said within which distance" : null;
    }

    /// <summary>What others gather is found at the same moment: it cannot be gathered again.</summary>
    private bool IsGathered(
        IEnumerable<SignalInput> inputs,
        IReadOnlyList<CompiledFormula> formulas,
        string path,
        string text
    )
    {
        if (!Reads(inputs, formulas))
            return false;
        problems.Error(path, "what another cell gathers cannot be gathered from it", text);
        return true;
    }

    private static bool Reads(IEnumerable<SignalInput> inputs, IReadOnlyList<CompiledFormula> formulas) =>
        inputs.Any(i =>
            i.Kind == SignalKind.Touch || (i.Kind == SignalKind.Formula && Reads(formulas[i.Index].Inputs, formulas))
        );
}
