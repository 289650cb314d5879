// How fast structures change along a line.
namespace Milieu.Engine;

/// <summary>The slope of every structure: its formula, and what cells deposit and degrade.</summary>
internal sealed unsafe class MatrixLaw
{
    // Differences for slopes of slopes: about the root of double's precision.
    private const double Nudge = 1e-7;
    private readonly CompiledStructure[] _structures;
    private readonly LineFormula?[] _changes;
    private readonly Deposits _deposits;
    private readonly int _width;

    public MatrixLaw(CompiledModel model, Deposits deposits, KernelKind kernel)
    {
        _structures = [.. model.Matrix!.Structures];
        _changes = [.. _structures.Select(s => s.Change is { } law ? new LineFormula(law, kernel) : null)];
        _deposits = deposits;
        _width = model.Grid.Nx;
        IsNeeded = Enumerable.Range(0, _structures.Length).Any(Changes);
    }

    /// <summary>False where nothing can ever change a structure.</summary>
    public bool IsNeeded { get; }

    public int Depth => _changes.Max(c => c?.Depth ?? 0);

    public bool Changes(int structure) => _changes[structure] is not null || _deposits.Changes(structure);

    /// <summary>d/dt of every structure at some values and time; the padding stays 0.</summary>
    public void Slopes(VoxelLine line, double* values, double* slopes, double minutes)
    {
        line.SetTime(minutes);
        for (var k = 0; k < _structures.Length; k++)
        {
            var own = slopes + ((long)k * line.Count);
            if (_changes[k] is { } law)
                law.Run(line, values, own);
            else
                new Span<double>(own, line.Count).Clear();
            if (_deposits.Changes(k))
                _deposits.Add(k, values + ((long)k * line.Count), own, null, line.First, _width);
            new Span<double>(own + _width, line.Count - _width).Clear();
        }
    }

    /// <summary>How each slope falls with its own structure: at most 0, the diagonal of the Jacobian.</summary>
    /// <param name="nudged">Room for all structures.</param>
    /// <param name="other">Room for one run.</param>
    public void Losses(VoxelLine line, double* values, double* losses, double* nudged, double* other)
    {
        new ReadOnlySpan<double>(values, line.BlockLength).CopyTo(new Span<double>(nudged, line.BlockLength));
        new Span<double>(losses, line.BlockLength).Clear();
        for (var k = 0; k < _structures.Length; k++)
        {
            var at = (long)k * line.Count;
            if (_deposits.Changes(k))
                _deposits.Add(k, values + at, other, losses + at, line.First, _width);
            if (_changes[k] is not { } law || !law.Reads(SignalKind.Structure, k))
                continue;
            law.Run(line, values, other);
            for (var i = 0; i < _width; i++)
                nudged[at + i] = values[at + i] + Step(values[at + i]);
            var slopes = line.Stack;
            var before = other;
            law.Run(line, nudged, slopes);
            for (var i = 0; i < _width; i++)
            {
                var slope = (slopes[i] - before[i]) / Step(values[at + i]);
                losses[at + i] = Math.Min(0, losses[at + i] + slope);
                nudged[at + i] = values[at + i];
            }
        }
    }

    private static double Step(double value) => Nudge * (Math.Abs(value) + Nudge);
}
