// Blind ends of vessels that grew are joined to other vessels, or go.
namespace Milieu.Engine;

/// <summary>What is left lies between inlets, or on a ring that hangs on one.</summary>
internal sealed class VesselEnds(VesselDraft draft, double reach)
{
    // As a tip does not join its own trail.
    private const int Trail = 4;

    /// <summary>Each blind end goes to the nearest piece, if one lies ahead of it.</summary>
    public void Join()
    {
        var count = draft.Count;
        for (var piece = draft.Inlets; piece < count; piece++)
            if (draft.Linked(piece).Count == 1 && !Join(piece, 0.5))
                Join(piece, -0.5);
    }

    /// <summary>For each piece whether blood can come by: blind ends fall off, again and again.</summary>
    public bool[] Kept()
    {
        var kept = new bool[draft.Count];
        var degrees = new int[draft.Count];
        var blind = new Stack<int>();
        for (var piece = 0; piece < draft.Count; piece++)
            (kept[piece], degrees[piece]) = (true, draft.Linked(piece).Count);
        for (var piece = draft.Inlets; piece < draft.Count; piece++)
            if (degrees[piece] < 2)
                blind.Push(piece);
        while (blind.TryPop(out var gone))
        {
            kept[gone] = false;
            foreach (var other in draft.Linked(gone))
                if (kept[other] && --degrees[other] == 1 && other >= draft.Inlets)
                    blind.Push(other);
        }
        return kept;
    }

    /// <param name="ahead">The least cosine between the way there and the way that the end came.</param>
    private bool Join(int end, double ahead)
    {
        var at = draft.Spots[end];
        var from = draft.Linked(end)[0];
        var came = (at - draft.Spots[from]).Direction() ?? default;
        var near = draft.Near(at, reach);
        near.Sort(static (a, b) => a.Square != b.Square ? a.Square.CompareTo(b.Square) : a.Index.CompareTo(b.Index));
        foreach (var (other, square) in near)
            if (
                square > 0
                && (draft.Spots[other] - at).Dot(came) > ahead * Math.Sqrt(square)
                && !IsTrail(end, other)
                && draft.Bridge(end, other)
            )
                return true;
        return false;
    }

    private bool IsTrail(int end, int other)
    {
        var piece = end;
        for (var k = 0; k < Trail && piece >= 0; k++)
        {
            piece = draft.ParentOf(piece);
            if (piece == other)
                return true;
        }
        piece = other;
        for (var k = 0; k < Trail && piece >= 0; k++)
        {
            piece = draft.ParentOf(piece);
            if (piece == end)
                return true;
        }
        return false;
    }
}
