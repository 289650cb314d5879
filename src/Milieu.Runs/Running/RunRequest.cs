// What to run, and how: everything that the command line or a study decides.
using System.Collections.Immutable;
using Milieu.Engine;
using Milieu.Model;
using Milieu.PhysiCell;

namespace Milieu.Runs;

/// <summary>A text file that the model was read from, kept in the run folder.</summary>
/// <param name="Name">Path as the model names it, relative where it can be.</param>
public sealed record SourceText(string Name, string Text);

/// <summary>One run. Only the model, the seed and the kernel decide results; the rest decides what is written, and where.</summary>
public sealed record RunRequest
{
    public required CompiledModel Model { get; init; }

    public ImmutableArray<SourceText> Sources { get; init; } = [];

    /// <summary>Overrides as given, such as "cells.tumor.uptake.oxygen=5 /min".</summary>
    public ImmutableArray<string> Sets { get; init; } = [];

    public ImmutableArray<Origin> Origins { get; init; } = [];

    /// <summary>What was found in the model that does not stop it, one line each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    public ulong Seed { get; init; }

    public int Threads { get; init; } = Environment.ProcessorCount;

    public KernelKind Kernel { get; init; } = KernelKind.Vectorized;

    /// <summary>The run from whose state this one goes on; null to start from the model's own tissue.</summary>
    public BranchPoint? From { get; init; }

    /// <summary>Null: the end that the model gives.</summary>
    public double? UntilMinutes { get; init; }

    /// <summary>Null: runs/MODEL-SEED, with -2, -3 ... appended where that is taken.</summary>
    public string? Folder { get; init; }

    /// <summary>Replaces an existing run folder; never any other kind of folder.</summary>
    public bool Force { get; init; }

    /// <summary>Null: 60 min, or a twentieth of the run where that is shorter.</summary>
    public double? FrameMinutes { get; init; }

    /// <summary>Minutes between rows of counts and hashes; null: the phenotype period.</summary>
    public double? HashMinutes { get; init; }

    /// <summary>False: neither pictures of frames nor SVG snapshots.</summary>
    public bool Pictures { get; init; } = true;

    /// <summary>The substrate or structure that pictures show behind the cells; null for the first substrate.</summary>
    public string? Picture { get; init; }

    /// <summary>Minutes between the SVG snapshots of output/; null: one with each frame; 0: only at start and end.</summary>
    public double? SvgMinutes { get; init; }

    /// <summary>What the SVG snapshots show behind the cells; null for nothing.</summary>
    public SubstratePlot? SvgSubstrate { get; init; }

    /// <summary>Forms in which the moments of the run are written.</summary>
    public RunFormats Formats { get; init; } = RunFormats.Milieu;

    /// <summary>Wall time between checkpoints.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Times every stage and writes profile.json; results stay the same.</summary>
    public bool Profile { get; init; }

    /// <summary>Estimates the errors of the field step on the last state.</summary>
    public bool EstimateErrors { get; init; } = true;
}

/// <summary>How to go on with a run folder; the rest is read from it.</summary>
public sealed record ResumeRequest
{
    public required string Folder { get; init; }

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Null: the end that the run was started with.</summary>
    public double? UntilMinutes { get; init; }

    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Times every stage and writes profile.json; results stay the same.</summary>
    public bool Profile { get; init; }

    /// <summary>Estimates the errors of the field step on the last state.</summary>
    public bool EstimateErrors { get; init; } = true;
}
