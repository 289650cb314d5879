// The seeds of a study: how many, or which.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Model;

namespace Milieu.Studies;

internal static class SeedText
{
    private const int Most = 100_000;

    public static ImmutableArray<long> First(int count) => [.. Enumerable.Range(1, count).Select(n => (long)n)];

    /// <summary>A number n stands for 1 to n, a list for itself; nothing for one seed.</summary>
    public static ImmutableArray<long> Read(TextNode? node, List<Diagnostic> problems)
    {
        switch (node)
        {
            case null:
                return First(1);
            case ScalarNode scalar when Number(scalar.Text) is > 0 and <= Most and var count:
                return First((int)count);
            case ListNode { Items.Count: > 0 } list:
                var seeds = new List<long>();
                foreach (var item in list.Items)
                    if (item is ScalarNode scalar && Number(scalar.Text) is { } seed && !seeds.Contains(seed))
                        seeds.Add(seed);
                    else
                        Wrong(item, problems);
                return [.. seeds];
            default:
                Wrong(node, problems);
                return First(1);
        }
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void Wrong(TextNode node, List<Diagnostic> problems) =>
        problems.Add(
            new Diagnostic(
                Severity.Error,
                node.At.File,
                node.At.Line,
                node.At.Column,
                "not seeds",
                ArmText.Text(node),
                "a number of seeds, such as 6, or a list of different whole numbers"
            )
        );
}
