// Whether an arm can go on from a state of its trunk.
using System.Collections.Immutable;
using System.Globalization;

namespace Milieu.Engine;

/// <summary>
/// An arm may have more than its trunk and other numbers, not less: what the trunk has and the arm lacks would be lost, and what the
/// arm plans before it branches off would never happen.
/// </summary>
internal sealed class BranchCheck(CompiledModel trunk, CompiledModel arm, long tick)
{
    private readonly List<BranchProblem> _problems = [];
    private readonly BranchNames _names = new(trunk, arm);

    public ImmutableArray<BranchProblem> Run()
    {
        Frame();
        Kept("cell type", trunk.Types, arm.Types, _names.Types, t => t.Name, _ => "");
        Kept("substrate", trunk.Substrates, arm.Substrates, _names.Substrates, s => s.Name, s => s.Units);
        Kept("custom variable", trunk.Customs, arm.Customs, _names.Customs, c => c.Name, c => c.Units);
        Kept(
            "structure",
            trunk.Matrix?.Structures ?? [],
            arm.Matrix?.Structures ?? [],
            _names.Structures,
            s => s.Name,
            s => s.Units
        );
        Kept("species", trunk.Body?.Species ?? [], arm.Body?.Species ?? [], _names.Species, s => s.Name, s => s.Units);
        if (trunk.Matrix?.Fibers is not null && arm.Matrix?.Fibers is null)
            Add("the arm lacks what the trunk has", "fibers");
        Phases();
        Delays();
        Past();
        return [.. _problems];
    }

    private void Frame()
    {
        if (trunk.Grid != arm.Grid)
            Add("the domain or its grid is another than the trunk's", Text(arm.Grid), Text(trunk.Grid));
        var (a, b) = (trunk.Timing with { EndTick = 0 }, arm.Timing with { EndTick = 0 });
        if (a != b)
            Add("the time steps are others than the trunk's", Text(b), Text(a));
        if (trunk.Conventions != arm.Conventions)
            Add("one model runs as PhysiCell does and the other natively", "");
        if (trunk.Body is { } old && arm.Body is { } body && old.Period != body.Period)
            Add("the body has another step than the trunk's", Minutes(body.Period), Minutes(old.Period));
    }

    /// <summary>Everything that the trunk has, in the same unit.</summary>
    private void Kept<T>(
        string what,
        ImmutableArray<T> old,
        ImmutableArray<T> now,
        ImmutableArray<int> places,
        Func<T, string> name,
        Func<T, string> units
    )
    {
        for (var k = 0; k < old.Length; k++)
            if (places[k] < 0)
                Add(
                    $"the arm lacks a {what} of the trunk",
                    name(old[k]),
                    now.Length == 0 ? "" : "all of the trunk's; the arm has " + string.Join(", ", now.Select(name))
                );
            else if (units(old[k]) != units(now[places[k]]))
                Add(
                    $"the {what} {name(old[k])} has another unit than in the trunk",
                    units(now[places[k]]),
                    units(old[k])
                );
    }

    private void Phases()
    {
        for (var k = 0; k < trunk.Types.Length; k++)
        {
            if (_names.Types[k] < 0)
                continue;
            var (old, now) = (trunk.Types[k], arm.Types[_names.Types[k]]);
            if (Text(old.Cycle) is var was && Text(now.Cycle) is var cycle && was != cycle)
                Add($"cells of type {old.Name} go through another cycle than in the trunk", cycle, was);
            var (before, after) = (old.Deaths.Select(d => Text(d.Graph)), now.Deaths.Select(d => Text(d.Graph)));
            if (!before.SequenceEqual(after))
                Add($"cells of type {old.Name} die another way than in the trunk", string.Join("; ", after));
        }
    }

    /// <summary>What is on its way in the trunk must be able to arrive.</summary>
    private void Delays()
    {
        foreach (var reaction in trunk.Body?.Reactions ?? [])
        {
            if (reaction.DelaySteps == 0 || arm.Body is not { } body)
                continue;
            var k = BranchedBody.Reaction(body, reaction.Name);
            if (k < 0)
                Add("the arm lacks a reaction of which something is on its way", reaction.Name);
            else if (body.Reactions[k].DelaySteps != reaction.DelaySteps)
                Add(
                    $"the reaction {reaction.Name} has another delay than in the trunk",
                    Minutes((long)body.Reactions[k].DelaySteps * body.Period),
                    Minutes((long)reaction.DelaySteps * body.Period)
                );
        }
    }

    /// <summary>What the arm plans for the time before it branches off must be the trunk's.</summary>
    private void Past()
    {
        var later = "at or after " + Minutes(tick);
        foreach (var placement in arm.Placements)
            if (placement.Tick < tick && !trunk.Placements.Any(p => IsSame(p, placement)))
                Add(
                    $"the arm places cells before it branches off, which the trunk does not: {placement.Name}",
                    Minutes(placement.Tick),
                    later
                );
        foreach (var change in arm.BoundaryChanges)
            if (change.Tick < tick && !trunk.BoundaryChanges.Any(c => IsSame(c, change)))
                Add(
                    $"the arm changes the boundary of {arm.Substrates[change.Substrate].Name} before it branches off",
                    Minutes(change.Tick),
                    later
                );
        if (arm.Body is not { Therapy: { } plan } body)
            return;
        foreach (var dose in plan.Doses)
            if (dose.Tick < tick && BranchedBody.DoseIn(body, dose, trunk.Body) < 0)
                Add(
                    $"the arm plans dose {dose.Number} of {dose.Name} before it branches off",
                    Minutes(dose.Tick),
                    later
                );
        foreach (var readout in plan.Readouts)
            if (
                readout.Kind is ReadoutKind.Baseline or ReadoutKind.Lowest or ReadoutKind.Highest
                && plan.StartTick < tick
                && BranchedBody.ReadoutIn(readout, trunk.Body?.Therapy) < 0
            )
                Add(
                    $"the plan of the arm starts before it branches off, and {readout.Name} looks back to that start",
                    Minutes(plan.StartTick),
                    later
                );
    }

    private bool IsSame(CompiledPlacement old, CompiledPlacement now) =>
        old.Name == now.Name
        && _names.Types[old.Type] == now.Type
        && (old.Tick, old.Shape, old.Fill, old.Count) == (now.Tick, now.Shape, now.Fill, now.Count)
        && (old.CenterX, old.CenterY, old.CenterZ) == (now.CenterX, now.CenterY, now.CenterZ)
        && (old.R1, old.R2, old.SizeX, old.SizeY, old.SizeZ) == (now.R1, now.R2, now.SizeX, now.SizeY, now.SizeZ)
        && old.Spacing.Equals(now.Spacing)
        && old.Points.SequenceEqual(now.Points);

    private bool IsSame(BoundaryChange old, BoundaryChange now) =>
        (old.Tick, _names.Substrates[old.Substrate], old.Target) == (now.Tick, now.Substrate, now.Target)
        && old.Value.Equals(now.Value);

    private string Minutes(long ticks) =>
        string.Create(CultureInfo.InvariantCulture, $"{arm.Timing.MinutesAt(ticks):0.######} min");

    private void Add(string message, string value, string expected = "") =>
        _problems.Add(new BranchProblem(message, value, expected));

    private static string Text(PhaseGraph graph) =>
        $"{graph.Name} ({string.Join(", ", graph.Phases.Select(p => p.Name))})";

    private static string Text(GridSpec g) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{g.Nx} x {g.Ny} x {g.Nz} voxels of {g.Dx:0.###} x {g.Dy:0.###} x {g.Dz:0.###} um from ({g.OriginX:0.###}, {g.OriginY:0.###}, {g.OriginZ:0.###}) um"
        );

    private static string Text(Timing t) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"fields {t.FieldMinutes:0.######}, mechanics {t.MechanicsMinutes:0.######}, phenotype {t.PhenotypeMinutes:0.######} min"
        );
}
