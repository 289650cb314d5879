// Reads C# just well enough to measure it: comments and literals blanked, members found by their braces.
using System.Text;
using System.Text.RegularExpressions;

namespace Milieu.House.Tests;

/// <summary>A member of a type: its first line (1-based), and how many lines it spans.</summary>
internal sealed record Member(string Header, int Line, int Length);

/// <summary>A C# file whose comments, strings and characters were replaced by blanks of the same shape.</summary>
internal sealed partial class SourceText(string text)
{
    private static readonly HashSet<string> Keywords =
    [
        .. (
            "abstract as async await base bool break byte case catch char checked class const continue decimal default "
            + "delegate do double else enum event explicit extern false finally fixed float for foreach get goto if "
            + "implicit in init int interface internal is lock long namespace new not and or null object operator out "
            + "override params partial private protected public readonly record ref required return sbyte sealed set "
            + "short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked "
            + "unsafe ushort using var virtual void volatile when where while with yield scoped file nint nuint"
        ).Split(' '),
    ];

    private static readonly HashSet<string> TypeWords =
    [
        .. "bool byte char decimal double float int long nint nuint object sbyte short string uint ulong ushort var void".Split(
            ' '
        ),
    ];

    private static readonly HashSet<string> ValueWords = ["this", "base", "true", "false", "null"];

    public string Blanked { get; } = Blank(text);

    public int Lines { get; } = text.Count(c => c == '\n') + (text.EndsWith('\n') ? 0 : 1);

    /// <summary>Names of the types that the file declares.</summary>
    public IEnumerable<string> DeclaredTypes => TypeDeclaration().Matches(Blanked).Select(m => m.Groups["name"].Value);

    /// <summary>Identifiers that can be uses of a type: not members, not declared names, not named arguments.</summary>
    public IEnumerable<string> UsedNames()
    {
        var tokens = Token().Matches(Blanked).Select(m => m.Value).ToArray();
        for (var i = 0; i < tokens.Length; i++)
        {
            if (!IsIdentifier(tokens[i]))
                continue;
            var before = i > 0 ? tokens[i - 1] : "";
            var after = i + 1 < tokens.Length ? tokens[i + 1] : "";
            var isMember = before == "." && (i < 2 || tokens[i - 2] is not ("Engine" or "Model" or "Runs" or "Cli"));
            var isDeclared =
                IsIdentifier(before)
                || TypeWords.Contains(before)
                || before is ">" or "?" or "]" or "class" or "struct" or "record" or "enum" or "interface";
            var isNamed = (before is "{" or "," or "(" && after == ":") || (before is "{" or "," && after == "=");
            if (!isMember && !isDeclared && !isNamed)
                yield return tokens[i];
        }
    }

    /// <summary>Methods, constructors, operators, accessors with bodies; fields and nested types' headers are left out.</summary>
    public IReadOnlyList<Member> Members()
    {
        var members = new List<Member>();
        for (var at = 0; FindTypeBody(at) is { } body; at = body.Open + 1)
            AddMembers(members, body.Open + 1, body.Close);
        return members;
    }

    private static bool IsIdentifier(string token) =>
        token.Length > 0
        && (char.IsLetter(token[0]) || token[0] == '_')
        && !(Keywords.Contains(token) && !ValueWords.Contains(token));

    private (int Open, int Close)? FindTypeBody(int from)
    {
        foreach (var match in TypeDeclaration().Matches(Blanked).Where(m => m.Index >= from))
        {
            var depth = 0;
            for (var i = match.Index + match.Length; i < Blanked.Length; i++)
            {
                if (Blanked[i] is '(')
                    depth++;
                else if (Blanked[i] is ')')
                    depth--;
                else if (depth == 0 && Blanked[i] is ';')
                    break;
                else if (depth == 0 && Blanked[i] is '{')
                    return match.Groups["kind"].Value == "enum" ? (i, i) : (i, Closing(i));
            }
        }
        return null;
    }

    private void AddMembers(List<Member> members, int begin, int end)
    {
        var start = begin;
        var isValue = false;
        for (var i = begin; i < end; i++)
        {
            var c = Blanked[i];
            if (c is '(' or '[')
                i = Closing(i);
            else if (c == '=' && Blanked[i + 1] == '=')
                i++;
            else if (c == '=' && Blanked[i - 1] is not ('<' or '>' or '!'))
                isValue = true;
            else if (c == '{')
                i = Closing(i);
            var isBlock = c == '{' && !isValue && !IsContinued(i + 1, end);
            if (c != ';' && !isBlock)
                continue;
            Add(members, start, i);
            start = i + 1;
            isValue = false;
        }
    }

    /// <summary>An initializer may follow the accessors of a property: "{ get; } = x;".</summary>
    private bool IsContinued(int at, int end) => Blanked.AsSpan(at, end - at).TrimStart().StartsWith("=");

    private void Add(List<Member> members, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(Blanked[start]))
            start++;
        var body = Blanked[start..(end + 1)];
        var header = body.Split(['{', ';', '='], 2)[0].Trim();
        var isField =
            !header.Contains('(', StringComparison.Ordinal)
            && body.Contains('=', StringComparison.Ordinal)
            && !body.Contains("=>", StringComparison.Ordinal);
        if (isField || TypeDeclaration().IsMatch(header + " {"))
            return;
        var first = Blanked.AsSpan(0, start).Count('\n') + 1;
        members.Add(new Member(Spaces().Replace(header, " "), first, body.Count(c => c == '\n') + 1));
    }

    private int Closing(int open)
    {
        var depth = 0;
        for (var i = open; i < Blanked.Length; i++)
        {
            if (Blanked[i] is '{' or '(' or '[')
                depth++;
            else if (Blanked[i] is '}' or ')' or ']' && --depth == 0)
                return i;
        }
        return Blanked.Length - 1;
    }

    private static string Blank(string text)
    {
        var blanked = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; )
        {
            var length = LiteralLength(text, i);
            if (length == 0)
            {
                blanked.Append(text[i++]);
                continue;
            }
            for (var end = i + length; i < end; i++)
                blanked.Append(text[i] == '\n' ? '\n' : ' ');
        }
        return blanked.ToString();
    }

    /// <summary>Length of the comment or literal that begins here, or 0. The holes of interpolated strings go with them.</summary>
    private static int LiteralLength(string text, int at)
    {
        var rest = text.AsSpan(at);
        if (rest.StartsWith("//") || (rest[0] == '#' && (at == 0 || text[at - 1] == '\n')))
            return rest.IndexOf('\n') is >= 0 and var n ? n : rest.Length;
        if (rest.StartsWith("/*"))
            return rest.IndexOf("*/") + 2;
        if (RawString().Match(text, at) is { Success: true } raw && raw.Index == at)
            return raw.Length;
        if (PlainLiteral().Match(text, at) is { Success: true } plain && plain.Index == at)
            return plain.Length;
        return 0;
    }

    [GeneratedRegex(
        @"\b(?<kind>class|struct|interface|enum|record(?:\s+(?:class|struct))?)\s+(?<name>[A-Z]\w*)(?=\s*[<({:;]|\s*$|\s+where)"
    )]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"\w+|=>|==|[^\s\w]")]
    private static partial Regex Token();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\G\$*(""{3,})[\s\S]*?\1")]
    private static partial Regex RawString();

    [GeneratedRegex(@"\G(?:\$?@\$?""(?:[^""]|"""")*""|\$?""(?:\\.|[^""\\\n])*""|'(?:\\.[^']*|[^'\\\n])')")]
    private static partial Regex PlainLiteral();
}
