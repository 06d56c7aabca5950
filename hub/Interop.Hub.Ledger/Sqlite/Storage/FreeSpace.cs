using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Sqlite.Storage;

/// <summary>
/// Pages that nothing uses any longer, returned to the file system: pages from the end move into gaps, a bounded number
/// in a commit, and the file gets shorter with the next checkpoint.
/// </summary>
internal static class FreeSpace
{
    /// <summary>Pages kept for what comes: so much is written in a moment, and a file that shrinks and grows again helps nobody.</summary>
    public const long Reserve = 1024;

    /// <summary>Pages of one commit: a mebibyte is moved in a few milliseconds.</summary>
    public const long Step = 256;

    /// <summary>What <c>pragma auto_vacuum</c> says of a file that can be made shorter.</summary>
    private const long Incremental = 2;

    public static ReturnedSpace Return(Session db)
    {
        if (Ask(db, "pragma auto_vacuum") != Incremental)
        {
            return default;
        }

        var free = Ask(db, "pragma freelist_count");
        if (free <= Reserve)
        {
            return default;
        }

        var before = Ask(db, "pragma page_count");
        db.Script(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"pragma incremental_vacuum({Math.Min(Step, free - Reserve)})"));
        var pages = before - Ask(db, "pragma page_count");
        return new ReturnedSpace(pages * Ask(db, "pragma page_size"), pages > 0 && free - pages > Reserve);
    }

    /// <summary>Moves the log into the file, as far as nobody is in the way.</summary>
    public static bool Checkpoint(Session db)
    {
        db.Script("pragma wal_checkpoint(passive)");
        return true;
    }

    private static long Ask(Session db, string pragma)
    {
        using var row = db.Prepare(pragma);
        return row.Step() ? row.Int64(0) : 0;
    }
}
