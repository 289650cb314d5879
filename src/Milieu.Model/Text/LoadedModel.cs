// What loading a model's text gives.
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Where a value comes from; for <c>explain</c>.</summary>
/// <param name="Path">Such as <c>cells.tumor.uptake.oxygen</c> or <c>cells.tumor.rules[0]</c>.</param>
/// <param name="File">The file, or <c>--set</c>.</param>
public sealed record Origin(string Path, string Value, string File, int Line, int Column);

/// <summary>What a model says about its run; no part of its hash.</summary>
/// <param name="FrameMinutes">From one frame to the next, min.</param>
/// <param name="EndMinutes">Where a run ends unless told otherwise, min.</param>
public sealed record OutputSpec(double FrameMinutes, double EndMinutes)
{
    /// <summary>The substrate or structure that pictures show; null for the first substrate.</summary>
    public string? Picture { get; init; }
}

/// <summary>What a project in another program's language says about its run and its output; no part of the model.</summary>
public sealed record ProjectWishes
{
    /// <summary>Null where the project leaves chance to the clock.</summary>
    public ulong? Seed { get; init; }

    /// <summary>From one saved state to the next, min; null where none is wanted.</summary>
    public double? SaveMinutes { get; init; }

    /// <summary>From one picture to the next, min; null where none is wanted.</summary>
    public double? PictureMinutes { get; init; }

    /// <summary>The substrate behind the cells of a picture; null for none.</summary>
    public string? PictureSubstrate { get; init; }

    /// <summary>Densities at the ends of a picture's colors; null to take them from the field.</summary>
    public double? PictureLow { get; init; }

    public double? PictureHigh { get; init; }

    /// <summary>The name of a picture's colors for densities, as the project says it.</summary>
    public string PictureColors { get; init; } = "";
}

/// <summary>A model read from text: all mistakes at once, and the compiled model when none is an error.</summary>
public sealed record LoadedModel
{
    public ModelSpec? Spec { get; init; }

    public CompiledModel? Compiled { get; init; }

    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    public required IReadOnlyList<Origin> Origins { get; init; }

    public required OutputSpec Output { get; init; }

    /// <summary>What was said about optional names that are absent.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>The sources that the model names, by key.</summary>
    public IReadOnlyDictionary<string, SourceSpec> Sources { get; init; } = new Dictionary<string, SourceSpec>();

    /// <summary>Null for a model in the model language.</summary>
    public ProjectWishes? Wishes { get; init; }

    public bool HasErrors => Diagnostics.Any(d => d.Severity == Severity.Error);
}
