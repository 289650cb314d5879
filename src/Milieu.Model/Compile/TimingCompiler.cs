// Periods in whole ticks.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>The tick is the greatest common divisor of the steps as decimals; PhysiCell mode rounds to its field step.</summary>
internal static class TimingCompiler
{
    // Steps are whole multiples of this many minutes; a shorter common tick is a mistake of the author.
    private const double Grain = 1e-7;

    public static Timing Compile(CompileContext context)
    {
        var spec = context.Spec.Time;
        var field = Values.Of(spec.Steps.Field, Measure.Time, context.IsPhysiCell ? 0.01 : 0.1);
        var mechanics = Values.Of(spec.Steps.Mechanics, Measure.Time, 0.1);
        var phenotype = Values.Of(spec.Steps.Phenotype, Measure.Time, 6);
        var end = Values.Of(spec.End, Measure.Time, 1440);
        var hasMatrix = MatrixCompiler.IsNeeded(context.Spec);
        var matrix = hasMatrix ? MatrixCompiler.Minutes(context.Spec) : 0;
        if (!(field > 0 && mechanics > 0 && phenotype > 0 && (matrix > 0 || !hasMatrix)))
            return new Timing(0.1, 1, 1, 60, 0);
        var timing = context.IsPhysiCell
            ? Rounded(field, mechanics, phenotype)
            : Common([field, mechanics, phenotype, matrix, BodyMinutes(context.Spec)], context.Problems);
        var endTick = Math.Round(end / timing.TickMinutes);
        // The engine's chance counts ticks in 32 bits.
        if (endTick > uint.MaxValue)
            context.Problems.Error("time.end", "too many ticks", spec.End?.Text, "at most 4294967295 ticks");
        return timing with { EndTick = (long)Math.Min(endTick, uint.MaxValue) };
    }

    /// <summary>Ticks from one step of the body to the next.</summary>
    public static int BodyPeriod(ModelSpec spec, Timing timing) => Period(BodyMinutes(spec) / timing.TickMinutes);

    // A model without a body asks for nothing that the others do not.
    private static double BodyMinutes(ModelSpec spec) =>
        spec.Body.Species.Count == 0 ? 0 : Values.Of(spec.Time.Steps.Body, Measure.Time, 1);

    /// <param name="all">Field, mechanics, phenotype, matrix and body; 0 where the model has no such step.</param>
    private static Timing Common(double[] all, Problems problems)
    {
        string[] names = ["field", "mechanics", "phenotype", "matrix", "body"];
        names = [.. names.Where((_, i) => all[i] > 0)];
        double[] steps = [.. all.Where(s => s > 0)];
        var grains = new long[steps.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            var exact = steps[i] / Grain;
            grains[i] = exact < 1e15 ? (long)Math.Round(exact) : 0;
            if (grains[i] == 0 || Math.Abs(exact - grains[i]) > 1e-6 * exact)
            {
                problems.Error(
                    "time.steps." + names[i],
                    "not a usable step",
                    steps[i].ToString("R", CultureInfo.InvariantCulture) + " min",
                    "a decimal number of minutes, at least 1e-7"
                );
                return new Timing(0.1, 1, 1, 60, 0);
            }
        }
        var tick = grains.Aggregate(Gcd);
        if (grains.Any(g => g / tick > int.MaxValue))
        {
            problems.Error("time.steps", "the steps have no common tick of useful length");
            return new Timing(0.1, 1, 1, 60, 0);
        }
        return new Timing(
            // As decimals, so that 0.1 min stays 0.1 and not 0.09999999999999999.
            (double)(tick * 0.0000001m),
            (int)(grains[0] / tick),
            (int)(grains[1] / tick),
            (int)(grains[2] / tick),
            0
        );
    }

    private static Timing Rounded(double tick, double mechanics, double phenotype) =>
        new(tick, 1, Period(mechanics / tick), Period(phenotype / tick), 0);

    private static int Period(double ratio) => (int)Math.Clamp(Math.Floor(ratio - 0.5) + 1, 1, int.MaxValue);

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);
}
