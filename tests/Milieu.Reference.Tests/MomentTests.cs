// What is measured of PhysiCell's files and of a tissue is the same thing.
using Milieu.Engine;
using Milieu.Equivalence;
using Milieu.PhysiCell;

namespace Milieu.Reference.Tests;

public class MomentTests
{
    [Theory(
        DisplayName = "A tissue measures the same through PhysiCell's files as directly: a wrong row, phase, spring or unit in either reading would move a measure"
    )]
    [InlineData("lysis_3d", 60)]
    [InlineData("springs_2d", 12)]
    [InlineData("predator_chain", 30)]
    public void MeasuresThroughFiles(string name, double minutes)
    {
        var model = OurRuns.Compile(Shared.Open(name));
        using var simulation = new Simulation(model, new SimulationOptions(3));
        simulation.RunTo((long)Math.Round(minutes / model.Timing.TickMinutes));
        var folder = Directory.CreateTempSubdirectory("moment-").FullName;
        try
        {
            var output = new PhysiCellOutput(model, simulation.Tissue, "test");
            foreach (var file in output.Snapshot(PhysiCellOutput.Numbered(7), minutes))
            {
                using var stream = File.Create(Path.Combine(folder, file.Name));
                file.Write(stream);
            }
            var theirs = Assert.Single(TheirMoment.All(folder));
            Assert.Equal(minutes, theirs.Minutes);
            var expected = Measures.Take(OurMoment.Of(model, simulation.Tissue, minutes), neighborhoods: true);
            var found = Measures.Take(theirs, neighborhoods: true);
            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
            foreach (var (measure, value) in expected)
                Assert.True(
                    Math.Abs(value - found[measure]) <= 1e-9 * Math.Max(1, Math.Abs(value)),
                    $"{measure}: {value} directly, {found[measure]} through files"
                );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
