using System.Net.Sockets;
using Interop.Hub.Core.Ledger;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Storage;

/// <summary>What PostgreSQL's refusals mean. Codes as in appendix A of its manual.</summary>
internal static class Outage
{
    /// <summary>
    /// True when the transaction surely did not happen and the same work may be tried again at once: a deadlock, a
    /// serialisation failure (a row moved to another partition under us), or a key that another node wrote first, which
    /// the next try will read. A lost connection is not among them: a commit may have got through.
    /// </summary>
    public static bool MayTryAgain(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.LockNotAvailable,
    };

    /// <summary>
    /// True when the session no longer has the statements that this side believes prepared in it: the driver can lose count
    /// after a batch that failed in its middle (seen with a full disk), and a pooler that parts sessions takes them away. The
    /// transaction surely did not happen; on this session nothing that needs them ever will.
    /// </summary>
    public static bool HasLostStatements(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.InvalidSqlStatementName };

    /// <summary>What a caller of the ledger sees of an outage; null when the exception is none.</summary>
    public static LedgerUnavailableException? Of(Exception exception) => exception switch
    {
        LedgerUnavailableException already => already,
        PostgresException e => Explain(e) is { } text ? new LedgerUnavailableException(text, e) : null,
        NpgsqlException or SocketException or TimeoutException or IOException => new LedgerUnavailableException("The ledger's database does not answer: check that it runs and that this machine reaches it.", exception),
        _ => null,
    };

    private static string? Explain(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.DiskFull => "The disk of the ledger's database is full: free space on it; the hub goes on by itself.",
        PostgresErrorCodes.TooManyConnections => "The ledger's database has no connection left for this node: raise max_connections, or lower the nodes' readers.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "The ledger's database takes no writes: it is a standby. Point the hub at the primary.",
        PostgresErrorCodes.InvalidSqlStatementName => "The ledger's database does not know what was prepared in this session: come again. If it goes on, a pooler stands between that must pool sessions, not transactions.",
        PostgresErrorCodes.QueryCanceled => "The ledger's database took too long: it is overloaded, or a lock is held by another program.",
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable => "Other nodes kept writing the same dossiers: come again in a moment.",
        ['0', '8', ..] or ['5', '7', 'P', ..] => "The ledger's database is going down or coming up.",
        ['5', '3', ..] => "The ledger's database is out of a resource (memory, disk, connections): see its log.",
        ['5', '8', ..] or ['X', 'X', ..] => "The ledger's database failed inside: see its log.",
        ['2', '8', ..] => "The ledger's database refuses this user or password: check the connection string.",
        _ => null,
    };
}
