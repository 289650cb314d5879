// A formula of voxels along a line of x.
namespace Milieu.Engine;

/// <summary>Evaluates one formula at every voxel of a line: step by step with the plain kernel voxel by voxel, with the same bits.</summary>
internal sealed unsafe class LineFormula
{
    private readonly Formula _formula;
    private readonly WideFormula _wide;
    private readonly SignalInput[] _inputs;
    private readonly bool _isPlain;

    public LineFormula(VoxelFormula law, KernelKind kernel)
    {
        _formula = law.Law;
        _wide = new WideFormula(law.Law);
        _inputs = [.. law.Inputs];
        _isPlain = kernel == KernelKind.Reference;
    }

    /// <summary>Runs of numbers that it needs to work in.</summary>
    public int Depth => _wide.Depth;

    public int Inputs => _inputs.Length;

    public bool Reads(SignalKind source, int index) => Array.IndexOf(_inputs, new SignalInput(source, index)) >= 0;

    /// <param name="line">Where the inputs of the line are.</param>
    /// <param name="structures">The structures of the line, run after run.</param>
    /// <param name="output">One number a voxel.</param>
    public void Run(VoxelLine line, double* structures, double* output)
    {
        var pointers = stackalloc double*[Math.Max(1, _inputs.Length)];
        for (var k = 0; k < _inputs.Length; k++)
            pointers[k] = line.Input(_inputs[k], structures);
        if (!_isPlain)
        {
            _wide.Run(pointers, line.Stack, line.Count);
            new ReadOnlySpan<double>(line.Stack, line.Count).CopyTo(new Span<double>(output, line.Count));
            return;
        }
        Span<double> values = stackalloc double[Math.Max(1, _inputs.Length)];
        for (var i = 0; i < line.Count; i++)
        {
            for (var k = 0; k < _inputs.Length; k++)
                values[k] = pointers[k][i];
            output[i] = _formula.Evaluate(values);
        }
    }
}
