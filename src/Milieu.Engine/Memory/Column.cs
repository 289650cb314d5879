// A growable, 64-byte-aligned native array: one property of every row.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Milieu.Engine;

/// <summary>The untyped face of a column: what sorting, hashing and checkpoints need.</summary>
public abstract unsafe class Column : IDisposable
{
    private protected Column(string name, int elementSize, string elementType)
    {
        Name = name;
        ElementSize = elementSize;
        ElementType = elementType;
    }

    public string Name { get; }

    /// <summary>Bytes per row.</summary>
    public int ElementSize { get; }

    /// <summary>numpy-like name of the element: "f8", "f4", "i4", "u8", "u2", "u1"; "V" and its bytes for a record.</summary>
    public string ElementType { get; }

    public int Capacity { get; private protected set; }

    /// <summary>Bytes of all rows.</summary>
    internal long Size => (long)Capacity * ElementSize;

    private protected byte* Memory { get; set; }

    private bool _isBorrowed;

    /// <summary>The raw bytes of the first <paramref name="count"/> rows.</summary>
    public Span<byte> Bytes(int count) => new(Memory, checked(count * ElementSize));

    /// <summary>Grows to hold at least <paramref name="capacity"/> rows, keeping the first <paramref name="keep"/>; new rows are zero.</summary>
    public void Reserve(int capacity, int keep)
    {
        if (capacity <= Capacity)
            return;
        var size = (nuint)capacity * (nuint)ElementSize;
        var fresh = (byte*)NativeMemory.AlignedAlloc((size + 63) & ~(nuint)63, 64);
        NativeMemory.Clear(fresh, (size + 63) & ~(nuint)63);
        if (Memory != null)
        {
            Buffer.MemoryCopy(Memory, fresh, (long)size, (long)keep * ElementSize);
            NativeMemory.AlignedFree(Memory);
        }
        Memory = fresh;
        Capacity = capacity;
    }

    /// <summary>Takes another column's memory and gives its own for it, where both have the same size.</summary>
    internal bool TryTrade(Column other)
    {
        if (Size != other.Size)
            return false;
        var theirs = other.Memory;
        other.Memory = Memory;
        Memory = theirs;
        return true;
    }

    /// <summary>Works in memory that another owns.</summary>
    internal void Borrow(byte* memory, int capacity)
    {
        _isBorrowed = true;
        Memory = memory;
        Capacity = capacity;
    }

    /// <summary>Sets rows [begin, end) to zero.</summary>
    public void Clear(int begin, int end) =>
        NativeMemory.Clear(Memory + ((long)begin * ElementSize), (nuint)(end - begin) * (nuint)ElementSize);

    /// <summary>Copies one row over another.</summary>
    public void CopyRow(int from, int to) =>
        Unsafe.CopyBlockUnaligned(
            Memory + ((long)to * ElementSize),
            Memory + ((long)from * ElementSize),
            (uint)ElementSize
        );

    /// <summary>target[k] = this[order[k]] for k in [begin, end), into raw memory of the same element size.</summary>
    public void Gather(byte* target, ReadOnlySpan<int> order, int begin, int end)
    {
        switch (ElementSize)
        {
            case 8:
                for (var k = begin; k < end; k++)
                    ((ulong*)target)[k] = ((ulong*)Memory)[order[k]];
                break;
            case 4:
                for (var k = begin; k < end; k++)
                    ((uint*)target)[k] = ((uint*)Memory)[order[k]];
                break;
            case 2:
                for (var k = begin; k < end; k++)
                    ((ushort*)target)[k] = ((ushort*)Memory)[order[k]];
                break;
            default:
                for (var k = begin; k < end; k++)
                    target[k] = Memory[order[k]];
                break;
        }
    }

    public void Dispose()
    {
        if (Memory != null && !_isBorrowed)
            NativeMemory.AlignedFree(Memory);
        Memory = null;
        Capacity = 0;
        GC.SuppressFinalize(this);
    }

    ~Column()
    {
        if (Memory != null && !_isBorrowed)
            NativeMemory.AlignedFree(Memory);
    }
}

/// <summary>A typed column. Rows beyond the owner's count are scratch.</summary>
public sealed unsafe class Column<T>(string name) : Column(name, sizeof(T), TypeName())
    where T : unmanaged
{
    public ref T this[int row] => ref ((T*)Memory)[row];

    public T* Pointer => (T*)Memory;

    public Span<T> Span(int count) => new(Memory, count);

    private static string TypeName() =>
        default(T) switch
        {
            double => "f8",
            float => "f4",
            int => "i4",
            ulong => "u8",
            uint => "u4",
            ushort => "u2",
            byte => "u1",
            _ => $"V{sizeof(T)}",
        };
}
