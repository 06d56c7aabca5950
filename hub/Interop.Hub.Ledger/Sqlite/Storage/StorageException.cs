using Interop.Hub.Core.Ledger;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Interop.Hub.Ledger.Sqlite.Storage;

/// <summary>SQLite refused. Codes as in sqlite.org/rescode.html.</summary>
internal sealed class StorageException(int code, int extended, string message)
    : IOException($"SQLite error {code} ({extended}): {message}")
{
    /// <summary>The primary code.</summary>
    public int Code { get; } = code & 0xFF;

    /// <summary>True when the store, and not the statement, is at fault: full, failing, locked, gone.</summary>
    public bool IsOutage => IsOutageCode(Code);

    /// <summary>True when the connection itself is doubtful and must be opened anew.</summary>
    public bool IsBroken => Code == raw.SQLITE_IOERR || Code == raw.SQLITE_CANTOPEN || Code == raw.SQLITE_CORRUPT || Code == raw.SQLITE_NOTADB;

    /// <summary>What a caller of the ledger sees of an outage; null when the exception is none.</summary>
    public static LedgerUnavailableException? AsOutage(Exception exception) => exception switch
    {
        LedgerUnavailableException already => already,
        StorageException { IsOutage: true } e => new LedgerUnavailableException(Explain(e.Code), e),
        SqliteException e when IsOutageCode(e.SqliteErrorCode) => new LedgerUnavailableException(Explain(e.SqliteErrorCode), e),
        _ => null,
    };

    private static bool IsOutageCode(int code) =>
        code == raw.SQLITE_FULL || code == raw.SQLITE_IOERR || code == raw.SQLITE_CANTOPEN || code == raw.SQLITE_READONLY
        || code == raw.SQLITE_BUSY || code == raw.SQLITE_LOCKED || code == raw.SQLITE_NOMEM
        || code == raw.SQLITE_CORRUPT || code == raw.SQLITE_NOTADB || code == raw.SQLITE_PERM;

    private static string Explain(int code) =>
        code == raw.SQLITE_FULL ? "The ledger's disk is full: free space on it; the hub goes on by itself."
        : code == raw.SQLITE_READONLY || code == raw.SQLITE_PERM ? "The ledger's files cannot be written: check their owner and mode."
        : code == raw.SQLITE_BUSY || code == raw.SQLITE_LOCKED ? "The ledger's file is locked by another program: only one hub may use it."
        : code == raw.SQLITE_NOMEM ? "The ledger ran out of memory."
        : code == raw.SQLITE_CORRUPT || code == raw.SQLITE_NOTADB ? "The ledger's file is damaged: stop the hub and restore it."
        : "The ledger's disk failed on reading or writing: check the disk.";
}
