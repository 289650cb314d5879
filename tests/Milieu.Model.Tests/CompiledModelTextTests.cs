// Compiled models as JSON.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class CompiledModelTextTests
{
    internal static CompiledModel Sample() =>
        new()
        {
            Name = "sample",
            Grid = new GridSpec(-1.0 / 3, 0, 0, 20, 20, 20, 2, 3, 1, true),
            Timing = new Timing(0.1, 1, 1, 60, 600),
            Conventions = Conventions.Native,
            Substrates =
            [
                new CompiledSubstrate
                {
                    Name = "oxygen",
                    Units = "mmHg",
                    Diffusion = 1e5,
                    Decay = 0.1,
                    Integrator = Integrator.Rkl1,
                    IsDouble = false,
                    Initial = 38,
                    InitialField = [1e-300, double.Epsilon, Math.PI, -0.0, double.MaxValue, 5],
                    Faces = [38, double.NaN, double.PositiveInfinity, double.NaN, 1, 2],
                    Regions = [new DirichletRegion("vein", double.NaN, [1, 2])],
                },
            ],
            Types =
            [
                new CompiledType
                {
                    Name = "tumor",
                    Constants = [.. Enumerable.Range(0, 45).Select(i => 1.0 / (i + 1))],
                    Volume = new VolumeLaw(2494, 0.75, 540, 3.0 / 60, 0.27 / 60, 0.33 / 60, 0, 0, 2),
                    Cycle = new PhaseGraph(
                        "live",
                        5,
                        [new Phase("live", 14, true, true, false, false, [new PhaseLink(0, 9e9, false, true)])]
                    ),
                    Deaths = [],
                    IsMotile = true,
                    Taxis = Taxis.AdvancedNormalized,
                    UptakeHalfSaturation = [0.5],
                    Rules = [new CompiledRule(3, 1, 2, 0, [new SignalTerm(SignalKind.Time, 0, 1, 4, true)], [])],
                    Distributions =
                    [
                        new InitialDistribution(
                            -1,
                            DistributionKind.LogNormal,
                            1,
                            2,
                            double.NegativeInfinity,
                            double.PositiveInfinity
                        ),
                    ],
                },
            ],
            Customs = [new CustomVariable("sample", "", true)],
            Placements =
            [
                new CompiledPlacement
                {
                    Name = "p",
                    Type = 0,
                    Tick = 0,
                    Shape = PlacementShape.Points,
                    Fill = PlacementFill.Uniform,
                    Count = 1,
                    Points = [1, 2, 3],
                    Values = [new PointValues(-1, [double.NaN])],
                },
            ],
            BoundaryChanges = [new BoundaryChange(10, 0, 6, double.NaN)],
        };

    [Fact(
        DisplayName = "JSON gives the compiled model back exactly: the text of the copy equals the text of the original"
    )]
    public void RoundTrip()
    {
        var model = Sample();
        var json = CompiledModelText.ToJson(model);
        var back = CompiledModelText.FromJson(json);
        Assert.Equal(json, CompiledModelText.ToJson(back));
        Assert.Equal(CompiledModelText.Hash(model), CompiledModelText.Hash(back));
        Assert.Equal<double>(model.Substrates[0].InitialField, back.Substrates[0].InitialField);
        Assert.Equal<double>(model.Substrates[0].Faces, back.Substrates[0].Faces);
        Assert.Equal(
            BitConverter.DoubleToInt64Bits(-0.0),
            BitConverter.DoubleToInt64Bits(back.Substrates[0].InitialField[3])
        );
        Assert.Equal(model.Types[0].Volume, back.Types[0].Volume);
        Assert.Equal(model.Timing, back.Timing);
    }

    [Fact(DisplayName = "The hash ignores the end time and sees the last bit of any number")]
    public void HashSeesNumbers()
    {
        var model = Sample();
        var hash = CompiledModelText.Hash(model);
        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.Equal(hash, CompiledModelText.Hash(model with { Timing = model.Timing with { EndTick = 7 } }));
        var substrate = model.Substrates[0] with { Decay = Math.BitIncrement(0.1) };
        Assert.NotEqual(hash, CompiledModelText.Hash(model with { Substrates = [substrate] }));
        Assert.NotEqual(hash, CompiledModelText.Hash(model with { Name = "other" }));
    }

    [Fact(
        DisplayName = "A limit of 0 comes back from the text as 0 and not as no limit, and the hash tells the two apart"
    )]
    public void LimitsOfZero()
    {
        var none = Given.Whole(Given.Load("custom: {level: {value: 1, drift: 0.1, heritable: true}}\n" + Given.Base));
        var zero = Given.Whole(
            Given.Load("custom: {level: {value: 1, drift: 0.1, heritable: true, min: 0, max: 0}}\n" + Given.Base)
        );
        var back = CompiledModelText.FromJson(CompiledModelText.ToJson(zero)).Customs.Single(c => c.Name == "level");
        Assert.Equal((0.0, 0.0), (back.Least!.Value, back.Most!.Value));
        Assert.NotEqual(CompiledModelText.Hash(none), CompiledModelText.Hash(zero));
    }

    [Fact(
        DisplayName = "The small tumor microenvironment, read back from its text, runs to the same bits: a number that the text loses shows"
    )]
    public void TissueFromItsText()
    {
        var model = Given.Whole(ModelText.Load("models/tme-mini.yaml", new RepositoryFiles(), []));
        var back = CompiledModelText.FromJson(CompiledModelText.ToJson(model));
        var hours = 8L * 60 * model.Timing.MechanicsPeriod * 2;
        var (first, second) = (HashAfter(model, hours), HashAfter(back, hours));
        Assert.Null(first.FirstDifference(second));
    }

    private static StateHash HashAfter(CompiledModel model, long tick)
    {
        using var simulation = new Simulation(model, new SimulationOptions(1, 2));
        simulation.RunTo(tick);
        return StateHash.Of(simulation.Tissue);
    }

    [Fact(
        DisplayName = "Factors of diffusion are part of text and hash where they are, and leave no trace where they are not: old models keep their hashes"
    )]
    public void FactorsOnlyWhereTheyAre()
    {
        var model = Sample();
        Assert.DoesNotContain("diffusivity", CompiledModelText.ToJson(model), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("largestDiffusion", CompiledModelText.ToJson(model), StringComparison.OrdinalIgnoreCase);
        var varied = model with
        {
            Substrates = [model.Substrates[0] with { Diffusivity = [0.1, 0, 1, 2, 3, 1.0 / 3] }],
        };
        var json = CompiledModelText.ToJson(varied);
        var back = CompiledModelText.FromJson(json);
        Assert.Equal<double>(varied.Substrates[0].Diffusivity, back.Substrates[0].Diffusivity);
        Assert.Equal(json, CompiledModelText.ToJson(back));
        Assert.NotEqual(CompiledModelText.Hash(model), CompiledModelText.Hash(varied));
        Assert.True(CompiledModelText.FromJson(CompiledModelText.ToJson(model)).Substrates[0].Diffusivity.IsEmpty);
    }

    [Fact(
        DisplayName = "Text that is no compiled model is refused: an unknown member or a missing one does not pass in silence"
    )]
    public void RefusesOtherText()
    {
        var json = CompiledModelText.ToJson(Sample());
        foreach (
            var bad in new[]
            {
                "",
                "null",
                "{}",
                json.Replace("\"decay\":0.1,", ""),
                json.Replace("decay", "dekay"),
                json[..^5],
            }
        )
            Assert.Throws<System.Text.Json.JsonException>(() => CompiledModelText.FromJson(bad));
    }

    [Fact(
        DisplayName = "Any double and any name survives JSON bit for bit: 2,000 random bit patterns and awkward names"
    )]
    public void RandomRoundTrips()
    {
        var random = new Random(11);
        var numbers = Enumerable
            .Range(0, 2000)
            .Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)));
        var field = numbers.Where(double.IsFinite).Concat([double.NegativeInfinity, double.PositiveInfinity]).ToArray();
        foreach (var name in new[] { "a \"quoted\" name", "µ-Opioid ↑", "\\ / \u0001", "CD8+ T cell" })
        {
            var model = Sample() with { Name = name };
            model = model with { Substrates = [model.Substrates[0] with { InitialField = [.. field], Name = name }] };
            var back = CompiledModelText.FromJson(CompiledModelText.ToJson(model));
            Assert.Equal((name, name), (back.Name, back.Substrates[0].Name));
            Assert.Equal(
                field.Select(BitConverter.DoubleToInt64Bits),
                back.Substrates[0].InitialField.Select(BitConverter.DoubleToInt64Bits)
            );
        }
    }
}
