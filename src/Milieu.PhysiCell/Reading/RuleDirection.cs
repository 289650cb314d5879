// The words for the direction of a rule.
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>PhysiCell knows three words for up and takes every other word for down (contract 5.1, Q7).</summary>
internal static class RuleDirection
{
    private static readonly string[] Up = ["increases", "increase", "promotes"];
    private static readonly string[] Down = ["decreases", "decrease", "inhibits"];

    /// <summary>Null for a word that is neither; <paramref name="nearest"/> is then the one most like it.</summary>
    public static bool? IsUp(string word, out string? nearest)
    {
        nearest = null;
        if (Up.Contains(word))
            return true;
        if (Down.Contains(word))
            return false;
        nearest = Nearest.To(word, Up.Concat(Down));
        return null;
    }

    /// <summary>PhysiCell raises the signal but takes the response for a minimum.</summary>
    public static bool IsHalfUp(string word) => word != Up[0] && Up.Contains(word);
}
