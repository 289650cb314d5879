// Ingestion, fusion and links between rows that won each other.
namespace Milieu.Engine;

/// <summary>Does what Settle allowed; cells that were taken in become tombstones, swept at the next Commit.</summary>
public sealed class MergeStage(StepContext context) : IStage
{
    private readonly Absorption? _absorb = context.Claims.HasStructural
        ? new Absorption(context.Model, context.Cells)
        : null;

    private readonly DetachLinks? _detach = context.Claims.HasDetach ? new DetachLinks(context) : null;

    private readonly LinkMaking _making = new(context);

    public void Run()
    {
        var (claims, links) = (context.Claims, context.Tissue.Links);
        if (_detach is not null)
            context.Pool.Run(_detach, links.Count);
        if (claims.HasAttack)
            _making.FollowAttacks();
        if (claims.HasAttach)
            _making.AcceptProposals();
        var absorbed = _absorb is not null && Absorb(_absorb);
        if (absorbed)
        {
            context.Tissue.SortDue = true;
            links.RemoveOf(context.Cells.Flags, (byte)CellFlags.Tombstone);
        }
        else if (_detach is not null || claims.HasAttack || claims.HasAttach)
            links.Tidy();
    }

    private bool Absorb(Absorption absorb)
    {
        var (claims, tally) = (context.Claims, context.Tissue.Tally);
        var any = false;
        for (var k = 0; k < claims.Events.Count; k++)
        {
            var (actor, target) = (claims.Events.Actor(k), claims.Events.Target(k));
            if (!claims.Is(actor, Claim.Won))
                continue;
            any = true;
            if (claims.Is(actor, Claim.Ingest))
                absorb.Ingest(actor, target);
            else
                absorb.Fuse(actor, target);
            tally.Add(claims.Is(actor, Claim.Ingest) ? EventKind.Ingestion : EventKind.Fusion);
            if (claims.HasAttack)
                EndAttacksOn(target);
        }
        return any;
    }

    private void EndAttacksOn(int target)
    {
        var (attacks, targets) = (context.Claims.Attacks, context.Cells.AttackTarget!);
        for (var k = attacks.First(target); k < attacks.Count && attacks.Target(k) == target; k++)
        {
            if (targets[attacks.Actor(k)] != target)
                continue;
            targets[attacks.Actor(k)] = -1;
            context.Tissue.Tally.Add(EventKind.AttackEnd);
        }
    }
}
