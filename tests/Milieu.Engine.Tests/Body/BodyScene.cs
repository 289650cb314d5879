// A body for scenes: reads all that a body can read, with a delay and doses between steps.
namespace Milieu.Engine.Tests;

internal static class BodyScene
{
    /// <summary>Two species, the first growing with deaths of type 0 and with live cells, the second getting progeny later.</summary>
    public static CompiledBody Of(int period, int delaySteps = 4) =>
        new()
        {
            Species = [new("signal", "nM", 3), new("progeny", "", 0)],
            Inputs =
            [
                new(BodyInputKind.Deaths),
                new(BodyInputKind.Count, 1),
                new(BodyInputKind.Mean, 0, 1),
                new(BodyInputKind.MeanOfDead, 0, 0),
                new(BodyInputKind.TissueVolume),
            ],
            Reactions =
            [
                // deaths + 0.01 count (1 + mean + mean of dead)
                Reaction("in", [], [new(0, 1)], 0, In()),
                Reaction("loss", [new(0, 1)], [], 0, Product(0.05, 0)),
                Reaction("priming", [new(0, 1)], [new(1, 8)], delaySteps, Product(0.02, 0)),
            ],
            Doses = [new(13, 0, 0, 5), new(27, 21, 1, 40)],
            Period = period,
            Tolerance = new OdeTolerance(1e-7, 1e-9),
        };

    public static CompiledReaction Reaction(
        string name,
        Share[] takes,
        Share[] gives,
        int delaySteps,
        Formula rate,
        double before = 0
    ) => new(name, "", rate, [.. takes], [.. gives], delaySteps, before);

    /// <summary>A number times an input.</summary>
    public static Formula Product(double number, int input) =>
        new([Number(number), Input(input), new(FormulaOperation.Multiply)]);

    private static Formula In() =>
        new([
            Input(3),
            Number(0.01),
            Input(4),
            new(FormulaOperation.Multiply),
            Number(1),
            Input(5),
            new(FormulaOperation.Add),
            Input(6),
            new(FormulaOperation.Add),
            new(FormulaOperation.Multiply),
            new(FormulaOperation.Add),
        ]);

    private static FormulaStep Input(int index) => new(FormulaOperation.Input, index);

    private static FormulaStep Number(double value) => new(FormulaOperation.Number, 0, value);
}
