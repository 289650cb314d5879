// Vessels in the language: lattices, tables of nodes and edges, how they grow.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public class VesselTests
{
    private const string Model = """
        model: vessels
        domain: {size: [400 um, 400 um, 400 um], voxel: 20 um}
        substrates:
          VEGF: {diffusion: 850 um2/min, decay: 0.0115 /min, initial: 0.2 nM}
        custom: {lumen: {value: 0, conserved: true}, maturity: {value: 0, conserved: true}}
        cells:
          vessel:
            custom: {lumen: 1, maturity: 1}
            mechanics: {movable: false}
            rules:
              - VEGF increases sprouting to 0.000139 /min, half-max 0.0536 nM, hill 2
          capillary: {like: vessel}
          tip: {motility: {speed: 0.083 um/min, bias: 0.15, chemotaxis: VEGF}}
        vessels:
          segments: [vessel, capillary]
          lumen: lumen
          opens after: 1 d
          tip: tip
          leaves: capillary
          stops below: {VEGF: 10 pM}
          spacing: 0.1 mm
          starts with: {maturity: 0.1}
        placements:
          network: {cells: vessel, vessels: {nodes: n.csv, edges: e.csv}}

        """;

    private const string Nodes = "node,x,y,z,radius\na,-90,0,0,4\nb,10,0,0,4\nc,10,100,0,6\nd,100,0,0,4\n";

    private const string Edges = "a,b\na,b\n";

    [Fact(DisplayName = "Settings of vessels compile in base units: a swapped name or a unit not converted would show")]
    public void SettingsCompile()
    {
        var vessels = Given.Whole(Load(Nodes, Edges)).Vessels!;
        Assert.Equal([0, 1], vessels.Segments);
        Assert.Equal((0, 2, 1, 0), (vessels.Lumen, vessels.Tip, vessels.Leaves, vessels.Guide));
        Assert.Equal(14400, vessels.LumenTicks);
        Assert.Equal(0.01, vessels.StopBelow, 1e-15);
        Assert.Equal((100, 20, 20), (vessels.Spacing, vessels.Length, vessels.JoinsWithin));
        Assert.Equal([new StartValue(1, 0.1)], vessels.StartsWith);
    }

    [Fact(
        DisplayName = "Each edge of a table becomes pieces 20 um apart linked from node to node; nodes with one edge are inlets; a piece has the volume of its cylinder"
    )]
    public void EdgesBecomeChains()
    {
        var placement = Given.Whole(Load(Nodes, "a,b\na,b\nb,c\nb,d\n")).Placements.Single();
        var layout = placement.Vessels!;
        // 4 nodes, and 4, 4 and round(90 / 20) - 1 = 3 pieces between them: 4.5 rounds to even.
        Assert.Equal(4 + 4 + 4 + 3, placement.Count);
        Assert.Equal(2 * (5 + 5 + 4), layout.Links.Length);
        Assert.Equal([0, 2, 3], layout.Inlets);
        for (var k = 0; k < 10; k++)
            Assert.Equal(20, Distance(placement, layout.Links[2 * k], layout.Links[(2 * k) + 1]), 1e-9);
        var volumes = Assert.Single(placement.Values);
        Assert.Equal(-1, volumes.Behavior);
        Assert.Equal(Math.PI * 16 * 20, volumes.Values[0], 1e-9);
        Assert.Equal(Math.PI * 36 * 20, volumes.Values[2], 1e-9);
    }

    [Fact(DisplayName = "Nodes may name their types; a chain takes those of its ends")]
    public void NodesNameTypes()
    {
        var nodes = "node,x,y,z,radius,type\n1,-90,0,0,4,vessel\n2,-10,0,0,4,capillary\n";
        var placement = Given.Whole(Load(nodes, "a,b\n1,2\n")).Placements.Single();
        Assert.Equal([0, 1, 0, 1, 1], placement.Vessels!.Types);
    }

    [Theory(DisplayName = "A mistake in a table of vessels is named with its file, line and column")]
    [InlineData("node,x,y,z,radius\na,500,0,0,4\n", Edges, "n.csv:2:3:", "outside the domain")]
    [InlineData("node,x,y,z,radius\na,0,0,0,0\n", Edges, "n.csv:2:9:", "above zero")]
    [InlineData("node,x,y,z,radius\na,0,0,0,4\na,1,0,0,4\n", Edges, "n.csv:3:1:", "before")]
    [InlineData("node,x,y,z,radius,type\na,0,0,0,4,vesel\n", Edges, "n.csv:2:11:", "unknown cell type")]
    [InlineData("x,y,z\n", Edges, "n.csv:1:1:", "not the header")]
    [InlineData(Nodes, "a,b\na,b\nb,x\n", "e.csv:3:3:", "unknown node")]
    [InlineData(Nodes, "a,b\na,b\nb,a\n", "e.csv:3:1:", "before")]
    [InlineData(Nodes, "a,b\na,a\n", "e.csv:2:1:", "no length")]
    [InlineData(Nodes, "from,to\n", "e.csv:1:1:", "not the header")]
    public void MistakesInTables(string nodes, string edges, string place, string message)
    {
        var found = Given.Texts(Load(nodes, edges));
        Assert.Contains(
            found,
            t => t.Contains(place, StringComparison.Ordinal) && t.Contains(message, StringComparison.Ordinal)
        );
    }

    [Theory(DisplayName = "A wrong setting of vessels is an error where it stands")]
    [InlineData("vessels.tip=vessel", "cannot be a segment")]
    [InlineData("vessels.leaves=tip", "not among the segments")]
    [InlineData("vessels.lumen=lume", "unknown")]
    [InlineData("vessels.starts with={matured: 1}", "unknown custom variable: 'matured'")]
    [InlineData("vessels.spacing=3 min", "length")]
    [InlineData("vessels.stops below={VEGF: 1 mmHg}", "VEGF")]
    [InlineData("placements.network.vessels={spacing: 50 um, density: 60 /mm2}", "not clear")]
    [InlineData("placements.network.vessels={density: 60 /mm3}", "per area")]
    [InlineData("placements.network={cells: vessel, disc: 100 um, vessels: {spacing: 50 um}}", "flat shape")]
    [InlineData("placements.network={cells: vessel, ball: 300 um, vessels: {spacing: 50 um}}", "outside the domain")]
    [InlineData("placements.other={vessels: {spacing: 50 um}}", "no cell type")]
    [InlineData("placements.network.vessels={grown: {inlets: 4}}", "not clear")]
    [InlineData("placements.network.vessels={grown: {inlets: 4}, spacing: 50 um, density: 60 mm/mm3}", "not clear")]
    [InlineData("placements.network.vessels={grown: {inlets: 1}, spacing: 50 um}", "two or more")]
    [InlineData("placements.network.vessels={grown: {inlets: 2.5}, spacing: 50 um}", "whole number")]
    [InlineData("placements.network.vessels={grown: {inlets: 2}, spacing: 10 um}", "nearer than a piece")]
    [InlineData("placements.network.vessels={grown: {inlets: 2}, density: 60 /mm3}", "length per volume")]
    [InlineData("placements.network.vessels={grown: {inlets: 2}, density: 6000 mm/mm3}", "do not fit")]
    [InlineData("placements.network.vessels={grown: {inlet: 2}, density: 60 mm/mm3}", "did you mean 'inlets'")]
    [InlineData("placements.network.vessels={grown: {points: [[0 um, 0 um]]}, spacing: 50 um}", "not a point")]
    [InlineData("placements.network.vessels={grown: {points: [[0 um, 0 um, 9 mm]]}, spacing: 50 um}", "outside the")]
    [InlineData("placements.network={cells: vessel, disc: 100 um, vessels: {grown: {}, spacing: 50 um}}", "flat shape")]
    public void MistakesInSettings(string set, string message)
    {
        var loaded = Load(Nodes, Edges, set);
        Assert.Null(loaded.Compiled);
        Assert.Contains(Given.Texts(loaded), t => t.Contains(message, StringComparison.OrdinalIgnoreCase));
    }

    [Fact(DisplayName = "A density of vessels is that of the hexagonal lattice: s = sqrt(2 / (sqrt 3 density))")]
    public void DensityGivesSpacing()
    {
        var model = Given.Whole(
            Load(
                Nodes,
                Edges,
                "placements.network={cells: vessel, vessels: {density: 60 /mm2, jitter: 10 %, along: x}}"
            )
        );
        var layout = model.Placements.Single().Vessels!;
        Assert.Equal(138.7, layout.Spacing, 0.1);
        Assert.Equal(13.87, layout.Jitter, 0.01);
        Assert.Equal(0, layout.Axis);
    }

    [Theory(
        DisplayName = "A density of grown vessels is a length per volume, over what the function leaves of the shape: a length of piece or a share forgotten would show"
    )]
    [InlineData("{density: 60 mm/mm3, grown: {}}", "", 64e6 * 60e-6 / 20, 4)]
    [InlineData("{density: 60 /mm2, length: 10 um, grown: {inlets: 6}}", "", 64e6 * 60e-6 / 10, 6)]
    [InlineData(
        "{density: 60 /mm2, grown: {points: [[0 um, 0 um, 0 um], [9 um, 9 um, 50 um]]}}",
        ", where: step(x)",
        32e6 * 60e-6 / 20,
        0
    )]
    public void GrownVesselsAreCounted(string vessels, string where, double pieces, int inlets)
    {
        var model = Given.Whole(Load(Nodes, Edges, $"placements.network={{cells: vessel, vessels: {vessels}{where}}}"));
        var growth = model.Placements.Single().Vessels!.Growth!;
        Assert.InRange(growth.Pieces, (0.99 * pieces) - 1, (1.01 * pieces) + 1);
        Assert.Equal(inlets, growth.Inlets);
        Assert.Equal(inlets == 0 ? 6 : 0, growth.Points.Length);
        var again = CompiledModelText.FromJson(CompiledModelText.ToJson(model));
        Assert.Equal(CompiledModelText.Hash(model), CompiledModelText.Hash(again));
    }

    [Fact(DisplayName = "A model of vessels is its text: read back, it has the same hash")]
    public void TextIsWhole()
    {
        var model = Given.Whole(Load(Nodes, "a,b\na,b\nb,c\n"));
        var again = CompiledModelText.FromJson(CompiledModelText.ToJson(model));
        Assert.Equal(CompiledModelText.Hash(model), CompiledModelText.Hash(again));
        Assert.DoesNotContain("vessels", CompiledModelText.ToJson(Given.With()), StringComparison.Ordinal);
    }

    private static LoadedModel Load(string nodes, string edges, params string[] sets) =>
        Given.Load(
            new MemoryFiles
            {
                ["m.yaml"] = Model,
                ["n.csv"] = nodes,
                ["e.csv"] = edges,
            },
            sets
        );

    private static double Distance(CompiledPlacement p, int a, int b)
    {
        double Along(int axis) => p.Points[(3 * a) + axis] - p.Points[(3 * b) + axis];
        return Math.Sqrt((Along(0) * Along(0)) + (Along(1) * Along(1)) + (Along(2) * Along(2)));
    }
}
