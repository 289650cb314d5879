// What an author can say of a study.
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>A study as its file says it, before anything is checked.</summary>
internal sealed class StudySpec
{
    [Key("study", "The name of the study.")]
    public string? Name { get; set; }

    [Key("claim", "What the study is to show or refute, in one sentence.")]
    public string? Claim { get; set; }

    [Key("source", "Where the claim is made: a DOI or a PMID, or keys of sources.")]
    public string? Source { get; set; }

    [Key("about", "Anything else that a reader should know; free text.")]
    public string? About { get; set; }

    [Key("model", "The base model, a file; relative to the study.")]
    public TextNode? Model { get; set; }

    [Key("include", "Modules that every arm adds to the base model, each overriding what came before it.")]
    public List<TextNode> Include { get; } = [];

    [Key("exclude", "Included files that every arm leaves out, by file name or its stem.")]
    public List<TextNode> Exclude { get; } = [];

    [Key("set", "Values that every arm changes, by path, such as cells.tumor.uptake.oxygen.")]
    public OrderedDictionary<string, TextNode> Set { get; } = [];

    [Key("end", "Where every run ends; by default as the model says.", Measure = Measure.Time)]
    public Quantity? End { get; set; }

    [Key("seeds", "How many (6 stands for seeds 1 to 6), or a list of seeds. Every arm runs with each.")]
    public TextNode? Seeds { get; set; }

    [Key("level", "The level of the tests (default 0.05).", Measure = Measure.Fraction)]
    public Quantity? Level { get; set; }

    [Key("arms", "What differs between runs, by name. None stands for the base model alone.")]
    public OrderedDictionary<string, ArmSpec> Arms { get; } = [];

    [Key("vary", "Factors, by name: every combination of their values is an arm, such as base, dose=3.")]
    public OrderedDictionary<string, VarySpec> Vary { get; } = [];

    [Key(
        "effects",
        "The scale of the regression over factors (default linear).",
        Naming = Naming.Word,
        Words = ["linear", "log"]
    )]
    public string? Effects { get; set; }

    [Key("branch", "Every seed grows one tumor; all its arms go on from that same tissue.")]
    public BranchSpec? Branch { get; set; }

    [Key("regions", "Named places of the tissue that measures may speak of.")]
    public OrderedDictionary<string, string> Regions { get; } = [];

    [Key("measures", "What is read from every run, by name.")]
    public OrderedDictionary<string, MeasureSpec> Measures { get; } = [];

    [Key("lesions", "What a radiologist would see: sums of diameters, RECIST categories, best responses. By name.")]
    public OrderedDictionary<string, LesionsSpec> Lesions { get; } = [];

    [Key(
        "combinations",
        "Two treatments alone and together: excess over Bliss and the stronger one, combination index. By name."
    )]
    public OrderedDictionary<string, CombinationSpec> Combinations { get; } = [];

    [Key("therapeutic indices", "Effect on the tumor over toxicity, in every arm but the control. By name.")]
    public OrderedDictionary<string, TherapeuticIndexSpec> TherapeuticIndices { get; } = [];

    [Key("exposures", "The area under the course of a measure, and its peak. By name.")]
    public OrderedDictionary<string, ExposureSpec> Exposures { get; } = [];

    [Key("expect", "Sentences that hold if the claim does, such as nest_cd8[soft] > 2 x nest_cd8[excluded].")]
    public List<ExpectSpec> Expect { get; } = [];
}

/// <summary>What the arms of a seed have in common.</summary>
internal sealed class BranchSpec
{
    [Key(
        "at",
        "When the arms branch off, such as the start of treatment: 7 d.",
        Measure = Measure.Time,
        IsShort = true
    )]
    public Quantity? At { get; set; }

    [Key("from", "The arm whose model grows the tumor; by default the base model with what all arms share.")]
    public string? From { get; set; }
}

/// <summary>One arm, or one level of a factor.</summary>
internal sealed class ArmSpec
{
    [Key("about", "What the arm is, in a few words.")]
    public string? About { get; set; }

    [Key("set", "Values that it changes, by path; an empty value takes away what is there.")]
    public OrderedDictionary<string, TextNode> Set { get; } = [];

    [Key("include", "Modules that it adds.")]
    public List<TextNode> Include { get; } = [];

    [Key("exclude", "Included files that it leaves out, by file name or its stem.")]
    public List<TextNode> Exclude { get; } = [];
}

/// <summary>A factor: values of one place of the model, or named levels.</summary>
internal sealed class VarySpec
{
    [Key("path", "The place of the model that takes the values.")]
    public string? Path { get; set; }

    [Key("values", "The values that the place takes, one an arm.")]
    public List<TextNode> Values { get; } = [];

    [Key("levels", "Levels by name, each with what it sets, includes or excludes.")]
    public OrderedDictionary<string, ArmSpec> Levels { get; } = [];
}

internal sealed class MeasureSpec
{
    [Key("of", "What is measured: arithmetic over names of measures.", IsShort = true)]
    public string? Of { get; set; }

    [Key(
        "at",
        "When: a time (7 d), several, last (the default), every 6 h, or the first time that something holds: when count of tumor < 10, every 1 h."
    )]
    public List<string> At { get; } = [];

    [Key("from", "The value is the increase since this time.", Measure = Measure.Time)]
    public Quantity? From { get; set; }

    [Key("unit", "The unit of the value; by default that of its only name, else a plain number.")]
    public string? Unit { get; set; }

    [Key("about", "What the measure means; free text.")]
    public string? About { get; set; }
}

internal sealed class ExpectSpec
{
    [Key(
        "say",
        "An inequality (a > 2 x b, also in a chain), or a band (a in 90 um .. 150 um), over measure[arm].",
        IsShort = true
    )]
    public string? Say { get; set; }

    [Key(
        "test",
        "How inequalities are judged: paired sign flip (the default) asks for p below the level, median for the median alone.",
        Naming = Naming.Word,
        Words = ["paired sign flip", "median"]
    )]
    public string? Test { get; set; }

    [Key("about", "Why it follows from the claim; free text.")]
    public string? About { get; set; }
}
