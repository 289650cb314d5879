// Everything that changes: copy it and you have a checkpoint.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>The whole mutable state of a simulation.</summary>
public sealed class Tissue : IDisposable
{
    public Tissue(CompiledModel model)
    {
        Cells = new Cells(model);
        var visited = Boundary.VisitedFaces(model);
        var fields = ImmutableArray.CreateBuilder<Field>(model.Substrates.Length);
        foreach (var s in model.Substrates)
            fields.Add(Field.Create(model.Grid, s, visited, fields.FirstOrDefault(f => f.SharesFactors(s))));
        Fields = fields.MoveToImmutable();
        ByType = new TypeTally(
            model.Types.Length,
            model.Body is not null || Cells.Layout.HasLeaving || Cells.Layout.HasDoors
        );
        Body = model.Body is { } body ? new BodyState(model, body) : null;
        Matrix = new StructureFields(model.Grid, model.Matrix);
    }

    public Cells Cells { get; }

    public Links Links { get; } = new();

    public ImmutableArray<Field> Fields { get; }

    /// <summary>What does not diffuse; empty where the model has none.</summary>
    public StructureFields Matrix { get; }

    /// <summary>Every number of the voxels that is state: substrates, structures, fibers.</summary>
    public IEnumerable<Field> VoxelState => Fields.Concat(Matrix.All);

    /// <summary>The next tick to run; the state shown is the one before it.</summary>
    public long Tick { get; set; }

    /// <summary>The id that the next born cell gets.</summary>
    public ulong NextId { get; set; }

    /// <summary>Sum since the last Sort of the largest displacement of each Move, um (law 3: part of the state).</summary>
    public double Displacement { get; set; }

    /// <summary>Bin grid of the last Sort.</summary>
    public BinGrid Bins { get; set; } = BinGrid.Empty;

    /// <summary>True when rows changed in number or must be re-sorted before the next Forces.</summary>
    public bool SortDue { get; set; }

    /// <summary>Placements and boundary changes with a tick below <see cref="Tick"/> are done.</summary>
    public Tally Tally { get; } = new();

    /// <summary>Cells that came and went, by type.</summary>
    public TypeTally ByType { get; }

    /// <summary>Amounts beyond the tissue; null where the model has none.</summary>
    public BodyState? Body { get; }

    /// <summary>State that is neither cells, links nor fields, with the rows in use, in the fixed order of hashes and checkpoints.</summary>
    public IEnumerable<(Column Column, int Count)> OtherColumns =>
        [.. ByType.StateColumns, .. Body?.StateColumns ?? []];

    public void Dispose()
    {
        Cells.Dispose();
        Links.Dispose();
        ByType.Dispose();
        Body?.Dispose();
        foreach (var field in Fields)
            field.Dispose();
        Matrix.Dispose();
    }
}

/// <summary>The regular grid of bins that a Sort uses; edges in um.</summary>
/// <param name="Edge">Edge of a bin: the largest reach at the last Sort plus the skin.</param>
public readonly record struct BinGrid(double Edge, int Nx, int Ny, int Nz)
{
    public static BinGrid Empty => new(0, 0, 0, 0);

    public int Count => Nx * Ny * Nz;
}

/// <summary>Kinds of event that a run counts.</summary>
public enum EventKind
{
    Birth = 0,
    Death = 1,
    Removal = 2,
    Arrival = 3,
    Transformation = 4,
    Attack = 5,
    AttackEnd = 6,
    Ingestion = 7,
    Fusion = 8,
    LinkMade = 9,
    LinkBroken = 10,
    Escape = 11,
}

/// <summary>Events since the start; integers, so the order of threads cannot show.</summary>
public sealed class Tally
{
    private readonly long[] _counts = new long[12];

    public long this[EventKind kind]
    {
        get => Volatile.Read(ref _counts[(int)kind]);
        set => _counts[(int)kind] = value;
    }

    public Span<long> Counts => _counts;

    /// <summary>Adds from any thread.</summary>
    public void Add(EventKind kind, long count = 1)
    {
        if (count != 0)
            Interlocked.Add(ref _counts[(int)kind], count);
    }
}
