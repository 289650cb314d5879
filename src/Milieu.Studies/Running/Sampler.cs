// Takes the measures of a run when they are due.
using System.Collections.Immutable;
using Milieu.Engine;
using Milieu.Runs;

namespace Milieu.Studies;

/// <summary>What was taken so far.</summary>
/// <param name="Values">Of measures that are increases, the value at their start stands under -1 - measure.</param>
/// <param name="Looks">Where the cells were that measures follow.</param>
internal sealed record Sampled(ImmutableArray<MeasuredValue> Values, ImmutableArray<CellLook> Looks)
{
    public static Sampled Nothing { get; } = new([], []);
}

/// <summary>Values as they are taken. What was taken is all that a resumed run needs to go on.</summary>
/// <remarks>A time is met by the first busy tick that does not lie before it; values carry the time that was asked for.</remarks>
internal sealed class Sampler
{
    private readonly Simulation _simulation;
    private readonly ImmutableArray<BoundMeasure> _measures;
    private readonly double _endMinutes;
    private readonly List<MeasuredValue> _taken;
    private readonly CellTracks _tracks = new();
    private readonly List<(long Tick, double Minutes, Act Act, int Measure)> _due = [];
    private readonly IMeasure[] _followed;
    private int _next;

    /// <param name="sampled">What an earlier part of the run took, up to its checkpoint.</param>
    /// <param name="doneUpTo">The tick of that checkpoint; -1 for a new run.</param>
    public Sampler(
        Simulation simulation,
        ImmutableArray<BoundMeasure> measures,
        double endMinutes,
        long endTick,
        Sampled sampled,
        long doneUpTo
    )
    {
        (_simulation, _measures, _endMinutes, _taken) = (simulation, measures, endMinutes, [.. sampled.Values]);
        _followed = [.. measures.Select(m => m.Value)];
        foreach (var look in sampled.Looks)
            _tracks.Add(look, double.PositiveInfinity);
        for (var m = 0; m < measures.Length; m++)
        {
            var times = Times(measures[m].Measure).ToArray();
            foreach (var minutes in times)
                _due.Add((Math.Min(TickOf(minutes), endTick), minutes, Act.Value, m));
            if (measures[m].Measure.FromMinutes is { } from)
                _due.Add((TickOf(from), from, Act.Base, m));
            foreach (var look in times.SelectMany(t => Looking.Times(measures[m].Value, t)).Distinct())
                _due.Add((TickOf(look), look, Act.Look, m));
        }
        _due.Sort();
        while (_next < _due.Count && _due[_next].Tick <= doneUpTo)
            _next++;
    }

    /// <summary>The tick at which something is due next.</summary>
    public long NextTick => _next < _due.Count ? _due[_next].Tick : long.MaxValue;

    public Sampled Sampled => new([.. _taken], [.. _tracks.Looks]);

    /// <summary>Takes what is due at this tick.</summary>
    public void Take()
    {
        var moment = new Moment(_simulation) { Tracks = _tracks };
        for (; _next < _due.Count && _due[_next].Tick <= _simulation.Tissue.Tick; _next++)
        {
            var (_, minutes, act, m) = _due[_next];
            var measure = _measures[m];
            if (act == Act.Look)
                Looking.Look(moment, _followed, _tracks);
            else if (act == Act.Base)
                _taken.Add(new MeasuredValue(-1 - m, minutes, measure.Value.At(moment)));
            else if (measure.Left is null || (!_taken.Exists(v => v.Measure == m) && measure.Holds(moment)))
                _taken.Add(new MeasuredValue(m, minutes, measure.Value.At(moment)));
        }
    }

    /// <summary>The values of the whole run, by measure and time.</summary>
    public ImmutableArray<MeasuredValue> Values()
    {
        var values = ImmutableArray.CreateBuilder<MeasuredValue>();
        for (var m = 0; m < _measures.Length; m++)
        {
            var (measure, at) = (_measures[m].Measure, m);
            var mine = _taken.Where(v => v.Measure == at).OrderBy(v => v.Minutes).ToList();
            // An event that never came: its time is infinite, any other value is not there.
            if (mine.Count == 0 && measure.Time.Kind == MeasureTimeKind.First)
                mine.Add(
                    new MeasuredValue(m, _endMinutes, measure.Of == "time" ? double.PositiveInfinity : double.NaN)
                );
            var start = measure.FromMinutes is null ? 0 : _taken.Find(v => v.Measure == -1 - at).Value;
            values.AddRange(
                mine.Where(v => v.Minutes >= (measure.FromMinutes ?? 0)).Select(v => v with { Value = v.Value - start })
            );
        }
        return values.ToImmutable();
    }

    private IEnumerable<double> Times(StudyMeasure measure)
    {
        var time = measure.Time;
        if (time.Kind == MeasureTimeKind.Last)
            return [_endMinutes];
        if (time.Kind == MeasureTimeKind.At)
            return time.Minutes;
        // A billionth forgives that the end is no whole multiple of a decimal interval by rounding alone.
        var count = (long)Math.Floor((_endMinutes / time.EveryMinutes) + 1e-9);
        return Enumerable.Range(0, (int)Math.Min(count + 1, 1_000_000)).Select(k => k * time.EveryMinutes);
    }

    private long TickOf(double minutes) =>
        _simulation.NextBusyTick(DueTicks.Whole(minutes / _simulation.Model.Timing.TickMinutes));

    /// <summary>In the order in which they are done at one tick.</summary>
    private enum Act
    {
        /// <summary>Remembers where cells are.</summary>
        Look = 0,

        /// <summary>Takes the value from which an increase counts.</summary>
        Base = 1,
        Value = 2,
    }
}
