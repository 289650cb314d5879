// The studies that pages show and that models/studies holds are read without a mistake.
using System.Text.RegularExpressions;
using Milieu.Runs;

namespace Milieu.Studies.Tests;

public sealed partial class PageTests
{
    [Fact(DisplayName = "The study that docs/studies.md shows is read as it stands, beside the models that it names")]
    public void ShownStudyIsRead()
    {
        var page = File.ReadAllText(Path.Combine(Given.Root, "docs", "studies.md"));
        var text = Yaml().Match(page).Groups["text"].Value;
        using var scratch = new Scratch();
        File.Copy(Path.Combine(Given.Root, "models", "tumor-immune.yaml"), scratch.Of("tumor-immune.yaml"));
        Directory.CreateDirectory(scratch.Of("studies"));
        File.WriteAllText(scratch.Of("studies", "shown.yaml"), text);
        var read = StudyReader.Read(scratch.Of("studies", "shown.yaml"), new DiskModelFiles());
        Assert.Empty(read.Diagnostics);
        Assert.Equal(["immune", "no T cells"], read.Study!.Arms.Select(a => a.Name));
    }

    [Fact(DisplayName = "models/studies/example.yaml is read without a mistake, so that the README's next step works")]
    public void ExampleIsRead()
    {
        var read = StudyReader.Read(
            Path.Combine(Given.Root, "models", "studies", "example.yaml"),
            new DiskModelFiles()
        );
        Assert.Empty(read.Diagnostics);
        Assert.Equal((3, 6, 3), (read.Study!.Arms.Length, read.Study.Seeds.Length, read.Study.Expectations.Length));
    }

    public static TheoryData<string> Claims =>
        [
            .. new[] { "claims", "therapies" }
                .Select(f => Path.Combine(Given.Root, "models", "studies", f))
                .Where(Directory.Exists)
                .SelectMany(f => Directory.EnumerateFiles(f, "*.yaml"))
                .Select(f => Path.GetRelativePath(Path.Combine(Given.Root, "models", "studies"), f))
                .Order(StringComparer.Ordinal),
        ];

    [Theory(
        DisplayName = "Every study of a claim is read without a mistake, all its arms compiled: a name that the library no longer has shows here"
    )]
    [MemberData(nameof(Claims))]
    public void ClaimsAreRead(string study)
    {
        var read = StudyReader.Read(Path.Combine(Given.Root, "models", "studies", study), new DiskModelFiles());
        Assert.DoesNotContain(read.Diagnostics, d => d.Severity == Milieu.Model.Severity.Error);
        Assert.NotEmpty(read.Study!.Expectations);
    }

    [Fact(
        DisplayName = "Every therapy of the library can branch off the small tissue: a therapy that renamed or dropped something of the model could not be an arm"
    )]
    public void TherapiesBranchOff()
    {
        var therapies = Directory
            .EnumerateFiles(Path.Combine(Given.Root, "models", "therapies"), "*.yaml")
            .Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Order(StringComparer.Ordinal)
            .ToList();
        using var scratch = new Scratch();
        var models = Path.Combine(Given.Root, "models");
        File.WriteAllText(
            scratch.Of("all.yaml"),
            $$"""
            study: all therapies
            claim: Each can branch off.
            model: {{models}}/tme-mini.yaml
            end: 12 h
            branch: {at: 6 h}
            measures: {tumor: count of tumor}
            arms:

            """
                + string.Concat(
                    therapies.Select(t =>
                        $"  {t}: {{include: [{models}/therapies/{t}.yaml], set: {{therapy.start: 6 h{Beads(t)}}}}}\n"
                    )
                )
        );
        var read = StudyReader.Read(scratch.Of("all.yaml"), new DiskModelFiles());
        Assert.DoesNotContain(read.Diagnostics, d => d.Severity == Milieu.Model.Severity.Error);
        Assert.Equal(therapies, read.Study!.Arms.Select(a => a.Name));
        Assert.True(therapies.Count > 10);
        Assert.Equal(360, read.Study.Trunk!.AtMinutes);

        // What a therapy places comes when it begins.
        string Beads(string therapy) =>
            File.ReadAllText(Path.Combine(models, "therapies", therapy + ".yaml"))
                .Contains("modules/beads.yaml", StringComparison.Ordinal)
                ? ", placements.beads.at: 6 h"
                : "";
    }

    public static TheoryData<string> Validations =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Given.Root, "models", "validation"), "*-study.yaml")
                .Select(f => Path.GetFileName(f)!)
                .Order(StringComparer.Ordinal),
        ];

    [Theory(
        DisplayName = "Every study of a validation target is read without a mistake, so that a table of docs/validation.md can be measured again"
    )]
    [MemberData(nameof(Validations))]
    public void ValidationsAreRead(string study)
    {
        var read = StudyReader.Read(Path.Combine(Given.Root, "models", "validation", study), new DiskModelFiles());
        Assert.DoesNotContain(read.Diagnostics, d => d.Severity == Milieu.Model.Severity.Error);
        Assert.NotEmpty(read.Study!.Expectations);
    }

    [GeneratedRegex(@"```yaml\n(?<text>study:[\s\S]*?)```")]
    private static partial Regex Yaml();
}
