// What has become of a plan of doses: state.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>Where every planned dose stands and what the readouts hold. Since it is state, the log of doses survives whatever a run survives.</summary>
public sealed class TherapyState
{
    private readonly CompiledTherapy _plan;
    private readonly ImmutableArray<int> _firstReads;

    internal TherapyState(
        CompiledTherapy plan,
        Column<double> readouts,
        Column<ulong> status,
        Column<long> tick,
        Column<ulong> delays,
        Column<double> amount,
        Column<double> reads
    )
    {
        _plan = plan;
        (Readouts, Status, Tick, Delays, Amount, Reads) = (readouts, status, tick, delays, amount, reads);
        var firsts = ImmutableArray.CreateBuilder<int>(plan.Doses.Length);
        var first = 0;
        foreach (var dose in plan.Doses)
        {
            firsts.Add(first);
            first += dose.Reads.Length;
        }
        _firstReads = firsts.ToImmutable();
        for (var d = 0; d < plan.Doses.Length; d++)
            Tick[d] = plan.Doses[d].Tick;
    }

    /// <summary>The value of each readout at the last step of the body; what has held since when, less 1, is below 0 while it does not.</summary>
    internal Column<double> Readouts { get; }

    internal Column<ulong> Status { get; }

    /// <summary>When a dose began or was left out; of one that is due, when it is asked about next.</summary>
    internal Column<long> Tick { get; }

    internal Column<ulong> Delays { get; }

    internal Column<double> Amount { get; }

    /// <summary>What conditions had read when they were last asked, dose by dose.</summary>
    internal Column<double> Reads { get; }

    public double ReadoutOf(int index) =>
        _plan.Readouts[index].Kind == ReadoutKind.Since ? Math.Max(0, Readouts[index]) : Readouts[index];

    public DoseStatus StatusOf(int dose) => (DoseStatus)Status[dose];

    /// <summary>When it began, was left out, or is asked about next.</summary>
    public long TickOf(int dose) => Tick[dose];

    /// <summary>How often it was put off.</summary>
    public long DelaysOf(int dose) => (long)Delays[dose];

    /// <summary>What was given, in the unit of the species; 0 where nothing was.</summary>
    public double AmountOf(int dose) => Amount[dose];

    /// <summary>What a dose's condition had read when it was last asked.</summary>
    public double ReadOf(int dose, int read) => Reads[_firstReads[dose] + read];

    internal void Note(int dose, int read, double value) => Reads[_firstReads[dose] + read] = value;

    internal bool Flows(int dose) => StatusOf(dose) is DoseStatus.Given or DoseStatus.Scaled;

    internal void Settle(int dose, DoseStatus status, long tick, double amount)
    {
        (Status[dose], Tick[dose], Amount[dose]) = ((ulong)status, tick, amount);
    }
}
