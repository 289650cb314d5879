// The shell of a page that needs no other file and no network.
using System.Globalization;
using System.Net;
using System.Text;

namespace Milieu.Studies;

/// <summary>Collects elements; text is escaped, figures are not.</summary>
internal sealed class HtmlPage
{
    /// <summary>Wide screens, narrow ones and paper; nothing is told by color alone.</summary>
    private const string Style = """
        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 60rem; background: #fff; color: #1a1a1a;
          font: 1rem/1.5 system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
        h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; }
        h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid #c8c8c8; }
        h3 { font-size: 1.05rem; margin: 1.75rem 0 .4rem; }
        p { margin: .4rem 0 .8rem; max-width: 46rem; }
        .claim { font-size: 1.15rem; border-left: .3rem solid #0072B2; padding-left: .9rem; margin: 1rem 0; }
        td p { margin: 0 0 .4rem; }
        .quiet { color: #595959; font-size: .9rem; }
        .sum { font-size: 1.1rem; font-weight: 600; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: .5rem 0 1rem; }
        caption { text-align: left; color: #595959; font-size: .88rem; padding-bottom: .3rem; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0; border-bottom: 1px solid #e2e2e2; }
        tbody th { font-weight: normal; }
        .wide tbody th { min-width: 11rem; }
        thead th { border-bottom: 2px solid #767676; font-weight: 600; }
        .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .v { white-space: nowrap; font-weight: 600; }
        .met { color: #00614a; } .missed { color: #9c3b00; } .undecided { color: #595959; }
        code, pre { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; font-size: .88em; overflow-wrap: anywhere; }
        pre { background: #f5f5f5; padding: .8rem 1rem; overflow-x: auto; white-space: pre-wrap; border-radius: .25rem; }
        figure { margin: .8rem 0 1.2rem; }
        figure svg { width: 100%; max-width: 46rem; height: auto; display: block; }
        figure img { max-width: 100%; height: auto; display: block; }
        figcaption { color: #595959; font-size: .9rem; margin-top: .3rem; max-width: 46rem; }
        .pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 1rem; }
        .pictures figure { margin: 0; }
        .pictures img { width: 100%; border: 1px solid #e2e2e2; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: .5rem 0; }
        dt { color: #595959; } dd { margin: 0; overflow-wrap: anywhere; }
        a { color: #00558a; }
        @media (max-width: 40rem) {
          body { padding: 1rem .9rem 3rem; } h1 { font-size: 1.4rem; }
          dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
          .wide table { min-width: 42rem; } th, td { padding-right: .5rem; }
        }
        @media print {
          @page { margin: 16mm 15mm; }
          body { max-width: none; padding: 0; font-size: 10pt; }
          h2, h3, h2 + p, section > p { break-after: avoid; } figure, tr { break-inside: avoid; }
          thead { display: table-header-group; }
          .scroll { overflow: visible; } .wide table { min-width: 0; }
          figure svg { max-width: 15cm; } section > .scroll { max-width: 15cm; }
          pre { white-space: pre-wrap; border: 1px solid #c8c8c8; background: none; }
          .pictures { grid-template-columns: repeat(3, 1fr); }
          a { color: inherit; text-decoration: none; }
        }
        """;

    private readonly StringBuilder _body = new();
    private readonly string _title;

    public HtmlPage(string title) => _title = title;

    public string End() =>
        $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <title>{Escaped(_title)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <main>
            {_body}</main>
            </body>
            </html>

            """.ReplaceLineEndings("\n");

    /// <summary>An element with text in it.</summary>
    /// <param name="classes">Empty for none.</param>
    public void Add(string element, string text, string classes = "") => Raw(Element(element, text, classes));

    /// <summary>Markup as it is.</summary>
    public void Raw(string markup) => _body.Append(markup).Append('\n');

    /// <summary>A table whose first column names its rows; cells are markup.</summary>
    /// <param name="isWide">Narrow screens scroll it sideways instead of squeezing it.</param>
    /// <param name="heads">Column heads; those that begin with # are right-aligned numbers.</param>
    public void Table(
        string caption,
        IReadOnlyList<string> heads,
        IEnumerable<IReadOnlyList<string>> rows,
        bool isWide = false
    )
    {
        Raw(
            $"<div class=\"scroll{(isWide ? " wide" : "")}\" tabindex=\"0\" role=\"group\" aria-label=\"{Escaped(caption)}\"><table>"
        );
        Raw($"<caption>{Escaped(caption)}</caption>");
        Raw(
            "<thead><tr>"
                + string.Concat(heads.Select(h => $"<th scope=\"col\"{Side(h)}>{Escaped(h.TrimStart('#'))}</th>"))
                + "</tr></thead>"
        );
        Raw("<tbody>");
        foreach (var row in rows)
            Raw(
                "<tr>"
                    + string.Concat(
                        row.Select(
                            (cell, k) => k == 0 ? $"<th scope=\"row\">{cell}</th>" : $"<td{Side(heads[k])}>{cell}</td>"
                        )
                    )
                    + "</tr>"
            );
        Raw("</tbody></table></div>");
    }

    public void Figure(string svg, string caption) =>
        Raw($"<figure>\n{svg}<figcaption>{Escaped(caption)}</figcaption></figure>");

    public static string Element(string element, string text, string classes = "") =>
        $"<{element}{(classes.Length > 0 ? $" class=\"{classes}\"" : "")}>{Escaped(text)}</{element}>";

    public static string Escaped(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A text whose DOIs and PMIDs lead to their papers; a link loads nothing by itself.</summary>
    public static string Sourced(string text) => SourceLinks.In(Escaped(text));

    public static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Side(string head) => head.StartsWith('#') ? " class=\"n\"" : "";
}
