// A box of voxels, with or without cells, that only the fields stage works on.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Speed;

/// <summary>Fields by themselves.</summary>
internal sealed class FieldScene : IDisposable
{
    private readonly WorkerPool _pool;
    private readonly StepContext _context;
    private readonly FieldsStage _stage;

    public FieldScene(CompiledModel model, int threads)
    {
        Model = model;
        Tissue = new Tissue(model);
        _pool = new WorkerPool(threads);
        _context = new StepContext(model, Tissue, new Chance(1), _pool, KernelKind.Vectorized);
        _stage = new FieldsStage(_context);
    }

    public CompiledModel Model { get; }

    public Tissue Tissue { get; }

    public double VoxelSubstrates => (double)Model.Grid.Voxels * Model.Substrates.Length;

    /// <summary>Elements of all fields, padding included.</summary>
    public long Elements => Tissue.Fields.Sum(f => (long)f.Length);

    /// <summary>Bytes of all fields and their scratch.</summary>
    public long Bytes => Tissue.Fields.Sum(f => (long)f.Block.Capacity * f.Block.ElementSize) + _stage.ScratchBytes;

    /// <summary>A window of field steps.</summary>
    public void Advance(int steps) => _stage.Advance(steps);

    /// <summary>The same with factors of diffusion between a quarter and 1.</summary>
    public static CompiledModel Uneven(CompiledModel model) =>
        model with
        {
            Substrates =
            [
                .. model.Substrates.Select(s =>
                    s with
                    {
                        Diffusivity = [.. Enumerable.Range(0, model.Grid.Voxels).Select(v => (1 + (v % 7 / 2.0)) / 4)],
                    }
                ),
            ],
        };

    public void Dispose()
    {
        _stage.Dispose();
        _context.Sorter.Dispose();
        _context.Claims.Dispose();
        _pool.Dispose();
        Tissue.Dispose();
    }

    /// <summary>A box without cells: substrates that diffuse like oxygen, or like a cytokine where the scheme is explicit, held at all faces.</summary>
    public static CompiledModel Box(int nx, int ny, int nz, int substrates, Integrator integrator)
    {
        const double Edge = 20;
        var step = integrator == Integrator.Lod ? 0.01 : 0.1;
        var substrate = new CompiledSubstrate
        {
            Name = "substrate",
            Units = "",
            Diffusion = integrator == Integrator.Explicit ? 500 : 100_000,
            Decay = 0.1,
            Integrator = integrator,
            IsDouble = false,
            Initial = 20,
            Faces = [38, 38, 38, 38, 38, 38],
        };
        return new CompiledModel
        {
            Name = "box",
            Grid = new GridSpec(0, 0, 0, Edge, Edge, Edge, nx, ny, nz, nz == 1),
            Timing = new Timing(step, 1, integrator == Integrator.Lod ? 10 : 1, 600, 6000),
            Conventions = Conventions.Native,
            Substrates = [.. Enumerable.Range(0, substrates).Select(s => substrate with { Name = $"substrate {s}" })],
            Types = ImmutableArray<CompiledType>.Empty,
            Customs = [],
            Placements = [],
        };
    }
}
