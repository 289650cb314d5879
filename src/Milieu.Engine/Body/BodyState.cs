// The amounts of a body: state.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>What changes in a body: amounts, what is on its way, and the tallies of the tissue at its last step.</summary>
public sealed class BodyState : IDisposable
{
    private readonly ImmutableArray<int> _starts;

    public BodyState(CompiledModel model, CompiledBody body)
    {
        Species = body.Species.Length;
        Amounts = Make<double>("body_amounts", Species);
        var starts = ImmutableArray.CreateBuilder<int>();
        var length = 0;
        foreach (var reaction in body.Reactions)
        {
            starts.Add(length);
            length += reaction.DelaySteps;
        }
        _starts = starts.ToImmutable();
        History = Make<double>("body_history", length);
        Seen = Make<ulong>("body_seen", TypeTally.Kinds * model.Types.Length);
        var plan = body.Therapy ?? CompiledTherapy.None;
        Therapy = new TherapyState(
            plan,
            Make<double>("therapy_readouts", plan.Readouts.Length),
            Make<ulong>("dose_status", plan.Doses.Length),
            Make<long>("dose_tick", plan.Doses.Length),
            Make<ulong>("dose_delays", plan.Doses.Length),
            Make<double>("dose_amount", plan.Doses.Length),
            Make<double>("dose_reads", plan.Doses.Sum(d => d.Reads.Length))
        );
        var watches = model.SignalsRead().Any(s => s.Kind == SignalKind.NewSpecies);
        Felt = watches ? Make<double>("body_felt", Species) : null;
        for (var s = 0; s < Species; s++)
            Amounts[s] = body.Species[s].Initial;
        Feel();
        for (var r = 0; r < body.Reactions.Length; r++)
            RingOf(r, body.Reactions[r].DelaySteps)
                .Fill(body.Reactions[r].Before * body.Period * model.Timing.TickMinutes);
    }

    public int Species { get; }

    /// <summary>The amount of each species, in its own unit.</summary>
    public Column<double> Amounts { get; }

    /// <summary>For each delayed reaction, how far it went in each of its last steps.</summary>
    internal Column<double> History { get; }

    /// <summary>The tally by type when the body was last advanced.</summary>
    internal Column<ulong> Seen { get; }

    /// <summary>The amounts at the last phenotype step; null where nothing asks what is new.</summary>
    internal Column<double>? Felt { get; }

    /// <summary>Which doses were given, and what was watched.</summary>
    public TherapyState Therapy { get; }

    /// <summary>Columns that are state with their lengths, in the fixed order of hashes and checkpoints.</summary>
    public ImmutableArray<(Column Column, int Count)> StateColumns { get; private set; } = [];

    /// <summary>The ring of a delayed reaction; the step of number k has slot k modulo its length.</summary>
    internal Span<double> RingOf(int reaction, int steps) =>
        History.Span(_starts[reaction] + steps)[_starts[reaction]..];

    /// <summary>How far a delayed reaction has gone of which nothing has come back yet, in units of the reaction.</summary>
    /// <param name="steps">Its delay in steps of the body.</param>
    public double OnItsWay(int reaction, int steps)
    {
        var sum = 0.0;
        foreach (var extent in RingOf(reaction, steps))
            sum += extent;
        return sum;
    }

    /// <summary>By how much a species has grown since the last phenotype step.</summary>
    internal double GrownBy(int species) => Math.Max(0, Amounts[species] - Felt![species]);

    /// <summary>What is new now has been felt.</summary>
    internal void Feel()
    {
        if (Felt is not null)
            Amounts.Span(Species).CopyTo(Felt.Span(Species));
    }

    public void Dispose()
    {
        foreach (var (column, _) in StateColumns)
            column.Dispose();
    }

    private Column<T> Make<T>(string name, int count)
        where T : unmanaged
    {
        var column = new Column<T>(name);
        column.Reserve(Math.Max(1, count), 0);
        StateColumns = StateColumns.Add((column, count));
        return column;
    }
}
