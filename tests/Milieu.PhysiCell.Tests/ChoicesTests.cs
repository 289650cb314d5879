// What reading a PhysiCell project does unless told otherwise.
namespace Milieu.PhysiCell.Tests;

public sealed class ChoicesTests
{
    [Fact(DisplayName = "Unless told otherwise a project runs as PhysiCell runs it, and nothing of it is left out")]
    public void Defaults() =>
        Assert.Equal(new ReadingChoices { Native = false, IgnoreIntracellular = false }, new ReadingChoices());
}
