// docs/tutorial-therapy.md, done as it says.
using System.Text.RegularExpressions;
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed partial class TherapyTutorialTests
{
    private const string Tissue = "models/tme-mini.yaml";
    private static readonly string Page = Repository.Text("docs", "tutorial-therapy.md");

    private static readonly string Arm = Page.Split("```yaml\n")[1].Split("```")[0];

    public static TheoryData<string, string> Wrong
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (Match row in WrongRow().Matches(Page))
                data.Add(row.Groups[1].Value, row.Groups[2].Value);
            return data;
        }
    }

    [Fact(
        DisplayName = "The arm of the page is ten lines at most, and compiles over the small tissue to the doses that the page names"
    )]
    public void TheArm()
    {
        Assert.InRange(Arm.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 1, 10);
        var plan = Given.Whole(Load(Arm)).Body!.Therapy!;
        Assert.Equal([240, 200, 200, 240], plan.Doses.Select(d => Math.Round(d.Amount, 9)));
        Assert.Equal([2, 3, 10, 16], plan.Doses.Select(d => Math.Round(d.Tick * 0.5 / 1440, 9)));
        Assert.Equal(Otherwise.Delay, plan.Doses[1].Otherwise);
    }

    [Theory(
        DisplayName = "Each wrong dose of the page is refused with what the page says, at the line where it stands"
    )]
    [MemberData(nameof(Wrong))]
    public void WrongDoses(string dose, string said)
    {
        var lines = Arm.Split('\n');
        var at = Array.FindIndex(lines, l => l.StartsWith("    nivolumab:", StringComparison.Ordinal));
        lines[at] = "    " + dose;
        var loaded = Load(string.Join('\n', lines));
        Assert.Null(loaded.Compiled);
        Assert.Contains(
            loaded.Diagnostics,
            d =>
                d.Severity == Severity.Error
                && d.File == "models/my-arm.yaml"
                && d.Line == at + 1
                && d.ToString().Contains(said, StringComparison.Ordinal)
        );
    }

    [Fact(DisplayName = "The page shows at least one wrong agent, unit, route, condition and end")]
    public void WrongOfEachKind() => Assert.True(Wrong.Count >= 8);

    private static LoadedModel Load(string arm) =>
        ModelText.Load(Tissue, new RepositoryFiles("models/my-arm.yaml", arm), ["include=my-arm.yaml"]);

    [GeneratedRegex(@"^\| `(nivoluma[^`]+)` \| ([^|]+?) \|$", RegexOptions.Multiline)]
    private static partial Regex WrongRow();
}
