// run.json: what was run, kept beside what came out.
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Milieu.Engine;
using Milieu.Model;
using Milieu.PhysiCell;

namespace Milieu.Runs;

/// <summary>The record of a run folder. Times in minutes.</summary>
internal sealed record RunRecord
{
    /// <summary>Raised when a reader of an older layout would go wrong.</summary>
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public int Format { get; init; } = CurrentFormat;

    public required string Milieu { get; init; }

    public required string Model { get; init; }

    public required string ModelHash { get; init; }

    public required ulong Seed { get; init; }

    public required string Kernel { get; init; }

    /// <summary>Null for a run that started from its own tissue.</summary>
    public BranchRecord? Branch { get; init; }

    public required double UntilMinutes { get; init; }

    public required double FrameMinutes { get; init; }

    public required double HashMinutes { get; init; }

    public required bool Pictures { get; init; }

    public string? Picture { get; init; }

    public double? SvgMinutes { get; init; }

    public SubstratePlot? SvgSubstrate { get; init; }

    /// <summary>Forms of the moments, by name.</summary>
    public ImmutableArray<string> Formats { get; init; } = RunFormatNames.Of(RunFormats.Milieu);

    /// <summary>Files under model/, in the order in which they were read; the first is the model itself.</summary>
    public ImmutableArray<StoredSource> Sources { get; init; } = [];

    public ImmutableArray<string> Sets { get; init; } = [];

    /// <summary>What was found in the model that did not stop it.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    public ImmutableArray<Origin> Origins { get; init; } = [];

    public required Machine Machine { get; init; }

    public required DateTimeOffset Started { get; init; }

    [JsonIgnore]
    public KernelKind KernelKind => Enum.Parse<KernelKind>(Kernel, ignoreCase: true);

    public bool Has(RunFormats format) => RunFormatNames.Of(format).All(Formats.Contains);

    public static string Version { get; } =
        typeof(RunRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "unknown";

    /// <summary>The version without the mark of the build.</summary>
    public static string PlainVersion => Version.Split('+')[0];

    public static RunRecord Of(RunRequest request, string modelHash)
    {
        var timing = request.Model.Timing;
        var until = request.UntilMinutes ?? timing.MinutesAt(timing.EndTick);
        return new RunRecord
        {
            Milieu = Version,
            Model = request.Model.Name,
            ModelHash = modelHash,
            Seed = request.Seed,
            Kernel = request.Kernel.ToString(),
            UntilMinutes =
                until >= 0 ? until : throw new ArgumentOutOfRangeException(nameof(request), "the end is negative"),
            FrameMinutes = Interval(request.FrameMinutes ?? Math.Max(Math.Min(60, until / 20), timing.TickMinutes)),
            HashMinutes = Interval(request.HashMinutes ?? timing.PhenotypeMinutes),
            Pictures = request.Pictures,
            Picture = request.Picture,
            SvgMinutes = request.SvgMinutes is { } minutes and not 0 ? Interval(minutes) : request.SvgMinutes,
            SvgSubstrate = request.SvgSubstrate,
            Formats = RunFormatNames.Of(request.Formats),
            Sources = StoredSource.Of(request.Sources),
            Sets = request.Sets,
            Warnings = request.Warnings,
            Origins = request.Origins,
            Machine = Machine.Here(),
            Started = TimeProvider.System.GetLocalNow(),
        };
    }

    public static RunRecord Parse(string json) =>
        JsonSerializer.Deserialize<RunRecord>(json, Json) ?? throw new JsonException("empty");

    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    private static double Interval(double minutes) =>
        minutes > 0 && double.IsFinite(minutes)
            ? minutes
            : throw new ArgumentOutOfRangeException(nameof(minutes), minutes, "an interval must be above zero");
}

/// <summary>Where a run was made; no result depends on it.</summary>
internal sealed record Machine(string System, string Architecture, string Runtime, int Processors, int VectorBits)
{
    public static Machine Here() =>
        new(
            RuntimeInformation.OSDescription,
            RuntimeInformation.ProcessArchitecture.ToString(),
            RuntimeInformation.FrameworkDescription,
            Environment.ProcessorCount,
            Vector512.IsHardwareAccelerated ? 512
                : Vector256.IsHardwareAccelerated ? 256
                : 128
        );
}

/// <param name="Path">As it was read.</param>
/// <param name="Stored">File name under model/.</param>
internal sealed record StoredSource(string Path, string Stored)
{
    /// <summary>Includes may lie anywhere, so names are flattened, and numbered where two files share one.</summary>
    public static ImmutableArray<StoredSource> Of(ImmutableArray<SourceText> sources)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var stored = ImmutableArray.CreateBuilder<StoredSource>();
        foreach (var source in sources)
        {
            var name = System.IO.Path.GetFileName(source.Name);
            var unique = name;
            for (var n = 2; !taken.Add(unique); n++)
                unique = $"{n}-{name}";
            stored.Add(new StoredSource(source.Name, unique));
        }
        return stored.ToImmutable();
    }
}
