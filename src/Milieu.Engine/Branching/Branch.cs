// Goes on from the state of one model with another: an arm from its trunk.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>
/// Arms of an experiment that start from one and the same tissue. Everything is matched by name: what trunk and arm both have goes on
/// as it is, what only the arm has starts as the arm's model says.
/// </summary>
/// <remarks>
/// Ids and lineages are kept, so that arms share their chance wherever biology does not differ. An arm whose model is its trunk's goes
/// on to the same bits as if nothing had been branched.
/// </remarks>
public static class Branch
{
    /// <summary>Why an arm cannot go on from a trunk at a tick; empty where it can.</summary>
    public static ImmutableArray<BranchProblem> Problems(CompiledModel trunk, CompiledModel arm, long tick) =>
        new BranchCheck(trunk, arm, tick).Run();

    /// <summary>A simulation of the arm that stands where the trunk stands.</summary>
    /// <param name="trunk">The model whose state is taken on.</param>
    /// <param name="state">As it stands between two steps; it stays as it is, and the caller's.</param>
    /// <param name="options">Seed and kernel may be others than the trunk's.</param>
    /// <exception cref="BranchException">The arm cannot take on this state; the message names every reason.</exception>
    public static Simulation Start(CompiledModel trunk, Tissue state, CompiledModel arm, SimulationOptions options)
    {
        var problems = Problems(trunk, arm, state.Tick);
        if (!problems.IsEmpty)
            throw new BranchException(string.Join("; ", problems));
        var names = new BranchNames(trunk, arm);
        var tissue = new Tissue(arm)
        {
            Tick = state.Tick,
            NextId = state.NextId,
            Displacement = state.Displacement,
            Bins = state.Bins,
            SortDue = state.SortDue,
        };
        state.Tally.Counts.CopyTo(tissue.Tally.Counts);
        var cells = new BranchedCells(trunk, state.Cells, arm, tissue.Cells, names);
        cells.Copy();
        cells.Draw(new Chance(options.Seed), (uint)state.Tick);
        Links(state.Links, tissue.Links);
        Fields(state, tissue, names);
        new BranchedBody(trunk, state, arm, tissue, names).Copy();
        var simulation = new Simulation(arm, options, tissue);
        if (arm.Conventions.PrimeContacts && cells.NewContacts().Any())
            Prime(simulation, [.. cells.NewContacts()]);
        return simulation;
    }

    private static void Links(Links from, Links to)
    {
        to.SetCount(from.Count);
        foreach (var (old, now) in from.StateColumns.Zip(to.StateColumns))
            old.Bytes(from.Count).CopyTo(now.Bytes(from.Count));
    }

    private static void Fields(Tissue from, Tissue to, BranchNames names)
    {
        for (var s = 0; s < from.Fields.Length; s++)
            Copy(from.Fields[s], to.Fields[names.Substrates[s]]);
        for (var s = 0; s < from.Matrix.Structures.Length; s++)
            Copy(from.Matrix.Structures[s], to.Matrix.Structures[names.Structures[s]]);
        foreach (var (old, now) in from.Matrix.Directions.Zip(to.Matrix.Directions))
            Copy(old, now);
        if (from.Matrix.Anisotropy is { } anisotropy)
            Copy(anisotropy, to.Matrix.Anisotropy!);
    }

    private static void Copy(Field from, Field to)
    {
        // Another rate may ask for another precision.
        if (from.Block.ElementType != to.Block.ElementType)
            for (var voxel = 0; voxel < from.Grid.Voxels; voxel++)
                to[to.OffsetOfVoxel(voxel)] = from[from.OffsetOfVoxel(voxel)];
        else
            from.Block.Bytes(from.Length).CopyTo(to.Block.Bytes(to.Length));
    }

    /// <summary>Contacts that nobody counted before are counted now; pressure and the others stay those of the last step.</summary>
    private static void Prime(Simulation simulation, ImmutableArray<Column<ushort>> fresh)
    {
        var cells = simulation.Tissue.Cells;
        ImmutableArray<Column> kept = [.. cells.StateColumns.Except(fresh)];
        var before = kept.Select(c => c.Bytes(cells.Count).ToArray()).ToList();
        simulation.Prime();
        for (var k = 0; k < kept.Length; k++)
            before[k].CopyTo(kept[k].Bytes(cells.Count));
    }
}
