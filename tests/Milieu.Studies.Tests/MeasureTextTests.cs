// Texts of measures against counts made by hand.
using Milieu.Engine;

namespace Milieu.Studies.Tests;

public sealed class MeasureTextTests
{
    [Theory(
        DisplayName = "A measure's text is arithmetic over counts, events and time: values equal those counted by hand"
    )]
    [InlineData("count of tumor", 12)]
    [InlineData("count of hunter / count of cells", 0.25)]
    [InlineData("count of dead tumor", 0)]
    [InlineData("2 * arrivals - time / 1 min", 0)]
    public void Counts(string text, double expected)
    {
        var model = Given.Model();
        var measure = MeasureText.Parse(text, new MeasureScope(model), null, out var problem);
        Assert.Null(problem);
        using var simulation = new Simulation(model, new SimulationOptions(1, 1, KernelKind.Vectorized));
        Assert.Equal(expected, measure!.At(new Moment(simulation)));
    }

    [Fact(
        DisplayName = "A misspelt name in a measure is named with its nearest neighbor, and a wrong unit with its own"
    )]
    public void Mistakes()
    {
        var scope = new MeasureScope(Given.Model());
        Assert.Null(MeasureText.Parse("count of tumr", scope, null, out var problem));
        Assert.NotNull(problem);
        Assert.Null(MeasureText.Parse("time", scope, "um", out problem));
        Assert.Contains("the expression is", problem!.Message, StringComparison.Ordinal);
    }
}
