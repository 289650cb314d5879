// From the text of a study to a checked study, or to every mistake in it.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>What reading a study gives.</summary>
/// <param name="Study">Null where there is an error.</param>
public sealed record ReadStudy(Study? Study, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Reads, binds and checks one study file.</summary>
public sealed class StudyReader
{
    private readonly string _file;
    private readonly IModelFiles _files;
    private readonly List<Diagnostic> _problems = [];
    private readonly StudySpec _spec;
    private readonly Places _places;
    private readonly string _text;

    /// <summary>It ends before its arms do: what is measured later is theirs.</summary>
    private Arm? _trunk;

    private StudyReader(string file, string text, MapNode root, IModelFiles files, List<Diagnostic> problems)
    {
        (_file, _text, _files) = (file, text, files);
        _problems.AddRange(problems);
        _places = new Places(root);
        _spec = new Binder((at, name) => files.Resolve(at.File, name), _problems).Bind<StudySpec>(root);
    }

    /// <summary>JSON Schema (draft 2020-12) of study files.</summary>
    public static string SchemaJson() => ModelSchema.ToJson(typeof(StudySpec), "Milieu study");

    /// <summary>True for a YAML map with the key <c>study</c>, and for what was meant as one but is no YAML.</summary>
    public static bool Is(string path, IModelFiles files)
    {
        if (!files.TryRead(files.Resolve(null, path), out var text, out _))
            return false;
        return YamlText.Parse(text, path, true, []) is MapNode root
            ? root.Find("study") is not null
            : text.Split('\n').Any(line => line.StartsWith("study:", StringComparison.Ordinal));
    }

    /// <param name="seeds">Replaces the seeds of the study by 1 to this number; null to take them as they are.</param>
    public static ReadStudy Read(string path, IModelFiles files, int? seeds = null)
    {
        var file = files.Resolve(null, path);
        var problems = new List<Diagnostic>();
        if (!files.TryRead(file, out var text, out var problem))
            problems.Add(new Diagnostic(Severity.Error, file, 1, 1, "cannot read the study: " + problem, path));
        else if (YamlText.Parse(text, file, true, problems) is MapNode root)
            return new StudyReader(file, text, root, files, problems).Read(seeds);
        else if (problems.Count == 0)
            problems.Add(
                new Diagnostic(Severity.Error, file, 1, 1, "a study is a map", null, "keys such as study, model, arms")
            );
        return new ReadStudy(null, problems);
    }

    private ReadStudy Read(int? count)
    {
        foreach (var (key, value) in new[] { ("study", _spec.Name), ("claim", _spec.Claim) })
            if (string.IsNullOrWhiteSpace(value))
                Report(key, $"a study has a '{key}'", null, _spec.Name is null ? "a name" : "one sentence");
        foreach (var (path, word, key) in SpecWords.Wrong(_spec))
            Report(
                path,
                $"unknown word for '{key.Name}'",
                word,
                "one of " + string.Join(", ", key.Words),
                Nearest.To(word, key.Words)
            );
        var seeds = count is { } n ? SeedText.First(n) : SeedText.Read(_spec.Seeds, _problems);
        var builder = new StudyArms(_file, _spec, _files, _problems, Mark);
        var arms = builder.Compile();
        _trunk = builder.Trunk?.Arm;
        ImmutableArray<Arm> all = _trunk is null ? arms : [.. arms, _trunk];
        var names = NameElsewhere.Of(all.Select(a => a.Model));
        var measures = Measures(all, names);
        var endpoints = Endpoints(builder, arms, measures);
        ImmutableArray<NamedMeasure> named =
        [
            .. measures.Select(m => m.Named),
            .. endpoints.SelectMany(e => e.Measures).Select(Named),
        ];
        var expectations = Expectations(builder, named, seeds, isGiven: count is null);
        var isWhole = arms.Length > 0 && !_problems.Exists(p => p.Severity == Severity.Error);
        var study = isWhole
            ? new Study
            {
                Name = _spec.Name!.Trim(),
                Claim = _spec.Claim!.Trim(),
                Source = _spec.Source?.Trim() ?? "",
                About = _spec.About?.Trim() ?? "",
                File = _file,
                Text = _text,
                Arms = arms,
                Trunk = builder.Trunk,
                Seeds = seeds,
                Regions = [.. _spec.Regions],
                Names = names,
                Measures = [.. measures.Select(m => m.Study)],
                Effects = builder.Effects,
                Endpoints = endpoints,
                Expectations = expectations,
            }
            : null;
        return new ReadStudy(study, [.. _problems.Distinct().OrderBy(p => p.File != _file).ThenBy(p => p.Line)]);
    }

    private List<(StudyMeasure Study, NamedMeasure Named)> Measures(
        ImmutableArray<Arm> arms,
        ImmutableArray<NameElsewhere> names
    )
    {
        if (_spec.Measures.Count == 0)
            Report("measures", "a study measures something");
        ImmutableArray<StudyMeasure> said =
        [
            .. _spec.Measures.Select(m => Said(m.Key, m.Value)).OfType<StudyMeasure>(),
        ];
        var bound = new List<(StudyMeasure, NamedMeasure)>();
        foreach (var measure in said)
            if (Bound(measure, said, arms, names) is { } unit)
                bound.Add(
                    (
                        measure with
                        {
                            Unit = measure.UnitText ?? UnitName.Of(unit),
                        },
                        new NamedMeasure(measure.Name, unit, measure.Time)
                    )
                );
        return bound;
    }

    private ImmutableArray<Endpoint> Endpoints(
        StudyArms builder,
        ImmutableArray<Arm> arms,
        List<(StudyMeasure Study, NamedMeasure Named)> measures
    )
    {
        if (arms.IsEmpty)
            return [];
        var named = measures.ConvertAll(m => m.Named);
        var (start, end) = (builder.Trunk?.AtMinutes ?? 0, arms.Min(a => a.EndMinutes));
        return new EndpointText(_spec, named, builder.Names, start, end, Report).Read();
    }

    private static NamedMeasure Named(EndpointMeasure m) => new(m.Name, m.Unit, m.Time) { Arms = m.Arms };

    private StudyMeasure? Said(string name, MeasureSpec spec)
    {
        var path = "measures." + name;
        if (string.IsNullOrWhiteSpace(spec.Of))
        {
            Report(path, "says nothing to measure", name);
            return null;
        }
        if (MeasureTime.Parse(spec.At, out var wrong, out var reason) is not { } time)
        {
            Report(path + ".at", reason, wrong, "a time, such as 7 d; last; every 6 h; or when A < B, every 1 h");
            return null;
        }
        var from = spec.From?.In(Unit.Minute);
        if (spec.From is { } given && from is not (>= 0 and < double.PositiveInfinity))
            Report(path + ".from", given.Problem ?? "not a time", given.Text, "a time, such as 3 d");
        return new StudyMeasure(name, spec.Of.Trim(), time, from, spec.Unit, "", spec.About?.Trim() ?? "");
    }

    /// <summary>The unit of the measure; null where an arm does not have what it names.</summary>
    private Unit? Bound(
        StudyMeasure measure,
        ImmutableArray<StudyMeasure> all,
        ImmutableArray<Arm> arms,
        ImmutableArray<NameElsewhere> names
    )
    {
        var path = "measures." + measure.Name;
        Unit? unit = null;
        foreach (var arm in arms)
        {
            var scope = MeasureBinding.Scope(arm.Model, all, [.. _spec.Regions], names);
            if (MeasureBinding.Bind(measure, scope, out var problem) is not { } bound)
            {
                Report(path + ".of", problem!.Message, problem.Value, problem.Expected, problem.Nearest);
                return null;
            }
            unit = bound.Value.Unit;
            var latest = Math.Max(measure.Time.Minutes.DefaultIfEmpty(0).Max(), measure.FromMinutes ?? 0);
            if (latest > arm.EndMinutes && arm != _trunk)
                Report(
                    path + (measure.FromMinutes == latest ? ".from" : ".at"),
                    $"comes after the end of arm '{arm.Name}'",
                    string.Create(CultureInfo.InvariantCulture, $"{latest} min"),
                    string.Create(CultureInfo.InvariantCulture, $"at most {arm.EndMinutes} min")
                );
        }
        return unit;
    }

    private ImmutableArray<Expectation> Expectations(
        StudyArms arms,
        ImmutableArray<NamedMeasure> measures,
        ImmutableArray<long> seeds,
        bool isGiven
    )
    {
        var list = ImmutableArray.CreateBuilder<Expectation>();
        if (arms.Names.IsEmpty)
            return [];
        var reader = new ExpectationText(measures, arms.Names, arms.Effects);
        var level = _spec.Level?.In(Unit.One) ?? 0.05;
        for (var i = 0; i < _spec.Expect.Count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"expect[{i}]");
            var spec = _spec.Expect[i];
            var comparisons = reader.Parse(spec.Say ?? "", out var problem);
            if (problem is not null)
            {
                // A measure that is itself wrong has been reported already.
                if (problem.Value is null || !_spec.Measures.ContainsKey(problem.Value))
                    Report(path, problem.Message, problem.Value, problem.Expected, problem.Nearest);
                continue;
            }
            var isMedian = spec.Test == "median" || comparisons.All(c => c.Right is null);
            if (!isMedian && isGiven && SignFlip.Least(seeds.Length) >= level)
                Report(
                    path,
                    $"{seeds.Length} seeds give too few pairs: p could not be below {SignFlip.Least(seeds.Length).ToString(CultureInfo.InvariantCulture)}",
                    spec.Say,
                    "more seeds, or test: median"
                );
            list.Add(
                new Expectation(
                    spec.Say!.Trim(),
                    isMedian ? ExpectationTest.Median : ExpectationTest.PairedSignFlip,
                    level,
                    spec.About?.Trim() ?? "",
                    comparisons
                )
            );
        }
        return list.ToImmutable();
    }

    private Mark Mark(string path) => _places.Find(path) ?? new Mark(_file, 1, 1);

    private void Report(string path, string message, string? value = null, string? expected = null, string? near = null)
    {
        var at = Mark(path);
        _problems.Add(
            new Diagnostic(Severity.Error, at.File, at.Line, at.ColumnOf(value), message, value, expected, near)
        );
    }
}
