using System.Text;
using Interop.Hub.Ledger.Storage;
using SQLitePCL;

namespace Interop.Hub.Ledger.Sqlite.Storage;

/// <summary>
/// One prepared statement, kept by its <see cref="Session"/> and used again and again: bind with <c>With</c> in the
/// order of the question marks, then <see cref="Run"/>, or <see cref="Step"/> row by row. Dispose ends one use, not
/// the statement.
/// </summary>
internal sealed class Statement(sqlite3 db, sqlite3_stmt statement) : IRow, IDisposable
{
    private int _next = 1;
    private bool _stepping;

    /// <summary>Makes ready for a use, also when the last one broke off while its values were being bound.</summary>
    internal Statement Fresh()
    {
        if (_stepping)
        {
            throw new InvalidOperationException("A statement is used again while its rows are being read: read them to the end first.");
        }

        if (_next != 1)
        {
            Dispose();
        }

        return this;
    }

    public Statement With(long value)
    {
        Check(raw.sqlite3_bind_int64(statement, _next++, value));
        return this;
    }

    public Statement With(long? value) => value is { } v ? With(v) : Null();

    public Statement With(bool value) => With(value ? 1L : 0L);

    public Statement With(DateTimeOffset value) => With(value.UtcTicks);

    public Statement With(DateTimeOffset? value) => With(value?.UtcTicks);

    public Statement With(ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(statement, _next++, value));
        return this;
    }

    public Statement With(byte[]? value) => value is null ? Null() : With(value.AsSpan());

    public Statement With(string? value)
    {
        if (value is null)
        {
            return Null();
        }

        // By length, not by a closing NUL, so that the text ends where it ends. An empty span would bind a null.
        if (value.Length == 0)
        {
            Check(raw.sqlite3_bind_text(statement, _next++, value));
        }
        else if (value.Length > 256)
        {
            Check(raw.sqlite3_bind_text(statement, _next++, Encoding.UTF8.GetBytes(value)));
        }
        else
        {
            Span<byte> utf8 = stackalloc byte[value.Length * 3];
            Check(raw.sqlite3_bind_text(statement, _next++, utf8[..Encoding.UTF8.GetBytes(value, utf8)]));
        }

        return this;
    }

    public Statement Null()
    {
        Check(raw.sqlite3_bind_null(statement, _next++));
        return this;
    }

    /// <summary>True: there is a row. False: no more.</summary>
    public bool Step()
    {
        _stepping = true;
        var code = raw.sqlite3_step(statement);
        return code == raw.SQLITE_ROW || (code == raw.SQLITE_DONE ? false : throw Failure(code));
    }

    /// <summary>Runs to the end and makes ready for the next use.</summary>
    public void Run()
    {
        try
        {
            while (Step())
            {
            }
        }
        finally
        {
            Dispose();
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public int Int32(int column) => (int)raw.sqlite3_column_int64(statement, column);

    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    public bool Bool(int column) => Int64(column) != 0;

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The bytes in place: valid until the next step.</summary>
    public ReadOnlySpan<byte> Span(int column) => raw.sqlite3_column_blob(statement, column);

    public byte[] Blob(int column) => Span(column).ToArray();

    public byte[]? BlobOrNull(int column) => IsNull(column) ? null : Blob(column);

    public DateTimeOffset Time(int column) => new(Int64(column), TimeSpan.Zero);

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    /// <summary>Ends this use: releases the read mark and the bound values.</summary>
    public void Dispose()
    {
        // The code of a failed step comes back here once more: it was reported already.
        _ = raw.sqlite3_reset(statement);
        _ = raw.sqlite3_clear_bindings(statement);
        _next = 1;
        _stepping = false;
    }

    internal void Close() => statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Failure(code);
        }
    }

    private StorageException Failure(int code) => new(code, raw.sqlite3_extended_errcode(db), raw.sqlite3_errmsg(db).utf8_to_string());
}
