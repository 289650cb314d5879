// Working memory that all substrates share.
namespace Milieu.Engine;

/// <summary>Per voxel: one more copy of a field, and two exchange coefficients where cells exchange.</summary>
internal sealed unsafe class FieldScratch : IDisposable
{
    private readonly Column<double> _stage = new("field_stage");
    private readonly Column<double> _rate = new("field_rate");
    private readonly Column<double> _source = new("field_source");

    /// <param name="elements">Elements of one field, padding included.</param>
    /// <param name="elementSize">Bytes of the widest field.</param>
    public FieldScratch(int elements, int elementSize, bool exchanges)
    {
        var words = (int)((((long)elements * elementSize) + 7) / 8);
        _stage.Reserve(words, 0);
        if (exchanges)
        {
            _rate.Reserve(words, 0);
            _source.Reserve(words, 0);
        }
        Bytes = (exchanges ? 3L : 1L) * words * sizeof(double);
    }

    public long Bytes { get; }

    /// <summary>The other copy of the field that is being advanced; free for anything between windows.</summary>
    public void* Stage => _stage.Pointer;

    /// <summary>What leaves a voxel, per unit of density.</summary>
    public void* Rate => _rate.Pointer;

    /// <summary>What enters a voxel.</summary>
    public void* Source => _source.Pointer;

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
        _rate.Dispose();
        _source.Dispose();
    }
}
