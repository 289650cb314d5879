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
}

/// <summary>Links (a, b) with row a below row b, sorted by (a, b). Rows are remapped at Sort.</summary>
public sealed class Links : IDisposable
{
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
        }
        Count = count;
    }

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
        Kind.Dispose();
    }
}
