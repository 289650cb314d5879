// Actors by target.
namespace Milieu.Engine;

/// <summary>Rows that name a target, sorted by (target, actor): a target finds all who named it without a search in space.</summary>
internal sealed class TargetList : IDisposable
{
    private readonly Column<ulong> _keys = new("target_actor");

    public int Count { get; private set; }

    public int Target(int k) => (int)(_keys[k] >> 32);

    public int Actor(int k) => (int)(uint)_keys[k];

    /// <summary>Lists every row whose target is not below 0.</summary>
    public void Gather(Column<int> target, int rows)
    {
        Count = 0;
        for (var row = 0; row < rows; row++)
        {
            if (target[row] < 0)
                continue;
            if (Count == _keys.Capacity)
                _keys.Reserve((Count * 3 / 2) + 64, Count);
            _keys[Count++] = ((ulong)target[row] << 32) | (uint)row;
        }
        _keys.Span(Count).Sort();
    }

    /// <summary>The first entry with this target or a later one.</summary>
    public int First(int target)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Target(middle) < target)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    public void Dispose() => _keys.Dispose();
}
