// A tissue between two steps, as measures see it.
using Milieu.Engine;

namespace Milieu.Studies;

/// <summary>The state before a tick, with what several measures make of it (maps, indices) made once.</summary>
public sealed class Moment(Simulation simulation)
{
    private readonly Dictionary<object, object> _made = [];

    public Simulation Simulation => simulation;

    public CompiledModel Model => simulation.Model;

    public Tissue Tissue => simulation.Tissue;

    /// <summary>Where cells were at earlier looks; empty where nobody asked for it.</summary>
    public CellTracks Tracks { get; init; } = new();

    /// <summary>Simulated minutes since the start.</summary>
    public double Minutes => simulation.Minutes;

    /// <summary>What <paramref name="make"/> gives, made at the first call with an equal key and kept for this moment.</summary>
    public T Shared<T>(object key, Func<Moment, T> make)
        where T : class
    {
        if (_made.TryGetValue(key, out var made))
            return (T)made;
        var fresh = make(this);
        _made[key] = fresh;
        return fresh;
    }
}
