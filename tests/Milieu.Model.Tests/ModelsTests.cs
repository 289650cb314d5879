// The models of the repository.
namespace Milieu.Model.Tests;

public sealed class ModelsTests
{
    public static TheoryData<string> Models => [.. Repository.Models];

    [Theory(DisplayName = "Every model of the repository compiles without an error or a warning")]
    [MemberData(nameof(Models))]
    public void Compiles(string model)
    {
        var loaded = ModelText.Load(model, new RepositoryFiles(), []);
        Assert.Empty(loaded.Diagnostics.Select(d => d.ToString()));
        Assert.NotNull(loaded.Compiled);
    }
}
