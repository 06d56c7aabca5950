namespace Interop.Hub.Ledger;

/// <summary>Where and how the shared ledger is kept.</summary>
public sealed record PostgresLedgerOptions
{
    /// <summary>
    /// The connection, in Npgsql's words (<c>Host=…;Database=…;Username=…;Password=…</c>). The user owns the database or a
    /// schema in it: the hub makes and alters its tables. PostgreSQL 15 or later. No pooler that shares a session between
    /// transactions may stand between, unless prepared statements are off (<c>Max Auto Prepare=0</c>).
    /// </summary>
    public required string ConnectionString { get; init; }

    /// <summary>Name of this node in leases and evidence, 1 to 64 characters; unique among the nodes of the ledger.</summary>
    public string Node { get; init; } = "hub";

    /// <summary>Commands of one commit at most. Default 256.</summary>
    public int GroupLimit { get; init; } = 256;

    /// <summary>Bytes of bodies in one commit at most; a larger body goes alone. Default 8 MiB.</summary>
    public long GroupBytes { get; init; } = 8 << 20;

    /// <summary>Packets that may wait for the writer; more are turned away at once. Default 4,096.</summary>
    public int WaitingLimit { get; init; } = 4096;

    /// <summary>Bytes of bodies that may wait for the writer; more are turned away at once. Default 64 MiB.</summary>
    public long WaitingBytes { get; init; } = 64L << 20;

    /// <summary>Connections for reading at most. Default 8.</summary>
    public int Readers { get; init; } = 8;

    /// <summary>How long a statement may take before the database counts as gone. Default 15 s.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Dossier keys held in memory at most. Default 16,384.</summary>
    public int CachedKeys { get; init; } = 16384;

    /// <summary>Packets and deliveries in one partition. Default 20 million. Once a ledger has partitions it is theirs, whatever stands here.</summary>
    public long PartitionWidth { get; init; } = 20_000_000;

    /// <summary>
    /// What tells the time of leases and due times. Null, in service: the database's clock, so that nodes need not agree.
    /// </summary>
    public TimeProvider? Clock { get; init; }
}
