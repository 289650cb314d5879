// Alive, or dead in which way: what neighbors see of a cell.
namespace Milieu.Engine;

/// <summary>What a neighbor can tell of a cell.</summary>
public enum CellState
{
    Live = 0,
    Apoptotic = 1,
    Necrotic = 2,
    OtherDead = 3,
}

/// <summary>The state of a cell from its flags and its phase (contract 6.1: by the code of the phase).</summary>
public sealed unsafe class CellStates
{
    private const int Phases = 256;
    private readonly CellState[] _dead;
    private readonly Cells _cells;

    public CellStates(CompiledModel model, Cells cells)
    {
        _cells = cells;
        _dead = new CellState[model.Types.Length * 2 * Phases];
        Array.Fill(_dead, CellState.OtherDead);
        for (var type = 0; type < model.Types.Length; type++)
        for (var death = 0; death < 2; death++)
        {
            var phases = model.Types[type].Deaths[death].Graph.Phases;
            for (var phase = 0; phase < phases.Length; phase++)
                _dead[(((type * 2) + death) * Phases) + phase] = phases[phase].Code switch
                {
                    100 => CellState.Apoptotic,
                    >= 101 and <= 103 => CellState.Necrotic,
                    _ => CellState.OtherDead,
                };
        }
    }

    public CellState Of(int row)
    {
        var flags = (CellFlags)_cells.Flags.Pointer[row];
        if ((flags & CellFlags.Dead) == CellFlags.None)
            return CellState.Live;
        var death = (flags & CellFlags.Necrosis) != CellFlags.None ? 1 : 0;
        return _dead[(((_cells.Type.Pointer[row] * 2) + death) * Phases) + _cells.Phase.Pointer[row]];
    }
}
