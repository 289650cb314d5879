// Projects of substrates alone.
using Milieu.Engine;

namespace Milieu.PhysiCell.Tests;

public sealed class NoCellsTests
{
    [Fact(
        DisplayName = "A project without cell types steps its substrates and is written, where indexing a first type or cell would fail"
    )]
    public void FieldsAlone()
    {
        var model = new Project { Types = "" }.Compile();
        using var simulation = new Simulation(model, new SimulationOptions(1));
        simulation.RunTo(10);
        Assert.Equal(10, simulation.Tissue.Tick);
        foreach (var file in new PhysiCellOutput(model, simulation.Tissue, "0").Snapshot("output", 0))
        {
            using var stream = new MemoryStream();
            file.Write(stream);
            Assert.True(stream.Length > 0 || file.Name.EndsWith(".txt", StringComparison.Ordinal), file.Name);
        }
    }
}
