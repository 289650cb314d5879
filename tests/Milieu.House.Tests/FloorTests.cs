// References run straight down; the engine knows no files, screens or networks.
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Milieu.House.Tests;

public sealed class FloorTests
{
    private static readonly string[] BannedInEngine = ["System.IO", "System.Console", "System.Net"];

    public static TheoryData<string> Projects => [.. Repository.Floors];

    [Theory(DisplayName = "A project names only types of the floors below it, as its compiled metadata tells")]
    [MemberData(nameof(Projects))]
    public void ReferencesRunDown(string project) => Guard.FindsNothing(NamedAbove(project, TypesNamedBy(project)));

    [Fact(
        DisplayName = "Engine names nothing of System.IO, System.Console or System.Net, so it runs wherever numbers do"
    )]
    public void EngineKnowsNoFiles() => Guard.FindsNothing(TypesNamedBy("Milieu.Engine").Where(IsBannedInEngine));

    [Theory(DisplayName = "Each type lives in the namespace of its project: one flat name says which floor it is on")]
    [MemberData(nameof(Projects))]
    public void NamespaceIsProject(string project) =>
        Guard.FindsNothing(
            Repository
                .Sources("src/" + project)
                .Where(f => Path.GetFileName(f) is not ("Program.cs" or "AssemblyInfo.cs"))
                .Where(f => !Repository.Read(f).Contains($"namespace {project};", StringComparison.Ordinal))
        );

    [Fact(DisplayName = "The floor guards can fail: a name from above and a name of System.IO are found")]
    public void GuardsCanFail()
    {
        Assert.NotEmpty(NamedAbove("Milieu.Engine", ["Milieu.Runs.Checkpoint"]));
        Assert.NotEmpty(NamedAbove("Milieu.Model", ["System.String", "Milieu.Runs.Checkpoint"]));
        Assert.Empty(NamedAbove("Milieu.Runs", ["Milieu.Model.ModelSpec", "Milieu.Engine.Plan"]));
        Assert.True(IsBannedInEngine("System.IO.File") && IsBannedInEngine("System.Console"));
        Assert.False(IsBannedInEngine("System.IOrdered"));
        Assert.Contains("System.Object", TypesNamedBy("Milieu.Engine"));
    }

    private static bool IsBannedInEngine(string type) =>
        BannedInEngine.Any(b => type == b || type.StartsWith(b + ".", StringComparison.Ordinal));

    private static IEnumerable<string> NamedAbove(string project, IEnumerable<string> types)
    {
        var above = Repository.Floors.SkipWhile(f => f != project).Skip(1).ToArray();
        return types.Where(t => above.Any(a => t.StartsWith(a + ".", StringComparison.Ordinal)));
    }

    private static List<string> TypesNamedBy(string project)
    {
        using var file = new PEReader(File.OpenRead(Repository.AssemblyOf(project)));
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata
                .TypeReferences.Select(metadata.GetTypeReference)
                .Select(t => $"{metadata.GetString(t.Namespace)}.{metadata.GetString(t.Name)}"),
        ];
    }
}
