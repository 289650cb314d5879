// A cell definition with everything that it inherited.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>A number and where it was said; nowhere where it is a default of the field.</summary>
internal readonly record struct Said(double Value, Mark? At);

/// <param name="Units">As written.</param>
internal sealed record CustomValue(Said Value, string Units, bool IsConserved);

internal sealed class TypeState
{
    private readonly Dictionary<string, Said> _numbers = new(StringComparer.Ordinal);

    public required string Name { get; set; }

    public required Mark At { get; set; }

    public int CycleCode { get; private set; } = CycleModels.BuiltIn;

    public Mark? CycleAt { get; set; }

    /// <summary>Exit rate of each phase of the cycle, 1/min.</summary>
    public Said[] ExitRates { get; private set; } = Rates(CycleModels.BuiltIn);

    /// <summary>The durations that the exit rates come from; null for rates that were said as such.</summary>
    public double?[] Durations { get; private set; } = new double?[Rates(CycleModels.BuiltIn).Length];

    public bool IsMotile { get; set; }

    public Mark? MotileAt { get; set; }

    public bool InPlane { get; set; }

    public Taxis Taxis { get; set; } = Taxis.None;

    public Mark? TaxisAt { get; set; }

    /// <summary>Whether daughters can be of other types; without it the probabilities do nothing.</summary>
    public bool DividesAsymmetrically { get; set; }

    public string? TaxisSubstrate { get; set; }

    public int TaxisDirection { get; set; } = 1;

    public OrderedDictionary<string, CustomValue> Custom { get; private init; } = [];

    public IEnumerable<KeyValuePair<string, Said>> Numbers => _numbers;

    /// <summary>The definition that exists before any is read (contract 3.1).</summary>
    public static TypeState BuiltInDefault()
    {
        var state = new TypeState { Name = "default", At = new Mark("", 0, 0) };
        state.Set("death\tapoptosis\trate", new Said(0.00319 / 60, null));
        return state;
    }

    public Said? Number(string path) => _numbers.TryGetValue(path, out var said) ? said : null;

    public double Value(string path, double fallback) => Number(path)?.Value ?? fallback;

    public void Set(string path, Said said) => _numbers[path] = said;

    public void Clear(string prefix)
    {
        foreach (var path in _numbers.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).ToList())
            _numbers.Remove(path);
    }

    /// <summary>Another cycle model with its default rates.</summary>
    public void TakeCycle(int code)
    {
        CycleCode = code;
        ExitRates = Rates(code);
        Durations = new double?[ExitRates.Length];
    }

    public void TakeRatesOf(TypeState other)
    {
        ExitRates = [.. other.ExitRates];
        Durations = [.. other.Durations];
    }

    public TypeState Copy(string name, Mark at)
    {
        var copy = new TypeState
        {
            Name = name,
            At = at,
            CycleCode = CycleCode,
            CycleAt = CycleAt,
            ExitRates = [.. ExitRates],
            Durations = [.. Durations],
            IsMotile = IsMotile,
            MotileAt = MotileAt,
            InPlane = InPlane,
            Taxis = Taxis,
            TaxisAt = TaxisAt,
            TaxisSubstrate = TaxisSubstrate,
            TaxisDirection = TaxisDirection,
            DividesAsymmetrically = DividesAsymmetrically,
            Custom = new OrderedDictionary<string, CustomValue>(Custom),
        };
        foreach (var (path, said) in _numbers)
            copy._numbers[path] = said;
        return copy;
    }

    /// <summary>What a definition does not inherit from the default unless it names it as its parent (contract 3.1).</summary>
    public void Reset()
    {
        (IsMotile, MotileAt, Taxis, TaxisAt) = (false, null, Taxis.None, null);
        foreach (
            var prefix in new[]
            {
                "motility\tchemotaxis\t",
                "secretion\t",
                "uptake\t",
                "export\t",
                "phagocytose\t",
                "attack\ttargets\t",
                TypePlaces.AttackDamage,
                "fuse\t",
                "transform\t",
                "asymmetric division\t",
            }
        )
            Clear(prefix);
    }

    private static Said[] Rates(int code) =>
        [.. CycleModels.Graph(code).Phases.Select(p => new Said(p.Links[0].Rate, null))];
}
