// The matrix, line of x by line of x.
namespace Milieu.Engine;

/// <summary>Carries the structures of a range of lines through one step; writes nothing but those lines.</summary>
internal sealed unsafe class MatrixRows : IRangeJob, IDisposable
{
    private readonly StepContext _context;
    private readonly StructureFields _matrix;
    private readonly MatrixLaw _law;
    private readonly MatrixStep _step;
    private readonly VoxelLine[] _lines;

    public MatrixRows(StepContext context, Deposits deposits, Field shape)
    {
        var model = context.Model;
        _context = context;
        _matrix = context.Tissue.Matrix;
        _law = new MatrixLaw(model, deposits, context.Kernel);
        _step = new MatrixStep(model, _law);
        var read = model
            .Matrix!.Structures.Where(s => s.Change is not null)
            .SelectMany(s => s.Change!.Inputs)
            .Where(i => i.Kind == SignalKind.Substrate)
            .Select(i => i.Index)
            .Distinct()
            .ToArray();
        var depth = _law.IsNeeded ? _law.Depth : 0;
        _lines =
        [
            .. Enumerable
                .Range(0, context.Pool.Workers)
                .Select(_ => new VoxelLine(context.Tissue, shape.Stride, Math.Max(1, depth), read, [])),
        ];
    }

    public bool IsNeeded => _law.IsNeeded;

    public void Run(int begin, int end, int worker)
    {
        var line = _lines[worker];
        for (var k = begin; k < end; k++)
        {
            line.Load(k);
            line.LoadStructures();
            _step.Run(line, _context.Minutes);
            for (var s = 0; s < _matrix.Structures.Length; s++)
                if (_law.Changes(s))
                    new Span<double>(line.Block(0) + (s * line.Count), line.Count).CopyTo(Structure(s, line));
        }
    }

    public void Dispose()
    {
        foreach (var line in _lines)
            line.Dispose();
    }

    private Span<double> Structure(int structure, VoxelLine line) =>
        new(_matrix.Structures[structure].Values.Pointer + line.First, line.Count);
}
