namespace Interop.Hub.Ledger;

/// <summary>Where and how the embedded ledger is kept.</summary>
public sealed record SqliteLedgerOptions
{
    /// <summary>The database file. Its folder must exist and be on a local disk: SQLite's WAL needs shared memory and honest syncs.</summary>
    public required string Path { get; init; }

    /// <summary>Name of this node in evidence entries, 1 to 64 characters.</summary>
    public string Node { get; init; } = "hub";

    /// <summary>Commands of one commit at most. Default 256.</summary>
    public int GroupLimit { get; init; } = 256;

    /// <summary>Bytes of bodies in one commit at most; a larger body goes alone. Default 8 MiB.</summary>
    public long GroupBytes { get; init; } = 8 << 20;

    /// <summary>Packets that may wait for the writer; more are turned away at once. Default 4,096.</summary>
    public int WaitingLimit { get; init; } = 4096;

    /// <summary>Bytes of bodies that may wait for the writer; more are turned away at once. Default 64 MiB.</summary>
    public long WaitingBytes { get; init; } = 64L << 20;

    /// <summary>Connections for reading at most. Default 4.</summary>
    public int Readers { get; init; } = 4;

    /// <summary>Page cache of the writer in KiB. Default 32 MiB.</summary>
    public int WriterCacheKiB { get; init; } = 32 << 10;

    /// <summary>Page cache of each reader in KiB. Default 4 MiB.</summary>
    public int ReaderCacheKiB { get; init; } = 4 << 10;

    /// <summary>Pages in the write-ahead log before they are moved into the database. Default 2,000 (8 MiB).</summary>
    public int CheckpointPages { get; init; } = 2000;

    /// <summary>Pages of 4 KiB that the database may have; null: as many as the disk holds. Beyond it writes fail as on a full disk.</summary>
    public long? MaxPages { get; init; }

    /// <summary>
    /// True for a command that must be the only one: opening fails while a hub has the file, and a hub that starts meanwhile
    /// fails. Only what <see cref="Core.Ledger.IRecoveryLedger"/> and the evidence's heads need can be asked then. Default false.
    /// </summary>
    public bool Alone { get; init; }

    /// <summary>Dossier keys held in memory at most. Default 16,384.</summary>
    public int CachedKeys { get; init; } = 16384;
}
