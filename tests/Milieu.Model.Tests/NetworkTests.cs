// Who acts on whom, and its picture.
using System.Xml.Linq;

namespace Milieu.Model.Tests;

public sealed class NetworkTests
{
    private const string Signals = """
        signals:
          low: 1 - oxygen / 38 mmHg
          near: {count: [T cell], within: 50 um}

        """;

    private static Engine.CompiledModel Model { get; } =
        Given.Whole(
            Given.Load(
                Signals
                    + Given.Rules(
                        "drug increases apoptosis to 1 /min, half-max 1 nM, hill 2",
                        "drug decreases cycle entry to 0 /min, half-max 1 nM, hill 2",
                        "pressure multiplies necrosis by 0.5, half-max 1, hill 2",
                        "oxygen gradient multiplies necrosis by 0.5, half-max 1 mmHg/um, hill 2",
                        "low adds 1 /min to transition to T cell, half-max 1, hill 2",
                        "near multiplies apoptosis by 2, half-max 1, hill 2"
                    )
            )
        );

    [Fact(
        DisplayName = "Bonds are those of the rules: what is given off, who is moved and in which direction, through formulas and gathered signals too; a wrong end or sign is another bond"
    )]
    public void Bonds()
    {
        var bonds = new InteractionNetwork(Model).Bonds;
        const int Oxygen = 0;
        const int Drug = 1;
        const int Tumor = 0;
        const int Killer = 1;
        Assert.Equal(
            new HashSet<(BondKind, int, int, BondSign)>
            {
                (BondKind.Gives, Tumor, Drug, BondSign.Raises),
                (BondKind.Moves, Drug, Tumor, BondSign.Raises | BondSign.Lowers),
                (BondKind.Moves, Oxygen, Tumor, BondSign.Lowers),
                (BondKind.Touches, Killer, Tumor, BondSign.Raises),
                (BondKind.Becomes, Tumor, Killer, BondSign.Open),
                (BondKind.Moves, Oxygen, Killer, BondSign.Raises),
                (BondKind.Attacks, Killer, Tumor, BondSign.Lowers),
            },
            bonds.Select(b => (b.Kind, b.From, b.To, b.Sign)).ToHashSet()
        );
        Assert.Equal(7, bonds.Count);
        Assert.Equal(
            ["necrosis", "transition to T cell (low)"],
            bonds.Single(b => b is { Kind: BondKind.Moves, From: Oxygen, To: Tumor }).What
        );
    }

    [Fact(
        DisplayName = "The picture is well-formed, the same every time, names every part and has one titled line for each bond between two parts"
    )]
    public void Picture()
    {
        var svg = NetworkSvg.Draw(Model);
        Assert.Equal(svg, NetworkSvg.Draw(Model));
        var root = XDocument.Parse(svg).Root!;
        XNamespace ns = "http://www.w3.org/2000/svg";
        var words = root.Descendants(ns + "text").Select(t => t.Value).ToList();
        foreach (var name in new[] { "oxygen", "drug", "tumor", "T cell", "raises a behavior", "lowers a behavior" })
            Assert.Contains(name, words);
        Assert.Equal(new InteractionNetwork(Model).Bonds.Count, root.Descendants(ns + "title").Count());
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A model without rules, substrates or more than one type is drawn too")]
    public void Bare()
    {
        const string Text = "model: a\ndomain: {size: [400 um, 400 um, 20 um], voxel: 20 um}\ncells: {x: {}}\n";
        XDocument.Parse(NetworkSvg.Draw(Given.Whole(Given.Load(Text))));
    }
}
