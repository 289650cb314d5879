// Estimates the error of the field step by halving it, on the state of a tissue.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>Advances the fields twice from one state, with the model's step and with half of it, cells standing still.</summary>
/// <remarks>All schemes are of first order in the step, so that the error of the whole step is about twice the
/// difference (super-time-stepping with one number of stages: its error has another factor for each); for a linear steady state that is the bias of the scheme. Afterwards the tissue is what it was.</remarks>
internal sealed class ErrorEstimate : IDisposable
{
    /// <summary>Work for one substrate in one voxel of a step of the compatible scheme, in stages.</summary>
    private const int StagesOfLod = 4;

    /// <summary>What a window costs beside its voxels, in stages of a voxel: for a cell, and for small grids.</summary>
    private const int StagesOfCell = 20;
    private const int StagesOfWindow = 20_000;
    private const int FewestSteps = 8;
    private readonly StepContext _context;
    private readonly FieldsStage _whole;
    private readonly FieldsStage _halved;
    private readonly int _scratch;
    private readonly int _window;
    private readonly byte[][] _start;
    private readonly byte[][] _byWhole;
    private readonly byte[][] _byHalved;
    private readonly double[][] _internalized;

    public ErrorEstimate(StepContext context)
    {
        var (model, timing) = (context.Model, context.Model.Timing);
        _context = context;
        _scratch = context.Cells.ScratchColumns;
        _whole = new FieldsStage(context);
        var halved = timing with { TickMinutes = timing.TickMinutes / 2 };
        _halved = new FieldsStage(context with { Model = model with { Timing = halved }, StageFactor = 2 });
        // Rates that depend on the density are looked up as often as a run does.
        var lags = Enumerable.Range(0, Fields.Length).Any(s => new ExchangeRates(model, context.Cells, s).UsesDensity);
        _window = lags ? Math.Max(1, timing.MechanicsPeriod / timing.FieldPeriod) : int.MaxValue;
        _start = Saved();
        _byWhole = Saved();
        _byHalved = Saved();
        _internalized = [.. context.Cells.Internalized.Select(c => c.Span(context.Cells.Count).ToArray())];
    }

    private ImmutableArray<Field> Fields => _context.Tissue.Fields;

    /// <param name="work">Stages of a voxel that may be spent, beyond a first step.</param>
    /// <param name="workOfFirst">The same for the first step; where it takes more, nothing is estimated.</param>
    /// <returns>One a substrate; empty where the grid is too large.</returns>
    public ImmutableArray<FieldError> Run(double work, double workOfFirst)
    {
        var each = WorkOfStep();
        if (Fields.IsEmpty || each > workOfFirst)
            return [];
        Both(1);
        var inStep = Differences();
        var (held, taken, isSettled) = (inStep, 1, false);
        while (!isSettled && taken * each * 2 <= work)
        {
            Both(taken);
            taken *= 2;
            var next = Differences();
            isSettled =
                taken >= FewestSteps && Enumerable.Range(0, next.Length).All(s => IsSettled(s, held[s], next[s]));
            held = next;
        }
        var minutes = taken * _context.Model.Timing.FieldMinutes;
        return
        [
            .. Fields.Select(
                (f, s) => new FieldError(f.Substrate.Name, f.Substrate.Units, inStep[s], held[s], minutes, isSettled)
            ),
        ];
    }

    public void Dispose()
    {
        Load(_start);
        foreach (var (column, values) in _context.Cells.Internalized.Zip(_internalized))
            values.CopyTo(column.Span(values.Length));
        _whole.Dispose();
        _halved.Dispose();
        _context.Cells.DropScratch(_scratch);
    }

    /// <summary>Stages of a voxel that a step takes, whole and in halves.</summary>
    public double WorkOfStep()
    {
        var model = _context.Model;
        var stages = 0.0;
        foreach (var s in model.Substrates)
            stages += 3 * (s.Integrator == Integrator.Lod ? StagesOfLod : StageBounds.Of(model, s).Most);
        var gathering = _window == int.MaxValue ? 0 : StagesOfCell * _context.Cells.Count / _window;
        return (stages * model.Grid.Voxels) + (3.0 * (gathering + StagesOfWindow));
    }

    private void Both(int steps)
    {
        Load(_byWhole);
        Advance(_whole, steps, _window);
        Save(_byWhole);
        Load(_byHalved);
        Advance(_halved, 2 * steps, _window > int.MaxValue / 2 ? _window : 2 * _window);
        Save(_byHalved);
    }

    private static void Advance(FieldsStage stage, int steps, int window)
    {
        for (var left = steps; left > 0; left -= Math.Min(left, window))
            stage.Advance(Math.Min(left, window));
    }

    /// <summary>The estimated error of each field.</summary>
    private double[] Differences()
    {
        var largest = new double[Fields.Length];
        for (var s = 0; s < largest.Length; s++)
        for (var at = 0; at < Fields[s].Length; at++)
            largest[s] = Math.Max(largest[s], 2 * Math.Abs(Read(s, _byWhole[s], at) - Read(s, _byHalved[s], at)));
        return largest;
    }

    /// <summary>Twice the time changed the error by little, or the error is of the size of rounding.</summary>
    private bool IsSettled(int substrate, double before, double after)
    {
        var field = Fields[substrate];
        var largest = 0.0;
        for (var at = 0; at < field.Length; at++)
            largest = Math.Max(largest, Math.Abs(Read(substrate, _byWhole[substrate], at)));
        var rounding = (field.Substrate.IsDouble ? 1e-14 : 1e-6) * largest;
        return after <= rounding || Math.Abs(after - before) <= 0.05 * after;
    }

    private double Read(int substrate, byte[] bytes, int at) =>
        Fields[substrate].Substrate.IsDouble
            ? BitConverter.ToDouble(bytes, at * sizeof(double))
            : BitConverter.ToSingle(bytes, at * sizeof(float));

    private byte[][] Saved() => [.. Fields.Select(f => f.Block.Bytes(f.Length).ToArray())];

    private void Save(byte[][] states)
    {
        for (var s = 0; s < states.Length; s++)
            Fields[s].Block.Bytes(Fields[s].Length).CopyTo(states[s]);
    }

    private void Load(byte[][] states)
    {
        for (var s = 0; s < states.Length; s++)
            states[s].CopyTo(Fields[s].Block.Bytes(Fields[s].Length));
    }
}
