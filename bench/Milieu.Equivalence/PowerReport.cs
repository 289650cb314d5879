// That the comparison can fail: engines broken on purpose against the references' seeds.
using Milieu.Engine;

namespace Milieu.Equivalence;

internal static class PowerReport
{
    /// <summary>Prints which comparisons reject an engine with a fifth more apoptosis, and one without attacks.</summary>
    public static int Run(Wishes wishes, TextWriter to)
    {
        var seeds = (int)wishes.Number("seeds", 20);
        to.WriteLine("| engine | model | comparisons | rejected | most telling | p |");
        to.WriteLine("|---|---|--:|--:|---|--:|");
        var blind = 0;
        foreach (var reference in Places.All(wishes.List("models", "turnover,attack_crowd")))
        {
            var model = OurRuns.Compile(reference);
            blind += Row("apoptosis x 1.2", reference, BrokenEngines.WithMoreApoptosis(model, 1.2), seeds, to);
            if (BrokenEngines.HasAttacks(model))
                blind += Row("no attacks", reference, BrokenEngines.WithoutAttacks(model), seeds, to);
        }
        return blind == 0 ? 0 : 1;
    }

    private static int Row(string engine, ReferenceModel reference, CompiledModel model, int seeds, TextWriter to)
    {
        var ours = OurRuns.Run(model, reference.Minutes, seeds, reference.HasNeighborhoods);
        var comparisons = Comparing.Of(reference, ours);
        var rejected = Comparing.Rejected(comparisons);
        var telling = comparisons.MinBy(c => c.P);
        to.WriteLine(
            FormattableString.Invariant(
                $"| {engine} | {reference.Name} | {comparisons.Count} | {rejected.Count} | {telling.Key} | {telling.P:G2} |"
            )
        );
        to.Flush();
        return rejected.Count > 0 ? 0 : 1;
    }
}
