using Interop.Hub.Ledger.Tests.Conformance;

namespace Interop.Hub.Ledger.Tests.Sqlite;

[TestFixture]
internal sealed class SqliteLedgerTests : LedgerConformance
{
    protected override Task<ILedgerHarness> OpenAsync() => Task.FromResult<ILedgerHarness>(new SqliteHarness());
}
