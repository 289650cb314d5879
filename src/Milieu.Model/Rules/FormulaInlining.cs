// A formula with other formulas written out in it.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Writes out the formulas that themselves read a signal, so that it is an input of the whole.</summary>
internal static class FormulaInlining
{
    /// <exception cref="ArgumentException">The whole is nested too deeply.</exception>
    public static (Formula Law, ImmutableArray<SignalInput> Inputs) Of(
        Formula law,
        ImmutableArray<SignalInput> inputs,
        IReadOnlyList<CompiledFormula> formulas,
        SignalInput signal
    )
    {
        var steps = new List<FormulaStep>();
        var sources = new List<SignalInput>();
        Put(law, inputs, formulas, signal, steps, sources);
        return (new Formula([.. steps]), [.. sources]);
    }

    private static void Put(
        Formula law,
        ImmutableArray<SignalInput> inputs,
        IReadOnlyList<CompiledFormula> formulas,
        SignalInput signal,
        List<FormulaStep> steps,
        List<SignalInput> sources
    )
    {
        foreach (var step in law.Steps)
            if (step.Operation != FormulaOperation.Input)
                steps.Add(step);
            else if (inputs[step.Index] is { Kind: SignalKind.Formula } inner && Reads(inner, formulas, signal))
                Put(formulas[inner.Index].Law, formulas[inner.Index].Inputs, formulas, signal, steps, sources);
            else
            {
                var source = inputs[step.Index];
                if (!sources.Contains(source))
                    sources.Add(source);
                steps.Add(new FormulaStep(FormulaOperation.Input, sources.IndexOf(source)));
            }
    }

    private static bool Reads(SignalInput input, IReadOnlyList<CompiledFormula> formulas, SignalInput signal) =>
        input == signal
        || (input.Kind == SignalKind.Formula && formulas[input.Index].Inputs.Any(i => Reads(i, formulas, signal)));
}
