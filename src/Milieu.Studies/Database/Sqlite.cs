// SQLite with the house's manners: errors that name the file and what to do. The only file that opens a connection.
using System.Globalization;
using Microsoft.Data.Sqlite;
using Milieu.Runs;

namespace Milieu.Studies;

/// <summary>One connection. Numbers that are none are NULL; infinities are kept.</summary>
internal sealed class Sqlite : IDisposable
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int NoDatabase = 26;
    private readonly SqliteConnection _connection;
    private readonly string _path;
    private SqliteTransaction? _transaction;

    /// <param name="patienceSeconds">How long to wait for another program that holds the database.</param>
    public Sqlite(string path, int patienceSeconds)
    {
        _path = path;
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = SqliteOpenMode.ReadWriteCreate,
                Pooling = false,
                // 0 would mean to wait for ever.
                DefaultTimeout = Math.Max(1, patienceSeconds),
            }.ToString()
        );
        try
        {
            Guard(() => _connection.Open());
            // What is committed is on the disk, and readers never wait for the writer.
            Do("PRAGMA journal_mode = WAL");
            Do("PRAGMA synchronous = FULL");
            Do("PRAGMA foreign_keys = ON");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>All of it or nothing.</summary>
    public void Together(Action work)
    {
        Guard(() => _transaction = _connection.BeginTransaction());
        try
        {
            work();
            Guard(_transaction!.Commit);
        }
        finally
        {
            // Rolls back what was not committed.
            _transaction?.Dispose();
            _transaction = null;
        }
    }

    /// <param name="values">In the order of the parameters $0, $1, ...</param>
    public void Do(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        Guard(() => command.ExecuteNonQuery());
    }

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        var rows = new List<T>();
        Guard(() =>
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
                rows.Add(read(reader));
        });
        return rows;
    }

    public void Dispose()
    {
        try
        {
            // Leaves one file behind, not three.
            Do("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (RunFileException)
        {
            // The log stays beside the database and is taken in by whoever opens it next.
        }
        _connection.Dispose();
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // every statement is a constant of this project; values are parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue(
                "$" + i.ToString(CultureInfo.InvariantCulture),
                values[i] is null or double.NaN ? DBNull.Value : values[i]!
            );
        return command;
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (SqliteException e)
        {
            throw new RunFileException(_path, Explain(e), e);
        }
    }

    private string Explain(SqliteException e) =>
        e.SqliteErrorCode switch
        {
            Busy or Locked =>
                $"the database {_path} is locked: another program is writing to it; close it and try again",
            Full => $"the disk is full: cannot write {_path}",
            InputOutput => $"cannot read or write {_path}: the disk refuses, or is full ({e.Message})",
            Corrupt or NoDatabase => $"{_path} is no database of a study, or is damaged; move it away, or say --force",
            _ => $"cannot use {_path}: {e.Message}",
        };
}
