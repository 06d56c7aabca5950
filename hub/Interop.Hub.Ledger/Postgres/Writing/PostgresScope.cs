using Interop.Hub.Ledger.Postgres.Tables;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Postgres.Writing;

/// <summary>What a command works with inside a commit of the shared ledger. The time is the database's, of the group's first look.</summary>
internal sealed class PostgresScope(Loaded loaded, DataKeys keys) : WriteScope(keys)
{
    private readonly PostgresTables _tables = new(loaded);

    public override ILedgerTables Tables => _tables;

    public override DateTimeOffset Now => loaded.Now;

    /// <summary>What is to be written.</summary>
    public Changes Changes => _tables.Changes;

    /// <summary>True when a delivery's row is locked for a claim of ours.</summary>
    public bool Holds(byte[] delivery) => Tables.Delivery(delivery) is { } row && loaded.Held.Contains(row.Key);
}
