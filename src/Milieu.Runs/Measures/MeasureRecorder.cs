// Measures one run: at each sample, and at the looks between samples that tracks need.
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Belongs to one run; call <see cref="Look"/> at the times of <see cref="NextLook"/> and <see cref="Sample"/> at samples.</summary>
/// <remarks>It reads the simulation and changes nothing, so a run that is measured has the bits of one that is not.</remarks>
internal sealed class MeasureRecorder(MeasureList list, Simulation simulation)
{
    private readonly Dictionary<MeasureForm, object> _memory = [];
    private readonly CellTracks _tracks = new();

    /// <summary>The first time after <paramref name="minutes"/> at which a sample at <paramref name="sample"/> needs a look; infinite for none.</summary>
    public double NextLook(double minutes, double sample)
    {
        var next = double.PositiveInfinity;
        foreach (var wish in list.Tracks)
        {
            var first = sample - wish.Window;
            var steps = Math.Max(0, Math.Floor(((minutes - first) / wish.Step) + 1e-9) + 1);
            var look = first + (steps * wish.Step);
            if (look > minutes && look < sample - 1e-9 && look >= 0)
                next = Math.Min(next, look);
        }
        return next;
    }

    /// <summary>Remembers where cells are.</summary>
    public void Look() => _tracks.Look(new TissueMoment(simulation), list.Tracks);

    /// <summary>The value of every measure now, in the order of the list; not a number where there is nothing to measure.</summary>
    public double[] Sample()
    {
        if (!list.Tracks.IsEmpty)
            Look();
        var sight = new Sight(this, new TissueMoment(simulation));
        return [.. Enumerable.Range(0, list.Measures.Length).Select(sight.Value)];
    }

    private sealed class Sight(MeasureRecorder recorder, TissueMoment moment) : MeasureSight
    {
        private readonly double?[] _values = new double?[recorder.MeasureCount];

        public override TissueMoment Moment => moment;

        public override CellTracks Tracks => recorder._tracks;

        public override double Value(int measure) => _values[measure] ??= recorder.Form(measure).Of(this);

        public override T Memory<T>(MeasureForm form, Func<T> make)
        {
            if (!recorder._memory.TryGetValue(form, out var memory))
                recorder._memory[form] = memory = make();
            return (T)memory;
        }
    }

    private int MeasureCount => list.Measures.Length;

    private MeasureForm Form(int measure) => list.Measures[measure].Form;
}
