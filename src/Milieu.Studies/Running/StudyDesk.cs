// One study while it is run: its folder, its database, what is still to do.
using System.Collections.Immutable;
using Milieu.Runs;

namespace Milieu.Studies;

internal sealed class StudyDesk : IDisposable
{
    private readonly Study _study;
    private readonly StudyWishes _wishes;
    private readonly StudyFolder _folder;
    private readonly StudyDatabase? _database;
    private readonly Trunks _trunks;
    private int _ran;

    public StudyDesk(Study study, StudyWishes wishes)
    {
        (_study, _wishes) = (study, wishes);
        _folder = new StudyFolder(Path.Combine(wishes.Folder, StudyFolder.SafeName(study.Name)), wishes.Force);
        try
        {
            _database = new StudyDatabase(_folder.Root);
            var plan = RunIdentity.Plan(study);
            var missing = _database.Plan(study, plan, wishes.AnyBuild ? null : RunIdentity.Version);
            // Arms that compile to the same model share their runs.
            var runs = plan.DistinctBy(r => r.Identity).ToList();
            _trunks = new Trunks(_folder, runs.Where(r => missing.Contains(r.Identity)), missing);
            Pending =
            [
                .. runs.Where(r => missing.Contains(r.Identity))
                    .GroupBy(r => r.Seed)
                    .SelectMany(g => _trunks.ToGrow(g.Key).Concat(g)),
            ];
            Planned = runs.Count + runs.Select(r => r.Trunk).OfType<PlannedRun>().DistinctBy(t => t.Seed).Count();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Name => _study.Name;

    public ImmutableArray<PlannedRun> Pending { get; } = [];

    public int Planned { get; }

    public Questions Questions => new(_study.Measures, _study.Regions, _study.Names);

    public RunTask TaskOf(PlannedRun run, int threads) =>
        new(
            Path.GetFullPath(_folder.ModelFile(run.Arm)),
            run.Arm.ModelHash,
            run.Seed,
            // What a trunk measures is part of the longest of its arms.
            IsTrunk(run) ? _study.Arms.Max(a => a.EndMinutes) : run.Arm.EndMinutes,
            threads,
            _wishes.CheckpointEvery.TotalSeconds,
            Path.GetFullPath(_folder.Unfinished(run)),
            PicturesOf(run),
            [Questions]
        )
        {
            StopMinutes = IsTrunk(run) ? run.Arm.EndMinutes : null,
            From = run.Trunk is { } trunk
                ? new TrunkLeft(Path.GetFullPath(_folder.Unfinished(trunk)), trunk.Arm.ModelHash, trunk.Arm.EndMinutes)
                : null,
        };

    /// <summary>Keeps what came of a run; one that was stopped leaves only its checkpoint.</summary>
    public void Record(PlannedRun run, RunEnd end, int threads)
    {
        if (end.Kind == RunEndKind.Stopped)
            return;
        _database!.Record(_study, run, end, threads);
        // The state that a trunk left is what its arms go on from.
        if (!IsTrunk(run))
            new Unfinished(new RunDisk(), _folder.Unfinished(run)).Clear();
        if (end.Kind == RunEndKind.Done)
            _trunks.Done(run);
        Interlocked.Increment(ref _ran);
    }

    /// <summary>Judges and exports what is there.</summary>
    public StudyOutcome Close()
    {
        var results = Results();
        _database!.Judged(results.Expectations);
        _database.Worked(results);
        _folder.WriteCsv(results);
        _folder.WriteEffects(results);
        var origin = ReportWords.Origin(_wishes.Command) with { Pictures = _folder.Pictures(_study.Arms) };
        _folder.Write(StudyFolder.ReportName, StudyReport.Html(results, origin));
        return new StudyOutcome(results, _folder.Root, _study.File, Planned - Pending.Length, _ran);
    }

    public void Dispose()
    {
        _database?.Dispose();
        _folder.Dispose();
    }

    /// <summary>Where the end of a run is painted: of the first seed of each arm.</summary>
    public ImmutableArray<string> PicturesOf(PlannedRun run) =>
        run.Seed == _study.Seeds[0] && !IsTrunk(run) ? [Path.GetFullPath(_folder.Picture(run.Arm.Name))] : [];

    /// <summary>Neither a trunk nor an arm of one: nothing but its model, its seed and its end decide what it gives.</summary>
    public bool IsAlone(PlannedRun run) => run.Trunk is null && !IsTrunk(run);

    private bool IsTrunk(PlannedRun run) => ReferenceEquals(run.Arm, _study.Trunk?.Arm);

    private StudyResults Results()
    {
        var values = EndpointValues.With(_database!.Values(), _study.Endpoints, _study.Seeds);
        ImmutableArray<TimedValue> Found(string measure, string arm, long seed) =>
            values.TryGetValue((measure, arm, seed), out var found) ? found : [];
        return new StudyResults
        {
            Name = _study.Name,
            Claim = _study.Claim,
            Source = _study.Source,
            Text = _study.Text,
            Version = RunIdentity.Version,
            Arms = [.. _study.Arms.Select(a => new ArmResult(a.Name, a.About, a.Changes, a.ModelHash))],
            Trunk = _study.Trunk is { } trunk
                ? new TrunkResult(
                    trunk.AtMinutes,
                    trunk.Arm.ModelHash,
                    [.. _study.Arms.DistinctBy(a => a.ModelHash).Select(a => a.EndMinutes)]
                )
                : null,
            Seeds = _study.Seeds,
            Measures =
            [
                .. _study.Measures.Select(m => new MeasureResult(
                    m.Name,
                    m.Of,
                    m.Time.ToString(),
                    m.Unit,
                    m.About,
                    m.Time.IsSeries
                )),
            ],
            EndpointMeasures = EndpointValues.Measures(_study.Endpoints),
            Endpoints = _study.Endpoints,
            EndpointResults = EndpointValues.Means(_study.Endpoints, _study.Seeds, Found),
            Effects = Effects.Of(_study, Found),
            Expectations = Judge.Of(_study, Found),
            Failures = _database.Failures(),
            Values = values,
            WallSeconds = _database.WallSeconds(),
        };
    }
}
