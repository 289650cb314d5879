// The known name that is most like a misspelt one.
namespace Milieu.Model;

/// <summary>Edit distance (insert, delete, replace, swap of neighbors), ignoring case.</summary>
public static class Nearest
{
    // No name is longer; the table of distances grows with the product of both lengths.
    private const int LongestWord = 200;

    /// <summary>The nearest name, or null when none is near: at most two edits, or a third of the word's length.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        if (word.Length > LongestWord)
            return null;
        string? best = null;
        var least = Math.Max(2, word.Length / 3) + 1;
        foreach (var name in known)
        {
            if (Math.Abs(name.Length - word.Length) >= least)
                continue;
            var distance = Distance(word.ToUpperInvariant(), name.ToUpperInvariant());
            if (distance < least && distance < Math.Max(word.Length, name.Length))
                (best, least) = (name, distance);
        }
        return best;
    }

    internal static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        for (var j = 1; j <= b.Length; j++)
        {
            var replace = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            d[i, j] = Math.Min(replace, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
        }
        return d[a.Length, b.Length];
    }
}
