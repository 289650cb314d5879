// Rule sentences.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class RuleTests
{
    private static CompiledRule Only(params string[] rules) =>
        Assert.Single(Given.Whole(Given.Load(Given.Rules(rules))).Types[0].Rules);

    [Fact(DisplayName = "One rule up: base from the type, max from the rule, min the base (contract 5.2)")]
    public void Up()
    {
        var rule = Only("oxygen increases cycle entry to 0.0072 /min, half-max 21.5 mmHg, hill 4");
        Assert.Equal((0.001, 0.0072, 0.001), (rule.Base, rule.Max, rule.Min));
        Assert.Equal(new SignalTerm(SignalKind.Substrate, 0, 21.5, 4, false), Assert.Single(rule.Up));
        Assert.Empty(rule.Down);
    }

    [Fact(
        DisplayName = "Several rules of one behavior become one: max over up, min over down, terms in order of the sentences"
    )]
    public void UpAndDown()
    {
        var rule = Only(
            "oxygen increases cycle entry to 0.0072 /min, half-max 21.5 mmHg, hill 4",
            "pressure decreases cycle entry to 0 /min, half-max 0.25, hill 3",
            "drug increases exit from cycle phase 0 to 0.0143 /min, half-max 5 uM, hill 2",
            "volume decreases cycle entry to 0.0005 /min, half-max 2000 um3, hill 1.5, applies to dead"
        );
        Assert.Equal((0.001, 0.0143, 0.0), (rule.Base, rule.Max, rule.Min));
        Assert.Equal([SignalKind.Substrate, SignalKind.Substrate], rule.Up.Select(t => t.Kind));
        Assert.Equal([0, 1], rule.Up.Select(t => t.Index));
        Assert.Equal(5000, rule.Up[1].HalfMax);
        Assert.Equal(
            [
                new SignalTerm(SignalKind.Pressure, 0, 0.25, 3, false),
                new SignalTerm(SignalKind.Volume, 0, 2000, 1.5, true),
            ],
            rule.Down
        );
    }

    [Fact(
        DisplayName = "Where a behavior is both raised and lowered, max is at least the base and min at most (contract 5.2); a rule alone may cross it"
    )]
    public void BothSidesCountTheBase()
    {
        const string Up = "oxygen increases cycle entry to 0.0002 /min, half-max 21.5 mmHg, hill 4";
        const string Down = "pressure decreases cycle entry to 0.003 /min, half-max 0.25, hill 3";
        var both = Only(Up, Down);
        Assert.Equal((0.001, 0.001, 0.001), (both.Base, both.Max, both.Min));
        Assert.Equal(0.0002, Only(Up).Max);
        Assert.Equal(0.003, Only(Down).Min);
    }

    [Fact(DisplayName = "One signal may raise and lower the same behavior, each with its own half-max (Q17)")]
    public void SameSignalBothWays()
    {
        var rule = Only(
            "oxygen increases necrosis to 0.1 /min, half-max 5 mmHg, hill 2",
            "oxygen decreases necrosis to 0 /min, half-max 50 mmHg, hill 8"
        );
        Assert.Equal(5, rule.Up[0].HalfMax);
        Assert.Equal(50, rule.Down[0].HalfMax);
        Assert.Equal(8, rule.Down[0].Hill);
    }

    [Fact(DisplayName = "Behaviors keep the order in which they first appear")]
    public void OrderOfBehaviors()
    {
        var model = Given.Whole(
            Given.Load(
                Given.Rules(
                    "oxygen decreases necrosis to 0 /min, half-max 4 mmHg, hill 8",
                    "oxygen increases cycle entry to 1 /min, half-max 4 mmHg, hill 8",
                    "pressure decreases necrosis to 0.001 /min, half-max 4, hill 8"
                )
            )
        );
        var b = model.Behaviors;
        Assert.Equal([b.Death(1), b.PhaseExit(0)], model.Types[0].Rules.Select(r => r.Behavior));
    }

    [Theory(DisplayName = "'from' that says the type's own value, in any unit, changes nothing")]
    [InlineData("from 0.001 /min ")]
    [InlineData("from 0.06 /h ")]
    [InlineData("")]
    public void From(string from) =>
        Assert.Equal(0.001, Only($"oxygen increases cycle entry {from}to 1 /min, half-max 1 mmHg, hill 1").Base);

    [Theory(DisplayName = "Names that hold 'to' and 'from' are read whole")]
    [InlineData("transform to T cell to 0.1 /min")]
    [InlineData("transition to T cell from 0 /min to 0.1 /min")]
    [InlineData("exit from cycle phase 0 from 0.001 /min to 0.1 /min")]
    [InlineData("adhesive affinity to tumor from 1 to 3")]
    [InlineData("immunogenicity to T cell to 3")]
    public void Names(string clause) =>
        Assert.True(Only($"oxygen increases {clause}, half-max 1 mmHg, hill 1").Max > 0);

    [Theory(DisplayName = "A wrong sentence gives one error that says what is wrong with it")]
    [InlineData(
        "oxygen increase cycle entry to 1 /min, half-max 1 mmHg, hill 1",
        "no verb",
        "did you mean 'increases'?"
    )]
    [InlineData("oxygen increases cycle entry, half-max 1 mmHg, hill 1", "does not say to which value")]
    [InlineData("oxygen increases cycle entry to 1 /min, hill 1", "no half-max")]
    [InlineData("oxygen increases cycle entry to 1 /min, half-max 1 mmHg", "no hill")]
    [InlineData(
        "oxygen increases cycle entry to 1 /min, halfmax 1 mmHg, hill 1",
        "not known, or twice: 'halfmax 1 mmHg'",
        "did you mean 'half-max'?"
    )]
    [InlineData(
        "oxygen increases cycle entry to 1 /min, half-max 1 mmHg, hill 1, hill 2",
        "not known, or twice: 'hill 2'"
    )]
    [InlineData(
        "oxygin increases cycle entry to 1 /min, half-max 1 mmHg, hill 1",
        "unknown signal: 'oxygin'",
        "did you mean 'oxygen'?"
    )]
    [InlineData(
        "oxygen increases cycle entri to 1 /min, half-max 1 mmHg, hill 1",
        "unknown behavior: 'cycle entri'",
        "did you mean 'cycle entry'?"
    )]
    [InlineData(
        "oxygen increases cycle entry to 1 um, half-max 1 mmHg, hill 1",
        "the value: a length cannot stand here: '1 um'; expected a rate"
    )]
    [InlineData("oxygen increases cycle entry to 1, half-max 1 mmHg, hill 1", "the value has no unit: '1'")]
    [InlineData(
        "oxygen increases cycle entry to 1 /min, half-max 1, hill 1",
        "the half-max has no unit: '1'; expected a density, such as 1 mmHg"
    )]
    [InlineData(
        "oxygen increases cycle entry to 1 /min, half-max 1 nM, hill 1",
        "the half-max: a concentration cannot stand here"
    )]
    [InlineData("oxygen increases cycle entry to 1 /min, half-max 0 mmHg, hill 1", "the half-max must be above zero")]
    [InlineData("oxygen increases cycle entry to 1 /min, half-max nan mmHg, hill 1", "the half-max must be finite")]
    [InlineData("oxygen increases cycle entry to 1 /min, half-max 1 mmHg, hill 0", "the Hill power must be above zero")]
    [InlineData(
        "oxygen increases cycle entry to 1 /min, half-max 1 mmHg, hill 2 um",
        "the Hill power: a length cannot stand here"
    )]
    [InlineData("oxygen increases cycle entry to -1 /min, half-max 1 mmHg, hill 1", "cycle entry cannot be negative")]
    [InlineData("", "the rule is empty")]
    [InlineData("oxygen makes cycle entry to 1 /min, half-max 1 mmHg, hill 1", "the rule has no verb")]
    [InlineData("oxygen increases abc5, half-max 1 mmHg, hill 1", "does not say to which value")]
    [InlineData("oxygen increases abcde5 to 1, half-max 1 mmHg, hill 1", "unknown behavior: 'abcde5'")]
    [InlineData(
        "oxygen increases chemotactic response to drug, half-max 1 mmHg, hill 1",
        "does not say to which value"
    )]
    [InlineData(
        "oxygen increases cycle entry to 1 mim, half-max 1 mmHg, hill 1",
        "the value: unknown unit 'mim' (did you mean 'min'?): '1 mim'"
    )]
    [InlineData("oxygen increases cycle entry to 1 /min, half-max 1 mmHq, hill 1", "the half-max: unknown unit 'mmHq'")]
    [InlineData(
        "oxygen decreases oxygen uptake to -1 /min, half-max 1 mmHg, hill 1",
        "oxygen uptake cannot be negative"
    )]
    [InlineData(
        "oxygen decreases adhesive affinity to tumor to -1, half-max 1 mmHg, hill 1",
        "adhesive affinity to tumor cannot be negative"
    )]
    [InlineData(
        "oxygen increases cycle entry from 0.0010000001 /min to 1 /min, half-max 1 mmHg, hill 1",
        "'from' differs from the type's own value: '0.0010000001'"
    )]
    [InlineData("oxygen increases migration bias to 2, half-max 1 mmHg, hill 1", "migration bias is at most 1")]
    [InlineData(
        "oxygen increases cycle entry from 2 /min to 1 /min, half-max 1 mmHg, hill 1",
        "'from' differs from the type's own value: '2'; expected 0.001"
    )]
    [InlineData(
        "oxygen gradient increases cycle entry to 1 /min, half-max 1 mmHg, hill 1",
        "expected a slope, such as 1 mmHg/um"
    )]
    public void Wrong(string sentence, params string[] parts)
    {
        var errors = Given.Load(Given.Rules(sentence)).Diagnostics.Where(d => d.Severity == Severity.Error);
        var text = Assert.Single(errors).ToString();
        Assert.StartsWith("m.yaml:12:", text, StringComparison.Ordinal);
        Assert.All(parts, p => Assert.Contains(p, text, StringComparison.Ordinal));
    }

    [Theory(DisplayName = "What has two sides may be driven below zero, and a fraction up to 1")]
    [InlineData("chemotactic response to oxygen to -1")]
    [InlineData("chemotactic response to drug to -1")]
    [InlineData("oxygen export to -1 mmHg um3/min")]
    [InlineData("drug export to -1 nM um3/min")]
    [InlineData("custom:x to -1")]
    [InlineData("migration bias to 1")]
    public void Signed(string behavior)
    {
        var text = Given.Rules($"pressure increases {behavior}, half-max 1, hill 1");
        Given.Whole(Given.Load(text, "custom={x: 2}"));
    }

    [Theory(
        DisplayName = "The column of a mistake is that of the wrong part of the sentence, or of the sentence where the part stands there twice"
    )]
    [InlineData("oxygen increases cycle entri to 1 /min, half-max 1 mmHg, hill 1", 26)]
    [InlineData("oxygen increases cycle entry to 7 um, half-max 1 mmHg, hill 1", 41)]
    [InlineData("oxygen increases cycle entry to 7 /min, half-max 9 nM, hill 1", 58)]
    [InlineData("oxygen increases cycle entry to 7 /min, half-max 9 mmHg, hill -4", 71)]
    [InlineData("oxygen increases cycle entry to 7, half-max 7 mmHg, hill 1", 9)]
    [InlineData("\"oxygen increases cycle entri to 1 /min, half-max 1 mmHg, hill 1\"", 9)]
    public void Column(string sentence, int column) =>
        Assert.Equal(
            (12, column),
            Given.Load(Given.Rules(sentence)).Diagnostics.Select(d => (d.Line, d.Column)).First()
        );

    [Fact(DisplayName = "The same signal, direction and behavior twice in one file is an error")]
    public void Twice() =>
        Given.Single(
            Given.Load(
                Given.Rules(
                    "oxygen increases cycle entry to 1 /min, half-max 1 mmHg, hill 1",
                    "oxygen increases exit from cycle phase 0 to 2 /min, half-max 1 mmHg, hill 1"
                )
            ),
            "oxygen increases cycle entry is said twice",
            "m.yaml:13:9"
        );

    [Theory(DisplayName = "A rule that can never fire or changes nothing is a warning that says why")]
    [InlineData("oxygen increases cycle entry to 0.001 /min, half-max 1 mmHg, hill 1", "has this value already")]
    [InlineData("oxygen increases cycle entry to 0.0001 /min, half-max 1 mmHg, hill 1", "on the other side")]
    [InlineData("oxygen decreases cycle entry to 0.1 /min, half-max 1 mmHg, hill 1", "on the other side")]
    [InlineData("dead increases drug secretion to 2 /min, half-max 0.1, hill 1", "does not apply to dead")]
    [InlineData("contact with BM increases cycle entry to 1 /min, half-max 1, hill 1", "no basement membrane")]
    [InlineData("internalized drug increases cycle entry to 1 /min, half-max 1 nM, hill 1", "takes up no drug")]
    [InlineData("attacking increases cycle entry to 1 /min, half-max 1, hill 1", "this type attacks nothing")]
    [InlineData("damage delivered increases cycle entry to 1 /min, half-max 1, hill 1", "this type attacks nothing")]
    [InlineData("oxygen increases exit from cycle phase 2 to 1 /min, half-max 1 mmHg, hill 1", "has no such phase")]
    [InlineData("oxygen increases migration speed to 2 um/min, half-max 1 mmHg, hill 1", "not motile")]
    [InlineData(
        "oxygen increases chemotactic response to drug to 1, half-max 1 mmHg, hill 1",
        "no chemotactic sensitivities"
    )]
    [InlineData("oxygen increases oxygen secretion target to 1 mmHg, half-max 1 mmHg, hill 1", "nothing is secreted")]
    public void Idle(string sentence, string why)
    {
        var warning = Given.Single(Given.Load(Given.Rules(sentence)), why);
        Assert.Equal((Severity.Warning, 12), (warning.Severity, warning.Line));
    }

    [Theory(DisplayName = "What a rule needs of the rest of the model is missed where it is missing")]
    [InlineData("contact with T cell", "placements.b.cells=tumor", "no cell of type T cell")]
    [InlineData("drug", "cells.tumor.secretion.drug.rate=0 /min", "nothing produces drug")]
    [InlineData("damage", "cells.T cell.attack.targets.tumor=0 /min", "nothing damages this type")]
    [InlineData("total attack time", "cells.T cell.attack.targets.tumor=0 /min", "nothing attacks this type")]
    [InlineData("contact with necrotic cell", "cells.tumor.death.necrosis=0 /min", "no cell ever dies by necrosis")]
    [InlineData("contact with apoptotic cell", "cells.tumor.death.apoptosis=0 /min", "no cell ever dies by apoptosis")]
    [InlineData(
        "contact with dead cell",
        "cells.tumor.death={apoptosis: 0 /min, necrosis: 0 /min}",
        "no cell ever dies"
    )]
    [InlineData("custom:x", "custom={x: 0}", "custom:x is always 0")]
    public void Never(string signal, string set, string why)
    {
        var unit = signal switch
        {
            "drug" => "1 nM",
            "total attack time" => "1 min",
            _ => "1",
        };
        var text = Given.Rules($"{signal} increases cycle entry to 1 /min, half-max {unit}, hill 1");
        Assert.Contains(Given.Texts(Given.Load(text, set)), t => t.Contains(why, StringComparison.Ordinal));
        var harmless = signal == "custom:x" ? "custom={x: 1}" : "about=x";
        Assert.DoesNotContain(Given.Texts(Given.Load(text, harmless)), t => t.Contains(why, StringComparison.Ordinal));
    }

    [Theory(DisplayName = "Whatever brings a substrate into the tissue keeps its rules from being called idle")]
    [InlineData("substrates.drug.initial=1 nM", true)]
    [InlineData("substrates.drug.initial={function: r}", true)]
    [InlineData("substrates.drug.boundary={x min: 1 nM}", true)]
    [InlineData("substrates.drug.boundary=0 nM", false)]
    [InlineData("substrates.drug.regions={v: {ball: 20 um, value: 1 nM}}", true)]
    [InlineData("substrates.drug.schedule=[{at: 1 h, boundary: 1 nM}]", true)]
    [InlineData("cells.T cell.export={drug: 1 nM um3/min}", true)]
    [InlineData("cells.T cell.export={drug: -1 nM um3/min}", false)]
    [InlineData("cells.T cell.secretion={drug: {rate: 1 /min, target: 1 nM}}", true)]
    [InlineData("cells.ghost={secretion: {drug: {rate: 1 /min, target: 1 nM}}}", false)]
    public void Produced(string set, bool isProduced)
    {
        var text = Given.Rules("drug increases cycle entry to 1 /min, half-max 1 nM, hill 1");
        var loaded = Given.Load(text, "cells.tumor.secretion.drug.rate=0 /min", set);
        Assert.Equal(
            !isProduced,
            loaded.Diagnostics.Any(d => d.Message.Contains("nothing produces drug", StringComparison.Ordinal))
        );
    }

    [Fact(DisplayName = "Compiled rules read as English, with the numbers and units of the model")]
    public void English()
    {
        var model = Given.Whole(
            Given.Load(
                Given.Rules(
                    "oxygen increases cycle entry to 0.0072 /min, half-max 21.5 mmHg, hill 4",
                    "pressure decreases cycle entry to 0 /min, half-max 0.25, hill 3",
                    "drug decreases cycle entry to 0 /min, half-max 1 uM, hill 1, applies to dead"
                )
            )
        );
        Assert.Equal(
            (
                "tumor",
                "cycle entry is 0.001 /min; oxygen (half-max 21.5 mmHg, Hill 4) raises it towards 0.0072 /min; "
                    + "pressure (half-max 0.25, Hill 3) and drug (half-max 1000 nM, Hill 1, in dead cells too) lower it towards 0 /min."
            ),
            Assert.Single(RuleEnglish.Of(model))
        );
    }
}
