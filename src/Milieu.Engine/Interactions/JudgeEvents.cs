// Of events that name a cell in common, the least happens.
namespace Milieu.Engine;

/// <summary>
/// An event wins when it is the least, by (time, actor's id, target's id), of all that name its actor or its target.
/// </summary>
internal sealed class JudgeEvents(Cells cells, Claims claims) : IRangeJob
{
    public void Run(int begin, int end, int worker)
    {
        for (var k = begin; k < end; k++)
        {
            var (actor, target) = (claims.Events.Actor(k), claims.Events.Target(k));
            var wins =
                (claims.Target![target] < 0 || IsLess(actor, target))
                && IsLeastOf(actor, target)
                && IsLeastOf(actor, actor);
            if (wins)
                claims.Mark(actor, Claim.Won);
        }
    }

    /// <summary>True when no other event with this target comes before the actor's.</summary>
    private bool IsLeastOf(int actor, int target)
    {
        var events = claims.Events;
        for (var k = events.First(target); k < events.Count && events.Target(k) == target; k++)
            if (events.Actor(k) != actor && !IsLess(actor, events.Actor(k)))
                return false;
        return true;
    }

    private bool IsLess(int actor, int other)
    {
        var (a, b) = (claims.Time![actor], claims.Time[other]);
        return a < b || (a == b && cells.Id[actor] < cells.Id[other]);
    }
}
