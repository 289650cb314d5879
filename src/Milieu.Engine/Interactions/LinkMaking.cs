// Springs form, and attacks hold on.
namespace Milieu.Engine;

/// <summary>Changes the table of links at the end of a step: the one serial part of it.</summary>
internal sealed class LinkMaking
{
    private readonly Tissue _tissue;
    private readonly Cells _cells;
    private readonly Claims _claims;
    private readonly BehaviorValues _capacity;
    private readonly Column<int>? _held;

    public LinkMaking(StepContext context)
    {
        _tissue = context.Tissue;
        _cells = context.Cells;
        _claims = context.Claims;
        _capacity = new BehaviorValues(context.Model, _cells, context.Model.Behaviors.MaxAttachments);
        _held = _claims.HasAttach ? _cells.Scratch<int>("links_held") : null;
    }

    /// <summary>
    /// Attacks that ended let go, of a spring between the two as well (contract 11: one spring a pair, and the end of
    /// an attack cuts it), unless the other attacks on or the attacker died; those that began and go on hold, whatever the capacity.
    /// </summary>
    public void FollowAttacks()
    {
        var (attacks, links) = (_claims.Attacks, _tissue.Links);
        for (var k = 0; k < attacks.Count; k++)
        {
            var (actor, target) = (attacks.Actor(k), attacks.Target(k));
            if (!_claims.Is(actor, Claim.AttackEnded) || links.Find(actor, target) is not (>= 0 and var link))
                continue;
            var held = actor < target ? LinkKind.LowAttacks : LinkKind.HighAttacks;
            var left = (LinkKind)links.Kind[link] & ~held;
            // A dead cell ends nothing of its own accord: its hold stays, as a spring.
            left = _cells.IsLive(actor) ? left & ~LinkKind.Spring : left | LinkKind.Spring;
            links.Kind[link] = (byte)left;
        }
        for (var k = 0; k < attacks.Count; k++)
            if (_claims.Is(attacks.Actor(k), Claim.AttackStarted) && !_claims.Is(attacks.Actor(k), Claim.AttackEnded))
                links.Add(attacks.Actor(k), attacks.Target(k), LinkKind.LowAttacks);
    }

    /// <summary>Accepts offers, earliest first, while both cells have room.</summary>
    public void AcceptProposals()
    {
        var offers = _claims.Proposals.Sorted();
        if (offers.IsEmpty)
            return;
        var (held, links) = (_held!, _tissue.Links);
        held.Clear(0, _cells.Count);
        for (var k = 0; k < links.Count; k++)
        {
            if ((links.Kind[k] & (byte)LinkKind.Spring) == 0)
                continue;
            held[links.A[k]]++;
            held[links.B[k]]++;
        }
        foreach (var offer in offers)
        {
            if (held[offer.Row] >= (int)_capacity.At(offer.Row) || held[offer.Other] >= (int)_capacity.At(offer.Other))
                continue;
            held[offer.Row]++;
            held[offer.Other]++;
            links.Add(offer.Row, offer.Other, LinkKind.Spring);
            _tissue.Tally.Add(EventKind.LinkMade);
        }
    }
}
