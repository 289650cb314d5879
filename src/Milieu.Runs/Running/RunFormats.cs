// In which forms a run leaves its moments.
using System.Collections.Immutable;
using Milieu.Model;

namespace Milieu.Runs;

/// <summary>Forms of the moments of a run; any number of them at once.</summary>
[Flags]
public enum RunFormats
{
    None = 0,

    /// <summary>frames/TICK: cells as AnnData, fields as OME-Zarr, pictures.</summary>
    Milieu = 1,

    /// <summary>output/: the files of PhysiCell, for its readers.</summary>
    PhysiCell = 2,
}

/// <summary>Forms by the names that people and run.json give them.</summary>
public static class RunFormatNames
{
    private static readonly ImmutableArray<(string Name, RunFormats Format)> All =
    [
        ("milieu", RunFormats.Milieu),
        ("physicell", RunFormats.PhysiCell),
    ];

    public static ImmutableArray<string> Known { get; } = [.. All.Select(a => a.Name)];

    /// <summary>The form of a name, in whatever case; false, with the nearest known name or null, where there is none.</summary>
    public static bool TryParse(string name, out RunFormats format, out string? nearest)
    {
        nearest = null;
        format = All.FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Format;
        if (format == RunFormats.None)
            nearest = Nearest.To(name, Known);
        return format != RunFormats.None;
    }

    public static ImmutableArray<string> Of(RunFormats formats) =>
        [.. All.Where(a => formats.HasFlag(a.Format)).Select(a => a.Name)];
}
