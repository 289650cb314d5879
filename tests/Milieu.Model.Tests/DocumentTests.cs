// The page of the model language.
using System.Text.RegularExpressions;

namespace Milieu.Model.Tests;

public sealed class DocumentTests
{
    private static readonly string Page = Repository.Text("docs", "model-language.md");

    private static string[] Blocks { get; } =
    [.. Regex.Matches(Page, "```yaml\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value)];

    public static TheoryData<int> Examples => [.. Enumerable.Range(0, Blocks.Length)];

    [Theory(DisplayName = "Every example of the page compiles without errors or warnings, on top of the first one")]
    [MemberData(nameof(Examples))]
    public void ExampleCompiles(int index)
    {
        var files = new MemoryFiles
        {
            ["first.yaml"] = Blocks[0],
            ["m.yaml"] = (index == 0 ? "" : "include: first.yaml\n") + Blocks[index],
            ["cells.csv"] = "x,y,z,type,volume,migration speed\n0,190,0,tumor,2400,\n20,190,0,T cell,,1.5\n",
        };
        var loaded = Given.Load(files);
        Assert.Empty(Given.Texts(loaded));
        Assert.NotNull(loaded.Compiled);
    }

    [Fact(DisplayName = "The page speaks of every key of the language")]
    public void NamesEveryKey()
    {
        var keys = typeof(ModelSpec)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetProperties())
            .SelectMany(p => p.GetCustomAttributes(typeof(KeyAttribute), false).Cast<KeyAttribute>())
            .ToList();
        Assert.True(keys.Count > 150);
        Assert.Empty(
            keys.Where(k => k.Name != "rule" && !Regex.IsMatch(Page, $@"(?m)(^|[`{{ ]){Regex.Escape(k.Name)}[`:]"))
                .Select(k => k.Name)
        );
        Assert.All(keys.SelectMany(k => k.Words), w => Assert.Matches($@"\b{Regex.Escape(w)}\b", Page));
    }

    [Fact(DisplayName = "The page names every signal and behavior of the vocabulary")]
    public void NamesEveryWord()
    {
        var words = new Vocabulary(
            [new("SUBSTRATE", Unit.One, "")],
            ["TYPE"],
            [new("NAME", Unit.One, "")],
            [],
            [new("SPECIES", Unit.One, "")],
            [new("STRUCTURE", Unit.One, "")]
        );
        foreach (var name in words.Signals.Select(s => s.Name).Concat(words.Behaviors.Select(b => b.Name)))
            Assert.Contains(
                Regex.Replace(name, "phase [1-5]$", "phase K"),
                Page.ReplaceLineEndings(" "),
                StringComparison.Ordinal
            );
    }

    [Fact(DisplayName = "The page names every unit, or the range that it lies in")]
    public void NamesUnits()
    {
        // Written as a range on the page, or as plurals.
        string[] others = ["mmol", "umol", "nmol", "pmol", "fmol", "amol", "mg", "ug", "pg", "ng", "g", "1"];
        foreach (var unit in UnitText.Known.Except(others))
            Assert.True(
                Page.Contains($"`{unit}`") || Page.Contains($"`{unit.TrimEnd('s')}`") || Page.Contains($"`{unit}s`"),
                unit
            );
    }

    [Fact(DisplayName = "The model in code on the page compiles")]
    public void CodeCompiles()
    {
        var spec = new ModelSpec
        {
            Name = "spheroid",
            Domain = { Size = ["400 um", "400 um", "400 um"], Voxel = ["20 um"] },
            Substrates =
            {
                ["oxygen"] = new()
                {
                    Diffusion = "100000 um2/min",
                    Initial = "38 mmHg",
                    Boundary = "38 mmHg",
                },
            },
            Cells =
            {
                ["tumor"] = new() { Cycle = "live", Uptake = { ["oxygen"] = "10 /min" } },
            },
            Placements =
            {
                ["ball"] = new()
                {
                    Cells = "tumor",
                    Ball = "100 um",
                    Packing = "hexagonal",
                },
            },
        };
        var compilation = Compiler.Compile(spec);
        Assert.Empty(compilation.Diagnostics);
        // The page's lines are these lines.
        foreach (
            var part in new[] { "Size = [\"400 um\", \"400 um\", \"400 um\"]", "Cycle = \"live\"", "Ball = \"100 um\"" }
        )
            Assert.Contains(part, Page, StringComparison.Ordinal);
    }
}
