// What makes two runs the same run.
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Milieu.Runs;

namespace Milieu.Studies;

/// <summary>A run that a study asks for.</summary>
/// <param name="Identity">Equal for runs that would give the same values, under one version of Milieu.</param>
public sealed record PlannedRun(Arm Arm, long Seed, string Identity)
{
    /// <summary>The run from whose state it goes on; null where it starts by itself.</summary>
    public PlannedRun? Trunk { get; init; }
}

/// <summary>Identity is (model hash, seed, end, measures), and the version beside it; threads do not change results.</summary>
public static class RunIdentity
{
    /// <summary>The version that made this program, with the mark of its build.</summary>
    public static string Version => RunRecord.Version;

    public static string MeasuresHash(Study study)
    {
        var said = study.Measures.Select(m => (object?[])[m.Name, m.Of, m.Time.ToString(), m.FromMinutes, m.UnitText]);
        var regions = study.Regions.Select(r => (object?[])[r.Key, r.Value]);
        return Hash(JsonSerializer.Serialize(said.Concat(regions).ToArray()));
    }

    /// <summary>Every arm with every seed.</summary>
    public static ImmutableArray<PlannedRun> Plan(Study study)
    {
        var measures = MeasuresHash(study);
        // Seed by seed: a study that is stopped has whole pairs to show.
        return [.. study.Seeds.SelectMany(seed => Of(study, seed, measures))];
    }

    private static IEnumerable<PlannedRun> Of(Study study, long seed, string measures)
    {
        if (study.Trunk is not { } grown)
            return study.Arms.Select(arm => new PlannedRun(arm, seed, Of(arm, seed, measures)));
        var trunk = new PlannedRun(grown.Arm, seed, Of(grown.Arm, seed, measures + "|trunk"));
        return study.Arms.Select(arm => new PlannedRun(arm, seed, Of(arm, seed, measures + "|" + trunk.Identity))
        {
            Trunk = trunk,
        });
    }

    private static string Of(Arm arm, long seed, string measures) =>
        Hash(string.Create(CultureInfo.InvariantCulture, $"{arm.ModelHash}|{seed}|{arm.EndMinutes:R}|{measures}"));

    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
