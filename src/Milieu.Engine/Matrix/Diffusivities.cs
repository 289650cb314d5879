// Diffusion that follows structures.
namespace Milieu.Engine;

/// <summary>Takes the factors on diffusion anew from the structures; substrates of one law have one set of factors.</summary>
/// <remarks>A factor counts as no less than 0 and no more than the law's most, which the number of stages follows. Faces have
/// the harmonic mean of their voxels, so that what leaves one voxel enters the other whatever the factors.</remarks>
internal sealed unsafe class Diffusivities : IDisposable
{
    private readonly WorkerPool _pool;
    private readonly Field _shape;
    private readonly SharedFactors[] _laws;
    private readonly FactorJob _factors;
    private readonly FaceJob _faces;

    public Diffusivities(StepContext context, Field shape)
    {
        _pool = context.Pool;
        _shape = shape;
        _laws =
        [
            .. context
                .Tissue.Fields.Where(f => f.Substrate.DiffusivityLaw is not null)
                .GroupBy(f => f.Substrate.DiffusivityLaw!)
                .Select(g => new SharedFactors(
                    g.Key,
                    context.Kernel,
                    [.. g.DistinctBy(f => f.Substrate.IsDouble)],
                    shape
                )),
        ];
        var depth = _laws.Select(l => l.Depth).DefaultIfEmpty(1).Max();
        _factors = new FactorJob(context, _laws, shape, depth);
        _faces = new FaceJob(_laws);
    }

    public void Refresh(int grain)
    {
        if (_laws.Length == 0)
            return;
        _pool.Run(_factors, _shape.Lines, grain);
        _pool.Run(_faces, _shape.Lines, grain);
    }

    public void Dispose()
    {
        _factors.Dispose();
        foreach (var law in _laws)
            law.Dispose();
    }

    private sealed class SharedFactors : IDisposable
    {
        private readonly LineFormula _formula;
        private readonly double _most;
        private readonly FaceFactors<float>? _single;
        private readonly FaceFactors<double>? _double;
        private readonly Column<double> _voxels = new("diffusivity");

        public SharedFactors(DiffusivityLaw law, KernelKind kernel, Field[] fields, Field shape)
        {
            _formula = new LineFormula(law.Factor, kernel);
            _most = law.Most;
            _single = fields.OfType<Field<float>>().FirstOrDefault()?.Factors;
            _double = fields.OfType<Field<double>>().FirstOrDefault()?.Factors;
            _voxels.Reserve(shape.Length, 0);
        }

        public int Depth => _formula.Depth;

        public void Voxels(VoxelLine line, double* structures)
        {
            var own = _voxels.Pointer + line.First;
            _formula.Run(line, structures, own);
            for (var i = 0; i < line.Count; i++)
                own[i] = Math.Min(Math.Max(own[i], 0), _most);
        }

        public void Faces(int begin, int end)
        {
            _single?.Set(_voxels.Pointer, begin, end);
            _double?.Set(_voxels.Pointer, begin, end);
        }

        public void Dispose() => _voxels.Dispose();
    }

    private sealed class FactorJob : IRangeJob, IDisposable
    {
        private readonly SharedFactors[] _laws;
        private readonly VoxelLine[] _lines;

        public FactorJob(StepContext context, SharedFactors[] laws, Field shape, int depth)
        {
            _laws = laws;
            _lines =
            [
                .. Enumerable
                    .Range(0, context.Pool.Workers)
                    .Select(_ => new VoxelLine(context.Tissue, shape.Stride, depth, [], [])),
            ];
        }

        public void Run(int begin, int end, int worker)
        {
            var line = _lines[worker];
            for (var k = begin; k < end; k++)
            {
                line.Load(k);
                line.LoadStructures();
                foreach (var law in _laws)
                    law.Voxels(line, line.Block(0));
            }
        }

        public void Dispose()
        {
            foreach (var line in _lines)
                line.Dispose();
        }
    }

    private sealed class FaceJob(SharedFactors[] laws) : IRangeJob
    {
        public void Run(int begin, int end, int worker)
        {
            foreach (var law in laws)
                law.Faces(begin, end);
        }
    }
}
