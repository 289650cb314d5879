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
            Therapy = Plan,
            Period = period,
            Tolerance = new OdeTolerance(1e-7, 1e-9),
        };

    /// <summary>
    /// Two plain doses; one put off twice until enough progeny is there; one scaled, one skipped and one that lapses since there never
    /// is; one that comes after the stop. Inputs behind those of the body: the readouts.
    /// </summary>
    private static CompiledTherapy Plan =>
        new()
        {
            StartTick = 5,
            Readouts =
            [
                new("enough", "", ReadoutKind.Now, AtLeast(1, 25), true),
                new("never", "", ReadoutKind.Now, AtLeast(0, 1e9), false),
                new("highest(signal)", "", ReadoutKind.Highest, new Formula([Input(0)]), false),
                new("since(enough)", "", ReadoutKind.Since, AtLeast(1, 25), false),
                new("over", "", ReadoutKind.Now, AtLeast(2, 9), false),
            ],
            Doses =
            [
                new(13, 0, 0, 5),
                new(27, 21, 1, 40),
                Asked(15, 0, Otherwise.Delay, 60),
                Asked(31, 1, Otherwise.Scale),
                Asked(33, 1, Otherwise.Skip),
                Asked(35, 1, Otherwise.Delay),
                new(99, 0, 0, 1000),
            ],
            Stop = 4,
        };

    private static PlannedDose Asked(long tick, int condition, Otherwise otherwise, long patience = 25) =>
        new(tick, 3, 0, 2)
        {
            Condition = condition,
            Otherwise = otherwise,
            Factor = 0.5,
            RetryTicks = 10,
            LastTick = tick + patience,
            Reads = [new("progeny", 1)],
        };

    /// <summary>1 where an input is at least a number.</summary>
    private static Formula AtLeast(int input, double number) =>
        new([Input(input), Number(number), new(FormulaOperation.Subtract), new(FormulaOperation.Step)]);

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
