// The body of a trunk in that of an arm.
namespace Milieu.Engine;

/// <summary>Amounts, what is on its way, tallies, doses and readouts that both have; all else starts as the arm's body does.</summary>
internal sealed class BranchedBody(CompiledModel trunk, Tissue from, CompiledModel arm, Tissue to, BranchNames names)
{
    public void Copy()
    {
        for (var kind = 0; kind < TypeTally.Kinds; kind++)
        for (var t = 0; t < trunk.Types.Length; t++)
            Tally(from.ByType.Counts, to.ByType.Counts, kind, t);
        if (to.Body is not { } now || arm.Body is not { } body)
            return;
        if (from.Body is not { } old || trunk.Body is not { } before)
        {
            // Its flows count from the moment at which there is a body.
            var length = TypeTally.Kinds * arm.Types.Length;
            to.ByType.Counts.Span(length).CopyTo(now.Seen.Span(length));
            Therapy(CompiledTherapy.None, null, body.Therapy ?? CompiledTherapy.None, now.Therapy);
            return;
        }
        for (var s = 0; s < before.Species.Length; s++)
            now.Amounts[names.Species[s]] = old.Amounts[s];
        if (old.Felt is null)
            now.Feel();
        else if (now.Felt is not null)
            for (var s = 0; s < before.Species.Length; s++)
                now.Felt[names.Species[s]] = old.Felt[s];
        for (var kind = 0; kind < TypeTally.Kinds; kind++)
        for (var t = 0; t < trunk.Types.Length; t++)
            Tally(old.Seen, now.Seen, kind, t);
        for (var r = 0; r < before.Reactions.Length; r++)
            if (
                before.Reactions[r] is { DelaySteps: > 0 and var steps }
                && Reaction(body, before.Reactions[r].Name) is >= 0 and var k
            )
                old.RingOf(r, steps).CopyTo(now.RingOf(k, steps));
        Therapy(before.Therapy ?? CompiledTherapy.None, old.Therapy, body.Therapy ?? CompiledTherapy.None, now.Therapy);
    }

    /// <summary>The dose of a plan that is another plan's dose: same line, same number, same time, same species; -1 for none.</summary>
    public static int DoseIn(CompiledBody body, PlannedDose dose, CompiledBody? other)
    {
        var doses = other?.Therapy?.Doses ?? [];
        for (var k = 0; k < doses.Length; k++)
            if (
                (doses[k].Name, doses[k].Number, doses[k].Tick) == (dose.Name, dose.Number, dose.Tick)
                && other!.Species[doses[k].Species].Name == body.Species[dose.Species].Name
            )
                return k;
        return -1;
    }

    /// <summary>The readout that keeps the same of the same; -1 for none.</summary>
    public static int ReadoutIn(Readout readout, CompiledTherapy? plan)
    {
        var readouts = plan?.Readouts ?? [];
        for (var k = 0; k < readouts.Length; k++)
            if ((readouts[k].Name, readouts[k].Kind) == (readout.Name, readout.Kind))
                return k;
        return -1;
    }

    /// <summary>The number of a reaction; -1 where the body has none of that name.</summary>
    public static int Reaction(CompiledBody body, string name)
    {
        for (var k = 0; k < body.Reactions.Length; k++)
            if (body.Reactions[k].Name == name)
                return k;
        return -1;
    }

    private void Therapy(CompiledTherapy before, TherapyState? old, CompiledTherapy plan, TherapyState now)
    {
        for (var k = 0; k < plan.Readouts.Length; k++)
        {
            var same = old is null ? -1 : ReadoutIn(plan.Readouts[k], before);
            if (same >= 0)
                now.Readouts[k] = old!.Readouts[same];
            else if (plan.Readouts[k].Kind == ReadoutKind.Since)
                now.Readouts[k] = -1;
        }
        for (var d = 0; d < plan.Doses.Length && old is not null; d++)
        {
            if (DoseIn(arm.Body!, plan.Doses[d], trunk.Body) is not (>= 0 and var same))
                continue;
            now.Status[d] = old.Status[same];
            now.Tick[d] = old.Tick[same];
            now.Delays[d] = old.Delays[same];
            now.Amount[d] = old.Amount[same];
            for (var k = 0; k < Math.Min(plan.Doses[d].Reads.Length, before.Doses[same].Reads.Length); k++)
                now.Note(d, k, old.ReadOf(same, k));
        }
    }

    private void Tally(Column<ulong> old, Column<ulong> now, int kind, int type) =>
        now[(kind * arm.Types.Length) + names.Types[type]] = old[(kind * trunk.Types.Length) + type];
}
