// DOIs and PMIDs in a text as links.
using System.Text.RegularExpressions;

namespace Milieu.Studies;

internal static partial class SourceLinks
{
    /// <param name="markup">Escaped text.</param>
    public static string In(string markup) =>
        Pattern()
            .Replace(
                markup,
                m =>
                    m.Groups["pmid"].Success
                        ? $"<a href=\"https://pubmed.ncbi.nlm.nih.gov/{m.Groups["pmid"].Value}/\">{m.Value}</a>"
                        : $"<a href=\"https://doi.org/{m.Groups["doi"].Value}\">{m.Value}</a>"
            );

    [GeneratedRegex(@"(?:doi:\s*)?(?<doi>10\.\d{4,9}/[^\s,;()\]&<]*[^\s,;.()\]&<])|PMID:?\s*(?<pmid>\d{5,9})")]
    private static partial Regex Pattern();
}
