// Asserts that a guard found nothing, and shows all of what it found.
namespace Milieu.House.Tests;

internal static class Guard
{
    /// <summary>Fails with every breach on its own line.</summary>
    public static void FindsNothing(IEnumerable<string> breaches)
    {
        var all = breaches.Distinct().ToArray();
        Assert.True(all.Length == 0, string.Join('\n', all.Prepend($"{all.Length} breaches:")));
    }
}
