// Values that differ from cell to cell at the start.
namespace Milieu.Engine;

/// <summary>Draws a type's initial distributions for fresh rows (contract 3.13).</summary>
internal sealed class InitialDraws(StepContext context, RowMaker maker)
{
    // The draw number has 16 bits; a support that holds less than about 1e-4 of the distribution is a mistake.
    private const int MaxTries = 65_536;

    /// <summary>Draws every distribution of the row's type, each with its own luck.</summary>
    public void Run(int row)
    {
        var cells = context.Cells;
        var type = context.Model.Types[cells.Type[row]];
        for (var k = 0; k < type.Distributions.Length; k++)
        {
            var distribution = type.Distributions[k];
            var subject = Chance.Mix(cells.Lineage[row], (ulong)k);
            var value = Draw(distribution, context.Chance, subject, context.Tick);
            if (distribution.Behavior < 0)
                maker.SetVolume(row, value);
            else
                cells.ColumnOf(distribution.Behavior)![row] = value;
        }
    }

    /// <summary>One value: directly for the uniform kinds, by rejection inside the open bounds for the normal ones.</summary>
    /// <exception cref="StartException">The bounds hold (almost) nothing of the distribution.</exception>
    public static double Draw(InitialDistribution distribution, Chance chance, ulong subject, uint tick)
    {
        var (a, b) = (distribution.A, distribution.B);
        if (distribution.Kind == DistributionKind.Uniform)
            return a + ((b - a) * chance.Uniform(subject, tick, Purpose.Distribution));
        if (distribution.Kind == DistributionKind.LogUniform)
        {
            var low = ExactMath.Log(a);
            return ExactMath.Exp(
                low + ((ExactMath.Log(b) - low) * chance.Uniform(subject, tick, Purpose.Distribution))
            );
        }
        for (var draw = 0; draw < MaxTries; draw++)
        {
            var value = Shape(
                distribution.Kind,
                a + (b * Normal.Of(chance.Pair(subject, tick, Purpose.Distribution, draw)))
            );
            if (!(value <= distribution.Lower) && !(value >= distribution.Upper))
                return value;
        }
        throw new StartException(
            $"{distribution.Kind}({a}, {b}) gave no value between {distribution.Lower} and {distribution.Upper} in {MaxTries} draws."
        );
    }

    private static double Shape(DistributionKind kind, double normal) =>
        kind switch
        {
            DistributionKind.LogNormal => ExactMath.Exp(normal),
            DistributionKind.Log10Normal => ExactMath.Pow(10, normal),
            _ => normal,
        };
}
