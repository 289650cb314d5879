// What an author can say of endpoints: lesions, combinations, therapeutic indices, exposures.
using Milieu.Model;

namespace Milieu.Studies;

internal sealed class LesionsSpec
{
    [Key("of", "Measures of what is alive of each lesion, taken again and again: one, or a list.", IsShort = true)]
    public List<string> Of { get; } = [];

    [Key(
        "start",
        "The time of the baseline; by default where the study branches, else minute 0.",
        Measure = Measure.Time
    )]
    public Quantity? Start { get; set; }

    [Key(
        "visits",
        "When lesions are looked at: every 14 d from the start on, or times of the run; by default whenever they are measured."
    )]
    public List<string> Visits { get; } = [];

    [Key(
        "diameter",
        "The diameter of each lesion at the start, one for all or a list: sizes are in mm, and progression asks for 5 mm."
    )]
    public List<string> Diameter { get; } = [];

    [Key(
        "gone below",
        "The share of its start below which a lesion is not seen any more (default 0.001).",
        Measure = Measure.Fraction
    )]
    public Quantity? GoneBelow { get; set; }
}

internal sealed class CombinationSpec
{
    [Key("of", "The measure that the treatments are to take away, such as live tumor cells.", IsShort = true)]
    public string? Of { get; set; }

    [Key("at", "The time of its values; by default the last.", Measure = Measure.Time)]
    public Quantity? At { get; set; }

    [Key("control", "The arm without both.")]
    public string? Control { get; set; }

    [Key("a", "The arm with the first treatment alone.")]
    public string? A { get; set; }

    [Key("b", "The arm with the second treatment alone.")]
    public string? B { get; set; }

    [Key("both", "The arm with both.")]
    public string? Both { get; set; }

    [Key("factors", "In place of arms: two factors of vary whose values are doses, 0 among them.")]
    public List<string> Factors { get; } = [];
}

internal sealed class TherapeuticIndexSpec
{
    [Key("of", "The measure that the treatment is to take away, such as live tumor cells.", IsShort = true)]
    public string? Of { get; set; }

    [Key("at", "The time of the values; by default the last.", Measure = Measure.Time)]
    public Quantity? At { get; set; }

    [Key("control", "The arm without treatment.")]
    public string? Control { get; set; }

    [Key("toxicity", "A measure of the harm: larger is worse.")]
    public string? Toxicity { get; set; }

    [Key(
        "loss of",
        "In place of toxicity: a measure of what should be spared; the toxicity is the share that is lost."
    )]
    public string? LossOf { get; set; }
}

internal sealed class ExposureSpec
{
    [Key("of", "The measure under whose course the area lies, taken several times a run.", IsShort = true)]
    public string? Of { get; set; }

    [Key(
        "from",
        "The time at which the area begins; by default the first at which it is taken.",
        Measure = Measure.Time
    )]
    public Quantity? From { get; set; }

    [Key("until", "The time at which the area ends; by default the last.", Measure = Measure.Time)]
    public Quantity? Until { get; set; }
}
