// All measures of a study, read once for all of its arms.
using System.Collections.Immutable;

namespace Milieu.Runs;

/// <summary>A measure by its name, its text, and what the text means.</summary>
internal sealed record ReadMeasure(string Name, string Text, MeasureForm Form)
{
    /// <summary>The unit of its numbers as text; empty for plain numbers.</summary>
    public string Label => Form.Label;
}

/// <summary>What is measured at every sample of a run; immutable, shared by all runs.</summary>
internal sealed class MeasureList
{
    private MeasureList(ImmutableArray<ReadMeasure> measures)
    {
        Measures = measures;
        Tracks = [.. measures.SelectMany(m => m.Form.Tracks).Distinct()];
    }

    public ImmutableArray<ReadMeasure> Measures { get; }

    /// <summary>Windows before a sample over which cells must be followed.</summary>
    public ImmutableArray<TrackWish> Tracks { get; }

    /// <summary>Reads texts; every problem is added to a list, and null is returned if there are any.</summary>
    public static MeasureList? Read(
        IReadOnlyList<(string Name, string Text)> texts,
        MeasureNames names,
        ICollection<MeasureProblem> problems
    )
    {
        var reading = new Reading(texts, names, problems);
        for (var k = 0; k < texts.Count; k++)
            reading.Form(k);
        return reading.IsWhole
            ? new MeasureList([.. texts.Select((t, k) => new ReadMeasure(t.Name, t.Text, reading.Form(k)!))])
            : null;
    }

    private sealed class Reading
    {
        private readonly IReadOnlyList<(string Name, string Text)> _texts;
        private readonly ICollection<MeasureProblem> _problems;
        private readonly MeasureText _reader;
        private readonly MeasureForm?[] _forms;
        private readonly bool[] _isBegun;

        public Reading(
            IReadOnlyList<(string Name, string Text)> texts,
            MeasureNames names,
            ICollection<MeasureProblem> problems
        )
        {
            (_texts, _problems) = (texts, problems);
            (_forms, _isBegun) = (new MeasureForm?[texts.Count], new bool[texts.Count]);
            _reader = new MeasureText(names, [.. texts.Select(t => t.Name)], Find);
        }

        public bool IsWhole { get; private set; } = true;

        public MeasureForm? Form(int k)
        {
            if (_isBegun[k])
                return _forms[k];
            _isBegun[k] = true;
            try
            {
                _forms[k] = _reader.Read(_texts[k].Text);
            }
            catch (MeasureException e)
            {
                IsWhole = false;
                _problems.Add(new MeasureProblem(_texts[k].Name, e.Message, e.Value, e.Expected, e.Nearest));
            }
            return _forms[k];
        }

        private (int Index, MeasureForm Form)? Find(string name)
        {
            for (var k = 0; k < _texts.Count; k++)
                if (_texts[k].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return Form(k) is { } form ? (k, form) : null;
            return null;
        }
    }
}
