// A tissue with hand-placed cells and the stages that this folder tests.
namespace Milieu.Engine.Tests;

/// <summary>Cells put down one by one, then stepped through Sort, Forces, Claim, Settle, Merge and Move.</summary>
internal sealed class Scene : IDisposable
{
    private readonly IStage[] _stages;

    public Scene(
        CompiledModel model,
        KernelKind kernel = KernelKind.Reference,
        int threads = 1,
        int chunk = 256,
        ulong seed = 1,
        bool ownPhenotypePeriod = false
    )
    {
        // A phenotype step follows each mechanics step, so that contacts are counted in all of them.
        if (!ownPhenotypePeriod)
            model = model with { Timing = model.Timing with { PhenotypePeriod = model.Timing.MechanicsPeriod } };
        Tissue = new Tissue(model);
        Context = new StepContext(model, Tissue, new Chance(seed), new WorkerPool(threads, chunk), kernel);
        Forces = new ForcesStage(Context);
        _stages =
        [
            Forces,
            new ClaimStage(Context),
            new SettleStage(Context),
            new MergeStage(Context),
            new MoveStage(Context),
        ];
    }

    public StepContext Context { get; }

    public Tissue Tissue { get; }

    public ForcesStage Forces { get; }

    public Cells Cells => Tissue.Cells;

    public Links Links => Tissue.Links;

    public int Rows => Cells.Count;

    /// <summary>A resting cell; volumes are the type's times <paramref name="scale"/>.</summary>
    /// <returns>Its row.</returns>
    public int Add(double x, double y, double z = 0, int type = 0, double scale = 1)
    {
        var row = Cells.Count;
        Cells.SetCount(row + 1);
        var law = Context.Model.Types[type].Volume;
        (Cells.X[row], Cells.Y[row], Cells.Z[row]) = (x, y, z);
        (Cells.Type[row], Cells.VolumeType[row]) = ((ushort)type, (ushort)type);
        Cells.Fluid[row] = law.Total * law.FluidFraction * scale;
        Cells.NuclearFluid[row] = law.Nuclear * law.FluidFraction * scale;
        Cells.NuclearSolid[row] = law.NuclearSolid * scale;
        Cells.CytoplasmicSolid[row] = law.CytoplasmicSolid * scale;
        Cells.NuclearSolidTarget[row] = law.NuclearSolid * scale;
        Cells.Radius[row] = (float)Math.Cbrt(3 * law.Total * scale / (4 * Math.PI));
        Cells.Id[row] = Tissue.NextId++;
        Cells.Lineage[row] = Chance.Mix(77, Cells.Id[row]);
        if (Cells.AttackTarget is { } target)
            target[row] = -1;
        if (Cells.Nuclei is { } nuclei)
            nuclei[row] = 1;
        for (var b = 0; b < Context.Model.Behaviors.Count; b++)
            if (Cells.ColumnOf(b) is { } column)
                column[row] = Context.Model.Types[type].Constants[b];
        Tissue.SortDue = true;
        return row;
    }

    public void Die(int row, bool necrosis = false, int phase = 0)
    {
        Cells.Flags[row] = (byte)(necrosis ? CellFlags.Dead | CellFlags.Necrosis : CellFlags.Dead);
        Cells.Phase[row] = (byte)phase;
    }

    /// <summary>Row of the cell with this id, -1 once it is gone.</summary>
    public int RowOf(ulong id)
    {
        for (var row = 0; row < Rows; row++)
            if (Cells.Id[row] == id && !Cells.Is(row, CellFlags.Tombstone))
                return row;
        return -1;
    }

    public void Sort() => Context.Sorter.Sort();

    public void RunForces()
    {
        SortIfDue();
        Forces.Run();
    }

    /// <summary>One mechanics step, with the sort that Commit would do.</summary>
    public void Step()
    {
        SortIfDue();
        foreach (var stage in _stages)
            stage.Run();
        Tissue.Tick += Context.Model.Timing.MechanicsPeriod;
    }

    public void Steps(int count)
    {
        for (var k = 0; k < count; k++)
            Step();
    }

    /// <summary>All state as bytes: rows, links and the account of displacement.</summary>
    public byte[] State()
    {
        using var bytes = new MemoryStream();
        foreach (var column in Cells.StateColumns)
            bytes.Write(column.Bytes(Rows));
        foreach (var column in Links.StateColumns)
            bytes.Write(column.Bytes(Links.Count));
        bytes.Write(BitConverter.GetBytes(Tissue.Displacement));
        foreach (var count in Tissue.Tally.Counts)
            bytes.Write(BitConverter.GetBytes(count));
        return bytes.ToArray();
    }

    public void Dispose()
    {
        foreach (var stage in _stages)
            (stage as IDisposable)?.Dispose();
        Context.Claims.Dispose();
        Context.Sorter.Dispose();
        Context.Pool.Dispose();
        Tissue.Dispose();
    }

    private void SortIfDue()
    {
        if (Context.Sorter.IsDue())
            Sort();
    }
}
