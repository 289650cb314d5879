// What is wrong with a model, and where.
using System.Text;

namespace Milieu.Model;

public enum Severity
{
    /// <summary>The model compiles, but something in it has no effect or can never happen.</summary>
    Warning = 0,

    /// <summary>The model does not compile.</summary>
    Error = 1,
}

/// <summary>One mistake. Line and column count from 1; 0 where the model was built in code.</summary>
/// <param name="File">The file, or the dotted path of the value where the model was built in code.</param>
/// <param name="Value">What was written.</param>
/// <param name="Expected">What could have been written.</param>
/// <param name="Nearest">The known name that is most like the value.</param>
public sealed record Diagnostic(
    Severity Severity,
    string File,
    int Line,
    int Column,
    string Message,
    string? Value = null,
    string? Expected = null,
    string? Nearest = null
)
{
    /// <summary>One line: <c>file:line:column: error: message: 'value'; expected ...; did you mean '...'?</c></summary>
    public override string ToString()
    {
        var text = new StringBuilder(File);
        if (Line > 0)
            text.Append(':').Append(Line).Append(':').Append(Column);
        text.Append(Severity == Severity.Error ? ": error: " : ": warning: ").Append(Message);
        if (Value is not null)
            text.Append(": '").Append(Value.ReplaceLineEndings(" ")).Append('\'');
        if (Expected is not null)
            text.Append("; expected ").Append(Expected);
        if (Nearest is not null)
            text.Append("; did you mean '").Append(Nearest).Append("'?");
        return text.ToString();
    }
}
