// What is given to a patient, as an author writes it.
namespace Milieu.Model;

/// <summary>Agents and how the body handles them, doses, and what doses wait for.</summary>
public sealed class TherapySpec
{
    [Key("patient", "Who is treated: doses per kg and per m2 are of this patient.")]
    public PatientSpec Patient { get; set; } = new();

    [Key("agents", "What can be given, by name.")]
    public OrderedDictionary<string, MedicineSpec> Agents { get; } = [];

    [Key("start", "Day 0 of the plan (default: the start of the run).", Measure = Measure.Time)]
    public Quantity? Start { get; set; }

    [Key("readouts", "Numbers and truths about the patient that conditions may name, by name.")]
    public OrderedDictionary<string, ReadoutSpec> Readouts { get; } = [];

    [Key("doses", "What is given when, by name.")]
    public OrderedDictionary<string, DoseSpec> Doses { get; } = [];

    [Key("stop", "A condition; once it holds nothing more is given.")]
    public string? Stop { get; set; }
}

public sealed class PatientSpec
{
    [Key("weight", "Body weight (default 70 kg).", Measure = Measure.Mass, Span = Span.Positive)]
    public Quantity? Weight { get; set; }

    [Key("height", "Height (default 170 cm).", Measure = Measure.Length, Span = Span.Positive)]
    public Quantity? Height { get; set; }

    [Key(
        "surface",
        "Body surface (default: square root of weight in kg times height in cm over 3600, in m2).",
        Measure = Measure.Area,
        Span = Span.Positive
    )]
    public Quantity? Surface { get; set; }
}

public sealed class MedicineSpec : NotedSpec
{
    [Key("also", "Other names of it, such as those of products.")]
    public List<string> Also { get; set; } = [];

    [Key(
        "molar mass",
        "Mass of a mole, such as 145 kg/mol: doses in mg then fit species in nmol.",
        Measure = Measure.MolarMass,
        Span = Span.Positive
    )]
    public Quantity? MolarMass { get; set; }

    [Key("kinetics", "How it is spread and cleared; makes the species and reactions that this needs.")]
    public KineticsSpec? Kinetics { get; set; }

    [Key("routes", "Ways in, by name: the species that takes a dose.")]
    public OrderedDictionary<string, RouteSpec> Routes { get; } = [];
}

public sealed class RouteSpec
{
    [Key("into", "The species that takes a dose.", IsShort = true)]
    public string? Into { get; set; }

    [Key("share", "The share of a dose that gets there (default 1).", Measure = Measure.Fraction)]
    public Quantity? Share { get; set; }

    [Key("lag", "How much later a dose gets there.", Measure = Measure.Time)]
    public Quantity? Lag { get; set; }

    [Key("about", "What it is; free text.")]
    public string? About { get; set; }

    public static implicit operator RouteSpec(string into) => new() { Into = into };
}

public sealed class KineticsSpec
{
    [Key("central", "Volume of the central compartment.", Measure = Measure.Volume, Span = Span.Positive)]
    public Quantity? Central { get; set; }

    [Key("clearance", "Volume cleared per time.", Measure = Measure.Flow)]
    public Quantity? Clearance { get; set; }

    [Key("peripheral", "Volume of the second compartment.", Measure = Measure.Volume, Span = Span.Positive)]
    public Quantity? Peripheral { get; set; }

    [Key("exchange", "Flow between the first and the second.", Measure = Measure.Flow)]
    public Quantity? Exchange { get; set; }

    [Key(
        "saturable exchange",
        "Exchange between the first and the second that saturates, by the concentration that it leaves."
    )]
    public SaturableSpec? SaturableExchange { get; set; }

    [Key("deep", "Volume of the third compartment.", Measure = Measure.Volume, Span = Span.Positive)]
    public Quantity? Deep { get; set; }

    [Key("deep exchange", "Flow between the first and the third.", Measure = Measure.Flow)]
    public Quantity? DeepExchange { get; set; }

    [Key("saturable", "Clearance that saturates, beside the other.")]
    public SaturableSpec? Saturable { get; set; }

    [Key("depots", "Where doses wait before they reach the central compartment, by route.")]
    public OrderedDictionary<string, DepotSpec> Depots { get; } = [];
}

public sealed class SaturableSpec
{
    [Key("most", "The largest rate, amount or mass per time.", Measure = Measure.Open, Span = Span.Positive)]
    public Quantity? Most { get; set; }

    [Key("half", "The concentration at half of that rate.", Measure = Measure.Open, Span = Span.Positive)]
    public Quantity? Half { get; set; }
}

public sealed class DepotSpec
{
    [Key("absorption", "Rate at which it is taken up.", Measure = Measure.Rate, Span = Span.Positive, IsShort = true)]
    public Quantity? Absorption { get; set; }

    [Key(
        "share",
        "The share that reaches the central compartment (default 1); the rest is cleared.",
        Measure = Measure.Fraction
    )]
    public Quantity? Share { get; set; }

    [Key("lag", "How much later uptake begins.", Measure = Measure.Time)]
    public Quantity? Lag { get; set; }
}

public sealed class ReadoutSpec : NotedSpec
{
    [Key(
        "of",
        "An expression or condition over species, parameters, time, day, totals of the tissue and earlier readouts.",
        IsShort = true
    )]
    public string? Of { get; set; }

    [Key("unit", "The unit in which it is written down.")]
    public string? Unit { get; set; }

    public static implicit operator ReadoutSpec(string of) => new() { Of = of };
}

public sealed class DoseSpec : NotedSpec
{
    [Key("agent", "What is given (default: the agent of the dose's own name).")]
    public string? Agent { get; set; }

    [Key("route", "The way in (default: the only one of the agent).")]
    public string? Route { get; set; }

    [Key("into", "The species that takes it, in place of agent and route.")]
    public string? Into { get; set; }

    [Key(
        "amount",
        "How much each time: a number with a unit, per kg or m2 of the patient if so said, or an expression over parameters and tissue volume."
    )]
    public string? Amount { get; set; }

    [Key("at", "When, from the start of the plan: one time or several.", Measure = Measure.Time, Span = Span.Any)]
    public List<Quantity> At { get; set; } = [];

    [Key("every", "All of these times again after this time.", Measure = Measure.Time, Span = Span.Positive)]
    public Quantity? Every { get; set; }

    [Key("times", "How many times in all; or say until.", Measure = Measure.Count, Span = Span.Positive)]
    public Quantity? Times { get; set; }

    [Key("cycle", "All of that again after this time.", Measure = Measure.Time, Span = Span.Positive)]
    public Quantity? Cycle { get; set; }

    [Key("cycles", "How many cycles in all; or say until.", Measure = Measure.Count, Span = Span.Positive)]
    public Quantity? Cycles { get; set; }

    [Key("until", "No dose after this time of the plan.", Measure = Measure.Time)]
    public Quantity? Until { get; set; }

    [Key("over", "How long it flows in evenly (default: all at once).", Measure = Measure.Time)]
    public Quantity? Over { get; set; }

    [Key("if", "It is given only if this holds when it is due.")]
    public string? If { get; set; }

    [Key("else", "What if it does not hold: skip (default), delay 1 d up to 7 d, or scale 0.5.")]
    public string? Else { get; set; }
}
