// Why the text of a measure was not understood.
namespace Milieu.Runs;

/// <param name="Value">The part of the text at fault.</param>
/// <param name="Expected">What could stand there.</param>
/// <param name="Nearest">The known word that is most like it.</param>
internal sealed record MeasureProblem(
    string Measure,
    string Message,
    string? Value = null,
    string? Expected = null,
    string? Nearest = null
)
{
    public override string ToString()
    {
        var text = $"measure '{Measure}': {Message}";
        if (Value is not null)
            text += $": '{Value}'";
        if (Expected is not null)
            text += $"; expected {Expected}";
        return Nearest is null ? text : text + $"; did you mean '{Nearest}'?";
    }
}

/// <summary>Thrown while one text is read; whoever reads many collects the problems.</summary>
internal sealed class MeasureException(string message, string? value, string? expected, string? nearest)
    : Exception(message)
{
    public string? Value => value;

    public string? Expected => expected;

    public string? Nearest => nearest;
}
