// The measures themselves, against tissues small enough to measure by hand.
using Milieu.Engine;
using Milieu.Equivalence;

namespace Milieu.Reference.Tests;

public class MeasuresTests
{
    private static readonly Moment Three = new(
        0,
        ["a", "b"],
        [
            Cell("a", CellState.Live, 0, 0) with
            {
                Volume = 1000,
                Links = 1,
            },
            Cell("a", CellState.Live, 6, 8) with
            {
                Volume = 3000,
                Damage = 4,
                Attacks = true,
            },
            Cell("a", CellState.Live, 100, 0) with
            {
                Volume = 2000,
            },
            Cell("b", CellState.Apoptotic, 100, 10) with
            {
                Volume = 1000,
            },
        ],
        [new SubstrateView("o", 1, 0, 2, 8000, 5)]
    );

    [Fact(DisplayName = "Counts are by state and type, and a type without cells counts zero and has no place")]
    public void Counts()
    {
        var measures = Measures.Take(Three, neighborhoods: false);
        Assert.Equal(4, measures["total"]);
        Assert.Equal(3, measures["live:a"]);
        Assert.Equal(0, measures["live:b"]);
        Assert.Equal(1, measures["apoptotic:b"]);
        Assert.DoesNotContain("rg of live:b", measures.Keys);
        Assert.True(Measures.IsCount("apoptotic:b"));
        Assert.False(Measures.IsCount("rg of live:a"));
    }

    [Fact(DisplayName = "Places: centroid, radius of gyration, the middle and the outer distance, and means, by hand")]
    public void PlacesByHand()
    {
        var measures = Measures.Take(Three, neighborhoods: false);
        var (x, y) = (106.0 / 3, 8.0 / 3);
        double[] squares = [(x * x) + (y * y), Square(6 - x) + Square(8 - y), Square(100 - x) + (y * y)];
        Assert.Equal(x, measures["cx of live:a"], 1e-12);
        Assert.Equal(y, measures["cy of live:a"], 1e-12);
        Assert.Equal(Math.Sqrt(squares.Average()), measures["rg of live:a"], 1e-12);
        Assert.Equal(Math.Sqrt(squares[0]), measures["r50 of live:a"], 1e-12);
        Assert.Equal(Math.Sqrt(squares[0]), measures["r90 of live:a"], 1e-12);
        Assert.Equal(Math.Sqrt(squares[2]), measures["rmax of live:a"], 1e-12);
        Assert.Equal(2000, measures["mean_volume of live:a"], 1e-9);
        Assert.Equal(4.0 / 3, measures["mean_damage of live:a"], 1e-12);
        Assert.Equal(8000, measures["total of substrate:o"]);
    }

    [Fact(
        DisplayName = "Neighborhoods: two cells that touch are a cluster, a third that touches only a dead one is its own"
    )]
    public void NeighborhoodsByHand()
    {
        var measures = Measures.Take(Three, neighborhoods: true);
        Assert.Equal((10.0 + 10 + 10) / 3, measures["nearest of live:a"], 1e-12);
        Assert.Equal(1, measures["contacts of live:a"], 1e-12);
        Assert.Equal(2.0 / 3, measures["own_contacts of live:a"], 1e-12);
        Assert.Equal(2, measures["clusters of live:a"]);
        Assert.Equal(2, measures["largest_cluster of live:a"]);
        Assert.Equal(1.0 / 3, measures["links of live:a"], 1e-12);
        Assert.Equal(1.0 / 3, measures["attacking of live:a"], 1e-12);
        Assert.Equal(Math.Sqrt(2e6 / 3), measures["sd_volume of live:a"], 1e-9);
    }

    [Fact(
        DisplayName = "Groups that fewer than five seeds had are left out, and equal counts of every seed allow one cell's play"
    )]
    public void LeavesOut()
    {
        var key = new Key(60, "live:a");
        ReferenceModel With(int seeds) =>
            new("r", "", new Dictionary<Key, Sample> { [key] = new Sample(100, 0, seeds) });
        List<double> Ours(double value) => [value, value, value, value, value];
        Assert.Empty(Comparing.Of(With(4), new() { [key] = Ours(100) }));
        Assert.Empty(Comparing.Of(With(5), new() { [key] = [100, 100, 100, 100] }));
        Assert.InRange(Assert.Single(Comparing.Of(With(5), new() { [key] = Ours(100.2) })).P, 0.3, 0.7);
        Assert.InRange(Assert.Single(Comparing.Of(With(5), new() { [key] = Ours(103) })).P, 0, 1e-4);
    }

    private static CellView Cell(string type, CellState state, double x, double y) =>
        new()
        {
            Type = type,
            State = state,
            X = x,
            Y = y,
        };

    private static double Square(double x) => x * x;
}
