// ARCHITECTURE.md tells the truth about the step and the rooms.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.House.Tests;

public sealed class PlanTests
{
    /// <summary>Native: fields and mechanics 0.1 min, phenotype 6 min.</summary>
    private static readonly Timing Native = new(0.1, 1, 1, 60, 600);

    /// <summary>PhysiCell mode: 0.01, 0.1 and 6 min.</summary>
    private static readonly Timing PhysiCell = new(0.01, 1, 10, 600, 6000);

    [Fact(
        DisplayName = "ARCHITECTURE.md's step table is the plan that runs: stage, periods, reads and writes, row by row"
    )]
    public void StepTableIsThePlan() => Assert.Equal(Expected(), StepTable(Repository.Read("ARCHITECTURE.md")));

    [Fact(
        DisplayName = "ARCHITECTURE.md's room list is the folders of src: a new room is described, a gone one is not"
    )]
    public void RoomListIsTheFolders() => Assert.Equal(Folders(), Rooms(Repository.Read("ARCHITECTURE.md")));

    [Fact(DisplayName = "The readers of ARCHITECTURE.md can fail: a changed row and a missing room are seen")]
    public void GuardsCanFail()
    {
        var text = Repository.Read("ARCHITECTURE.md");
        Assert.NotEqual(Expected(), StepTable(text.Replace("| Claim |", "| Clam |", StringComparison.Ordinal)));
        Assert.NotEqual(
            Folders(),
            Rooms(text.Replace("| `src/Milieu.Engine/Fields` |", "| `gone` |", StringComparison.Ordinal))
        );
    }

    private static string[] Expected()
    {
        var native = Plan.Of(Full(Native));
        var physiCell = Plan.Of(Full(PhysiCell));
        return [.. native.Zip(physiCell, (n, p) => $"{n.Name} | {Every(n, p)} | {n.Reads} | {n.Writes}")];
    }

    private static string Every(PlannedStage native, PlannedStage physiCell) =>
        native.Kind == StageKind.Schedule
            ? "every tick"
            : $"{Minutes(Native, native)} / {Minutes(PhysiCell, physiCell)}";

    private static string Minutes(Timing timing, PlannedStage stage) =>
        timing.MinutesAt(stage.Period).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Rows "| 3 | Name | native / PhysiCell | reads | writes |" without their number.</summary>
    private static string[] StepTable(string text) =>
        [
            .. text.Split('\n')
                .Select(l => l.Trim('|').Split('|', StringSplitOptions.TrimEntries))
                .Where(c => c.Length == 5 && int.TryParse(c[0], CultureInfo.InvariantCulture, out _))
                .Select(c => string.Join(" | ", c[1..])),
        ];

    private static string[] Folders() =>
        [
            .. Repository
                .Files.Where(f =>
                    f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal)
                )
                .Select(f => f[..f.LastIndexOf('/')])
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Rows "| `src/...` | what it holds |".</summary>
    private static string[] Rooms(string text) =>
        [
            .. text.Split('\n')
                .Where(l => l.StartsWith("| `src/", StringComparison.Ordinal))
                .Select(l => l.Split('`')[1])
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>A model that needs every stage.</summary>
    private static CompiledModel Full(Timing timing) =>
        new()
        {
            Name = "empty",
            Grid = new GridSpec(0, 0, 0, 20, 20, 20, 1, 1, 1, true),
            Timing = timing,
            Conventions = Conventions.Native,
            Substrates = [],
            Types = [],
            Customs = [],
            Placements = [],
            Vessels = new CompiledVessels { Segments = [] },
            Touches = [new("near", "", TouchKind.Count, null, [], [], 50)],
            Matrix = new CompiledMatrix { Period = timing.PhenotypePeriod, Structures = [] },
            Body = new CompiledBody
            {
                Species = [],
                Inputs = [],
                Reactions = [],
                Period = (int)Math.Round(1 / timing.TickMinutes),
                Tolerance = default,
            },
        };
}
