// The database of one study: what is planned, what was run, what was measured.
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Milieu.Runs;

namespace Milieu.Studies;

/// <summary>One writer a study. A run is recorded whole or not at all.</summary>
internal sealed class StudyDatabase : IDisposable
{
    public const string FileName = "study.db";
    private readonly Sqlite _sqlite;
    private readonly Lock _lock = new();
    private readonly string _path;

    /// <exception cref="RunFileException">Locked, damaged, no database of a study, or the disk refuses.</exception>
    public StudyDatabase(string folder, int patienceSeconds = 5)
    {
        _path = Path.Combine(folder, FileName);
        _sqlite = new Sqlite(_path, patienceSeconds);
        try
        {
            Prepare();
        }
        catch
        {
            _sqlite.Dispose();
            throw;
        }
    }

    /// <summary>Says what the study is now; runs of earlier forms of it stay, and count again if it returns to them.</summary>
    /// <param name="version">Only runs of this version count; null for those of any.</param>
    /// <returns>The identities that still have to be run.</returns>
    public ImmutableHashSet<string> Plan(Study study, ImmutableArray<PlannedRun> plan, string? version)
    {
        lock (_lock)
        {
            _sqlite.Together(() =>
            {
                foreach (var table in (string[])["plan", "trunks", "study", "arms", "measures", "expectations"])
                    _sqlite.Do("DELETE FROM " + table);
                Describe(study);
                foreach (var run in plan)
                    _sqlite.Do(
                        "INSERT INTO plan VALUES ($0, $1, $2, (SELECT run FROM runs WHERE identity = $2 "
                            + "AND status = 'done' AND ($3 IS NULL OR version = $3) ORDER BY run DESC LIMIT 1))",
                        run.Arm.Name,
                        run.Seed,
                        run.Identity,
                        version
                    );
                foreach (var trunk in plan.Select(r => r.Trunk).OfType<PlannedRun>().DistinctBy(t => t.Seed))
                    _sqlite.Do(
                        "INSERT INTO trunks VALUES ($0, $1, $2, $3, (SELECT run FROM runs WHERE identity = $1 "
                            + "AND status = 'done' AND ($4 IS NULL OR version = $4) ORDER BY run DESC LIMIT 1))",
                        trunk.Seed,
                        trunk.Identity,
                        trunk.Arm.ModelHash,
                        trunk.Arm.EndMinutes,
                        version
                    );
            });
            return
            [
                .. _sqlite.Query("SELECT DISTINCT identity FROM plan WHERE run IS NULL", r => r.GetString(0)),
                .. _sqlite.Query("SELECT identity FROM trunks WHERE run IS NULL", r => r.GetString(0)),
            ];
        }
    }

    /// <summary>Records a run that is done or failed, with all that it measured.</summary>
    public void Record(Study study, PlannedRun run, RunEnd end, int threads)
    {
        lock (_lock)
            _sqlite.Together(() =>
            {
                var version = RunIdentity.Version;
                _sqlite.Do("DELETE FROM runs WHERE identity = $0 AND version = $1", run.Identity, version);
                _sqlite.Do(
                    "INSERT INTO runs VALUES (NULL, $0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
                    run.Identity,
                    run.Arm.Name,
                    run.Seed,
                    end.Kind == RunEndKind.Done ? "done" : "failed",
                    end.Reason,
                    run.Arm.ModelHash,
                    RunIdentity.MeasuresHash(study),
                    version,
                    end.StateHash,
                    run.Arm.EndMinutes,
                    end.Cells,
                    threads,
                    end.WallSeconds,
                    end.ResumedMinutes,
                    $"{Environment.MachineName}, {Environment.ProcessorCount} cores",
                    TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
                );
                if (end.Kind != RunEndKind.Done)
                    return;
                var row = _sqlite.Query("SELECT last_insert_rowid()", r => r.GetInt64(0))[0];
                foreach (var value in end.Values)
                    _sqlite.Do(
                        "INSERT INTO measurements VALUES ($0, $1, $2, $3)",
                        row,
                        study.Measures[value.Measure].Name,
                        value.Minutes,
                        value.Value
                    );
                _sqlite.Do("UPDATE plan SET run = $0 WHERE identity = $1", row, run.Identity);
                _sqlite.Do("UPDATE trunks SET run = $0 WHERE identity = $1", row, run.Identity);
            });
    }

    public void Judged(IReadOnlyList<ExpectationResult> results)
    {
        lock (_lock)
            _sqlite.Together(() =>
            {
                _sqlite.Do("DELETE FROM expectations");
                for (var i = 0; i < results.Count; i++)
                {
                    var r = results[i];
                    _sqlite.Do(
                        "INSERT INTO expectations VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                        i,
                        r.Text,
                        r.Test,
                        r.About,
                        StudyWords.Of(r.Verdict),
                        r.Effect,
                        r.EffectName,
                        r.P,
                        r.Left.Length,
                        r.VarianceLeft,
                        r.Note
                    );
                }
            });
    }

    /// <summary>Keeps what was worked out from the runs that there are.</summary>
    public void Worked(StudyResults results)
    {
        lock (_lock)
            _sqlite.Together(() =>
            {
                _sqlite.Do("DELETE FROM endpoints");
                foreach (var arm in results.Arms)
                foreach (var seed in results.Seeds)
                foreach (var measure in results.EndpointMeasures)
                foreach (var (minutes, value) in results.Of(measure.Name, arm.Name, seed))
                    _sqlite.Do(
                        "INSERT INTO endpoints VALUES ($0, $1, $2, $3, $4, $5)",
                        arm.Name,
                        seed,
                        measure.Name,
                        minutes,
                        value,
                        measure.Unit
                    );
            });
    }

    /// <summary>Values of the plan by (measure, arm, seed), ascending in time.</summary>
    public ImmutableDictionary<(string Measure, string Arm, long Seed), ImmutableArray<TimedValue>> Values()
    {
        lock (_lock)
            return _sqlite
                .Query(
                    "SELECT measure, arm, seed, minutes, value FROM results",
                    r =>
                        (
                            Key: (r.GetString(0), r.GetString(1), r.GetInt64(2)),
                            Value: new TimedValue(r.GetDouble(3), Number(r, 4))
                        )
                )
                .GroupBy(v => v.Key, v => v.Value)
                .ToImmutableDictionary(g => g.Key, g => g.OrderBy(v => v.Minutes).ToImmutableArray());
    }

    /// <summary>Of this version, in the plan, and not run since.</summary>
    public ImmutableArray<FailedRun> Failures()
    {
        lock (_lock)
            return
            [
                .. _sqlite.Query(
                    "SELECT plan.arm, plan.seed, runs.reason FROM plan JOIN runs ON runs.identity = plan.identity "
                        + "AND runs.version = $0 JOIN arms ON arms.arm = plan.arm "
                        + "WHERE plan.run IS NULL AND runs.status = 'failed' ORDER BY arms.position, plan.seed",
                    r => new FailedRun(r.GetString(0), r.GetInt64(1), r.GetString(2)),
                    RunIdentity.Version
                ),
            ];
    }

    /// <summary>Wall seconds of the runs that the plan counts.</summary>
    public double WallSeconds()
    {
        lock (_lock)
            return _sqlite.Query(
                "SELECT COALESCE(SUM(wall_seconds), 0) FROM runs WHERE run IN (SELECT run FROM plan UNION SELECT run FROM trunks)",
                r => r.GetDouble(0)
            )[0];
    }

    public void Dispose() => _sqlite.Dispose();

    private void Prepare()
    {
        var version = _sqlite.Query("PRAGMA user_version", r => r.GetInt64(0))[0];
        if (version == StudySchema.Version)
        {
            _sqlite.Do(StudySchema.Additions);
            return;
        }
        if (version != 0 || _sqlite.Query("SELECT COUNT(*) FROM sqlite_master", r => r.GetInt64(0))[0] > 0)
            throw new RunFileException(
                _path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_path} has format {version}; this version of Milieu reads format {StudySchema.Version}; move it away, or say --force"
                )
            );
        _sqlite.Together(() =>
        {
            _sqlite.Do(StudySchema.Tables);
            _sqlite.Do(StudySchema.Additions);
            _sqlite.Do(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {StudySchema.Version}"));
        });
    }

    private void Describe(Study study)
    {
        _sqlite.Do(
            "INSERT INTO study VALUES ($0, $1, $2, $3, $4, $5)",
            study.Name,
            study.Claim,
            study.Source,
            study.About,
            study.File,
            study.Text
        );
        for (var i = 0; i < study.Arms.Length; i++)
        {
            var arm = study.Arms[i];
            _sqlite.Do(
                "INSERT INTO arms VALUES ($0, $1, $2, $3, $4, $5)",
                arm.Name,
                i,
                arm.About,
                string.Join("\n", arm.Changes),
                arm.ModelHash,
                arm.EndMinutes
            );
        }
        for (var i = 0; i < study.Measures.Length; i++)
        {
            var measure = study.Measures[i];
            _sqlite.Do(
                "INSERT INTO measures VALUES ($0, $1, $2, $3, $4, $5, $6)",
                measure.Name,
                i,
                measure.Of,
                measure.Time.ToString(),
                measure.FromMinutes,
                measure.Unit,
                measure.About
            );
        }
    }

    private static double Number(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? double.NaN : row.GetDouble(column);
}
