using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Documents.Local;
using Interop.Hub.Ledger.Sqlite.Storage;
using Microsoft.Data.Sqlite;

namespace Interop.Hub.Ledger;

/// <summary>Copies an embedded ledger into a file, as it is at one moment, while a hub works in it.</summary>
public static class EmbeddedBackup
{
    /// <summary>Writes the copy; when this returns it is whole and on disk, under its name only then.</summary>
    /// <param name="options">Where the ledger is.</param>
    /// <param name="to">The file, which is not there yet.</param>
    /// <exception cref="IOException">It is there, or cannot be written.</exception>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be read.</exception>
    public static void Write(SqliteLedgerOptions options, string to)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!File.Exists(options.Path))
        {
            throw new FileNotFoundException($"There is no ledger at {options.Path}.");
        }

        if (File.Exists(to))
        {
            throw new IOException($"{to} is there already: name another file.");
        }

        // Begun anew when an earlier one was cut short.
        var part = to + ".part";
        File.Delete(part);
        try
        {
            using var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = options.Path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
            db.Open();
            using var copy = db.CreateCommand();
            copy.CommandText = "vacuum into $to";
            copy.CommandTimeout = 0;
            copy.Parameters.AddWithValue("$to", part);
            copy.ExecuteNonQuery();
        }
        catch (SqliteException e)
        {
            throw StorageException.AsOutage(e) ?? new IOException($"The ledger could not be copied: {e.Message}", e);
        }

        using (var file = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Flush(flushToDisk: true);
        }

        File.Move(part, to);
        DirectorySync.Sync(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }
}
