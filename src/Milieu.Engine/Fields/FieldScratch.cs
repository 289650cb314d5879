// Working memory of substrates that are advanced one after another.
namespace Milieu.Engine;

/// <summary>Per voxel: one more copy of a field, and two exchange coefficients of each substrate that is exchanged.</summary>
internal sealed unsafe class FieldScratch : IDisposable
{
    /// <summary>On larger grids substrates share their coefficients, which are worked out in every window then.</summary>
    public const int MostOwn = 1 << 20;

    private readonly Column<double> _stage = new("field_stage");
    private readonly List<VoxelRates> _rates = [];
    private readonly int _words;
    private readonly bool _shares;

    /// <param name="elements">Elements of one field, padding included.</param>
    /// <param name="elementSize">Bytes of the widest field.</param>
    public FieldScratch(int elements, int elementSize)
    {
        _words = (int)((((long)elements * elementSize) + 7) / 8);
        _shares = elements > MostOwn;
        _stage.Reserve(_words, 0);
    }

    public long Bytes => (1L + (2 * _rates.Count)) * _words * sizeof(double);

    /// <summary>The other copy of the field that is being advanced; free for anything between windows.</summary>
    public void* Stage => _stage.Pointer;

    /// <summary>Memory for one more substrate that is exchanged.</summary>
    public VoxelRates RatesOfNext()
    {
        if (!_shares || _rates.Count == 0)
            _rates.Add(new VoxelRates(_words, !_shares));
        return _rates[^1];
    }

    /// <summary>What stands in the copy becomes the field's; the copy takes the memory that the field had.</summary>
    public void GiveStageTo(Field field)
    {
        if (!_stage.TryTrade(field.Block))
            new ReadOnlySpan<byte>(_stage.Pointer, checked((int)field.Block.Size)).CopyTo(
                field.Block.Bytes(field.Length)
            );
    }

    public void Dispose()
    {
        _stage.Dispose();
        foreach (var rates in _rates)
            rates.Dispose();
    }
}

/// <summary>Two exchange coefficients for each voxel.</summary>
internal sealed unsafe class VoxelRates : IDisposable
{
    private readonly Column<double> _rate = new("field_rate");
    private readonly Column<double> _source = new("field_source");

    public VoxelRates(int words, bool areOwn)
    {
        AreOwn = areOwn;
        _rate.Reserve(words, 0);
        _source.Reserve(words, 0);
    }

    /// <summary>One substrate alone writes them: they hold from one window to the next.</summary>
    public bool AreOwn { get; }

    /// <summary>What leaves a voxel, per unit of density.</summary>
    public void* Rate => _rate.Pointer;

    /// <summary>What enters a voxel.</summary>
    public void* Source => _source.Pointer;

    public void Dispose()
    {
        _rate.Dispose();
        _source.Dispose();
    }
}
