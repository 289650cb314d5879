// The tables of a study's database. docs/study-database.md describes them to their readers.
namespace Milieu.Studies;

internal static class StudySchema
{
    /// <summary>Raised when a reader of an older layout would go wrong; kept in user_version.</summary>
    public const long Version = 1;

    /// <summary>What later versions of Milieu added: readers of the older layout are none the worse for it.</summary>
    public const string Additions = """
        CREATE TABLE IF NOT EXISTS trunks (
            seed INTEGER PRIMARY KEY,
            identity TEXT NOT NULL,
            model_hash TEXT NOT NULL,
            minutes REAL NOT NULL,
            run INTEGER REFERENCES runs (run) ON DELETE SET NULL
        );
        CREATE TABLE IF NOT EXISTS endpoints (
            arm TEXT NOT NULL,
            seed INTEGER NOT NULL,
            endpoint TEXT NOT NULL,
            minutes REAL NOT NULL,
            value REAL,
            unit TEXT NOT NULL,
            PRIMARY KEY (arm, seed, endpoint, minutes)
        ) WITHOUT ROWID;
        """;

    public const string Tables = """
        CREATE TABLE study (
            name TEXT NOT NULL,
            claim TEXT NOT NULL,
            source TEXT NOT NULL,
            about TEXT NOT NULL,
            file TEXT NOT NULL,
            text TEXT NOT NULL
        );
        CREATE TABLE arms (
            arm TEXT PRIMARY KEY,
            position INTEGER NOT NULL,
            about TEXT NOT NULL,
            changes TEXT NOT NULL,
            model_hash TEXT NOT NULL,
            end_minutes REAL NOT NULL
        );
        CREATE TABLE measures (
            measure TEXT PRIMARY KEY,
            position INTEGER NOT NULL,
            of_text TEXT NOT NULL,
            at_text TEXT NOT NULL,
            from_minutes REAL,
            unit TEXT NOT NULL,
            about TEXT NOT NULL
        );
        CREATE TABLE runs (
            run INTEGER PRIMARY KEY,
            identity TEXT NOT NULL,
            arm TEXT NOT NULL,
            seed INTEGER NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('done', 'failed')),
            reason TEXT NOT NULL,
            model_hash TEXT NOT NULL,
            measures_hash TEXT NOT NULL,
            version TEXT NOT NULL,
            state_hash TEXT NOT NULL,
            end_minutes REAL NOT NULL,
            cells INTEGER NOT NULL,
            threads INTEGER NOT NULL,
            wall_seconds REAL NOT NULL,
            resumed_minutes REAL NOT NULL,
            machine TEXT NOT NULL,
            finished TEXT NOT NULL,
            UNIQUE (identity, version)
        );
        CREATE TABLE plan (
            arm TEXT NOT NULL REFERENCES arms (arm),
            seed INTEGER NOT NULL,
            identity TEXT NOT NULL,
            run INTEGER REFERENCES runs (run),
            PRIMARY KEY (arm, seed)
        ) WITHOUT ROWID;
        CREATE TABLE measurements (
            run INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,
            measure TEXT NOT NULL,
            minutes REAL NOT NULL,
            value REAL,
            PRIMARY KEY (run, measure, minutes)
        ) WITHOUT ROWID;
        CREATE TABLE expectations (
            position INTEGER PRIMARY KEY,
            says TEXT NOT NULL,
            test TEXT NOT NULL,
            about TEXT NOT NULL,
            verdict TEXT NOT NULL CHECK (verdict IN ('met', 'missed', 'undecided')),
            effect REAL,
            effect_name TEXT NOT NULL,
            p REAL,
            pairs INTEGER NOT NULL,
            variance_left_by_pairing REAL,
            note TEXT NOT NULL
        );
        CREATE VIEW results AS
            SELECT plan.arm, plan.seed, measurements.measure, measurements.minutes, measurements.value, measures.unit
            FROM plan
            JOIN arms ON arms.arm = plan.arm
            JOIN runs ON runs.run = plan.run AND runs.status = 'done'
            JOIN measurements ON measurements.run = runs.run
            JOIN measures ON measures.measure = measurements.measure
            ORDER BY arms.position, plan.seed, measures.position, measurements.minutes;
        """;
}
