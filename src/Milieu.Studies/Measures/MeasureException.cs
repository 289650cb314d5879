// A measure's text that is not understood.
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>Thrown while a text is read, so that readers need not hand problems up.</summary>
internal sealed class MeasureException(string message, string? value, string? expected, string? nearest)
    : Exception(message)
{
    public FormulaProblem Problem => new(Message, value, expected, nearest);
}
