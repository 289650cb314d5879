// Rules CSV: version 3 as PhysiCell reads it, old versions refused with what converting changes.
using Milieu.Model;

namespace Milieu.PhysiCell.Tests;

public sealed class RulesCsvTests
{
    private readonly List<Diagnostic> _problems = [];

    [Fact(DisplayName = "Every field of a rule arrives in its sentence, with the units of its signal and behavior")]
    public void SentencesSayEverything()
    {
        var rules = Read(
            """
            // a comment, then a blank line

            tumor,oxygen,decreases,necrosis,0,3.75,8,0
            tumor,necrotic,increases,debris secretion,0.017,0.1,10,1
            CD8 T cell,contact with tumor,decreases,migration speed,0.1,0.5,2.5,0
            """
        );
        Assert.Equal(
            [
                ("tumor", "oxygen decreases necrosis to 0 /min, half-max 3.75 mmHg, hill 8", 3),
                (
                    "tumor",
                    "necrotic increases debris secretion to 0.017 /min, half-max 0.1, hill 10, applies to dead",
                    4
                ),
                ("CD8 T cell", "contact with tumor decreases migration speed to 0.1 um/min, half-max 0.5, hill 2.5", 5),
            ],
            rules
        );
        Assert.Empty(_problems);
    }

    public static TheoryData<string, string> Names =>
        new()
        {
            { "intracellular oxygen", "apoptosis" },
            { "internalized oxygen", "exit from cycle phase 0" },
            { "grad(oxygen)", "exit from cycle phase 1" },
            { "gradient of oxygen", "oxygen secretion saturation density" },
            { "contact with cell type 1", "phagocytose apoptotic cell" },
            { "contact with live cells", "phagocytosis of necrotic cells" },
            { "contact with BM", "phagocytosis of 1" },
            { "total damage delivered", "transform to CD8 T cell" },
            { "is attacking", "transition to cell type 1" },
            { "is dead", "attack cell type 0" },
            { "current time", "fuse to cell type 0" },
            { "global time", "adhesive affinity to cell type 1" },
            { "custom: sample", "custom:sample" },
            { "custom 0", "custom 0" },
            { "is_apoptotic", "chemotactic sensitivity to debris" },
            { "is_necrotic", "cell-membrane adhesion" },
            { "contact with other dead cell", "cell-BM repulsion" },
            { "volume", "is movable" },
            { "total attack time", "immunogenicity to cell type 0" },
            { "pressure", "maximum number of cell attachments" },
        };

    [Theory(DisplayName = "Every spelling of a signal and of a behavior is known without a word, and compiles")]
    [MemberData(nameof(Names))]
    public void SpellingsAreKnown(string signal, string behavior)
    {
        var model = PhysiCell.Tests.Names.Model();
        foreach (var (type, text, _) in Read($"tumor,{signal},increases,{behavior},1,0.5,4,0"))
            model.Cells[type].Rules.Add(text);
        Assert.Empty(_problems);
        var compiled = Compiler.Compile(model).Model;
        Assert.Single(compiled!.Types[0].Rules);
    }

    [Fact(
        DisplayName = "Tabs separate fields where commas do not; fields are trimmed, with a word where PhysiCell would stop"
    )]
    public void TabsAndSpaces()
    {
        Assert.Single(Read("tumor\toxygen\tincreases\tapoptosis\t1\t2\t4\t0\r\n"));
        Assert.Empty(_problems);
        Assert.Single(Read("tumor, oxygen,increases,apoptosis, 1,2,4,0"));
        Assert.Contains("does not trim", Assert.Single(_problems).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, int, int> Left =>
        new()
        {
            { "tumor,oxygen,increases,apoptosis,1,2,4", "a rule has 8 fields", 1, 1 },
            { "\ntumor,oxygen,increases,apoptosis,0,1,2,4,0", "a rule has 8 fields", 2, 1 },
            { "tumor,oxygen,increases,,1,2,4,0", "a field is empty", 1, 24 },
            { "# tumor,oxygen", "only // at the start", 1, 1 },
            { " // tumor,oxygen", "only // at the start", 1, 1 },
            { "", "no rules", 1, 1 },
        };

    [Theory(DisplayName = "Lines that PhysiCell leaves out are left out with a warning at their place")]
    [MemberData(nameof(Left))]
    public void LinesAreLeftOut(string text, string message, int line, int column)
    {
        Assert.Empty(Read(text));
        var problem = Assert.Single(_problems);
        Assert.Equal((Severity.Warning, line, column), (problem.Severity, problem.Line, problem.Column));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, int, string?> Wrong =>
        new()
        {
            { "tumur,oxygen,increases,apoptosis,1,2,4,0", "unknown cell type", 1, "tumor" },
            { "tumor,oxigen,increases,apoptosis,1,2,4,0", "unknown signal", 7, "oxygen" },
            { "tumor,oxygen,increases,apoptosys,1,2,4,0", "unknown behavior", 24, "apoptosis" },
            { "tumor,oxygen,Increases,apoptosis,1,2,4,0", "unknown direction", 14, "increases" },
            { "tumor,oxygen,lowers,apoptosis,1,2,4,0", "take it for decreases", 14, null },
            { "tumor,oxygen,increases,apoptosis,one,2,4,0", "response is not a finite number", 34, null },
            { "tumor,oxygen,increases,apoptosis,1,nan,4,0", "half-max is not a finite number", 36, null },
            { "tumor,oxygen,increases,apoptosis,1,2,1e999,0", "Hill power is not a finite number", 38, null },
            { "tumor,oxygen,increases,apoptosis,1,2,4,no", "dead cells is not a finite number", 40, null },
            { "tumor,oxygen,increases,phagocytose dead cell,1,2,4,0", "older versions", 24, null },
        };

    [Theory(
        DisplayName = "What PhysiCell stops at or takes in silence is an error at its column, with the nearest name"
    )]
    [MemberData(nameof(Wrong))]
    public void MistakesAreErrors(string text, string message, int column, string? nearest)
    {
        Assert.Empty(Read(text));
        var problem = Assert.Single(_problems);
        Assert.Equal(
            (Severity.Error, 1, column, nearest),
            (problem.Severity, problem.Line, problem.Column, problem.Nearest)
        );
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal("rules.csv", problem.File);
    }

    [Theory(
        DisplayName = "Words for up are read as up, as the linter says; a half-understood one does not set a minimum"
    )]
    [InlineData("increase", 1)]
    [InlineData("promotes", 1)]
    [InlineData("increases", 0)]
    public void UpIsUp(string word, int warnings)
    {
        Assert.StartsWith(
            "oxygen increases apoptosis to 1 /min",
            Assert.Single(Read($"tumor,oxygen,{word},apoptosis,1,2,4,0")).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(warnings, _problems.Count);
        Assert.DoesNotContain(_problems, p => p.Severity == Severity.Error);
    }

    [Fact(
        DisplayName = "The same signal, direction and behavior twice is an error even from two files and by two names"
    )]
    public void TwiceIsAnError()
    {
        var rules = new RulesCsv(PhysiCell.Tests.Names.Words(), _problems);
        rules.Read("a.csv", "tumor,oxygen,increases,cycle entry,1,2,4,0", 3);
        rules.Read("b.csv", "\ntumor,oxygen,promotes,exit from cycle phase 0,2,2,4,0", 3);
        var error = Assert.Single(_problems, p => p.Severity == Severity.Error);
        Assert.Equal(("b.csv", 2), (error.File, error.Line));
        Assert.Contains("at a.csv:1", error.Message, StringComparison.Ordinal);
    }

    [Fact(
        DisplayName = "A signal that raises and lowers one behavior keeps both rules, and says that PhysiCell would lose one"
    )]
    public void BothWays()
    {
        Assert.Equal(
            2,
            Read("tumor,oxygen,increases,apoptosis,1,2,4,0\ntumor,oxygen,decreases,apoptosis,0,2,4,0").Count
        );
        Assert.Contains("half-max 0.5 and Hill power 3", Assert.Single(_problems).Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Rules of version 2 are refused with the command that converts them and what it changes")]
    public void OldVersionsAreRefused()
    {
        Read(
            "CD8 T cell,oxygen,increases,damage rate,1,2,4,0\ntumor,oxygen,increases,phagocytose dead cell,1,2,4,0",
            2
        );
        var text = Assert.Single(_problems).ToString();
        Assert.Contains("milieu convert rules rules.csv -o rules_v3.csv", text, StringComparison.Ordinal);
        Assert.Contains("'damage rate' becomes 'attack damage rate' in 1 rule", text, StringComparison.Ordinal);
        Assert.Contains("becomes three rules", text, StringComparison.Ordinal);
    }

    [Theory(
        DisplayName = "Old rules convert to version 3: order of fields, response by direction, words; comments stay"
    )]
    [InlineData(
        "tumor,damage rate,5,7,9,oxygen,increases,2,4,1",
        "tumor,oxygen,increases,attack damage rate,9,2,4,1\n"
    )]
    [InlineData("tumor,apoptosis,5,7,9,oxygen,decreases,2,4,0", "tumor,oxygen,decreases,apoptosis,5,2,4,0\n")]
    [InlineData("tumor,oxygen,increases,apoptosis,7,9,2,4,0", "tumor,oxygen,increases,apoptosis,9,2,4,0\n")]
    [InlineData("// as is,\n\nodd line", "// as is,\n\nodd line\n")]
    [InlineData(
        "T,o,increases,phagocytose dead cell,1,2,3,0",
        "T,o,increases,phagocytose apoptotic cell,1,2,3,0\nT,o,increases,phagocytose necrotic cell,1,2,3,0\nT,o,increases,phagocytose other dead cell,1,2,3,0\n"
    )]
    public void OldRulesConvert(string old, string fresh) => Assert.Equal(fresh, OldRules.Convert(old).Text);

    [Fact(
        DisplayName = "A million wrong lines, a line of millions of fields or letters: a few messages, little memory"
    )]
    public void EndlessFilesAreBounded()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(string.Concat(Enumerable.Repeat("a,b\nx,oxygen,increases,apoptosis,1,2,4,0\n", 5000)));
        Assert.Equal(202, _problems.Count);
        Read(new string(',', 5_000_000) + "x");
        Read($"tumor,{new string('o', 5_000_000)},increases,apoptosis,1,2,4,0");
        Assert.InRange(_problems.Max(p => p.ToString().Length), 1, 2000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400L << 20);
    }

    private List<(string Type, string Text, int Line)> Read(string text, double version = 3)
    {
        _problems.Clear();
        var rules = new RulesCsv(PhysiCell.Tests.Names.Words(), _problems);
        rules.Read("rules.csv", text, version);
        return [.. rules.Rules.Select(r => (r.Type, r.Rule.Text!, r.Line))];
    }
}
