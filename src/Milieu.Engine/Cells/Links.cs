// Springs between cells, as a table of rows.
namespace Milieu.Engine;

/// <summary>What holds a link; an attack link is exempt from detachment and from capacity.</summary>
[Flags]
public enum LinkKind
{
    None = 0,
    Spring = 1,

    /// <summary>The cell of the lower row attacks the other.</summary>
    LowAttacks = 2,

    /// <summary>The cell of the higher row attacks the other.</summary>
    HighAttacks = 4,

    /// <summary>Two pieces of one vessel; it carries no force.</summary>
    Vessel = 8,

    /// <summary>Every kind that pulls.</summary>
    Pulls = Spring | LowAttacks | HighAttacks,
}

/// <summary>Links (a, b) with row a below row b, sorted by (a, b), each pair once. Rows are remapped at Sort.</summary>
public sealed class Links : IDisposable
{
    private readonly Column<ulong> _keys = new("link_key");
    private int _added;

    public Column<int> A { get; } = new("link_a");

    public Column<int> B { get; } = new("link_b");

    /// <summary><see cref="LinkKind"/>.</summary>
    public Column<byte> Kind { get; } = new("link_kind");

    public int Count { get; private set; }

    public IReadOnlyList<Column> StateColumns => [A, B, Kind];

    public void SetCount(int count)
    {
        if (count > A.Capacity)
        {
            var capacity = Math.Max(count, (A.Capacity * 3 / 2) + 64);
            A.Reserve(capacity, Count);
            B.Reserve(capacity, Count);
            Kind.Reserve(capacity, Count);
            _keys.Reserve(capacity, 0);
        }
        Count = count;
    }

    /// <summary>The link between two rows, in either order; -1 for none. Links added since <see cref="Tidy"/> are not seen.</summary>
    public int Find(int row, int other)
    {
        var key = ((ulong)Math.Min(row, other) << 32) | (uint)Math.Max(row, other);
        var low = 0;
        var high = Count - _added;
        while (low < high)
        {
            var middle = (low + high) / 2;
            var there = ((ulong)A[middle] << 32) | (uint)B[middle];
            if (there == key)
                return middle;
            if (there < key)
                low = middle + 1;
            else
                high = middle;
        }
        return -1;
    }

    /// <summary>Appends a link between two different rows; <see cref="Tidy"/> must follow before anything reads the table.</summary>
    public void Add(int row, int other, LinkKind kind)
    {
        SetCount(Count + 1);
        _added++;
        Kind[Count - 1] = (byte)kind;
        Write(Count - 1, row, other);
    }

    /// <summary>Gives a link new rows; one below 0 marks it for <see cref="Tidy"/> to drop. The kind follows its cells.</summary>
    internal void Move(int link, int low, int high)
    {
        if (low < 0 || high < 0)
            Kind[link] = 0;
        else
            Write(link, low, high);
    }

    /// <summary>Drops every link of the rows that carry any bit of a mask: of mothers before they divide, for one.</summary>
    public void RemoveOf(Column<byte> flags, byte mask)
    {
        for (var k = 0; k < Count; k++)
            if (((flags[A[k]] | flags[B[k]]) & mask) != 0)
                Kind[k] = 0;
        Tidy();
    }

    /// <summary>Drops links of no kind, sorts by (a, b) and joins links of the same pair.</summary>
    public unsafe void Tidy()
    {
        var kept = 0;
        var sorted = true;
        for (var k = 0; k < Count; k++)
        {
            if (Kind[k] == 0)
                continue;
            _keys[kept] = ((ulong)A[k] << 32) | (uint)B[k];
            Kind[kept] = Kind[k];
            sorted &= kept == 0 || _keys[kept] > _keys[kept - 1];
            kept++;
        }
        if (!sorted)
            MemoryExtensions.Sort(_keys.Span(kept), Kind.Span(kept));
        var count = 0;
        for (var k = 0; k < kept; k++)
        {
            if (count > 0 && _keys[k] == _keys[count - 1])
            {
                Kind[count - 1] |= Kind[k];
                continue;
            }
            _keys[count] = _keys[k];
            Kind[count++] = Kind[k];
        }
        for (var k = 0; k < count; k++)
            (A[k], B[k]) = ((int)(_keys[k] >> 32), (int)(uint)_keys[k]);
        Count = count;
        _added = 0;
    }

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
        Kind.Dispose();
        _keys.Dispose();
    }

    private void Write(int link, int low, int high)
    {
        if (low > high)
        {
            (low, high) = (high, low);
            Kind[link] = (byte)Flip((LinkKind)Kind[link]);
        }
        (A[link], B[link]) = (low, high);
    }

    private static LinkKind Flip(LinkKind kind)
    {
        var flipped = kind & (LinkKind.Spring | LinkKind.Vessel);
        if ((kind & LinkKind.LowAttacks) != LinkKind.None)
            flipped |= LinkKind.HighAttacks;
        if ((kind & LinkKind.HighAttacks) != LinkKind.None)
            flipped |= LinkKind.LowAttacks;
        return flipped;
    }
}
