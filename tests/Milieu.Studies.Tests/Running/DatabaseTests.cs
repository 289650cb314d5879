// The database: read by a program that is not ours, and refusing with a reason.
using System.Diagnostics;
using Milieu.Runs;

namespace Milieu.Studies.Tests;

public sealed class DatabaseTests
{
    [Fact(
        DisplayName = "Python's sqlite3 reads what the runner wrote: values, provenance, verdicts, and nothing broken"
    )]
    public void PythonReadsIt()
    {
        using var scratch = new Scratch();
        var study = GivenStudy.Of();
        var wishes = new StudyWishes { Folder = scratch.Folder, Jobs = 2 };
        var outcome = StudyRunner.Run([study], wishes, () => new InlineWorker(), null, CancellationToken.None).Studies[
            0
        ];
        const string Script = """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            one = lambda sql: db.execute(sql).fetchone()
            print(one("PRAGMA integrity_check")[0])
            print(one("SELECT COUNT(*) FROM results")[0], one("SELECT COUNT(*) FROM measurements")[0])
            print(one("SELECT value FROM results WHERE arm='alone' AND seed=4 AND measure='tumor'")[0])
            print(one("SELECT COUNT(*) FROM results WHERE measure='less' AND value > 1e300")[0])
            print(*one("SELECT status, version, model_hash, threads > 0, wall_seconds > 0, length(state_hash) FROM runs WHERE arm='hunted' AND seed=6"), sep='|')
            print(one("SELECT text FROM study")[0] == open(sys.argv[2]).read(), one("PRAGMA journal_mode")[0])
            print("%s|%s|%d|%.4f" % one("SELECT says, verdict, pairs, p FROM expectations"))
            """;
        File.WriteAllText(scratch.Of("study.yaml"), GivenStudy.Text);
        File.WriteAllText(scratch.Of("read.py"), Script);
        using var python = Process.Start(
            new ProcessStartInfo(
                "python3",
                [scratch.Of("read.py"), scratch.Of("small-study", "study.db"), scratch.Of("study.yaml")]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        var lines = python.StandardOutput.ReadToEnd().Split('\n');
        Assert.True(lines.Length > 6, python.StandardError.ReadToEnd());
        var results = outcome.Results;
        var never = study.Arms.Sum(a =>
            study.Seeds.Count(s => double.IsPositiveInfinity(results.Of("less", a.Name, s)[0].Value))
        );
        Assert.Equal("ok", lines[0]);
        Assert.Equal("72 72", lines[1]);
        Assert.Equal(results.Of("tumor", "alone", 4)[0].Value, double.Parse(lines[2]));
        Assert.Equal(never, int.Parse(lines[3]));
        Assert.Equal($"done|{RunIdentity.Version}|{study.Arms[0].ModelHash}|1|1|16", lines[4]);
        Assert.Equal("True wal", lines[5]);
        var e = results.Expectations[0];
        Assert.Equal($"{e.Text}|{StudyWords.Of(e.Verdict)}|6|{e.P:F4}", lines[6]);
    }

    [Fact(
        DisplayName = "A database that another program holds is refused with its name and what to do, not waited for without end"
    )]
    public void LockedIsTold()
    {
        using var scratch = new Scratch();
        new StudyDatabase(scratch.Folder).Dispose();
        using var other = new Sqlite(scratch.Of("study.db"), 0);
        other.Do("BEGIN EXCLUSIVE");
        using var ours = new StudyDatabase(scratch.Folder, patienceSeconds: 1);
        var e = Assert.Throws<RunFileException>(() => ours.Judged([]));
        Assert.Contains("is locked: another program is writing to it", e.Message, StringComparison.Ordinal);
        other.Do("ROLLBACK");
    }

    [Fact(DisplayName = "A full disk is called so, and what was recorded before it stays")]
    public void FullDiskIsTold()
    {
        using var scratch = new Scratch();
        using var database = new Sqlite(scratch.Of("x.db"), 1);
        database.Do("CREATE TABLE t (x TEXT)");
        database.Do("INSERT INTO t VALUES ('kept')");
        database.Do("PRAGMA max_page_count = 4");
        var e = Assert.Throws<RunFileException>(() =>
            database.Together(() =>
            {
                for (var i = 0; i < 100; i++)
                    database.Do("INSERT INTO t VALUES ($0)", new string('x', 1000));
            })
        );
        Assert.Contains("the disk is full", e.Message, StringComparison.Ordinal);
        Assert.Equal(["kept"], database.Query("SELECT x FROM t", r => r.GetString(0)));
    }

    [Fact(DisplayName = "A file that is no database, or of another format, is refused and not overwritten")]
    public void ForeignFilesStay()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch.Of("study.db"), new string('x', 5000));
        var e = Assert.Throws<RunFileException>(() => new StudyDatabase(scratch.Folder));
        Assert.Contains("is no database of a study", e.Message, StringComparison.Ordinal);
        Assert.Equal(5000, new FileInfo(scratch.Of("study.db")).Length);
        Directory.CreateDirectory(scratch.Of("later"));
        using (var later = new Sqlite(scratch.Of("later", "study.db"), 1))
            later.Do("PRAGMA user_version = 99");
        e = Assert.Throws<RunFileException>(() => new StudyDatabase(scratch.Of("later")));
        Assert.Contains("has format 99", e.Message, StringComparison.Ordinal);
    }
}
