// What a worker needs for a line of x: its substrates in double, its structures, and room to work in.
namespace Milieu.Engine;

/// <summary>Runs of one line, padded as the fields are.</summary>
internal sealed unsafe class VoxelLine : IDisposable
{
    private const int WorkRuns = 6;
    private readonly Tissue _tissue;
    private readonly int[] _substrates;
    private readonly int[] _slots;
    private readonly int[] _species;
    private readonly int _structures;
    private readonly Column<double> _memory = new("voxel_line");
    private int _first;

    /// <param name="depth">Runs that the deepest formula needs.</param>
    /// <param name="substrates">The substrates that formulas read.</param>
    /// <param name="species">The species of the body that they read.</param>
    public VoxelLine(Tissue tissue, int count, int depth, int[] substrates, int[] species)
    {
        _tissue = tissue;
        _substrates = substrates;
        _slots = [.. tissue.Fields.Select((_, s) => Array.IndexOf(substrates, s))];
        _species = species;
        _structures = tissue.Matrix.Structures.Length;
        Count = count;
        _memory.Reserve((depth + 1 + Read + (WorkRuns * _structures)) * count, 0);
    }

    /// <summary>Numbers in a run.</summary>
    public int Count { get; }

    /// <summary>Storage offset of the line's first voxel.</summary>
    public int First => _first;

    /// <summary>Numbers in one of the blocks of structures.</summary>
    public int BlockLength => _structures * Count;

    public double* Time => _memory.Pointer;

    public double* Stack => Block(WorkRuns);

    /// <summary>Room for every structure of the line, run after run: 0 to 5.</summary>
    public double* Block(int k) => Run(1 + Read) + ((long)k * BlockLength);

    private int Read => _substrates.Length + _species.Length;

    /// <summary>Reads what the line's formulas need that does not change while structures or reactions are advanced.</summary>
    public void Load(int line)
    {
        _first = line * Count;
        for (var k = 0; k < _substrates.Length; k++)
        {
            var values = Run(1 + k);
            if (_tissue.Fields[_substrates[k]] is Field<float> narrow)
                for (var i = 0; i < Count; i++)
                    values[i] = narrow.Values.Pointer[_first + i];
            else if (_tissue.Fields[_substrates[k]] is Field<double> wide)
                new ReadOnlySpan<double>(wide.Values.Pointer + _first, Count).CopyTo(new Span<double>(values, Count));
        }
        for (var k = 0; k < _species.Length; k++)
            new Span<double>(Run(1 + _substrates.Length + k), Count).Fill(_tissue.Body!.Amounts[_species[k]]);
    }

    /// <summary>Copies the structures of the line into the first block.</summary>
    public void LoadStructures()
    {
        for (var s = 0; s < _structures; s++)
            new Span<double>(_tissue.Matrix.Structures[s].Values.Pointer + _first, Count).CopyTo(
                new Span<double>(Block(0) + (s * Count), Count)
            );
    }

    public void SetTime(double minutes) => new Span<double>(Time, Count).Fill(minutes);

    /// <summary>Where an input of the line lies.</summary>
    /// <param name="structures">The structures that count now.</param>
    public double* Input(SignalInput input, double* structures) =>
        input.Kind switch
        {
            SignalKind.Substrate => Run(1 + _slots[input.Index]),
            SignalKind.Species => Run(1 + _substrates.Length + Array.IndexOf(_species, input.Index)),
            SignalKind.Structure when input.Index < _structures => structures + ((long)input.Index * Count),
            SignalKind.Structure => _tissue.Matrix[input.Index].Values.Pointer + _first,
            _ => Time,
        };

    public void Dispose() => _memory.Dispose();

    private double* Run(int run) => _memory.Pointer + ((long)run * Count);
}
