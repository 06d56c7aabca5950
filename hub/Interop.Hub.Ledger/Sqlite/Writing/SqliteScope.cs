using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Tables;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Sqlite.Writing;

/// <summary>What a command works with inside a commit of the embedded ledger.</summary>
internal sealed class SqliteScope(Session db, DataKeys keys, SqliteEvidence chain, TimeProvider time) : WriteScope(keys)
{
    public Session Db { get; } = db;

    public SqliteEvidence Chain { get; } = chain;

    public SqliteTables Rows { get; } = new(db);

    public override ILedgerTables Tables => Rows;

    public override DateTimeOffset Now => time.GetUtcNow();
}
