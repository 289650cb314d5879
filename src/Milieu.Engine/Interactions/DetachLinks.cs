// Springs let go.
namespace Milieu.Engine;

/// <summary>Each spring tests both ends at once; attack links hold.</summary>
/// <remarks>p = 1 - (1 - k_a dt)(1 - k_b dt), k the detachment rates of both cells, 1/min.</remarks>
internal sealed class DetachLinks(StepContext context) : IRangeJob
{
    private readonly BehaviorValues _rate = new(context.Model, context.Cells, context.Model.Behaviors.DetachRate);
    private readonly double _dt = context.Model.Timing.MechanicsMinutes;

    public void Run(int begin, int end, int worker)
    {
        var (cells, links) = (context.Cells, context.Tissue.Links);
        var broken = 0;
        for (var k = begin; k < end; k++)
        {
            var (a, b) = (links.A[k], links.B[k]);
            if ((links.Kind[k] & (byte)LinkKind.Spring) == 0)
                continue;
            var hold = (1 - Math.Min(1, _rate.At(a) * _dt)) * (1 - Math.Min(1, _rate.At(b) * _dt));
            // The pair is named in order of id: its luck must not depend on where its rows lie.
            var pair =
                cells.Id[a] < cells.Id[b]
                    ? Chance.Mix(cells.Lineage[a], cells.Lineage[b])
                    : Chance.Mix(cells.Lineage[b], cells.Lineage[a]);
            if (context.Chance.Uniform(pair, context.Tick, Purpose.Detach) >= 1 - hold)
                continue;
            links.Kind[k] = (byte)(links.Kind[k] & ~(int)LinkKind.Spring);
            broken++;
        }
        context.Tissue.Tally.Add(EventKind.LinkBroken, broken);
    }
}
