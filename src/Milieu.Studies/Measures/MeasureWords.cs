// The names that the text of a measure may use.
using Milieu.Engine;

namespace Milieu.Studies;

/// <summary>A name and what it measures.</summary>
internal sealed record MeasureWord(string Name, IMeasure Measure);

internal static class MeasureWords
{
    /// <summary>Every name that a model allows, such as <c>count of tumor</c>, <c>dead tumor</c>, <c>deaths</c>, <c>time</c>.</summary>
    public static IReadOnlyList<MeasureWord> Of(MeasureScope scope)
    {
        var words = new List<MeasureWord>
        {
            new("time", new ElapsedTime()),
            new("count of cells", new CellCount(-1, false)),
            new("count of dead cells", new CellCount(-1, true)),
            new("births", new EventCount(EventKind.Birth)),
            new("deaths", new EventCount(EventKind.Death)),
            new("removals", new EventCount(EventKind.Removal)),
            new("arrivals", new EventCount(EventKind.Arrival)),
            new("transformations", new EventCount(EventKind.Transformation)),
            new("attacks", new EventCount(EventKind.Attack)),
            new("ingestions", new EventCount(EventKind.Ingestion)),
            new("fusions", new EventCount(EventKind.Fusion)),
        };
        for (var type = 0; type < scope.Model.Types.Length; type++)
        {
            words.Add(new MeasureWord("count of " + scope.Model.Types[type].Name, new CellCount(type, false)));
            words.Add(new MeasureWord("count of dead " + scope.Model.Types[type].Name, new CellCount(type, true)));
        }
        return words;
    }
}
