// The state hash sees all of the state, and names the part that differs.
namespace Milieu.Engine.Tests;

public class LawsHashTests
{
    [Fact(
        DisplayName = "One bit changed in any column, link, field, clock or tally changes the hash and is named: a part left out of the hash would hide a difference from every law"
    )]
    public void EveryPartCounts()
    {
        var model = Scenes.Crowd(SceneKind.Cube);
        using var simulation = new Simulation(model, new SimulationOptions(7));
        simulation.RunTo(30);
        var tissue = simulation.Tissue;
        var whole = StateHash.Of(tissue);
        Assert.Null(whole.FirstDifference(StateHash.Of(tissue)));
        var columns = tissue.Cells.StateColumns.Select(c => (Column: c, tissue.Cells.Count));
        columns = columns.Concat(tissue.Links.StateColumns.Select(c => (c, tissue.Links.Count)));
        columns = columns.Concat(tissue.Fields.Select(f => (f.Block, f.Length)));
        foreach (var (column, count) in columns)
        {
            var last = column.Bytes(count).Length - 1;
            column.Bytes(count)[last] ^= 1;
            var changed = StateHash.Of(tissue);
            Assert.NotEqual(whole.Value, changed.Value);
            Assert.Equal(column.Name, whole.FirstDifference(changed));
            column.Bytes(count)[last] ^= 1;
        }
        foreach (var (name, change, undo) in ClockChanges(tissue))
        {
            change();
            Assert.Equal(name, whole.FirstDifference(StateHash.Of(tissue)));
            undo();
        }
        Assert.Equal(whole.Value, StateHash.Of(tissue).Value);
        Assert.Equal("tally", whole.FirstDifference(new StateHash(whole.Parts[..^1])));
    }

    [Fact(
        DisplayName = "Parts keep their order and names: cells, links, fields, tally by type, body, clock, tally; hashes of files rely on it"
    )]
    public void OrderIsFixed()
    {
        using var tissue = new Tissue(Scenes.Crowd(SceneKind.Plane));
        var names = StateHash.Of(tissue).Parts.Select(p => p.Name).ToList();
        Assert.Equal("x", names[0]);
        Assert.Equal(
            [
                "link_a",
                "link_b",
                "link_kind",
                "field_oxygen",
                "field_signal",
                "field_debris",
                "tally_by_type",
                "body_amounts",
                "body_history",
                "body_seen",
                "therapy_readouts",
                "dose_status",
                "dose_tick",
                "dose_delays",
                "dose_amount",
                "dose_reads",
                "clock",
                "tally",
            ],
            names[^18..]
        );
        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
    }

    private static IEnumerable<(string Name, Action Change, Action Undo)> ClockChanges(Tissue t)
    {
        var (displacement, bins) = (t.Displacement, t.Bins);
        yield return ("clock", () => t.Tick++, () => t.Tick--);
        yield return ("clock", () => t.NextId++, () => t.NextId--);
        yield return ("clock", () => t.Displacement += 1e-9, () => t.Displacement = displacement);
        yield return ("clock", () => t.SortDue = !t.SortDue, () => t.SortDue = !t.SortDue);
        yield return ("clock", () => t.Bins = bins with { Edge = bins.Edge + 1e-9 }, () => t.Bins = bins);
        yield return ("clock", () => t.Bins = bins with { Nx = bins.Nx + 1 }, () => t.Bins = bins);
        yield return ("clock", () => t.Bins = bins with { Ny = bins.Ny + 1 }, () => t.Bins = bins);
        yield return ("clock", () => t.Bins = bins with { Nz = bins.Nz + 1 }, () => t.Bins = bins);
        foreach (var kind in Enum.GetValues<EventKind>())
            yield return ("tally", () => t.Tally[kind]++, () => t.Tally[kind]--);
    }
}
