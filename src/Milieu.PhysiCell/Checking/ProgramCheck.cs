// Looks at the project's own C++, which is not run, for biology that would be missed.
using System.Text.RegularExpressions;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>Functions that a project hangs into cells, and cells that it places by code; the template's own do nothing.</summary>
internal static partial class ProgramCheck
{
    private const string Folder = "custom_modules";

    // What PhysiCell itself would do from the settings alone, and a wall that has its own option.
    private static readonly string[] Standard =
    [
        "NULL",
        "nullptr",
        "0",
        "standard_volume_update_function",
        "standard_update_cell_velocity",
        "chemotaxis_function",
        "advanced_chemotaxis_function",
        "advanced_chemotaxis_function_normalized",
        "up_orientation",
    ];

    private static readonly string[] Drawing = ["plot_agent_SVG", "plot_agent_legend"];

    public static void Run(ProjectFiles project, List<Diagnostic> problems)
    {
        var sources = new List<(string File, string Text)>();
        foreach (var folder in new[] { $"../{Folder}", Folder })
        {
            var at = project.Files.Resolve(project.Settings, folder);
            foreach (var name in project.Files.NamesIn(at).Where(n => n.EndsWith(".cpp", StringComparison.Ordinal)))
            {
                var file = project.Files.Resolve(null, at + "/" + name);
                if (project.Files.TryRead(file, out var text, out _))
                    sources.Add((file, WithoutComments(text)));
            }
            if (sources.Count > 0)
                break;
        }
        foreach (var (file, text) in sources)
        {
            foreach (Match hung in Hung().Matches(text))
                if (!Drawing.Contains(hung.Groups["slot"].Value) && IsOwn(hung.Groups["function"].Value, sources))
                    Warn(
                        problems,
                        file,
                        text,
                        hung.Index,
                        $"the project's own C++ is not run: what {hung.Groups["slot"].Value} does must become rules",
                        hung.Groups["function"].Value
                    );
            if (Body("setup_tissue", text) is var (begin, body) && Places(body))
                Warn(
                    problems,
                    file,
                    text,
                    begin,
                    "the project's own C++ is not run: cells that setup_tissue places must come from a CSV file, or from number_of_cells",
                    "setup_tissue"
                );
        }
    }

    private static bool Places(string body) =>
        body.Contains("create_cell", StringComparison.Ordinal)
        && !body.Contains("\"number_of_", StringComparison.Ordinal)
        && !body.Contains("number_of_cells", StringComparison.Ordinal);

    private static bool IsOwn(string function, List<(string File, string Text)> sources)
    {
        if (Standard.Contains(function))
            return false;
        foreach (var (_, text) in sources)
            if (Body(function, text) is var (_, body))
                return Regex.Replace(body, @"\s+", "", RegexOptions.None, TimeSpan.FromSeconds(1))
                    is not ("" or "return;");
        // One of PhysiCell's own functions that no setting switches on.
        return true;
    }

    /// <summary>The text between the braces of a function, and where it is defined; null where it is not.</summary>
    private static (int Begin, string Body)? Body(string function, string text)
    {
        for (var at = text.IndexOf(function, StringComparison.Ordinal); at >= 0; )
        {
            var open = text.IndexOf('{', at);
            var end = text.IndexOf(';', at);
            var isWord = at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '.' or '>' or '=');
            var rest = text.AsSpan(at + function.Length).TrimStart();
            if (open >= 0 && (end < 0 || open < end) && isWord && rest.StartsWith("("))
                return (at, text[(open + 1)..Closing(text, open)]);
            at = text.IndexOf(function, at + function.Length, StringComparison.Ordinal);
        }
        return null;
    }

    private static int Closing(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            depth += text[i] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if (depth == 0)
                return i;
        }
        return text.Length;
    }

    /// <summary>The same text, line by line.</summary>
    private static string WithoutComments(string text) =>
        Comments().Replace(text, m => new string([.. m.Value.Select(c => c is '\n' or '\r' ? c : ' ')]));

    private static void Warn(List<Diagnostic> problems, string file, string text, int at, string message, string value)
    {
        var line = 1 + text.AsSpan(0, at).Count('\n');
        var column = at - text.LastIndexOf('\n', Math.Max(0, at - 1));
        problems.Add(new Diagnostic(Severity.Warning, file, line, Math.Max(1, column), message, value));
    }

    [GeneratedRegex(
        @"\bfunctions\s*\.\s*(?<slot>\w+)\s*=\s*(?<function>[\w:]+)\s*;",
        RegexOptions.ExplicitCapture,
        2000
    )]
    private static partial Regex Hung();

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline, 2000)]
    private static partial Regex Comments();
}
