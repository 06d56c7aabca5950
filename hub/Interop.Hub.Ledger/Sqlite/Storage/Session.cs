using Interop.Hub.Ledger.Sqlite.Writing;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Interop.Hub.Ledger.Sqlite.Storage;

/// <summary>
/// One connection with its prepared statements, used by one thread at a time. Below ADO.NET on purpose: binding by
/// position and reading in place cost a tenth of parameter objects, on the path of every dossier.
/// </summary>
internal sealed class Session : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3 _db;

    // Keyed by reference: every statement's text is one literal.
    private readonly Dictionary<string, Statement> _statements = new(ReferenceEqualityComparer.Instance);

    private Session(SqliteConnection connection)
    {
        _connection = connection;
        _db = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
    }

    /// <summary>
    /// Before the first connection of the process: each is used by one thread at a time, so that SQLite's locks around every
    /// call, and its count of every allocation, guard nobody. Where SQLite runs already it keeps its own way.
    /// </summary>
    static Session()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <summary><c>SQLITE_DBSTATUS_CACHE_WRITE</c>.</summary>
    private const int PagesWritten = 9;

    public static Session OpenWriter(string path, SqliteLedgerOptions options)
    {
        var session = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            if (options.Alone)
            {
                // Before the first look at the file: in WAL mode it then asks for the whole file, and is refused while anyone has it open.
                session.Script("pragma locking_mode = exclusive;");
            }

            // The time-out first: auto_vacuum writes into the file, though it changes a new one alone. secure_delete: what is
            // taken out of a page is overwritten there.
            session.Script(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"""
                pragma busy_timeout = 2000;
                pragma auto_vacuum = incremental;
                pragma journal_mode = wal;
                pragma synchronous = full;
                pragma foreign_keys = on;
                pragma cache_size = -{options.WriterCacheKiB};
                pragma wal_autocheckpoint = {(options.Alone ? 1 : Checkpoints.Rest) * options.CheckpointPages};
                pragma journal_size_limit = 67108864;
                pragma temp_store = memory;
                pragma secure_delete = fast;
                """));
            if (options.MaxPages is { } pages)
            {
                session.Script(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"pragma max_page_count = {pages};"));
            }

            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>A connection that moves the log into the database.</summary>
    public static Session OpenMover(string path) => Open(path, "pragma busy_timeout = 2000; pragma synchronous = full;");

    public static Session OpenReader(string path, SqliteLedgerOptions options) => Open(path, string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"pragma query_only = on; pragma busy_timeout = 2000; pragma cache_size = -{options.ReaderCacheKiB}; pragma temp_store = memory;"));

    private static Session Open(string path, string script)
    {
        var session = Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            session.Script(script);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The prepared statement of this text, which must be a literal.</summary>
    public Statement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var known))
        {
            return known.Fresh();
        }

        var code = raw.sqlite3_prepare_v3(_db, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle);
        if (code != raw.SQLITE_OK)
        {
            throw new StorageException(code, raw.sqlite3_extended_errcode(_db), raw.sqlite3_errmsg(_db).utf8_to_string());
        }

        var statement = new Statement(_db, handle);
        _statements.Add(sql, statement);
        return statement;
    }

    /// <summary>Rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_db);

    /// <summary>Pages written since it was last asked.</summary>
    public int TakeWritten() => raw.sqlite3_db_status(_db, PagesWritten, out var pages, out _, 1) == raw.SQLITE_OK ? pages : 0;

    /// <summary>Rowid of the last insert.</summary>
    public long LastKey => raw.sqlite3_last_insert_rowid(_db);

    /// <summary>True while a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_db) == 0;

    /// <summary>Runs a text of several statements, without parameters.</summary>
    public void Script(string sql)
    {
        var code = raw.sqlite3_exec(_db, sql);
        if (code != raw.SQLITE_OK)
        {
            throw new StorageException(code, raw.sqlite3_extended_errcode(_db), raw.sqlite3_errmsg(_db).utf8_to_string());
        }
    }

    public void Begin() => Prepare("begin").Run();

    public void BeginImmediate() => Prepare("begin immediate").Run();

    public void Commit() => Prepare("commit").Run();

    /// <summary>Rolls back what is open; harmless when SQLite did it already.</summary>
    public void Rollback()
    {
        if (InTransaction)
        {
            Prepare("rollback").Run();
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _statements.Clear();
        _connection.Dispose();
    }

    private static Session Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return new Session(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
