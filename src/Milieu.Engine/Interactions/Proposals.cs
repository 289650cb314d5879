// Links that cells offer each other in one step.
namespace Milieu.Engine;

/// <summary>A cell's offer to attach to a neighbor, at a time within the step.</summary>
internal readonly record struct Proposal(double Time, ulong Id, ulong OtherId, int Row, int Other);

/// <summary>Offers gathered by each worker, then sorted by (time, ids): who gathered them leaves no trace.</summary>
internal sealed class Proposals(int workers)
{
    private static readonly Comparison<Proposal> Earlier = Compare;
    private readonly Proposal[][] _offers = [.. Enumerable.Range(0, workers).Select(_ => new Proposal[16])];
    private readonly int[] _counts = new int[workers];
    private Proposal[] _sorted = new Proposal[16];

    public void Clear() => Array.Clear(_counts);

    public void Add(int worker, Proposal proposal)
    {
        ref var offers = ref _offers[worker];
        if (_counts[worker] == offers.Length)
            Array.Resize(ref offers, offers.Length * 2);
        offers[_counts[worker]++] = proposal;
    }

    /// <summary>All offers, earliest first.</summary>
    public ReadOnlySpan<Proposal> Sorted()
    {
        var total = 0;
        foreach (var count in _counts)
            total += count;
        if (total > _sorted.Length)
            _sorted = new Proposal[total * 2];
        var at = 0;
        for (var worker = 0; worker < workers; worker++)
        {
            _offers[worker].AsSpan(0, _counts[worker]).CopyTo(_sorted.AsSpan(at));
            at += _counts[worker];
        }
        var sorted = _sorted.AsSpan(0, total);
        sorted.Sort(Earlier);
        return sorted;
    }

    private static int Compare(Proposal a, Proposal b)
    {
        var byTime = a.Time.CompareTo(b.Time);
        if (byTime != 0)
            return byTime;
        var byId = a.Id.CompareTo(b.Id);
        return byId != 0 ? byId : a.OtherId.CompareTo(b.OtherId);
    }
}
